"""Sentences about a capacity plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mom_sim.cli.figures import scale_of
from mom_sim.cli.surge_words import surge_words

if TYPE_CHECKING:
    from mom_sim.experiments.capacity.plan import CapacityPlan
    from mom_sim.experiments.promises import PromiseOutcome
    from mom_sim.scenario.resolved import Scenario

OVERLOADED = "overloaded"
"""As `mom_sim.metrics.trust.doubts_of` says it."""


def answer(plan: CapacityPlan) -> str:
    """The answer in one sentence.

    Parameters
    ----------
    plan : CapacityPlan

    Returns
    -------
    str
        Such as ``Hire 1 designer, keep the rest: p90 time-to-launch 18.2 working days (17.1 to
        19.4), promise kept, +92k USD a year.``
    """
    if plan.staffing is None:
        return f"No staffing is found: {plan.reason}."
    hired = [(one.role, one.change) for one in plan.staffing if one.change > 0]
    freed = [(one.role, -one.change) for one in plan.staffing if one.change < 0]
    parts = []
    if hired:
        parts.append(f"hire {_people(hired)}")
    if freed:
        parts.append(f"do without {_people(freed)}")
    if len(hired) + len(freed) < len(plan.staffing):
        parts.append("keep the rest" if parts else "keep everybody as today")
    done = ", ".join(parts)
    kept = "promise kept" if len(plan.promises) == 1 else "all promises kept"
    difference = (plan.cost or 0.0) - plan.cost_today
    cost = f"{_signed(difference)} {plan.currency} a year" if difference else "at today's cost"
    told = "; ".join(_told(one) for one in plan.promises)
    piles_up = " Work piles up with it: see the warnings." if OVERLOADED in plan.doubts else ""
    return f"{done[0].upper()}{done[1:]}: {told}, {kept}, {cost}.{piles_up}"


def surge_lines(plan: CapacityPlan, scenario: Scenario) -> Iterator[str]:
    """What the next surge does, a line a promise.

    Parameters
    ----------
    plan : CapacityPlan
    scenario : Scenario

    Yields
    ------
    str
    """
    if plan.surge is None:
        return
    stated = "The scenario's" if plan.surge.is_stated else "The scenario states none; here"
    yield f"{stated} {surge_words(scenario, plan.surge.factor)}."
    for calm, surge in zip(plan.surge.calm, plan.surge.surge, strict=True):
        held = {True: "kept", False: "broken", None: "cannot tell"}[surge.is_kept]
        yield f"{_told(calm)} without it, {_figure(surge)} with it: {held}{_chance(surge)}."
    if plan.surge.reason is not None:
        yield f"More people: {plan.surge.reason}."
    elif plan.surge.staffing is not None:
        yield _carried(plan, plan.surge.staffing, plan.surge.cost or 0.0)


def _carried(plan: CapacityPlan, staffing: Mapping[str, int], cost: float) -> str:
    """How many more people carry the surge."""
    roles = plan.staffing or plan.closest or ()
    more = [
        (one.role, staffing[one.role] - one.planned)
        for one in roles
        if staffing[one.role] > one.planned
    ]
    if not more:
        return "Nobody more is needed for it."
    difference = _signed(cost - sum(one.cost for one in roles))
    return (
        f"With {_people(more)} more than planned it would be kept ({difference} {plan.currency} a "
        "year; searched, not verified)."
    )


def search_words(plan: CapacityPlan) -> str:
    """How the answer was found.

    Parameters
    ----------
    plan : CapacityPlan

    Returns
    -------
    str
    """
    effort = plan.effort
    used = plan.verification_seeds
    seeds = f"seed{'s' if len(used) > 1 else ''} {', '.join(map(str, used))}"
    told = (
        f"Searched {effort.judged} of {effort.staffings:,} staffings in {effort.search:,} runs on "
        f"seed {plan.search_seeds[0]}; "
    )
    if is_unverified(plan):
        return f"{told}then it was stopped; nothing is verified."
    if plan.staffing is None:
        return f"{told}the closest was measured on {seeds}, which the search never saw."
    proof = (
        "every cheaper one of them was simulated, or has no more people in any role than one that "
        "fails"
        if effort.is_exhaustive
        else "no cheaper neighbor keeps the promises"
    )
    return f"{told}{proof}. Verified on {seeds}, which the search never saw."


def is_unverified(plan: CapacityPlan) -> bool:
    """Whether the search was stopped, so that what is shown is of its own seed."""
    return plan.was_interrupted and plan.staffing is None


def money(amount: float) -> str:
    """An amount in words that fit a table, such as ``1.24M`` or ``92k``."""
    if abs(amount) >= 999_500:
        return f"{amount / 1e6:,.2f}M"
    return f"{amount / 1e3:,.0f}k" if abs(amount) >= 999.5 else f"{amount:,.0f}"


def _signed(amount: float) -> str:
    return f"{'+' if amount > 0 else ''}{money(amount)}"


def _people(changes: list[tuple[str, int]]) -> str:
    told = [f"{count} {role}" for role, count in changes]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _told(outcome: PromiseOutcome) -> str:
    name = outcome.promise.text
    for sign in ("<=", ">=", "≤", "≥", "<", ">"):
        name = name.partition(sign)[0]
    return f"{' '.join(name.split())} {_figure(outcome)}"


def _figure(outcome: PromiseOutcome) -> str:
    if outcome.estimate is None:
        return "cannot be had"
    scale = scale_of([outcome], outcome.promise.unit)
    unit = "%" if outcome.promise.unit == "share" else f" {outcome.promise.unit}"
    text = f"{scale.text(outcome.estimate)}{unit}"
    if outcome.low is None or outcome.high is None:
        return text
    return f"{text} ({scale.text(outcome.low)} to {scale.text(outcome.high)})"


def _chance(outcome: PromiseOutcome) -> str:
    if outcome.probability is None:
        return ""
    return f" ({outcome.probability:.0%} of such years keep it)"
