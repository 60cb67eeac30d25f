"""Working clocks in the kernel; the definition is `mom_sim.calendars.working_clock`.

Several clocks together are open when all of them are. They are not intersected beforehand: there
are too many crews, and each is asked for a few shifts only.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import NEVER
from mom_sim.engines.compiled_engine.parts import State, part, rare

NEAR_BY = 8
"""Intervals that are looked at one by one, before the others are halved."""


@part
def opening_before(s: State, clock: int, instant: int) -> int:
    """Position of the last interval that starts at or before `instant`; one too low for none."""
    first, end = s.clock_first[clock], s.clock_first[clock + 1]
    # Most questions are about the present: the answer is that of the last question, or near to it.
    at = s.clock_last[clock]
    if at == end:
        return first - 1  # it never opens
    low, high = first, end
    if s.open_start[at] <= instant:
        low = at + 1
        if low == high or instant < s.open_start[low]:
            return at
        near = min(high, low + NEAR_BY)
        while low < near and s.open_start[low] <= instant:
            low += 1
        if low < near:
            high = low
    else:
        high = at
        near = max(first, at - NEAR_BY)
        while high > near and s.open_start[high - 1] > instant:
            high -= 1
        if high > near:
            low = high
    while low < high:
        middle = (low + high) >> 1
        if s.open_start[middle] <= instant:
            low = middle + 1
        else:
            high = middle
    s.clock_last[clock] = max(low - 1, first)
    return low - 1


@part
def work_until(s: State, clock: int, instant: int) -> int:
    """Working time in [0, instant)."""
    index = opening_before(s, clock, instant)
    if index < s.clock_first[clock]:
        return 0
    return s.open_before[index] + min(instant, s.open_end[index]) - s.open_start[index]


@part
def instant_from(s: State, clock: int, index: int, worked: int) -> int:
    """Earliest instant with some working time, more than there is before interval `index`."""
    if worked > s.clock_total[clock]:
        return NEVER
    low, high = index + 1, s.clock_first[clock + 1]
    near = min(high, low + NEAR_BY)
    while low < near and s.open_before[low] < worked:
        low += 1
    if low < near:
        high = low
    while low < high:
        middle = (low + high) >> 1
        if s.open_before[middle] < worked:
            low = middle + 1
        else:
            high = middle
    return s.open_start[low - 1] + worked - s.open_before[low - 1]


@part
def finish_on(s: State, clock: int, start: int, duration: int) -> int:
    """Earliest instant by which work begun at `start` is done."""
    if duration <= 0:
        return start
    index = opening_before(s, clock, start)
    if index < s.clock_first[clock]:
        return instant_from(s, clock, s.clock_first[clock], duration)
    end = s.open_end[index]
    if start + duration <= end:
        return start + duration
    worked = s.open_before[index] + min(start, end) - s.open_start[index]
    return instant_from(s, clock, index, worked + duration)


@part
def next_open(s: State, clock: int, instant: int) -> int:
    """Earliest open instant at or after `instant`."""
    index = opening_before(s, clock, instant)
    if index >= s.clock_first[clock] and instant < s.open_end[index]:
        return instant
    if index + 1 < s.clock_first[clock + 1]:
        return s.open_start[index + 1]
    return NEVER


@part
def crew_opens(s: State, first: int, count: int, instant: int) -> int:
    """Earliest instant at which all of a crew are there; `first` is their place in `crew`."""
    agreed = 0
    while agreed < count and instant < NEVER:
        for member in range(count):
            later = next_open(s, s.clocks_of_people + s.crew[first + member], instant)
            if later == instant:
                agreed += 1
            else:
                instant, agreed = later, 0
                break
        if agreed < count:
            agreed = 0
    return instant


@part
def crew_closes(s: State, first: int, count: int, instant: int) -> int:
    """Earliest end of their open intervals around an instant at which all of a crew are there."""
    closing = NEVER
    for member in range(count):
        index = opening_before(s, s.clocks_of_people + s.crew[first + member], instant)
        closing = min(closing, s.open_end[index])
    return closing


@rare
def finishes_together(s: State, first: int, count: int, start: int, duration: int) -> int:
    """Earliest instant by which several have done their work on the intersection of clocks."""
    if duration <= 0:
        return start
    left, instant = duration, crew_opens(s, first, count, start)
    while instant < NEVER:
        closing = crew_closes(s, first, count, instant)
        if left <= closing - instant:
            return instant + left
        left -= closing - instant
        instant = crew_opens(s, first, count, closing)
    return NEVER


@part
def crew_finishes(s: State, first: int, count: int, start: int, duration: int) -> int:
    """Earliest instant by which a crew has done its work together."""
    if count == 1:
        clock = s.clocks_of_people + s.crew[first]
        # Most work is done within the interval that was asked for last.
        at = s.clock_last[clock]
        if (
            (at < s.clock_first[clock + 1])
            & (duration > 0)
            & (s.open_start[at] <= start)
            & (start + duration <= s.open_end[at])
        ):
            return start + duration
        return finish_on(s, clock, start, duration)
    return finishes_together(s, first, count, start, duration)


@rare
def worked_together(s: State, first: int, count: int, start: int, end: int) -> int:
    """Working time on the intersection of the clocks of several."""
    worked, instant = 0, crew_opens(s, first, count, start)
    while instant < end:
        closing = min(end, crew_closes(s, first, count, instant))
        worked += closing - instant
        instant = crew_opens(s, first, count, closing)
    return worked


@part
def crew_worked(s: State, first: int, count: int, start: int, end: int) -> int:
    """Working time that a crew has together from `start` to `end`."""
    if count == 1:
        clock = s.clocks_of_people + s.crew[first]
        return work_until(s, clock, end) - work_until(s, clock, start)
    return worked_together(s, first, count, start, end)
