"""The cheapest staffing that keeps the promises: a search among whole numbers.

The search knows nothing of simulation: a staffing is judged by a function. It takes for granted
that more people never hurt, so that a staffing which breaks a promise excludes all that have no
more people in any role, and checks that afterwards for the neighbors of its answer. Where more
people can hurt (longer meetings, more hand-offs), the exclusion is a heuristic.

Source of the rule of exclusion: searches for the minimal points of a monotone function on a
lattice, Prékopa, Stochastic Programming (1995), chapter 10 (p-efficient points); of the start and
the order: marginal allocation, Fox (1966), Management Science 13, 210-216.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from mom_sim.experiments.capacity.staffing import Counts
from mom_sim.experiments.capacity.window import Box, Judged, Window

MOST_TO_EXCLUDE = 2_000
"""Staffings that are left where it is still tried to exclude them all."""

MOST_TRIES = 60
"""Staffings that are judged before what is left is given up, neighbors excepted."""


@dataclass
class Found:
    """What a search came to.

    Attributes
    ----------
    best : tuple of int or None
        The cheapest that was found to keep the promises.
    is_exhaustive : bool
        Whether every cheaper staffing of the box was judged, or has no more people in any role
        than one that breaks a promise.
    tried : list of tuple of int
        In the order in which they were judged.
    contradictions : list of (tuple of int, tuple of int)
        Staffings that keep the promises although another with no fewer people in any role does not.
    """

    best: Counts | None = None
    is_exhaustive: bool = False
    tried: list[Counts] = field(default_factory=list)
    contradictions: list[tuple[Counts, Counts]] = field(default_factory=list)


def search_cheapest(
    box: Box,
    judge: Callable[[Counts], Judged],
    start: Counts,
    *,
    known: Sequence[Counts] = (),
    most_tries: int = MOST_TRIES,
    confirm: Callable[[Counts], Judged] | None = None,
) -> Found:
    """Search the cheapest staffing that keeps the promises.

    Parameters
    ----------
    box : Box
    judge : callable
    start : tuple of int
        Where to begin, such as by formula.
    known : sequence of tuple of int
        Staffings that have been judged already, or are of interest anyway.
    most_tries : int
    confirm : callable, optional
        Judges an answer once more, with all that can be had: the first verdict may rest on less.

    Returns
    -------
    Found
    """
    return _Search(box, judge, most_tries, confirm or judge).run(box.clipped(start), known)


class _Search:
    def __init__(
        self,
        box: Box,
        judge: Callable[[Counts], Judged],
        most_tries: int,
        confirm: Callable[[Counts], Judged],
    ) -> None:
        self._box, self._judge, self._most, self._confirm = box, judge, most_tries, confirm
        self._found = Found()
        self._judged: dict[Counts, Judged] = {}

    def run(self, start: Counts, known: Sequence[Counts]) -> Found:
        for counts in known:
            if self._box.clipped(counts) == counts:
                self._try(counts)
        self._try(start)
        while True:
            self._reach(start)
            if self._found.best is None:
                return self._found
            self._improve()
            self._check_neighbors()
            if self._is_confirmed():
                return self._found

    def _is_confirmed(self) -> bool:
        """Whether the answer holds with all that can be had; if not, the next best is."""
        judged = self._confirm(self._best)
        if judged.keeps:
            return True
        self._judged[self._best] = judged
        keeping = [counts for counts, one in self._judged.items() if one.keeps]
        self._found.best = min(keeping, key=self._rank, default=None)
        return False

    def _try(self, counts: Counts) -> bool:
        """Judge a staffing, and take it if it is the cheapest that keeps the promises."""
        if counts in self._judged:
            return self._judged[counts].keeps
        judged = self._judge(counts)
        self._judged[counts] = judged
        self._found.tried.append(counts)
        best = self._found.best
        if judged.keeps and (best is None or self._rank(counts) < self._rank(best)):
            self._found.best = counts
        return judged.keeps

    def _rank(self, counts: Counts) -> tuple[float, int, float]:
        """Cheaper first; of equals fewer people, then less wait."""
        return round(self._box.cost(counts), 6), sum(counts), self._box.wait(counts)

    def _reach(self, start: Counts) -> None:
        """Go up until something keeps the promises, or even the most people do not."""
        at = start
        while self._found.best is None and len(self._found.tried) < self._most:
            above = self._promising(at)
            if above is None:
                self._try(self._box.highest)
                return
            at = above
            self._try(at)
        if self._found.best is None:
            self._try(self._box.highest)

    def _promising(self, at: Counts) -> Counts | None:
        """Go up by the person with most effect a cost, until by formula it should do."""
        now = at
        while now != self._box.highest:
            gains = []
            for role in range(len(now)):
                if now[role] < self._box.highest[role]:
                    more = _moved(now, role, 1)
                    gain = self._box.wait(now) - self._box.wait(more)
                    gains.append((gain / max(self._box.costs[role], 1e-9), -role, more))
            now = max(gains)[2]
            if self._foreseen(self._box.wait(now)) <= 0 and now not in self._judged:
                return now
        return None

    def _foreseen(self, wait: float) -> float:
        slope, level = self._line()
        return level + slope * wait

    def _line(self) -> tuple[float, float]:
        """Straight line from expected wait to excess, through what was judged; those near 0 count.

        Until two staffings have been judged, the slope is such that half the wait goes.
        """
        points = [
            (self._box.wait(one.counts), one.excess)
            for one in self._judged.values()
            if math.isfinite(one.excess)
        ]
        if not points:
            return 1.0, -self._box.wait(self._box.highest)
        wait, excess = np.array(points).T
        weight = 1.0 / (0.05 + np.abs(excess))
        centered = wait - np.average(wait, weights=weight)
        spread = float(np.sum(weight * centered**2))
        level = float(np.average(excess, weights=weight))
        slope = float(np.sum(weight * centered * excess)) / spread if spread > 1e-12 else 0.0
        if slope <= 0:
            slope = 2.0 * max(level, 0.1) / max(float(np.average(wait, weights=weight)), 1e-6)
        return slope, level - slope * float(np.average(wait, weights=weight))

    def _improve(self) -> None:
        """Try cheaper staffings until none is left, or enough have been tried."""
        cut: set[int] = set()
        while True:
            window = Window(self._box, self._best)
            open_ones = window.cheaper_and_open(self._best, self._judged)
            if not open_ones.any():
                # A part of the box says nothing of the rest, unless the rest has more people.
                self._found.is_exhaustive = window.is_whole or self._best == self._box.lowest
                return
            place = self._next(window, open_ones, cut)
            if place is None or len(self._found.tried) >= self._most:
                self._exchange(window)
                return
            self._try(place)

    @property
    def _best(self) -> Counts:
        assert self._found.best is not None
        return self._found.best

    def _next(
        self, window: Window, open_ones: npt.NDArray[np.bool_], cut: set[int]
    ) -> Counts | None:
        """What to judge next.

        The cheapest that should do by formula, as long as there is one; else what excludes most:
        one fewer of a role with everybody else that could be there; else the one that comes
        closest by formula, or none where too many are left to exclude them all.
        """
        slope, level = self._line()
        foreseen = level + slope * window.waits
        hopeful = open_ones & (foreseen <= 0)
        if hopeful.any():
            return window.counts_at(int(np.argmin(np.where(hopeful, window.costs, np.inf))))
        for role in range(len(self._best)):
            fewer = list(self._box.highest)
            fewer[role] = self._best[role] - 1
            probe = tuple(fewer)
            if (
                role in cut
                or self._best[role] <= self._box.lowest[role]
                or probe in self._judged
                or not window.below(probe, open_ones).any()
                or level + slope * self._box.wait(probe) <= 0
            ):
                continue
            cut.add(role)
            return probe
        if int(np.count_nonzero(open_ones)) > MOST_TO_EXCLUDE:
            return None
        return window.counts_at(int(np.argmin(np.where(open_ones, window.waits, np.inf))))

    def _exchange(self, window: Window) -> None:
        """Try the neighbors of the answer alone: one fewer, or one fewer and another one more."""
        again = True
        while again:
            again = False
            for counts in self._neighbors():
                is_open = window.cheaper_and_open(self._best, self._judged)
                if window.holds(counts) and is_open[window.place(counts)] and self._try(counts):
                    window = Window(self._box, self._best)
                    again = True
                    break

    def _neighbors(self) -> list[Counts]:
        """Cheaper neighbors of the answer inside the box, those with least wait first."""
        best, found = self._best, []
        for less in range(len(best)):
            fewer = _moved(best, less, -1)
            found += [fewer, *(_moved(fewer, more, 1) for more in range(len(best)) if more != less)]
        inside = [one for one in found if self._box.clipped(one) == one]
        return sorted(
            (one for one in inside if self._rank(one) < self._rank(best)), key=self._box.wait
        )

    def _check_neighbors(self) -> None:
        """Judge for themselves the neighbors with one person fewer, excluded or not."""
        again = True
        while again:
            again = False
            for role in range(len(self._best)):
                fewer = _moved(self._best, role, -1)
                if self._box.clipped(fewer) == fewer and self._try(fewer):
                    again = True
                    break
        self._found.contradictions = _contradictions(self._judged)


def _moved(counts: Counts, role: int, by: int) -> Counts:
    return (*counts[:role], counts[role] + by, *counts[role + 1 :])


def _contradictions(judged: Mapping[Counts, Judged]) -> list[tuple[Counts, Counts]]:
    """Staffings that keep the promises below one that does not."""
    keeping = [one.counts for one in judged.values() if one.keeps]
    breaking = [one.counts for one in judged.values() if not one.keeps]
    return [
        (small, large)
        for small in keeping
        for large in breaking
        if all(few <= many for few, many in zip(small, large, strict=True))
    ]
