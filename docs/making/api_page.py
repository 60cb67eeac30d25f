"""The page `docs/api.md`, printed from the docstrings of the public names.

Write it anew with ``python -m docs.making.api_page > docs/api.md``.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import mom_sim
from docs.making.api_examples import GROUPS, STUDY, VALUES

_INTRODUCTION = f"""\
# From Python

Printed from the docstrings of the package; do not edit. These are all public names of `mom_sim`;
nothing else is promised to stay. What comes back are frozen objects and pandas frames; the figures
are in [metrics.md](metrics.md), the tables of a log in [log.md](log.md).

The examples go on from each other and use this study:

```yaml study.yaml
{STUDY}```

```python
import mom_sim
```
"""

_SECTION = re.compile(r"(?P<title>[A-Z]\w+)\n-+\n")
_ENTRY = re.compile(r"(?P<names>[\w*, ]+?)(?: : (?P<kind>.+))?")


def api_page() -> str:
    """Print the page.

    Returns
    -------
    str
    """
    parts = [_INTRODUCTION]
    for heading, examples in GROUPS.items():
        parts.append(f"## {heading}\n")
        parts += ["\n".join(_entry(name, code)) + "\n" for name, code in examples.items()]
    return "\n".join(parts)


def _entry(name: str, code: str) -> Iterator[str]:
    thing = getattr(mom_sim, name)
    yield f"### `{name}`"
    yield ""
    if name in VALUES:
        yield VALUES[name]
    else:
        if inspect.isfunction(thing):
            yield f"`{name}({', '.join(_parameters(thing))})`"
            yield ""
        yield from _described(inspect.getdoc(thing) or "")
        members = list(_members(thing)) if inspect.isclass(thing) else []
        if members:
            yield from ("", "Methods and properties:", "", *members)
    yield ""
    yield "```python"
    yield from code.splitlines()
    yield "```"


def _parameters(function: Any) -> Iterator[str]:
    """Parameters with their defaults; the types stand in the docstring."""
    has_star = False
    for one in inspect.signature(function).parameters.values():
        if one.kind is one.KEYWORD_ONLY and not has_star:
            has_star = True
            yield "*"
        default = one.default
        shown = f"mom_sim.{default.name}" if hasattr(default, "name") else repr(default)
        yield one.name if default is one.empty else f"{one.name}={shown}"


def _described(text: str) -> Iterator[str]:
    """A docstring: its sentences, then a list for each section."""
    first, *sections = _SECTION.split(text)
    yield from _prose(first)
    for title, body in zip(sections[0::2], sections[1::2], strict=True):
        yield ""
        yield f"{title}:"
        yield ""
        yield from _listed(body)


def _listed(body: str) -> Iterator[str]:
    entries: list[list[str]] = []
    for line in body.splitlines():
        if line.startswith(" ") and entries:
            entries[-1].append(line.strip())
        elif line.strip():
            entries.append([line.strip()])
    for head, *rest in entries:
        match = _ENTRY.fullmatch(head)
        shown = head
        if match is not None:
            names = ", ".join(f"`{one}`" for one in match["names"].split(", "))
            shown = f"{names} ({match['kind']})" if match["kind"] else names
        yield f"- {shown}: {_code(' '.join(rest))}" if rest else f"- {shown}"


def _members(kind: Any) -> Iterator[str]:
    """Public methods and properties, each with its first sentence."""
    for name, member in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property | cached_property):
            text = inspect.getdoc(member)
            head = f".{name}"
        elif inspect.isfunction(member) or isinstance(member, classmethod):
            function = getattr(kind, name)
            own = [one for one in _parameters(function) if one != "self"]
            text, head = inspect.getdoc(function), f".{name}({', '.join(own)})"
        else:
            continue
        first = " ".join((text or "").partition("\n\n")[0].split())
        yield f"- `{head}`: {_code(first)}"


def _prose(text: str) -> Iterator[str]:
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    for position, paragraph in enumerate(paragraphs):
        if position:
            yield ""
        yield _code(paragraph)


def _code(text: str) -> str:
    """Markdown's way of setting code."""
    return text.replace("``", "`")


if __name__ == "__main__":
    sys.stdout.write(api_page())
