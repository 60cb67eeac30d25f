"""Intervals cut at the openings and closings of working clocks, each at those of its own clock.

The same as `mom_sim.engines.cutting`, for many clocks in one pass.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.cutting import Pieces


class ManyClocks:
    """Clocks laid end to end, up to the end of a run.

    Parameters
    ----------
    clocks : sequence of WorkingClock
    end : int, microseconds
        No interval that is cut ends later.
    """

    def __init__(self, clocks: Sequence[WorkingClock], end: int) -> None:
        self._length = end + 2
        # Around the clock, there is nothing to cut.
        self._never_closes = all(
            clock.starts.size == 1 and clock.starts[0] <= 0 and clock.ends[0] >= end
            for clock in clocks
        )
        if self._never_closes:
            return
        sizes = np.array([2 * clock.starts.size for clock in clocks], dtype=np.int64)
        self._first = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        bounds = np.empty(int(self._first[-1]), dtype=np.int64)
        for number, clock in enumerate(clocks):
            of = bounds[self._first[number] : self._first[number + 1]]
            of[0::2], of[1::2] = clock.starts, clock.ends
            # What lies behind the end of the run cuts nothing; each clock has its own stretch.
            np.minimum(of, end + 1, out=of)
            of += number * self._length
        self._bounds = np.append(bounds, 0)
        self._count = bounds.size

    def cut(self, clock: Integers, starts: Integers, finishes: Integers) -> Pieces:
        """Cut intervals [start, finish), each where its clock opens and closes.

        Parameters
        ----------
        clock : ndarray of int64, shape (n,)
            Position of each interval's clock.
        starts, finishes : ndarray of int64, shape (n,), microseconds

        Returns
        -------
        Pieces
            They tile every interval; intervals of no length have none.
        """
        if self._never_closes:
            index = np.flatnonzero(finishes > starts)
            opened = np.ones(index.size, dtype=np.bool_)
            return Pieces(index, starts[index], finishes[index], opened)
        away = clock * self._length
        bounds = self._bounds[: self._count]
        first = np.searchsorted(bounds, starts + away, side="right")  # strictly inside
        last = np.searchsorted(bounds, finishes + away, side="left")
        counts = np.where(finishes > starts, np.maximum(last - first, 0) + 1, 0)
        index = np.repeat(np.arange(starts.size), counts)
        position = np.arange(index.size) - (np.cumsum(counts) - counts)[index]
        lower = first[index] + position  # the bound that ends this piece
        back = away[index]
        before = self._bounds[np.minimum(lower - 1, self._count)] - back
        after = self._bounds[np.minimum(lower, self._count)] - back
        start = np.where(position == 0, starts[index], before)
        finish = np.where(position == counts[index] - 1, finishes[index], after)
        opened = ((lower - self._first[clock[index]]) % 2) == 1
        return Pieces(index, start, finish, opened)
