"""Sentences about a capacity plan."""

from __future__ import annotations

from mom_sim.experiments.capacity.plan import CapacityPlan
from mom_sim.experiments.promises import PromiseOutcome
from mom_sim.plot.wording import shown_name, shown_promise, shown_text
from mom_sim.report.numbers import listed, number, told


def plan_answer(plan: CapacityPlan) -> str:
    """Say which staffing keeps the promises, or why there is none.

    Parameters
    ----------
    plan : CapacityPlan

    Returns
    -------
    str
    """
    promised = listed([f"“{shown_promise(one.promise.text)}”" for one in plan.promises])
    lead = f"To keep {promised} with {shown_name(plan.model)}"
    if plan.staffing is None:
        return f"{lead}, no staffing is found: {shown_text(plan.reason or 'none was tried')}."
    hired = [f"{one.change} {shown_name(one.role)}" for one in plan.staffing if one.change > 0]
    freed = [f"{-one.change} {shown_name(one.role)}" for one in plan.staffing if one.change < 0]
    done = [
        f"{verb} {listed(names)}"
        for verb, names in (("hire", hired), ("do without", freed))
        if names
    ]
    figures = "; ".join(outcome_text(one) for one in plan.promises)
    more = (plan.cost or 0.0) - plan.cost_today
    cost = f"{number(more, 0, signed=True)} {plan.currency} a year" if more else "at today's cost"
    return f"{lead}: {listed(done) or 'keep everybody as today'}, {cost}; then {figures}."


def outcome_text(outcome: PromiseOutcome) -> str:
    """Write a promised figure with its interval, and whether the promise is kept."""
    name = shown_promise(outcome.promise.text)
    for sign in ("<=", ">=", "≤", "≥", "<", ">"):
        name = name.partition(sign)[0].strip()
    kept = {True: "kept", False: "broken", None: "cannot tell"}[outcome.is_kept]
    return f"{name} {told(outcome, outcome.promise.unit)}, {kept}"
