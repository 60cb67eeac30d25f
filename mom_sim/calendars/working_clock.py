"""The working clock: exact conversion between wall-clock instants and working time.

A clock is a sorted list of half-open intervals [start, end) in which work advances. Working time
as a function of wall-clock time is then piecewise linear with slopes 0 and 1, and both directions
are a binary search and an addition of integers:

- ``work(t)`` is the working time in [0, t),
- ``inverse(w)`` is the earliest instant with working time w, so ``work(inverse(w)) == w``.

Engines call the scalar methods with Python integers, and get Python integers; the array methods
give the same numbers. A compiled engine takes ``starts``, ``ends`` and ``worked_before``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.calendars.intervals import IntArray, as_integers
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR, NEVER

_MANY = 1000
"""Instants from which on it is worth to know where to look."""
_MOST_STRETCHES = 1 << 15
_NO_INSTANT = np.iinfo(np.int64).max


class WorkingClock:
    """Intervals of working time, with exact integer arithmetic on them.

    Parameters
    ----------
    starts, ends : array_like of int, shape (n,), microseconds
        Since the scenario's start, not negative. Half-open, sorted, disjoint, not adjacent. None
        at all is a clock that never opens.

    Attributes
    ----------
    starts, ends : ndarray of int64, shape (n,), microseconds
        Read-only.
    worked_before : ndarray of int64, shape (n,), microseconds
        Working time before each interval's start; read-only.
    total : int, microseconds
        Working time of all the intervals.

    Raises
    ------
    CalendarError
        If the intervals are not as stated.
    """

    starts: IntArray
    ends: IntArray
    worked_before: IntArray
    total: int

    def __init__(self, starts: npt.ArrayLike, ends: npt.ArrayLike) -> None:
        self.starts, self.ends = as_integers(starts), as_integers(ends)
        _check(self.starts, self.ends)
        lengths = self.ends - self.starts
        self.worked_before = np.cumsum(lengths) - lengths
        self.total = int(lengths.sum())
        for array in (self.starts, self.ends, self.worked_before):
            array.setflags(write=False)

    @classmethod
    def of_checked(
        cls, starts: IntArray, ends: IntArray, worked_before: IntArray, total: int
    ) -> WorkingClock:
        """Make a clock of columns that are known to be as they have to be, and read-only."""
        clock = cls.__new__(cls)
        clock.starts, clock.ends = starts, ends
        clock.worked_before, clock.total = worked_before, total
        return clock

    # Lists of Python integers make `bisect` many times faster than numpy's scalars do. They are
    # made at the first scalar call, so that a clock used as arrays alone stays small.
    @cached_property
    def _starts(self) -> list[int]:
        return self.starts.tolist()

    @cached_property
    def _ends(self) -> list[int]:
        return self.ends.tolist()

    @cached_property
    def _before(self) -> list[int]:
        return self.worked_before.tolist()

    def work(self, t: int) -> int:
        """Working time in [0, t).

        Parameters
        ----------
        t : int, microseconds

        Returns
        -------
        int, microseconds
            0 for instants before the start; `total` from the last interval's end on.
        """
        index = bisect_right(self._starts, t) - 1
        if index < 0:
            return 0
        end = self._ends[index]
        return self._before[index] + (t if t < end else end) - self._starts[index]

    def inverse(self, w: int) -> int:
        """Earliest instant with working time `w`.

        Parameters
        ----------
        w : int, microseconds
            Not negative.

        Returns
        -------
        int, microseconds
            0 for no work; an interval's end, not the next one's start, for work that fills the
            interval; `NEVER` for more than `total`.

        Raises
        ------
        CalendarError
            If `w` is negative.
        """
        if w <= 0:
            if w < 0:
                raise CalendarError(f"working time cannot be negative, got {w}")
            return 0
        if w > self.total:
            return NEVER
        index = bisect_left(self._before, w) - 1
        return self._starts[index] + w - self._before[index]

    def finish(self, start: int, duration: int) -> int:
        """Earliest instant by which work begun at `start` is done.

        Parameters
        ----------
        start : int, microseconds
            May be closed; then the work begins at the next opening.
        duration : int, working microseconds
            Not negative.

        Returns
        -------
        int, microseconds
            `start` itself for no work, open or not; a shift's end for work that fills it; `NEVER`
            if the clock closes for good before.

        Raises
        ------
        CalendarError
            If `duration` is negative.
        """
        if duration <= 0:
            if duration < 0:
                raise CalendarError(f"a duration cannot be negative, got {duration}")
            return start
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            return self.inverse(duration)
        end = self._ends[index]
        if start + duration <= end:
            return start + duration
        worked = self._before[index] + (start if start < end else end) - self._starts[index]
        return self.inverse(worked + duration)

    def is_open(self, t: int) -> bool:
        """Whether work advances at the instant `t`: yes at an interval's start, no at its end."""
        index = bisect_right(self._starts, t) - 1
        return index >= 0 and t < self._ends[index]

    def next_open(self, t: int) -> int:
        """Earliest open instant at or after `t`.

        Parameters
        ----------
        t : int, microseconds

        Returns
        -------
        int, microseconds
            `t` itself if it is open; `NEVER` if the clock does not open any more.
        """
        index = bisect_right(self._starts, t)
        if index > 0 and t < self._ends[index - 1]:
            return t
        return self._starts[index] if index < len(self._starts) else NEVER

    def closing(self, t: int) -> int:
        """End of the open interval that contains `t`.

        Parameters
        ----------
        t : int, microseconds
            An open instant, such as `next_open` returns.

        Returns
        -------
        int, microseconds

        Raises
        ------
        CalendarError
            If the clock is closed at `t`.
        """
        index = bisect_right(self._starts, t) - 1
        if index < 0 or t >= self._ends[index]:
            raise CalendarError(f"the clock is closed at {t}; ask next_open first")
        return self._ends[index]

    def work_array(self, t: npt.ArrayLike) -> IntArray:
        """Array version of `work`.

        Parameters
        ----------
        t : array_like of int, any shape, microseconds

        Returns
        -------
        ndarray of int64, same shape, microseconds
        """
        instants = as_integers(t)
        if not self.starts.size:
            return np.zeros_like(instants)
        if self.starts.size == 1:  # around the clock, most often: nothing to look up
            return np.asarray(np.clip(instants, self.starts[0], self.ends[0]) - self.starts[0])
        index = self._last_started(instants)
        within = np.clip(instants, self.starts[index], self.ends[index]) - self.starts[index]
        return np.asarray(self.worked_before[index] + within)

    def _last_started(self, instants: IntArray) -> IntArray:
        """Position of the last interval that starts at or before each instant; else 0."""
        if instants.size < _MANY or self._stretches is None:
            found = np.searchsorted(self.starts, instants, side="right") - 1
            return np.asarray(np.maximum(found, 0))
        bits, first, following = self._stretches
        index = first[np.clip(instants >> bits, 0, first.size - 1)]
        found = index + (following[index] <= instants)
        return np.asarray(np.minimum(found, self.starts.size - 1))

    @cached_property
    def _stretches(self) -> tuple[int, IntArray, IntArray] | None:
        """Stretches of 2^bits microseconds, in each of which one interval starts at most.

        With the interval before each, and the start of the interval after each interval: what has
        been looked up needs one comparison, where a search needs eight that nobody can foresee.
        None where some intervals start too close to each other for the length of the clock.
        """
        bits = int(np.diff(self.starts).min()).bit_length() - 1
        stretches = (int(self.starts[-1]) >> bits) + 1
        if stretches > _MOST_STRETCHES:
            return None
        edges = np.arange(stretches, dtype=np.int64) << bits
        first = np.maximum(np.searchsorted(self.starts, edges, side="right") - 1, 0)
        return bits, first, np.append(self.starts[1:], _NO_INSTANT)

    def inverse_array(self, w: npt.ArrayLike) -> IntArray:
        """Array version of `inverse`.

        Parameters
        ----------
        w : array_like of int, any shape, microseconds
            None negative.

        Returns
        -------
        ndarray of int64, same shape, microseconds

        Raises
        ------
        CalendarError
            If any of `w` is negative.
        """
        worked = as_integers(w)
        if (worked < 0).any():
            raise CalendarError(f"working time cannot be negative, got {worked.min()}")
        instants = np.where(worked == 0, 0, NEVER)
        if self.starts.size:
            index = np.maximum(np.searchsorted(self.worked_before, worked, side="left") - 1, 0)
            reached = self.starts[index] + worked - self.worked_before[index]
            instants = np.where((worked > 0) & (worked <= self.total), reached, instants)
        return as_integers(instants)

    def finish_array(self, starts: npt.ArrayLike, durations: npt.ArrayLike) -> IntArray:
        """Array version of `finish`.

        Parameters
        ----------
        starts : array_like of int, microseconds
        durations : array_like of int, working microseconds
            Of a shape that broadcasts with `starts`.

        Returns
        -------
        ndarray of int64, broadcast shape, microseconds

        Raises
        ------
        CalendarError
            If any duration is negative.
        """
        start, duration = np.broadcast_arrays(as_integers(starts), as_integers(durations))
        if (duration < 0).any():
            raise CalendarError(f"a duration cannot be negative, got {duration.min()}")
        if self.starts.size == 1 and start.size and start.min() >= self.starts[0]:
            done = start + duration
            if done.min() >= 0 and done.max() <= self.ends[0]:  # around the clock, most often
                return np.asarray(done)
        done = self.inverse_array(self.work_array(start) + duration)
        return as_integers(np.where(duration == 0, start, done))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WorkingClock):
            return NotImplemented
        return np.array_equal(self.starts, other.starts) and np.array_equal(self.ends, other.ends)

    def __hash__(self) -> int:
        return hash((self.starts.tobytes(), self.ends.tobytes()))

    def __reduce__(self) -> tuple[type[WorkingClock], tuple[IntArray, IntArray]]:
        return type(self), (self.starts, self.ends)

    def __repr__(self) -> str:
        hours = self.total / MICROSECONDS_PER_HOUR
        return f"<WorkingClock: {self.starts.size} intervals, {hours:g} hours>"


def _check(starts: IntArray, ends: IntArray) -> None:
    if starts.ndim != 1 or starts.shape != ends.shape:
        raise CalendarError(
            f"starts and ends are two lists of equal length, not {starts.shape} and {ends.shape}"
        )
    if not starts.size:
        return
    if starts[0] < 0 or ends[-1] > NEVER:
        raise CalendarError(f"intervals lie from 0 to {NEVER}, not from {starts[0]} to {ends[-1]}")
    if (ends <= starts).any():
        raise CalendarError("every interval ends after it starts; leave empty intervals out")
    if (starts[1:] <= ends[:-1]).any():
        raise CalendarError(
            "intervals are sorted, and one starts after the one before has ended; merge them first"
        )
