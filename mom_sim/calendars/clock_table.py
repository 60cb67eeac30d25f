"""The clocks of many, laid end to end: made at once where one after the other would take long.

Each has a stretch of one long line to itself, as long as the last of all clocks lasts. There, what
is taken out of all of them is taken out of one clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mom_sim.calendars.intervals import IntArray, merge, refuse_backward, without
from mom_sim.calendars.units import NEVER
from mom_sim.calendars.working_clock import WorkingClock


@dataclass(frozen=True, eq=False)
class ClockTable:
    """Working clocks of n owners, as columns.

    Parameters
    ----------
    first : ndarray of int64, shape (n + 1,)
        Where the intervals of each begin; the last one is the number of all of them.
    starts, ends, worked_before : ndarray of int64, microseconds
        As of a `WorkingClock`, one owner after the other; read-only.
    total : ndarray of int64, shape (n,), microseconds
    """

    first: IntArray
    starts: IntArray
    ends: IntArray
    worked_before: IntArray
    total: IntArray

    def clock(self, owner: int) -> WorkingClock:
        """Clock of one of them, which shares the table's memory."""
        begin, end = int(self.first[owner]), int(self.first[owner + 1])
        return WorkingClock.of_checked(
            self.starts[begin:end],
            self.ends[begin:end],
            self.worked_before[begin:end],
            int(self.total[owner]),
        )

    def work(self, t: int) -> IntArray:
        """Working time of each in [0, t), as `WorkingClock.work`."""
        begun = np.concatenate(([0], np.cumsum(self.starts <= t)))[self.first]
        worked = np.zeros(self.total.size, dtype=np.int64)
        owners = np.flatnonzero(begun[1:] > begun[:-1])
        last = self.first[owners] + (begun[1:] - begun[:-1])[owners] - 1
        until = np.minimum(self.ends[last], t)
        worked[owners] = self.worked_before[last] + until - self.starts[last]
        return worked


class Stretches:
    """Where each of several owners has its stretch of one line.

    Parameters
    ----------
    far : int, microseconds
        Every instant is cut to [0, far]. Between two stretches there is a microsecond, so that what
        one owner has until the end does not touch what the next one has from the start.
    """

    def __init__(self, far: int) -> None:
        self._far, self._length = far, far + 1

    def parts(self, owners: int) -> list[tuple[int, int]]:
        """Owners, from and up to before, so few at a time that their line fits 64 bits."""
        at_once = max(1, NEVER // self._length)
        return list(pairwise([*range(0, owners, at_once), owners]))

    def laid(self, owner: IntArray, instants: IntArray) -> IntArray:
        """Instants on the line."""
        return owner * self._length + np.minimum(np.maximum(instants, 0), self._far)

    def taken_back(self, *laid: IntArray) -> tuple[IntArray, ...]:
        """Owner of the first of instants that have the same owner; then these, as the owner's."""
        owner = laid[0] // self._length
        begins = owner * self._length
        return owner, *(one - begins for one in laid)

    def edges(self, owners: int) -> IntArray:
        """Where stretches begin, and where the last one ends."""
        return np.arange(owners + 1, dtype=np.int64) * self._length


def merge_each(
    owner: IntArray, starts: IntArray, ends: IntArray, far: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Sort the intervals of each owner, drop the empty ones, join those that overlap or touch.

    Parameters
    ----------
    owner : ndarray of int64, shape (n,)
        From 0; in any order.
    starts, ends : ndarray of int64, shape (n,), microseconds
        As for `merge`; what lies outside [0, far] is cut off.
    far : int, microseconds

    Returns
    -------
    owner, starts, ends : ndarray of int64, shape (m,)
        In order of owner and start.

    Raises
    ------
    CalendarError
        If an interval ends before it starts.
    """
    refuse_backward(starts, ends)
    stretches = Stretches(far)
    parts = stretches.parts(int(owner.max(initial=0)) + 1)
    found = []
    for begin, until in parts:
        which = slice(None) if len(parts) == 1 else (owner >= begin) & (owner < until)
        whose = owner[which] - begin
        merged = merge(stretches.laid(whose, starts[which]), stretches.laid(whose, ends[which]))
        whose, start, end = stretches.taken_back(*merged)
        found.append((whose + begin, start, end))
    owners, start, end = (_one_behind_the_other(column) for column in zip(*found, strict=True))
    return owners, start, end


class ClockLine:
    """The clocks of n owners on one line, for intervals to be taken out of.

    Parameters
    ----------
    clocks : sequence of WorkingClock, n of them
        By owner.
    far : int, microseconds
        Later than any of them is open; see `after_all`.

    Attributes
    ----------
    far : int, microseconds
    """

    def __init__(self, clocks: Sequence[WorkingClock], far: int) -> None:
        self.far = far
        self._stretches = Stretches(far)
        self._parts = self._stretches.parts(len(clocks))
        self._lines = []
        for begin, until in self._parts:
            here = clocks[begin:until]
            whose = np.repeat(np.arange(len(here)), [clock.starts.size for clock in here])
            starts = np.concatenate([clock.starts for clock in here])
            ends = np.concatenate([clock.ends for clock in here])
            self._lines.append(
                (self._stretches.laid(whose, starts), self._stretches.laid(whose, ends))
            )

    def subtract(self, owner: IntArray, starts: IntArray, ends: IntArray) -> ClockTable:
        """Take intervals out; `mom_sim.calendars.subtract` does so with one clock.

        Parameters
        ----------
        owner : ndarray of int64, shape (m,)
            From 0 to n - 1, in any order: whose clock an interval is taken out of.
        starts, ends : ndarray of int64, shape (m,), microseconds
            Half-open intervals; they may overlap, be empty, and lie anywhere.

        Returns
        -------
        ClockTable

        Raises
        ------
        CalendarError
            If an interval ends before it starts.
        """
        whose, start, end = merge_each(owner, starts, ends, self.far)
        laid = self._stretches.laid
        tables = []
        for (begin, until), line in zip(self._parts, self._lines, strict=True):
            here = slice(*np.searchsorted(whose, [begin, until]))
            of_away = whose[here] - begin
            left = without(*line, laid(of_away, start[here]), laid(of_away, end[here]))
            tables.append(_taken_apart(self._stretches.edges(until - begin), *left))
        return _joined(tables)


def after_all(clocks: Iterable[WorkingClock]) -> int:
    """Instant, in microseconds, that is later than any of the clocks is open."""
    return max((int(clock.ends[-1]) for clock in clocks if clock.ends.size), default=0) + 1


def _taken_apart(edges: IntArray, starts: IntArray, ends: IntArray) -> ClockTable:
    """Take a line apart where stretches begin."""
    first = np.searchsorted(starts, edges)
    sizes = np.diff(first)
    begins = np.repeat(edges[:-1], sizes)
    worked = np.zeros(starts.size + 1, dtype=np.int64)
    np.cumsum(ends - starts, out=worked[1:])
    before = worked[:-1] - np.repeat(worked[first[:-1]], sizes)
    return ClockTable(first, starts - begins, ends - begins, before, np.diff(worked[first]))


def _joined(tables: Sequence[ClockTable]) -> ClockTable:
    """Put tables one behind the other, and make what clocks share read-only."""
    sizes = np.array([0, *(one.first[-1] for one in tables)], dtype=np.int64)
    offsets = np.cumsum(sizes)
    firsts = [one.first[:-1] + by for one, by in zip(tables, offsets[:-1], strict=True)]
    table = ClockTable(
        _one_behind_the_other([*firsts, offsets[-1:]]),
        _one_behind_the_other([one.starts for one in tables]),
        _one_behind_the_other([one.ends for one in tables]),
        _one_behind_the_other([one.worked_before for one in tables]),
        _one_behind_the_other([one.total for one in tables]),
    )
    for array in (table.starts, table.ends, table.worked_before):
        array.setflags(write=False)
    return table


def _one_behind_the_other(parts: Sequence[IntArray]) -> IntArray:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])
