"""When any of several people is there, by machine code; `calendars.clock_sets` defines it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.log.compiled import compiled

IntArray = npt.NDArray[np.int64]


def union_of(clocks: Sequence[WorkingClock]) -> WorkingClock:
    """Clock that is open when any of `clocks` is; see `mom_sim.calendars.clock_sets.union`.

    Parameters
    ----------
    clocks : sequence of WorkingClock

    Returns
    -------
    WorkingClock
    """
    if len(clocks) == 1:
        return clocks[0]
    first = np.cumsum([0, *(clock.starts.size for clock in clocks)])
    none = np.zeros(0, dtype=np.int64)
    starts = np.concatenate([none, *(clock.starts for clock in clocks)])
    ends = np.concatenate([none, *(clock.ends for clock in clocks)])
    joined = np.empty((2, 2, starts.size), dtype=np.int64)
    row, size = join_intervals(starts, ends, first, joined)
    return WorkingClock(*joined[row, :, :size])


@compiled
def join_intervals(
    starts: IntArray, ends: IntArray, first: IntArray, joined: IntArray
) -> tuple[int, int]:
    """Join sets of intervals, one after the other with what has been joined before.

    `first` says where those of each set begin, and where the last one's end; those of a set are
    sorted, disjoint and not adjacent, and so is what comes out. `joined` has two places of two rows
    (starts, ends) as long as all sets together; returned is the place of the result, and its size.
    """
    old, size = 0, 0
    for one in range(first.size - 1):
        new = 1 - old
        left, right, count = 0, first[one], 0
        while left < size or right < first[one + 1]:
            is_left = right >= first[one + 1] or (
                left < size and joined[old, 0, left] <= starts[right]
            )
            if is_left:
                start, end = joined[old, 0, left], joined[old, 1, left]
                left += 1
            else:
                start, end = starts[right], ends[right]
                right += 1
            if count and start <= joined[new, 1, count - 1]:
                joined[new, 1, count - 1] = max(joined[new, 1, count - 1], end)
            else:
                joined[new, 0, count], joined[new, 1, count] = start, end
                count += 1
        old, size = new, count
    return old, size
