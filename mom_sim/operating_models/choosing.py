"""The operating models of a scenario: the archetypes, changed or not, and its own."""

from __future__ import annotations

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.scenario.operating_model import resolve_operating_model
from mom_sim.scenario.resolved import OperatingModel


def operating_models(loaded: LoadedScenario) -> dict[str, OperatingModel]:
    """Resolve every operating model that a scenario can be simulated under.

    Parameters
    ----------
    loaded : LoadedScenario

    Returns
    -------
    dict of str to OperatingModel
        The archetypes in their stated order, with the scenario's changes to them; then the
        scenario's own model and further models.

    Raises
    ------
    ScenarioError
        If a model does not fit the scenario.
    """
    archetypes = archetype_documents()
    documents = dict(archetypes)
    for choice in (loaded.operating_model, *loaded.models.values()):
        documents[choice.name] = choice.merged(archetypes)
    return {
        name: resolve_operating_model(document, loaded.scenario, place=name)
        for name, document in documents.items()
    }
