"""Set operations on working clocks; each returns a new clock.

Several people at once work on the intersection of their clocks; a team is open on the union of its
people's; absences are subtracted; employment restricts.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.calendars.intervals import IntArray, common, merge
from mom_sim.calendars.units import NEVER
from mom_sim.calendars.working_clock import WorkingClock


def intersect(*clocks: WorkingClock) -> WorkingClock:
    """Clock that is open when all of `clocks` are.

    Parameters
    ----------
    *clocks : WorkingClock
        At least one.

    Returns
    -------
    WorkingClock

    Raises
    ------
    CalendarError
        If no clock is given: there is no clock that is open for ever.
    """
    if not clocks:
        raise CalendarError("the intersection of no clocks is not defined; give at least one")
    return WorkingClock(*common([(clock.starts, clock.ends) for clock in clocks]))


def union(*clocks: WorkingClock) -> WorkingClock:
    """Clock that is open when any of `clocks` is; of none, the clock that never opens."""
    if not clocks:
        return WorkingClock([], [])
    starts = np.concatenate([clock.starts for clock in clocks])
    ends = np.concatenate([clock.ends for clock in clocks])
    return WorkingClock(*merge(starts, ends))


def subtract(clock: WorkingClock, starts: npt.ArrayLike, ends: npt.ArrayLike) -> WorkingClock:
    """Clock that is open when `clock` is and none of the given intervals holds, such as absences.

    Parameters
    ----------
    clock : WorkingClock
    starts, ends : array_like of int, shape (n,), microseconds
        Half-open intervals in any order; they may overlap, be empty, and lie anywhere.

    Returns
    -------
    WorkingClock

    Raises
    ------
    CalendarError
        If an interval ends before it starts.
    """
    away_start, away_end = merge(np.clip(starts, -NEVER, NEVER), np.clip(ends, -NEVER, NEVER))
    # Intervals from `first` up to before `last` meet an absence, and are taken out.
    first = np.searchsorted(clock.ends, away_start, side="right")
    last = np.searchsorted(clock.starts, away_end, side="left")
    meets = np.flatnonzero(first < last)
    if not meets.size:
        return clock
    change = np.zeros(clock.starts.size + 1, dtype=np.int64)
    np.add.at(change, first[meets], 1)
    np.add.at(change, last[meets], -1)
    is_kept = np.cumsum(change[:-1]) == 0
    # What is left of them: a piece before each absence, and one behind it unless that is the piece
    # before the next.
    back = np.concatenate(([-NEVER], away_end[:-1]))[meets]
    ahead = np.concatenate((away_start[1:], [NEVER]))[meets]
    piece_starts = (np.maximum(clock.starts[first[meets]], back), away_end[meets])
    piece_ends = (away_start[meets], clock.ends[last[meets] - 1])
    is_left = (piece_starts[0] < piece_ends[0], (piece_starts[1] < piece_ends[1]))
    is_left[1][piece_ends[1] > ahead] = False
    # All are disjoint, so that starts and ends keep together when each are sorted.
    return WorkingClock(
        np.sort(_joined(clock.starts[is_kept], piece_starts, is_left)),
        np.sort(_joined(clock.ends[is_kept], piece_ends, is_left)),
    )


def _joined(
    kept: IntArray,
    pieces: tuple[IntArray, IntArray],
    is_left: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]],
) -> IntArray:
    return np.concatenate((kept, pieces[0][is_left[0]], pieces[1][is_left[1]]))


def restrict(clock: WorkingClock, start: int, end: int) -> WorkingClock:
    """Clock that is open when `clock` is, but only in [start, end), such as an employment.

    Parameters
    ----------
    clock : WorkingClock
    start, end : int, microseconds
        `NEVER` as end leaves the far side as it is.

    Returns
    -------
    WorkingClock

    Raises
    ------
    CalendarError
        If `end` is before `start`.
    """
    if end < start:
        raise CalendarError(f"the window from {start} to {end} ends before it starts")
    starts, ends = np.maximum(clock.starts, start), np.minimum(clock.ends, end)
    is_left = starts < ends
    return WorkingClock(starts[is_left], ends[is_left])
