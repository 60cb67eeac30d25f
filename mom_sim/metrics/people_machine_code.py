"""Walks over what people do, by machine code; imported only where numba is loaded anyway.

The definitions are the functions that say when these are used; both give the same numbers. Periods
of a person lie one behind the other, by start; those of a group begin at a place that is told.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.log.compiled import compiled
from mom_sim.metrics.machine_code import Clock, open_at

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Periods = tuple[IntArray, IntArray, IntArray]
"""Whose they are, starts and finishes; by the first, then by start."""


@compiled
def join_stays(
    stays: tuple[IntArray, IntArray, IntArray],
    looked_at: BoolArray,
    since: int,
    until: int,
    starts: IntArray,
    ends: IntArray,
) -> int:
    """Write when any of some stays is on, within a window; return in how many intervals.

    `stays` are pool, enter and leave, in order of entering; `looked_at` says of which pools.
    """
    pool, enter, leave = stays
    size = 0
    for stay in range(pool.size):
        if not looked_at[pool[stay]]:
            continue
        begin, over = max(enter[stay], since), min(leave[stay], until)
        if over <= begin:
            continue
        if size and begin <= ends[size - 1]:
            ends[size - 1] = max(ends[size - 1], over)
        else:
            starts[size], ends[size] = begin, over
            size += 1
    return size


@compiled
def sum_while_open(
    first: IntArray,
    starts: IntArray,
    finishes: IntArray,
    members: IntArray,
    opens: IntArray,
    closes: IntArray,
) -> int:
    """Add up the time of some people's periods during which a clock is open.

    `first` says where everybody's periods begin, and where the last one's are over.
    """
    total = 0
    for member in members:
        near = 0
        for period in range(first[member], first[member + 1]):
            while near < opens.size and closes[near] <= starts[period]:
                near += 1
            at = near
            while at < opens.size and opens[at] < finishes[period]:
                over = min(closes[at], finishes[period]) - max(opens[at], starts[period])
                total += max(over, 0)
                at += 1
    return total


@compiled
def join_work(
    busy: Periods, first: IntArray, shifts: tuple[IntArray, IntArray], periods: IntArray
) -> int:
    """Write everybody's periods of work without a break on shift; return how many there are.

    `shifts` are starts and finishes, and `first` says where everybody's begin; rows of `periods`
    are person, start and finish.
    """
    person, start, finish = busy
    begins, ends = shifts
    size, near = 0, 0
    for stint in range(person.size):
        of = person[stint]
        if stint and of == person[stint - 1]:
            left, back = finish[stint - 1], start[stint]
            while near > first[of] and ends[near - 1] > left:
                near -= 1
            while near < first[of + 1] and ends[near] <= left:
                near += 1
            was_there, at = False, near
            while not was_there and at < first[of + 1] and begins[at] < back:
                was_there = min(ends[at], back) > max(begins[at], left)
                at += 1
            if not was_there:
                periods[2, size - 1] = finish[stint]
                continue
        else:
            near = first[of]
        periods[0, size], periods[1, size], periods[2, size] = of, start[stint], finish[stint]
        size += 1
    return size


@compiled
def join_on_clock(periods: Periods, clock: Clock, joined: IntArray) -> int:
    """Write periods in a clock's working time, those that touch as one; return how many there are.

    Periods that take none of it are left out.
    """
    person, start, finish = periods
    starts, ends, before = clock
    near, size = 0, 0
    for period in range(person.size):
        of, since, until = person[period], start[period], finish[period]
        near = open_at(starts, near, since)
        begun = before[near] + min(max(since, starts[near]), ends[near]) - starts[near]
        near = open_at(starts, near, until)
        done = before[near] + min(max(until, starts[near]), ends[near]) - starts[near]
        if done <= begun:
            continue
        if size and of == joined[0, size - 1] and begun <= joined[2, size - 1]:
            joined[2, size - 1] = max(done, joined[2, size - 1])
        else:
            joined[0, size], joined[1, size], joined[2, size] = of, begun, done
            size += 1
    return size
