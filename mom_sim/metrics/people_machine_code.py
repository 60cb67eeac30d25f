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


@compiled
def longest(order: IntArray, periods: Periods, scratch: IntArray) -> int:
    """Write which periods are the longest at some instant, in order of time; return how many.

    `order` is that of their starts, those of one start by resource; `periods` are resource, start
    and finish. `scratch` has four rows of room for a number for each of them; the first tells them.
    """
    resource, start, finish = periods
    found, line, since, until = scratch[0], scratch[1], scratch[2], scratch[3]
    # What is within another is never the longest; the others end in the order in which they begin.
    count, place, latest = 0, 0, 0
    while place < order.size:
        best = order[place]
        place += 1
        while place < order.size and start[order[place]] == start[best]:
            if finish[order[place]] > finish[best]:
                best = order[place]
            place += 1
        if not count or finish[best] > latest:
            found[count], latest = best, finish[best]
            count += 1
    # Of those under way, such stand in line as can still be the longest.
    head, tail = 0, 0
    for new in range(count):
        this = found[new]
        since[new] = until[new] = finish[this]
        while head < tail and finish[found[line[head]]] <= start[this]:
            head += 1
            if head < tail:
                since[line[head]] = finish[found[line[head - 1]]]
        length = finish[this] - start[this]
        while head < tail:
            other = found[line[tail - 1]]
            lasts = finish[other] - start[other]
            if length < lasts or (length == lasts and resource[this] >= resource[other]):
                break
            tail -= 1
            if head == tail:
                until[line[tail]] = start[this]
        if head == tail:
            since[new] = start[this]
        line[tail] = new
        tail += 1
    while head + 1 < tail:
        since[line[head + 1]] = finish[found[line[head]]]
        head += 1
    size = 0
    for one in range(count):
        if until[one] > since[one]:
            found[size] = found[one]
            size += 1
    return size


@compiled
def sum_bottlenecks(
    found: IntArray,
    periods: Periods,
    pool: IntArray,
    window: tuple[int, int],
    scratch: IntArray,
    sums: tuple[IntArray, IntArray, IntArray, IntArray],
) -> None:
    """Add up when each pool is alone the bottleneck, and when it is one at all.

    `found` are bottleneck periods, both of whose instants increase; `pool` is that of each
    resource, below 0 for none. `scratch` has three rows of room for a number for each of them; of
    `sums`, full of zeros, the last two are room.
    """
    resource, start, finish = periods
    of, begins, ends = scratch[0], scratch[1], scratch[2]
    alone, at_all, running, reach = sums
    since, until = window
    size, several, now = 0, 0, since
    for period in found:
        own = pool[resource[period]]
        begin, over = max(start[period], since), min(finish[period], until)
        if own < 0 or over <= begin:
            continue
        of[size], begins[size], ends[size] = own, begin, over
        at_all[own] += max(0, over - max(begin, since + reach[own]))
        reach[own] = over - since
        size += 1
    begun, over = 0, 0
    while over < size:
        opens = begun < size and begins[begun] < ends[over]
        at = begins[begun] if opens else ends[over]
        if several == 1:
            alone[of[over]] += at - now
        now = at
        if opens:
            several += running[of[begun]] == 0
            running[of[begun]] += 1
            begun += 1
        else:
            running[of[over]] -= 1
            several -= running[of[over]] == 0
            over += 1


@compiled
def sum_on_clock(
    periods: Periods,
    calendar: IntArray,
    number: int,
    clock: Clock,
    window: tuple[int, int],
    sums: IntArray,
) -> None:
    """Add up a clock's time within a window in the periods of the people who have this calendar."""
    person, start, finish = periods
    starts, ends, before = clock
    since, until = window
    near = 0
    for period in range(person.size):
        of = person[period]
        if calendar[of] != number:
            continue
        begin, over = min(max(start[period], since), until), min(max(finish[period], since), until)
        near = open_at(starts, near, begin)
        sums[of] -= before[near] + min(max(begin, starts[near]), ends[near]) - starts[near]
        near = open_at(starts, near, over)
        sums[of] += before[near] + min(max(over, starts[near]), ends[near]) - starts[near]
