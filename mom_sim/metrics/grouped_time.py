"""How much time the intervals of a group cover, such as a person's shifts, for many groups."""

from __future__ import annotations

import numpy as np

from mom_sim.log.arrays import distinct
from mom_sim.log.sorting import sorting_moves
from mom_sim.metrics.ingredients import IntArray

_LARGEST = np.iinfo(np.int64).max


class GroupedTime:
    """Disjoint intervals of many groups, and exact answers about the time before an instant.

    Parameters
    ----------
    group : int64 array, shape (intervals,)
    start, finish : int64 arrays, shape (intervals,), microseconds
        Half-open, in any order; those of one group do not overlap.
    groups : int
        How many groups there are.

    Attributes
    ----------
    group, start, finish : int64 arrays, shape (intervals,)
        By group, then by start.
    """

    def __init__(self, group: IntArray, start: IntArray, finish: IntArray, groups: int) -> None:
        moves = sorting_moves((group, start))
        columns = {"group": group, "start": start, "finish": finish}
        self.group, self.start, self.finish = moves.of_all(columns).values()
        length = self.finish - self.start
        before = np.concatenate(([0], np.cumsum(length)))
        self._first = np.searchsorted(self.group, np.arange(groups + 1))
        # Time of the same group's intervals before each interval.
        self._before = before[:-1] - before[self._first[self.group]]
        # Group and instant as one whole number; where it would be too large, with ranks in place of
        # instants.
        self._earliest = int(self.start.min()) if self.start.size else 0
        self._span = int(self.start.max()) - self._earliest + 1 if self.start.size else 1
        self._instants: IntArray | None = None
        if (groups + 1) * (self._span + 1) > _LARGEST:
            self._instants = distinct(self.start)
            self._span = self._instants.size
        self._key = self._packed(self.group, self.start)

    def before(self, group: IntArray, instant: IntArray) -> IntArray:
        """Time that a group's intervals cover before an instant.

        Parameters
        ----------
        group, instant : int64 arrays of one shape
            Instants in microseconds.

        Returns
        -------
        int64 array of that shape, microseconds
        """
        if not self._key.size:
            return np.zeros_like(instant)
        found = np.searchsorted(self._key, self._packed(group, instant), side="right") - 1
        known = np.maximum(found, 0)
        time = self._before[known] + np.minimum(instant, self.finish[known]) - self.start[known]
        return np.where((found >= 0) & (self.group[known] == group), time, 0)

    def within(self, group: IntArray, since: IntArray, until: IntArray) -> IntArray:
        """Time that a group's intervals cover in [since, until).

        Parameters
        ----------
        group, since, until : int64 arrays of one shape
            Instants in microseconds.

        Returns
        -------
        int64 array of that shape, microseconds
        """
        return self.before(group, until) - self.before(group, since)

    def rows_of(self, groups: IntArray) -> IntArray:
        """Positions of the intervals of some groups.

        Parameters
        ----------
        groups : int64 array, shape (n,)

        Returns
        -------
        int64 array
        """
        rows = [np.arange(self._first[group], self._first[group + 1]) for group in groups.tolist()]
        return np.concatenate([np.empty(0, dtype=np.int64), *rows])

    def _packed(self, group: IntArray, instant: IntArray) -> IntArray:
        if self._instants is None:
            rank = np.clip(instant - (self._earliest - 1), 0, self._span)
        else:
            rank = np.searchsorted(self._instants, instant, side="right")
        return np.asarray(group * (self._span + 1) + rank)
