"""The operating models of a scenario: the archetypes, changed or not, and its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.scenario.marked_document import MarkedDocument
from mom_sim.scenario.operating_model import known_bases, resolve_operating_model
from mom_sim.scenario.resolved import OperatingModel, Scenario

if TYPE_CHECKING:
    from mom_sim.scenario.surroundings import Surroundings

_RESOLVED: dict[str, tuple[MarkedDocument, Surroundings, OperatingModel]] = {}
"""Archetypes as they were resolved last: few changes of a scenario touch what they refer to."""


class ModelsOnDemand(Mapping[str, OperatingModel]):
    """Operating models by name, each resolved when it is first asked for.

    Parameters
    ----------
    documents : mapping of str to MarkedDocument
    scenario : Scenario
    """

    def __repr__(self) -> str:
        return f"<operating models: {', '.join(self)}>"

    def __init__(self, documents: Mapping[str, MarkedDocument], scenario: Scenario) -> None:
        self._documents, self._scenario = documents, scenario
        self._resolved: dict[str, OperatingModel] = {}

    def __getitem__(self, name: str) -> OperatingModel:
        """Resolve a model.

        Raises
        ------
        KeyError
            If there is none of that name.
        ScenarioError
            If it does not fit the scenario.
        """
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> OperatingModel:
        document, around = self._documents[name], self._surroundings
        if document is not archetype_documents().get(name):
            return resolve_operating_model(document, self._scenario, place=name)
        kept = _RESOLVED.get(name)
        if kept is not None and kept[0] is document and kept[1] == around:
            return kept[2]
        model = resolve_operating_model(document, self._scenario, place=name)
        _RESOLVED[name] = document, around, model
        return model

    @cached_property
    def _surroundings(self) -> Surroundings:
        from mom_sim.scenario.surroundings import surroundings_of_scenario

        return surroundings_of_scenario(self._scenario)

    def __contains__(self, name: object) -> bool:
        """Whether there is a model of that name, whether it fits or not."""
        return name in self._documents

    def __iter__(self) -> Iterator[str]:
        """Give the names in order."""
        return iter(self._documents)

    def __len__(self) -> int:
        """Count the models."""
        return len(self._documents)


def operating_models(loaded: LoadedScenario) -> ModelsOnDemand:
    """Find every operating model that a scenario can be simulated under.

    Parameters
    ----------
    loaded : LoadedScenario

    Returns
    -------
    ModelsOnDemand
        The archetypes in their stated order, with the scenario's changes to them; then the
        scenario's own model and further models. One that does not fit the scenario says so, by a
        `ScenarioError`, when it is asked for.
    """
    return ModelsOnDemand(model_documents(loaded), loaded.scenario)


def model_documents(loaded: LoadedScenario) -> dict[str, MarkedDocument]:
    """Put every operating model of a scenario together, as it is written.

    Parameters
    ----------
    loaded : LoadedScenario

    Returns
    -------
    dict of str to MarkedDocument
        In the order of `operating_models`.
    """
    archetypes = archetype_documents()
    documents, bases = dict(archetypes), known_bases(loaded.models, archetypes)
    for choice in (loaded.operating_model, *loaded.models.values()):
        documents[choice.name] = choice.merged(bases)
    return documents
