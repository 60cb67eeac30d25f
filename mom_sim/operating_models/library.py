"""The archetypes that come with the package: one data file each."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from mom_sim.scenario.defaults import CurrencyText
from mom_sim.scenario.marked_document import MarkedDocument
from mom_sim.scenario.yaml_reader import read_document_text

ARCHETYPES = (
    "centralized",
    "decentralized",
    "self_service",
    "functional",
    "campaign_centric",
    "outsourced",
    "hybrid",
)
"""Names of the archetypes, in the order in which results list them."""

COMMON = "common"
"""File of what every archetype has."""

_FOLDER = "archetypes"


def archetype_documents() -> dict[str, MarkedDocument]:
    """Read the packaged archetypes.

    Returns
    -------
    dict of str to MarkedDocument
        By name, in the order of `ARCHETYPES`. The documents are shared; not to be changed.

    Raises
    ------
    ScenarioError
        If a packaged file is no YAML.
    """
    return {name: _document(name) for name in ARCHETYPES}


@cache
def _document(name: str) -> MarkedDocument:
    """Archetype with what all of them have; what it says itself counts."""
    own = _file(name)
    return own.merged_with(_file(COMMON)).merged_with(own)


@cache
def _file(name: str) -> MarkedDocument:
    resource = files(__package__).joinpath(_FOLDER, f"{name}.yaml")
    document = read_document_text(resource.read_text(encoding="utf-8"), f"{_FOLDER}/{name}.yaml")
    return replace(document, data=_in_any_currency(document.data))


def _in_any_currency(part: Any) -> Any:
    """Let ``{currency}`` stand for the currency of whatever scenario the model is used in."""
    if isinstance(part, dict):
        return {key: _in_any_currency(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_in_any_currency(value) for value in part]
    return CurrencyText(part) if isinstance(part, str) and "{currency}" in part else part
