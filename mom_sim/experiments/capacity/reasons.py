"""Why there is no plan, in words."""

from __future__ import annotations

from mom_sim.experiments.capacity.asking import Asked
from mom_sim.experiments.capacity.judging import Judge
from mom_sim.experiments.capacity.window import Box


def why_none(asked: Asked, box: Box, judge: Judge, failed: int) -> str:
    """Say what not even the most people achieve.

    Parameters
    ----------
    asked : Asked
    box : Box
    judge : Judge
        Who has judged them.
    failed : int
        Staffings that failed their verification before.

    Returns
    -------
    str
    """
    names = [role.name for role in asked.study.scenario.roles]
    most = ", ".join(f"{count} {name}" for count, name in zip(box.highest, names, strict=True))
    told = f"not even {most} keep every promise"
    judged = judge.judged.get(box.highest)
    if judged is not None and judged.reason:
        told += f" ({judged.reason})"
    left = "work, hand-offs, gates and calendars"
    if set(asked.roles) == set(names):
        told += f": what is left is {left}, which people do not shorten"
    else:
        told = f"with other headcounts of {', '.join(asked.roles)} alone, {told}"
        told += f": what is left is {left}, and waiting for the roles whose headcount stays"
    return f"after {failed} that failed their verification, {told}" if failed else told


def too_dear(asked: Asked, cost: float) -> str | None:
    """Say that the cheapest staffing costs more than the budget; None where it does not."""
    if asked.budget is None or cost <= asked.budget:
        return None
    currency = asked.study.scenario.currency
    return (
        f"the cheapest staffing that keeps every promise costs {cost:,.0f} {currency} a year, "
        f"above the budget of {asked.budget:,.0f}"
    )
