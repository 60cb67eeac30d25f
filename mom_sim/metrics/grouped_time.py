"""How much time the intervals of a group cover, such as a person's shifts, for many groups."""

from __future__ import annotations

import sys
from functools import cached_property

import numpy as np

from mom_sim.log.arrays import distinct
from mom_sim.log.sorting import Moves, sorting_moves
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.log_arrays import plain

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
    groups : int
    """

    def __init__(self, group: IntArray, start: IntArray, finish: IntArray, groups: int) -> None:
        moves = _moves(group, start, groups)
        columns = {"group": group, "start": start, "finish": finish}
        self.group, self.start, self.finish = moves.of_all(columns).values()
        self.groups = groups

    @cached_property
    def first(self) -> IntArray:
        """Where the intervals of each group begin, and behind them where the last one's end."""
        return np.searchsorted(self.group, np.arange(self.groups + 1))

    @cached_property
    def _before(self) -> IntArray:
        """Time of the same group's intervals before each interval."""
        before = np.concatenate(([0], np.cumsum(self.finish - self.start)))
        return before[:-1] - before[self.first[self.group]]

    @cached_property
    def _key(self) -> IntArray:
        """Group and instant of each interval as one whole number."""
        return self._packed(self.group, self.start)

    @cached_property
    def _ranked(self) -> tuple[int, int, IntArray | None]:
        """Earliest instant, how many ranks there are, and the instants where ranks stand for them.

        They do where group and instant would be too large for one whole number.
        """
        if not self.start.size:
            return 0, 1, None
        earliest, latest = int(self.start.min()), int(self.start.max())
        if (self.groups + 1) * (latest - earliest + 2) <= _LARGEST:
            return earliest, latest - earliest + 1, None
        instants = distinct(self.start)
        return earliest, instants.size, instants

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
        rows = [np.arange(self.first[group], self.first[group + 1]) for group in groups.tolist()]
        return np.concatenate([np.empty(0, dtype=np.int64), *rows])

    def _packed(self, group: IntArray, instant: IntArray) -> IntArray:
        earliest, span, instants = self._ranked
        if instants is None:
            rank = np.clip(instant - (earliest - 1), 0, span)
        else:
            rank = np.searchsorted(instants, instant, side="right")
        return np.asarray(group * (span + 1) + rank)


def _moves(group: IntArray, start: IntArray, groups: int) -> Moves:
    """How to sort intervals by group, then by start, most often in either's order already."""
    later, next_group = start[1:] >= start[:-1], group[1:] > group[:-1]
    if (next_group | ((group[1:] == group[:-1]) & later)).all():
        nothing = np.empty(0, dtype=np.int64)
        return Moves(nothing, nothing, start.size)
    if "numba" in sys.modules and later.all():
        from mom_sim.metrics.machine_code import order_by_group

        order, first = np.empty_like(start), np.zeros(groups + 2, dtype=np.int64)
        if order_by_group(plain(group), first, order):
            return Moves(None, order, order.size)
    return sorting_moves((group, start))
