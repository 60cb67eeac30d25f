"""The same study with other values at some paths: what every what-if is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.loading import changed_scenario
from mom_sim.simulation import Study


def changed(study: Study, changes: Mapping[str, Any]) -> Study:
    """Make the study of the scenario that says something else at some paths.

    Parameters
    ----------
    study : Study
    changes : mapping of str to value
        New values by path, as in ``mom-sim sources``: ``{"people.design.headcount": "+1"}``,
        ``{"campaigns.*.demand": "x1.3"}``,
        ``{"models.centralized.coordination.clarification.probability": "30%"}``.

    Returns
    -------
    Study
        The same one where nothing is changed.

    Raises
    ------
    ScenarioError
        With every fault of the changes, or of the scenario with them.
    """
    return (
        Study(changed_scenario(study.loaded, changes, archetype_documents())) if changes else study
    )
