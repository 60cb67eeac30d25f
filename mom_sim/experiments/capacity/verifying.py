"""Whether what the search has found keeps the promises on seeds that the search never saw.

A staffing is looked at with more and more of its fresh replications before it is given up: the
first few of them may hold a year that is rare. All looks of all staffings share one risk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mom_sim.experiments.capacity.asking import Asked
from mom_sim.experiments.capacity.bench import Bench, Order
from mom_sim.experiments.capacity.judging import outcomes_of, saturated_roles
from mom_sim.experiments.capacity.runs import StaffingRun
from mom_sim.experiments.capacity.staffing import Counts
from mom_sim.experiments.capacity.values import keeps
from mom_sim.experiments.promise_grammar import Promise

LOOKS = (1, 2, 4, 8)
"""At a staffing, in times of the replications that are asked for; each contains the one before."""

LOOKS_IN_SPITE = 2
"""Looks that a staffing gets although its figure itself is on the wrong side of the limit."""

_STEP = 1_000_003
"""Between the seeds of the search and of the staffings that are verified."""


@dataclass(frozen=True)
class Verified:
    """What became of a staffing on fresh seeds.

    Attributes
    ----------
    counts : tuple of int
    seed : int
    runs : list of StaffingRun
        Measured whole.
    level : float
        Confidence of each promise's interval at the last look.
    keeps : bool
        Whether all promises are kept at that level.
    """

    counts: Counts
    seed: int
    runs: list[StaffingRun]
    level: float
    keeps: bool


@dataclass
class Verifier:
    """Verifies staffings, each on a seed of its own.

    Attributes
    ----------
    bench : Bench
    asked : Asked
    seeds : list of int
        By staffing, in the order in which they were verified.
    looks : int
        At all staffings so far.
    simulations : int
        Runs that it took.
    """

    bench: Bench
    asked: Asked
    seeds: list[int] = field(default_factory=list)
    looks: int = 0
    simulations: int = 0

    def verify(self, counts: Counts) -> Verified:
        """Look at a staffing until it keeps the promises, clearly breaks one, or was seen enough.

        Parameters
        ----------
        counts : tuple of int

        Returns
        -------
        Verified
            It keeps the promises if the intervals of all its fresh replications so far do.
        """
        self._begin()
        for place, times in enumerate(LOOKS, start=1):
            found = self._look(counts, times)
            if found.keeps or _is_hopeless(self.asked.promises, found, place):
                break
        return found

    def measure(self, counts: Counts) -> Verified:
        """Have the replications of a staffing that is told although it keeps not every promise."""
        self._begin()
        return self._look(counts, 1)

    def _begin(self) -> None:
        self.seeds.append((self.asked.seed + (len(self.seeds) + 1) * _STEP) % 2**63)

    def _look(self, counts: Counts, times: int) -> Verified:
        """Have so many times the replications, and tell whether they keep every promise."""
        self.looks += 1
        before, seed, level = self.bench.simulations, self.seeds[-1], self.asked.level(self.looks)
        orders = [Order(counts, times * self.asked.replications)]
        runs = self.bench.runs(orders, seed, is_whole=True)[0]
        self.simulations += self.bench.simulations - before
        return Verified(counts, seed, runs, level, keeps(self.asked.promises, runs, level))


def _is_hopeless(promises: Sequence[Promise], found: Verified, looks: int) -> bool:
    """Whether a promise is clearly broken, or is so by its figure after some looks."""
    if saturated_roles(found.runs):
        return True
    return any(
        one.is_kept is False
        or one.estimate is None
        or (looks >= LOOKS_IN_SPITE and not one.promise.is_kept_by(one.estimate))
        for one in outcomes_of(promises, found.runs, found.level)
    )
