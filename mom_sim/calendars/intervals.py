"""Sets of half-open time intervals as pairs of sorted int64 arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.calendars.units import NEVER

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
    refuse_backward(start, end)
    order = np.argsort(start, kind="stable")
    order = order[end[order] > start[order]]
    start, end = start[order], np.maximum.accumulate(end[order])
    is_first = np.ones(start.size, dtype=np.bool_)
    is_first[1:] = start[1:] > end[:-1]
    is_last = np.ones(start.size, dtype=np.bool_)
    is_last[:-1] = is_first[1:]
    return start[is_first], end[is_last]


def refuse_backward(starts: IntArray, ends: IntArray) -> None:
    """Raise a `CalendarError` if an interval ends before it starts."""
    if (ends < starts).any():
        worst = int(np.argmax(ends < starts))
        raise CalendarError(
            f"the interval from {starts[worst]} to {ends[worst]} ends before it starts"
        )


def without(
    starts: IntArray, ends: IntArray, away_starts: IntArray, away_ends: IntArray
) -> tuple[IntArray, IntArray]:
    """Take intervals out of a set of intervals.

    Parameters
    ----------
    starts, ends : ndarray of int64, shape (n,), microseconds
        Sorted, disjoint, not adjacent, as `merge` returns it.
    away_starts, away_ends : ndarray of int64, shape (m,), microseconds
        What is taken out; just so.

    Returns
    -------
    starts, ends : ndarray of int64, microseconds
        What is left, just so; the very same arrays where nothing is taken out.
    """
    # Intervals from `first` up to before `last` meet an absence, and are taken out.
    first = np.searchsorted(ends, away_starts, side="right")
    last = np.searchsorted(starts, away_ends, side="left")
    meets = np.flatnonzero(first < last)
    if not meets.size:
        return starts, ends
    change = np.zeros(starts.size + 1, dtype=np.int64)
    np.add.at(change, first[meets], 1)
    np.add.at(change, last[meets], -1)
    kept = np.flatnonzero(np.cumsum(change[:-1]) == 0)
    # What is left of them: a piece before each absence, and one behind it unless that is the piece
    # before the next.
    first, last = first[meets], last[meets]
    back = np.concatenate(([-NEVER], away_ends[:-1]))[meets]
    ahead = np.concatenate((away_starts[1:], [NEVER]))[meets]
    away_starts, away_ends = away_starts[meets], away_ends[meets]
    piece_starts = np.stack((np.maximum(starts[first], back), away_ends), axis=1)
    piece_ends = np.stack((away_starts, ends[last - 1]), axis=1)
    is_left = piece_starts < piece_ends
    is_left[:, 1] &= piece_ends[:, 1] <= ahead
    # Pieces stand where what they are left of has stood, among what is kept.
    before = np.repeat(np.searchsorted(kept, first), 2).reshape(-1, 2)[is_left]
    places = before + np.arange(before.size)
    is_whole = np.ones(kept.size + places.size, dtype=np.bool_)
    is_whole[places] = False
    left_starts, left_ends = np.empty((2, is_whole.size), dtype=np.int64)
    left_starts[is_whole], left_ends[is_whole] = starts[kept], ends[kept]
    left_starts[places], left_ends[places] = piece_starts[is_left], piece_ends[is_left]
    return left_starts, left_ends


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
