"""On what terms models are compared: with the same people, or for the same money."""

from __future__ import annotations

from mom_sim.operating_models.budget import BudgetResult, equal_budget
from mom_sim.scenario.resolved import Scenario
from mom_sim.simulation import Study

EQUAL_PEOPLE, EQUAL_BUDGET = "equal_people", "equal_budget"


def budget_of(study: Study, model: str) -> BudgetResult | None:
    """Find who pays for the outside work of a model.

    Parameters
    ----------
    study : Study
    model : str

    Returns
    -------
    BudgetResult or None
        None for a model that buys nothing outside: equal budget is equal people there.

    Raises
    ------
    PlanError
        As of `equal_budget`.
    """
    budget = equal_budget(study.scenario, study.model(model))
    return budget if budget.outside_spend_per_year > 0 else None


def on_terms(study: Study, model: str) -> tuple[Scenario, str]:
    """Find with which people a model is compared, on the terms that the scenario asks for.

    Parameters
    ----------
    study : Study
    model : str

    Returns
    -------
    scenario : Scenario
        With fewer people where they pay for outside work.
    comparison : str
        `EQUAL_BUDGET` there, else `EQUAL_PEOPLE`.

    Raises
    ------
    PlanError
        As of `equal_budget`.
    """
    if study.scenario.comparison == EQUAL_BUDGET:
        budget = budget_of(study, model)
        if budget is not None:
            return budget.scenario, EQUAL_BUDGET
    return study.scenario, EQUAL_PEOPLE
