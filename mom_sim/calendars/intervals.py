"""Sets of half-open time intervals as pairs of sorted int64 arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.calendar_error import CalendarError

IntArray = npt.NDArray[np.int64]


def as_integers(values: npt.ArrayLike) -> IntArray:
    """Read integers into an int64 array.

    Parameters
    ----------
    values : array_like of int, any shape

    Returns
    -------
    ndarray of int64, same shape

    Raises
    ------
    CalendarError
        If they are not integers; microseconds are never rounded on the way.
    """
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "iu":
        raise CalendarError(f"times are integers (microseconds), not {array.dtype}")
    return array.astype(np.int64)


def merge(starts: npt.ArrayLike, ends: npt.ArrayLike) -> tuple[IntArray, IntArray]:
    """Sort intervals, drop the empty ones and join those that overlap or touch.

    Parameters
    ----------
    starts, ends : array_like of int, shape (n,), microseconds
        In any order; no end before its start.

    Returns
    -------
    starts, ends : ndarray of int64, shape (m,), microseconds
        Sorted, disjoint, not adjacent.

    Raises
    ------
    CalendarError
        If an interval ends before it starts, or the arrays do not have the same length.
    """
    start, end = as_integers(starts), as_integers(ends)
    if start.ndim != 1 or start.shape != end.shape:
        raise CalendarError(
            f"starts and ends are two lists of equal length, not {start.shape} and {end.shape}"
        )
    if (end < start).any():
        worst = int(np.argmax(end < start))
        raise CalendarError(
            f"the interval from {start[worst]} to {end[worst]} ends before it starts"
        )
    order = np.argsort(start, kind="stable")
    order = order[end[order] > start[order]]
    start, end = start[order], np.maximum.accumulate(end[order])
    is_first = np.ones(start.size, dtype=np.bool_)
    is_first[1:] = start[1:] > end[:-1]
    is_last = np.ones(start.size, dtype=np.bool_)
    is_last[:-1] = is_first[1:]
    return start[is_first], end[is_last]


def common(sets: Sequence[tuple[IntArray, IntArray]]) -> tuple[IntArray, IntArray]:
    """Intersect sets of intervals.

    Parameters
    ----------
    sets : sequence of (starts, ends), microseconds
        At least one; each sorted, disjoint and not adjacent, as `merge` returns it.

    Returns
    -------
    starts, ends : ndarray of int64, microseconds
        Where all the sets are open; sorted, disjoint, not adjacent.
    """
    starts = np.concatenate([start for start, _ in sets])
    ends = np.concatenate([end for _, end in sets])
    times, place = np.unique(np.concatenate([starts, ends]), return_inverse=True)
    steps = np.zeros(times.size, dtype=np.int64)
    np.add.at(steps, place, np.repeat([1, -1], starts.size))
    all_open = np.cumsum(steps) == len(sets)
    was_open = np.zeros(times.size, dtype=np.bool_)
    was_open[1:] = all_open[:-1]
    return times[all_open & ~was_open], times[~all_open & was_open]
