"""What surrounds a plan: one more person in every role, the front, the surge, the levers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mom_sim.experiments.capacity.bench import Bench, Order
from mom_sim.experiments.capacity.judging import outcomes_of, saturated_roles
from mom_sim.experiments.capacity.plan import FrontPoint, MarginalValue, SurgeEffect
from mom_sim.experiments.capacity.runs import TIMES, StaffingRun
from mom_sim.experiments.capacity.staffing import Counts, cost_of
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.surge.default import USUAL_FACTOR
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import interval_of
from mom_sim.scenario.resolved import Scenario
from mom_sim.stats import Interval, mean_interval
from mom_sim.tape.surges import CALM, surge_windows

P90, MEAN = TIMES

MOST_ON_FRONT = 6
"""Staffings of the search that are measured for the front, beside those that are there anyway."""


@dataclass(frozen=True)
class Setting:
    """Where values are measured: beside one staffing, on one seed.

    Attributes
    ----------
    bench : Bench
    plan : tuple of int
    today : tuple of int
    seed : int
    replications : int
    confidence : float
        Of each promise.
    costs : tuple of float
    """

    bench: Bench
    plan: Counts
    today: Counts
    seed: int
    replications: int
    confidence: float
    costs: tuple[float, ...]

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What is promised."""
        return self.bench.question.promises

    @property
    def scenario(self) -> Scenario:
        """With today's headcounts."""
        return self.bench.question.study.scenario

    def more(self, role: int) -> Counts:
        """The plan and one more person of a role."""
        return (*self.plan[:role], self.plan[role] + 1, *self.plan[role + 1 :])

    def runs(self, counts: Sequence[Counts]) -> list[list[StaffingRun]]:
        """Runs of some staffings; the plan's and today's are measured whole."""
        whole = {self.plan, self.today}
        found: dict[Counts, list[StaffingRun]] = {}
        for is_whole in (True, False):
            some = [one for one in counts if (one in whole) == is_whole]
            orders = [Order(one, self.replications) for one in some]
            rows = self.bench.runs(orders, self.seed, is_whole=is_whole)
            found |= dict(zip(some, rows, strict=True))
        return [found[one] for one in counts]


def marginal_values(of: Setting) -> tuple[MarginalValue, ...]:
    """Measure what one more person of each role is worth, paired under the same luck.

    Parameters
    ----------
    of : Setting

    Returns
    -------
    tuple of MarginalValue
        The one that saves most days first.
    """
    more = [of.more(role) for role in range(len(of.plan))]
    plan, *others = of.runs([of.plan, *more])
    found = []
    for role, runs in enumerate(others):
        found.append(
            MarginalValue(
                role=of.scenario.roles[role].name,
                cost=of.costs[role],
                days=_saved(METRICS[MEAN], plan, runs),
                p90_days=_saved(METRICS[P90], plan, runs),
                promised=tuple(gain_of(promise, plan, runs) for promise in of.promises),
            )
        )
    return tuple(sorted(found, key=lambda one: -(one.days.estimate or 0.0)))


def gain_of(
    promise: Promise, before: Sequence[StaffingRun], after: Sequence[StaffingRun]
) -> Interval:
    """By how much a promised figure gets better, paired by replication.

    Parameters
    ----------
    promise : Promise
    before, after : sequence of StaffingRun

    Returns
    -------
    Interval, in the promise's unit
        Above 0 where it is better after.
    """
    sides = [_parts(promise, before), _parts(promise, after)]
    if not promise.wants_less:
        sides.reverse()
    return _difference(promise.metric, sides[0], sides[1])


def front_of(of: Setting, tried: Sequence[Counts], seed_of_search: int) -> tuple[FrontPoint, ...]:
    """Measure the staffings that no other one beats in both cost and p90.

    Parameters
    ----------
    of : Setting
    tried : sequence of tuple of int
        Staffings of the search; the best of them by its runs are measured again, on fresh seeds.
    seed_of_search : int

    Returns
    -------
    tuple of FrontPoint
        By cost.
    """
    near = [*dict.fromkeys([of.plan, of.today, *(of.more(n) for n in range(len(of.plan)))])]
    seen = {
        counts: (cost_of(of.costs, counts), value)
        for counts in tried
        if (value := _searched(of.bench, counts, seed_of_search)) is not None
    }
    best = [counts for counts in undominated(seen) if counts not in near]
    target = cost_of(of.costs, of.plan)
    best.sort(key=lambda counts: abs(seen[counts][0] - target))
    chosen = [*near, *best[:MOST_ON_FRONT]]
    runs = dict(zip(chosen, of.runs(chosen), strict=True))
    points = {}
    for counts, row in runs.items():
        estimate = p90_of(row)
        if estimate.estimate is not None:
            points[counts] = (cost_of(of.costs, counts), estimate.estimate)
    names = [role.name for role in of.scenario.roles]
    return tuple(
        FrontPoint(
            counts=dict(zip(names, counts, strict=True)),
            cost=points[counts][0],
            p90=p90_of(runs[counts]),
            keeps_promises=keeps(of.promises, runs[counts], of.confidence),
            is_plan=counts == of.plan,
            is_today=counts == of.today,
        )
        for counts in sorted(undominated(points), key=lambda one: points[one][0])
    )


def surge_effect(of: Setting) -> SurgeEffect:
    """Measure what the next surge does to the plan.

    Parameters
    ----------
    of : Setting

    Returns
    -------
    SurgeEffect
        The scenario's surge with its largest factor, or one of 1.5 in eight weeks.
    """
    factor, is_stated = next_surge(of.scenario)
    orders = [Order(of.plan, of.replications)]
    calm = of.bench.runs(orders, of.seed, surge=CALM)[0]
    surge = of.bench.runs(orders, of.seed, surge=factor)[0]
    return SurgeEffect(
        factor,
        is_stated,
        outcomes_of(of.promises, calm, of.confidence),
        outcomes_of(of.promises, surge, of.confidence),
    )


def next_surge(scenario: Scenario) -> tuple[float, bool]:
    """Factor of the next surge, and whether the scenario states it."""
    factor = max(surge.factor for surge in surge_windows(scenario))
    return (factor, True) if factor > 1 else (USUAL_FACTOR, False)


def keeps(promises: Sequence[Promise], runs: Sequence[StaffingRun], confidence: float) -> bool:
    """Whether a staffing keeps every promise with confidence, and nobody is without slack."""
    if any(run.measurement is None for run in runs) or saturated_roles(runs):
        return False
    return all(one.is_kept for one in outcomes_of(promises, runs, confidence))


def p90_of(runs: Sequence[StaffingRun]) -> Interval:
    """p90 of the time-to-launch in working days."""
    parts = [one.measurement.figures[P90] for one in runs if one.measurement is not None]
    if not parts:
        return Interval(None, None, None, runs[0].reason)
    return interval_of(METRICS[P90], parts)


def spend_difference(a: Sequence[StaffingRun], b: Sequence[StaffingRun]) -> Interval:
    """Mean paired difference of what is spent on people and agencies, currency a year."""
    return mean_interval(
        np.array([one.spend - other.spend for one, other in zip(a, b, strict=True)])
    )


def _saved(metric: Metric, before: Sequence[StaffingRun], after: Sequence[StaffingRun]) -> Interval:
    sides: list[list[Ingredient]] = [
        [one.measurement.figures[metric.name] for one in side if one.measurement is not None]
        for side in (before, after)
    ]
    return _difference(metric, *sides)


def _parts(promise: Promise, runs: Sequence[StaffingRun]) -> list[Ingredient]:
    return [promise.ingredient(one.measurement) for one in runs if one.measurement is not None]


def _difference(metric: Metric, a: Sequence[Ingredient], b: Sequence[Ingredient]) -> Interval:
    if not a or not b or metric.kind.is_empty(a) or metric.kind.is_empty(b):
        return Interval(None, None, None, f"{metric.empty}: nothing to compare")
    return metric.kind.difference(a, b, 0.95)


def _searched(bench: Bench, counts: Counts, seed: int) -> float | None:
    """p90 of what the search has run of a staffing."""
    runs = bench.known(counts, seed)
    if not runs or runs[0].measurement is None:
        return None
    return p90_of(runs).estimate


def undominated(points: Mapping[Counts, tuple[float, float]]) -> list[Counts]:
    """Those that no other one beats in one figure without being worse in the other."""
    best: list[Counts] = []
    lowest = np.inf
    for counts, (_, value) in sorted(points.items(), key=lambda item: item[1]):
        if value < lowest:
            best.append(counts)
            lowest = value
    return best
