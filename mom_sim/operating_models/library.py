"""The archetypes that come with the package: one data file each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

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
    resource = files(__package__).joinpath(_FOLDER, f"{name}.yaml")
    return read_document_text(resource.read_text(encoding="utf-8"), f"{_FOLDER}/{name}.yaml")
