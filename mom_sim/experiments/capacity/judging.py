"""Whether a staffing keeps the promises: more replications the closer it is to a limit.

The verdict is that of all replications: a staffing keeps the promises if the whole confidence
interval of every promised figure is on the right side of its limit, and no role is without slack.
It is given earlier where the replications so far leave hardly a doubt what it will be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.stats import norm, t

from mom_sim.experiments.capacity.bench import Bench, Order
from mom_sim.experiments.capacity.runs import StaffingRun
from mom_sim.experiments.capacity.staffing import Counts
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.promises import PromiseOutcome, outcome_of, value_of
from mom_sim.metrics.ingredients import FloatArray
from mom_sim.metrics.trust import SATURATED
from mom_sim.tape.surges import AS_WRITTEN, SurgeChoice

SURE = 0.995
"""Probability on either side with which an early verdict foresees that of all replications."""

FEWEST = 2
"""Replications before the first verdict."""

ENOUGH_FOR_SPREAD = 4
"""Replications from which a staffing's own spread is taken for granted."""


@dataclass(frozen=True)
class Judgment:
    """What the replications so far say of a staffing.

    Attributes
    ----------
    counts : tuple of int
    keeps : bool
    excess : float
        By how much the worst promise is missed, relative to its limit; below 0 where all are kept.
    replications : int
    reason : str
        Why it does not keep them.
    """

    counts: Counts
    keeps: bool
    excess: float
    replications: int
    reason: str = ""


@dataclass
class Judge:
    """Judges staffings on the seeds of the search.

    Attributes
    ----------
    bench : Bench
    promises : tuple of Promise
    seed : int
    replications : int
        At most, for each staffing.
    confidence : float
        Of each promise's interval.
    banned : set of tuple of int
        Staffings that failed on other seeds.
    surge : SurgeChoice
        That is run.
    """

    bench: Bench
    promises: tuple[Promise, ...]
    seed: int
    replications: int
    confidence: float
    banned: set[Counts] = field(default_factory=set)
    judged: dict[Counts, Judgment] = field(default_factory=dict)
    surge: SurgeChoice = AS_WRITTEN
    _spreads: list[FloatArray] = field(default_factory=list)

    def __call__(self, counts: Counts) -> Judgment:
        """Judge a staffing.

        Parameters
        ----------
        counts : tuple of int

        Returns
        -------
        Judgment
        """
        if counts not in self.judged:
            self.judged[counts] = self._judge(counts)
        return self.judged[counts]

    def confirm(self, counts: Counts) -> Judgment:
        """Judge a staffing with all replications, where an early verdict says that it keeps.

        Parameters
        ----------
        counts : tuple of int

        Returns
        -------
        Judgment
        """
        early = self(counts)
        if not early.keeps or early.replications == self.replications:
            return early
        late = self._verdict(counts, self._runs(counts, self.replications))
        assert late is not None, "all replications always give a verdict"
        self.judged[counts] = late
        return late

    def ask_for_more(self, replications: int) -> None:
        """Forget the verdicts, and give later ones with more replications."""
        self.replications = replications
        self.judged.clear()

    def _judge(self, counts: Counts) -> Judgment:
        if counts in self.banned:
            before = pooled_excess_of(self.promises, self._runs(counts, self.replications))
            worst = float(np.max(before))
            reason = "it did not keep the promises on fresh seeds"
            return Judgment(counts, False, worst, self.replications, reason)
        count = min(max(FEWEST, self.replications // 8), self.replications)
        while True:
            runs = self._runs(counts, count)
            found = self._verdict(counts, runs)
            if found is not None:
                return found
            count = min(2 * count, self.replications)

    def _runs(self, counts: Counts, replications: int) -> list[StaffingRun]:
        return self.bench.runs([Order(counts, replications)], self.seed, surge=self.surge)[0]

    def _verdict(self, counts: Counts, runs: Sequence[StaffingRun]) -> Judgment | None:
        count = len(runs)
        if runs[0].measurement is None:
            return Judgment(counts, False, math.inf, count, runs[0].reason)
        each, pooled = excess_of(self.promises, runs), pooled_excess_of(self.promises, runs)
        worst = float(np.max(pooled))
        if full := saturated_roles(runs):
            names = [self.bench.question.study.scenario.roles[role].name for role in full]
            return Judgment(counts, False, worst, count, f"no slack in {', '.join(names)}")
        if not np.isfinite(worst):
            return Judgment(counts, False, math.inf, count, "a promised figure cannot be had")
        if count >= ENOUGH_FOR_SPREAD:
            self._spreads.append(np.std(each, axis=0, ddof=1))
        if count == self.replications:
            outcomes = outcomes_of(self.promises, runs, self.confidence)
            keeps = all(one.is_kept for one in outcomes)
            return Judgment(counts, keeps, worst, count, "" if keeps else _missed(outcomes))
        foreseen = self._foreseen(each, pooled)
        if foreseen is None:
            return None
        if foreseen and not all(
            one.is_kept for one in outcomes_of(self.promises, runs, self.confidence)
        ):
            return None
        reason = "" if foreseen else "a promise is clearly broken"
        return Judgment(counts, foreseen, worst, count, reason)

    def _foreseen(self, each: FloatArray, pooled: FloatArray) -> bool | None:
        """The verdict of all replications, where it is as good as sure.

        Their figure will lie within a normal deviate of the one so far, and its interval be about
        Student's; each with the spread of the replications so far.
        """
        count = each.shape[0]
        spread = self._spread(each)
        if spread is None:
            return None
        final = t.ppf(0.5 + self.confidence / 2, self.replications - 1) * spread
        end = pooled + final / math.sqrt(self.replications)
        error = spread * math.sqrt(1 / count - 1 / self.replications)
        if np.any(end - norm.ppf(SURE) * error > 0):
            return False
        # A spread from few replications may be far too small, and an answer rests on this.
        return True if np.all(end + t.ppf(SURE, count - 1) * error < 0) else None

    def _spread(self, each: FloatArray) -> FloatArray | None:
        """Standard deviation of the excess over replications, the larger of own and usual one."""
        own = np.asarray(np.std(each, axis=0, ddof=1))
        if self._spreads:
            return np.maximum(own, np.median(np.stack(self._spreads), axis=0))
        return own if each.shape[0] >= ENOUGH_FOR_SPREAD else None


def excess_of(promises: Sequence[Promise], runs: Sequence[StaffingRun]) -> FloatArray:
    """By how much each replication misses each promise, relative to its limit.

    Parameters
    ----------
    promises : sequence of Promise
    runs : sequence of StaffingRun

    Returns
    -------
    float array, shape (replications, promises)
        Below 0 where it is kept; infinite where the figure cannot be had.
    """
    found = np.full((len(runs), len(promises)), math.inf)
    for row, run in enumerate(runs):
        for column, promise in enumerate(promises):
            if run.measurement is None:
                continue
            found[row, column] = _missed_by(promise, value_of(promise, [run.measurement]).estimate)
    return found


def pooled_excess_of(promises: Sequence[Promise], runs: Sequence[StaffingRun]) -> FloatArray:
    """By how much all replications together miss each promise, relative to its limit.

    Parameters
    ----------
    promises : sequence of Promise
    runs : sequence of StaffingRun

    Returns
    -------
    float array, shape (promises,)
    """
    measured = [run.measurement for run in runs if run.measurement is not None]
    return np.array([_missed_by(one, value_of(one, measured).estimate) for one in promises])


def _missed_by(promise: Promise, value: float | None) -> float:
    if value is None:
        return math.inf
    excess = value - promise.limit if promise.wants_less else promise.limit - value
    return excess / (abs(promise.limit) or 1.0)


def outcomes_of(
    promises: Sequence[Promise], runs: Sequence[StaffingRun], confidence: float
) -> tuple[PromiseOutcome, ...]:
    """How a staffing does against every promise (`outcome_of`)."""
    measured = [run.measurement for run in runs if run.measurement is not None]
    return tuple(outcome_of(one, measured, confidence=confidence) for one in promises)


def saturated_roles(runs: Sequence[StaffingRun]) -> list[int]:
    """Roles whose people are at work for `SATURATED` of their time on shift, or more."""
    busy = np.sum([run.busy for run in runs], axis=0)
    scheduled = np.sum([run.scheduled for run in runs], axis=0)
    return [int(role) for role in np.flatnonzero((scheduled > 0) & (busy >= SATURATED * scheduled))]


def _missed(outcomes: Sequence[PromiseOutcome]) -> str:
    broken = [one.promise.text for one in outcomes if one.is_kept is False]
    if broken:
        return f"breaks {' and '.join(broken)}"
    unclear = [one.promise.text for one in outcomes if one.is_kept is None]
    return f"not sure enough to keep {' and '.join(unclear)}"
