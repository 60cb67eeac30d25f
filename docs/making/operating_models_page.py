"""The page `docs/operating_models.md`, printed from the data files of the archetypes.

Write it anew with ``python -m docs.making.operating_models_page > docs/operating_models.md``.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from mom_sim.cli.model_words import answers, differences
from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.mechanism import QUESTIONS
from mom_sim.scenario.mechanisms import MECHANISMS

_USUAL = "centralized"

_INTRODUCTION = """\
# The seven operating models

Printed from the data files in `mom_sim/operating_models/archetypes`; do not edit.

An operating model is data: it answers four questions, and nothing in the engine or in the figures
knows its name. **Who does the work:** how people are grouped into teams, what ranks in their
queues, what an agency does, when a task force is formed. **Who decides:** who owns which gate for
which risk tier, and when they meet. **How teams coordinate:** hand-offs and limits on work in
progress. **What technology helps:** what it costs and what it saves; the gates that it takes over
stand under who decides. Each answer may have [mechanisms](mechanisms.md) as well.

- All of them get the same people, the same campaigns and the same luck. What differs is only what
  stands here.
- No model has a factor, a delay or a response time that stands for its result. The times of
  hand-offs and the error rates of deciders are the scenario's, the same for all
  ([0004](decisions/0004-hand-off-delay-by-team-distance.md),
  [0005](decisions/0005-error-rates-belong-to-who-decides.md)).
- They are starting points. Copy one and change it: `mom-sim models` prints what is below,
  [Operating models](scenario.md#operating-models) has every key, and the [tutorial](tutorial.md)
  builds one.
"""

_LAST = """\
## What they do not say yet

What the literature ascribes to these models beside teams, gates, queues and prices is in these
files as [mechanisms](mechanisms.md): those that ask about the structure in all of them alike
([0009](decisions/0009-mechanisms-as-records-and-effects.md)), others where the literature describes
the model by them.

These mechanisms are in none of the files, since nothing says that one model has them rather than
another: {unstated}. State them for your own company, in the models that have them. Where a claim
rests on one of these, the comparison of the archetypes does not test it; nor does it test what is
[not modeled](methods.md#what-is-not-modeled-yet).
"""


def operating_models_page() -> str:
    """Print the page.

    Returns
    -------
    str
    """
    documents = {name: document.data for name, document in archetype_documents().items()}
    lines = [*_INTRODUCTION.splitlines(), "", *_overview(documents), ""]
    for name, document in documents.items():
        lines += _model(name, document, documents[_USUAL])
    text = "\n".join([*lines, *_last(documents)]).rstrip() + "\n"
    return text.replace("{currency}", default_value("currency"))


def _last(documents: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    stated = {key for one in documents.values() for part in QUESTIONS for key in one.get(part, {})}
    names = ", ".join(f"`{name}`" for name in MECHANISMS if name not in stated)
    for paragraph in _LAST.format(unstated=names).split("\n\n"):
        yield from textwrap.wrap(paragraph, 100, break_long_words=False, break_on_hyphens=False)
        yield ""


def _overview(documents: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"| model | in one sentence | unlike {_USUAL} in |"
    yield "| --- | --- | --- |"
    for name, document in documents.items():
        others = "; ".join(differences(document, documents[_USUAL]))
        yield f"| [`{name}`](#{name}) | {document['summary']} | {others} |"


def _model(name: str, document: Mapping[str, Any], usual: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    yield str(document["summary"])
    yield ""
    yield "| question | answer |"
    yield "| --- | --- |"
    for question, lines in answers(document):
        yield f"| {question} | {'<br>'.join(map(_cell, lines))} |"
    yield ""
    yield "Where that comes from:"
    yield ""
    for path, source in document["sources"].items():
        grade = f", grade {source['grade']}" if source.get("grade") else ""
        span = source.get("range")
        plausible = f" Plausible: {span[0]} to {span[1]}." if span else ""
        text = str(source["from"]).rstrip(".")
        yield f"- `{path}`: {source['mark']}{grade}. {text[0].upper()}{text[1:]}.{plausible}"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    sys.stdout.write(operating_models_page())
