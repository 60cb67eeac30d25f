"""``mom-sim models``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from mom_sim.cli.model_words import answers, differences
from mom_sim.cli.printing import show, wrapped

USUAL = "centralized"
_INDENT = 28


@click.command(
    "models",
    short_help="List the operating models and what each changes.",
    epilog="Example: mom-sim models scenarios/minimal.yaml",
)
@click.argument("scenario", metavar="[SCENARIO]", required=False)
def models_command(scenario: str | None) -> None:
    """List the operating models and what each answers to the four questions.

    With a scenario, its changes to them and its own models too.
    """
    from mom_sim.operating_models.library import archetype_documents

    documents = archetypes = archetype_documents()
    own = None
    if scenario is not None:
        from mom_sim.operating_models.choosing import model_documents
        from mom_sim.simulation import load_scenario

        loaded = load_scenario(scenario)
        own = loaded.operating_model.name
        documents = model_documents(loaded)
    texts = [
        "\n".join(_lines(name, document.data, archetypes[USUAL].data, is_own=name == own))
        for name, document in documents.items()
    ]
    show("\n\n".join(texts))


def _lines(
    name: str, document: Mapping[str, Any], usual: Mapping[str, Any], *, is_own: bool
) -> Iterator[str]:
    yield f"{name} (the scenario's own model)" if is_own else name
    if document.get("summary"):
        yield wrapped(str(document["summary"]), first="  ")
    for question, lines in answers(document):
        for position, line in enumerate(lines):
            head = f"  {question}" if position == 0 else ""
            yield wrapped(line, first=f"{head:<{_INDENT}}", rest=" " * (_INDENT + 2))
    others = differences(document, usual)
    if others:
        head = f"  unlike {USUAL} in"
        yield wrapped("; ".join(others), first=f"{head:<{_INDENT}}", rest=" " * (_INDENT + 2))
