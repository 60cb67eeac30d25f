"""A first look at a replication: the figures that need no log, some time before all the others.

Tapes, plans and runs are those of `replicate`, so that what follows only adds to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from mom_sim.engines.compiled_engine.limits import is_installed, what_it_cannot_do
from mom_sim.experiments.replicating import Key, Question, Variant, observed_until, tapes_of
from mom_sim.metrics.ends_alone import FIGURES, figures_of_ends
from mom_sim.metrics.ingredients import Ingredient


def can_be_looked_at(variant: Variant) -> bool:
    """Whether there can be a first look at a model.

    Parameters
    ----------
    variant : Variant

    Returns
    -------
    bool
        Not without the compiled engine, or where it cannot do the model's work.
    """
    plans = [variant.plan, *((variant.calm_plan,) if variant.calm_plan else ())]
    return is_installed() and not any(map(what_it_cannot_do, plans))


def look_first(
    question: Question,
    replication: int,
    names: Collection[str],
    check: Callable[[], None] | None = None,
) -> dict[Key, Mapping[str, Ingredient]]:
    """Run all variants under all conditions for how requests end.

    Parameters
    ----------
    question : Question
        Of variants for which `can_be_looked_at` holds; its engine is not asked for.
    replication : int
        From 1.
    names : collection of str
        Figures that are wanted; those that need the log are left out.
    check : callable, optional
        Called every few milliseconds; may raise to cancel.

    Returns
    -------
    dict of Key to mapping of str to Ingredient
        By model, comparison and condition: what `replicate` gives for the same figures.

    Raises
    ------
    RunError
        If a run had to stop.
    """
    from mom_sim.engines.compiled_engine.ends_alone import run_ends

    tapes, surge_end = tapes_of(question, replication)
    observe_until = observed_until(surge_end)
    told = [name for name in names if name in FIGURES]
    found: dict[Key, Mapping[str, Ingredient]] = {}
    for variant in question.variants:
        for condition, tape in tapes.items():
            plan = variant.plan_under(condition)
            log = run_ends(plan, tape, observe_until, check)
            found[variant.model, variant.comparison, condition] = figures_of_ends(log, plan, told)
    return found
