"""Intervals cut at the openings and closings of a working clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.working_clock import WorkingClock

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """Pieces in order: the interval they come from, their bounds, and whether the clock is open."""

    index: Integers
    start: Integers
    finish: Integers
    open: npt.NDArray[np.bool_]


def cut_by_clock(starts: Integers, finishes: Integers, clock: WorkingClock) -> Pieces:
    """Cut intervals [start, finish) where the clock opens and closes.

    Parameters
    ----------
    starts, finishes : ndarray of int64, shape (n,), microseconds
    clock : WorkingClock

    Returns
    -------
    Pieces
        They tile every interval; intervals of no length have none.
    """
    bounds = np.empty(2 * len(clock.starts), dtype=np.int64)
    bounds[0::2], bounds[1::2] = clock.starts, clock.ends
    first = np.searchsorted(bounds, starts, side="right")  # bounds strictly inside
    last = np.searchsorted(bounds, finishes, side="left")
    inside = np.maximum(last - first, 0)
    counts = np.where(finishes > starts, inside + 1, 0)
    index = np.repeat(np.arange(len(starts)), counts)
    offset = np.cumsum(counts) - counts
    position = np.arange(len(index)) - offset[index]
    padded = np.append(bounds, 0)
    lower = first[index] + position  # the bound that ends this piece
    start = np.where(position == 0, starts[index], padded[np.minimum(lower - 1, len(bounds))])
    is_last = position == counts[index] - 1
    finish = np.where(is_last, finishes[index], padded[np.minimum(lower, len(bounds))])
    # Between bound 2k and 2k + 1 the clock is open: an odd number of bounds lies at or before it.
    opened = (lower % 2) == 1
    return Pieces(index, start, finish, opened)
