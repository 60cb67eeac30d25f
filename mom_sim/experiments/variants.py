"""The columns of a comparison: every model compiled, on the terms on which it is compared."""

from __future__ import annotations

from collections.abc import Iterable

from mom_sim.experiments.comparison import BudgetNote
from mom_sim.experiments.equal_terms import EQUAL_BUDGET, EQUAL_PEOPLE, budget_of, on_terms
from mom_sim.experiments.replicating import Variant
from mom_sim.scenario.resolved import Scenario
from mom_sim.simulation import Study
from mom_sim.tape.surges import without_response


def variants_of(
    study: Study, names: Iterable[str], surge: float | None
) -> tuple[tuple[Variant, ...], dict[str, BudgetNote]]:
    """Every model with equal people; those that buy outside work with an equal budget too.

    Parameters
    ----------
    study : Study
    names : iterable of str
        Of models.
    surge : float, optional
        Factor of the run beside a calm one.

    Returns
    -------
    tuple of Variant
    dict of str to BudgetNote
        By model: what an equal budget takes away.
    """
    variants, budgets = [], {}
    for name in names:
        variants.append(_variant(study, name, EQUAL_PEOPLE, study.scenario, surge))
        budget = budget_of(study, name)
        if budget is not None:
            variants.append(_variant(study, name, EQUAL_BUDGET, budget.scenario, surge))
            budgets[name] = BudgetNote(
                budget.removed,
                budget.outside_spend_per_year,
                budget.saved_per_year,
                budget.residual_per_year,
            )
    return tuple(variants), budgets


def main_variants(study: Study, names: Iterable[str], surge: float | None) -> tuple[Variant, ...]:
    """Every model once, on the terms that the scenario asks for."""
    return tuple(_on_terms(study, name, surge) for name in dict.fromkeys(names))


def _on_terms(study: Study, name: str, surge: float | None) -> Variant:
    scenario, comparison = on_terms(study, name)
    return _variant(study, name, comparison, scenario, surge)


def _variant(
    study: Study, name: str, comparison: str, scenario: Scenario, surge: float | None
) -> Variant:
    plan = study.plan(name, scenario)
    if surge is None:
        return Variant(name, comparison, plan)
    return Variant(name, comparison, plan, study.plan(name, without_response(scenario)))
