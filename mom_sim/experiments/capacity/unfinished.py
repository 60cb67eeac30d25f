"""What a search can tell that was stopped: the staffing that comes closest so far."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mom_sim.experiments.capacity.judging import Judge, pooled_excess_of
from mom_sim.experiments.capacity.plan import FrontPoint
from mom_sim.experiments.capacity.runs import StaffingRun
from mom_sim.experiments.capacity.staffing import Counts, cost_of
from mom_sim.experiments.capacity.values import p90_of, undominated
from mom_sim.scenario.resolved import Scenario

UNVERIFIED = "stopped in the search: figures are of its own seed and not verified"


@dataclass(frozen=True)
class SoFar:
    """What the search had when it was stopped; nothing of it is verified.

    Attributes
    ----------
    counts : tuple of int
        The cheapest staffing that keeps every promise on the seed of the search, else the one
        that misses them least.
    runs : dict
        Runs of every staffing, on the seed of the search.
    judged : int
        Staffings with any run.
    keeping : tuple of tuple of int
        Of them, those that keep every promise.
    """

    counts: Counts
    runs: dict[Counts, list[StaffingRun]]
    judged: int
    keeping: tuple[Counts, ...]

    @property
    def reason(self) -> str:
        """Why there is no plan, in words."""
        kept = len(self.keeping)
        shown = "the cheapest of which is shown" if kept else "the closest is shown"
        return (
            f"the search was stopped before one was verified; of {self.judged} looked at so far, "
            f"{kept or 'none'} {'keeps' if kept < 2 else 'keep'} every promise on the search's "
            f"own seed; {shown}"
        )


def so_far(judge: Judge, tried: Iterable[Counts], costs: tuple[float, ...]) -> SoFar | None:
    """Choose what to tell of a search that was stopped.

    Parameters
    ----------
    judge : Judge
    tried : iterable of tuple of int
        Staffings that were judged with fewer replications before.
    costs : tuple of float, currency a year
        Of a position of each role.

    Returns
    -------
    SoFar or None
        None where no staffing has a figure yet.
    """
    known = {
        counts: runs
        for counts in dict.fromkeys([*tried, *judge.judged])
        if (runs := judge.bench.known(counts, judge.seed)) and runs[0].measurement is not None
    }
    if not known:
        return None
    keeping = tuple(counts for counts in known if counts in judge.judged and judge(counts).keeps)

    def rank(counts: Counts) -> tuple[float, float]:
        cost = cost_of(costs, counts)
        if counts in keeping:
            return -math.inf, cost
        return float(np.max(pooled_excess_of(judge.promises, known[counts]))), cost

    return SoFar(min(known, key=rank), known, len(known), keeping)


def front_so_far(
    found: SoFar, costs: tuple[float, ...], scenario: Scenario, today: Counts
) -> tuple[FrontPoint, ...]:
    """Staffings judged so far that no other one beats in cost and p90, by cost."""
    names = [role.name for role in scenario.roles]
    figures = {counts: p90_of(runs) for counts, runs in found.runs.items()}
    points = {
        counts: (cost_of(costs, counts), figure.estimate)
        for counts, figure in figures.items()
        if figure.estimate is not None
    }
    return tuple(
        FrontPoint(
            counts=dict(zip(names, counts, strict=True)),
            cost=points[counts][0],
            p90=figures[counts],
            keeps_promises=counts in found.keeping,
            is_plan=counts == found.counts,
            is_today=counts == today,
        )
        for counts in sorted(undominated(points), key=lambda one: points[one][0])
    )
