"""The operating models of a scenario: the archetypes, changed or not, and its own."""

from __future__ import annotations

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.scenario.marked_document import MarkedDocument
from mom_sim.scenario.operating_model import known_bases, resolve_operating_model
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
    return {
        name: resolve_operating_model(document, loaded.scenario, place=name)
        for name, document in model_documents(loaded).items()
    }


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
