"""Set operations on working clocks; each returns a new clock.

Several people at once work on the intersection of their clocks; a team is open on the union of its
people's; absences are subtracted; employment restricts.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.calendars.intervals import common, merge, without
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
    away = merge(np.clip(starts, -NEVER, NEVER), np.clip(ends, -NEVER, NEVER))
    left = without(clock.starts, clock.ends, *away)
    return clock if left[0] is clock.starts else WorkingClock(*left)


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
