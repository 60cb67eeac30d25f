"""On what terms models are compared: with the same people, or for the same money."""

from __future__ import annotations

from mom_sim.operating_models.budget import BudgetResult, equal_budget
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
