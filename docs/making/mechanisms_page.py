"""The page `docs/mechanisms.md`, printed from the records of the mechanisms.

Write it anew with ``python -m docs.making.mechanisms_page > docs/mechanisms.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.mechanism import QUESTIONS, Mechanism, Parameter
from mom_sim.scenario.mechanisms import MECHANISMS

TITLES = {
    "who_does_the_work": "Who does the work",
    "decision_rights": "Decision rights",
    "coordination": "Coordination",
    "technology": "Technology",
}

_INTRODUCTION = """\
# Mechanisms

Printed from the records in `mom_sim/scenario/mechanisms`; do not edit.

A mechanism is a part of an operating model that may be there or not. Any model may state any of
them: it stands under one of the four questions, and what it leaves out has the default below. A
mechanism that is not stated does nothing; written `none`, it does exactly nothing too, which is how
a model that is based on another one switches a mechanism of its base off.

No default stands for a conclusion. [How to extend](extending.md) shows how to add one.
"""


def mechanisms_page() -> str:
    """Print the page.

    Returns
    -------
    str
    """
    lines = [*_INTRODUCTION.splitlines(), ""]
    lines += ["| mechanism | stands under | what happens |", "| --- | --- | --- |"]
    for record in MECHANISMS.values():
        lines.append(
            f"| [`{record.name}`](#{record.name}) | `{record.question}` | {record.summary} |"
        )
    for question in QUESTIONS:
        records = [one for one in MECHANISMS.values() if one.question == question]
        if records:
            lines += ["", f"## {TITLES[question]}", ""]
        for record in records:
            lines += _section(record)
    return "\n".join(lines).rstrip() + "\n"


def _section(record: Mechanism) -> Iterator[str]:
    yield f"### {record.name}"
    yield ""
    yield f"{record.summary} Described in {record.source}."
    if record.repeatable:
        once = f", no two for the same {' and '.join(record.once_per)}" if record.once_per else ""
        yield f"A list of several may be stated{once}."
    yield ""
    yield "```yaml"
    yield f"{record.question}:"
    stated = [one for one in record.parameters if one.default is not None]
    yield f"  {record.name}:"
    for one in stated:
        yield f"    {one.name}: {_yaml(one.default)}"
    yield "```"
    yield ""
    yield "| key | written as | default | neutral | meaning | where the default comes from |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for one in record.parameters:
        cells = (
            f"`{one.name}`",
            one.kind.replace("_", " ").replace("|", " or "),
            _cell(one.default),
            _cell(one.neutral),
            one.meaning,
            _origin(one),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _origin(one: Parameter) -> str:
    if one.default is None:
        return ""
    span = f"; plausible: {' to '.join(map(_text, one.range))}" if one.range else ""
    grade = f", grade {one.grade}" if one.grade else ""
    return f"{one.mark}{grade}. {one.origin}{span}".replace("|", "\\|")


def _cell(value: Any) -> str:
    return "" if value is None else f"`{_text(value)}`"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_text(inner)}" for key, inner in value.items()) + "}"
    return str(value).replace("{currency}", default_value("currency"))


def _yaml(value: Any) -> str:
    text = _text(value)
    return f'"{text}"' if isinstance(value, str) and ("," in text or ":" in text) else text


if __name__ == "__main__":
    sys.stdout.write(mechanisms_page())
