"""Sums over the rows of a log by machine code; imported only where numba is loaded anyway.

The definitions are the functions that say when these are used; both give the same numbers. None of
these checks what it looks up, unless it says so: callers hand over what has been checked.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.log.compiled import compiled

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Clock = tuple[IntArray, IntArray, IntArray]
"""Starts, ends, and working time before each start, of a clock that opens at least once."""
Places = tuple[IntArray, IntArray, BoolArray, IntArray, IntArray, IntArray]
"""See `split_waits`."""


@compiled
def open_at(starts: IntArray, near: int, time: int) -> int:
    """Last interval that starts at or before an instant, else the first; `near` is a guess."""
    last, step = starts.size - 1, 1
    # Most lie close to where the one before did: so the steps begin small.
    if starts[near] <= time:
        low = near
        while low + step <= last and starts[low + step] <= time:
            low += step
            step += step
        high = min(low + step - 1, last)
    else:
        low, high = near, near
        while low > 0 and starts[low] > time:
            high = low - 1
            low = max(low - step, 0)
            step += step
    while low < high:
        middle = (low + high + 1) // 2
        if starts[middle] <= time:
            low = middle
        else:
            high = middle - 1
    return low


@compiled
def own_paths(campaign: IntArray, last: IntArray, trigger: IntArray, owner: IntArray) -> bool:
    """Write whose critical path each activity lies on; False where a path has no end or two owners.

    `last` are the activities that launched the campaigns; `owner` is full of -1.
    """
    for place in range(campaign.size):
        activity = last[place]
        while activity >= 0:
            if owner[activity] >= 0:
                return False
            owner[activity] = campaign[place]
            activity = trigger[activity]
    return True


@compiled
def split_work(
    owner: IntArray,
    attempt: IntArray,
    stints: tuple[IntArray, IntArray, IntArray],
    clock: Clock,
    work: int,
    by_campaign: tuple[IntArray, IntArray, IntArray],
    places: Places,
    reach: IntArray,
) -> bool:
    """Add up the work on critical paths; several at once on an activity are one piece of work.

    `stints` are activity, start and finish, by start; `by_campaign` are working and calendar time
    and working time of rework, by campaign and cause. For `places` see `split_waits`. `reach` is
    room for a number for each activity, full of zeros. Returns False where stints are not in order.
    """
    activity, start, finish = stints
    starts, ends, before = clock
    working, calendar, rework = by_campaign
    row, _, counts, at_row, _, _ = places
    near = 0
    for stint in range(activity.size):
        if stint and start[stint] < start[stint - 1]:
            return False
        of = owner[activity[stint]]
        since, until = max(start[stint], reach[activity[stint]]), finish[stint]
        if of < 0 or until <= since:
            continue
        reach[activity[stint]] = until
        near = open_at(starts, near, since)
        begun = before[near] + min(max(since, starts[near]), ends[near]) - starts[near]
        near = open_at(starts, near, until)
        time = before[near] + min(max(until, starts[near]), ends[near]) - starts[near] - begun
        working[of, work] += time
        calendar[of, work] += until - since
        if attempt[activity[stint]] > 1:
            rework[of, work] += time
        if counts[of]:
            at_row[row[activity[stint]], work] += time
    return True


@compiled
def split_waits(
    owner: IntArray,
    attempt: IntArray,
    waits: tuple[IntArray, IntArray, IntArray, IntArray, IntArray],
    clock: Clock,
    deciding: int,
    teams: BoolArray,
    by_campaign: tuple[IntArray, IntArray, IntArray],
    places: Places,
) -> bool:
    """Add up the waits on critical paths.

    `waits` are activity, start, finish, cause and sub-cause; for `by_campaign` see `split_work`.
    `places` are the row of each activity, the unit of each campaign, whether it counts, and of
    those that do the working time by row and cause; of causes that are of `teams`, by row and unit;
    of the cause `deciding`, by row and sub-cause. Returns False for a cause that there is not.
    """
    activity, start, finish, cause, sub_cause = waits
    starts, ends, before = clock
    working, calendar, rework = by_campaign
    row, unit, counts, at_row, of_team, of_decision = places
    near = 0
    for wait in range(activity.size):
        of, why, sub = owner[activity[wait]], cause[wait], sub_cause[wait]
        if of < 0:
            continue
        if why < 0 or why >= working.shape[1] or sub < 0 or sub >= of_decision.shape[1]:
            return False
        since, until = start[wait], finish[wait]
        near = open_at(starts, near, since)
        begun = before[near] + min(max(since, starts[near]), ends[near]) - starts[near]
        near = open_at(starts, near, until)
        time = before[near] + min(max(until, starts[near]), ends[near]) - starts[near] - begun
        working[of, why] += time
        calendar[of, why] += until - since
        if attempt[activity[wait]] > 1:
            rework[of, why] += time
        if not counts[of]:
            continue
        at = row[activity[wait]]
        at_row[at, why] += time
        of_team[at, unit[of]] += time * int(teams[why])
        of_decision[at, sub] += time * int(why == deciding)
    return True


@compiled
def find_rows(
    first: IntArray, kind: IntArray, campaign: IntArray, node: IntArray, nodes: int, row: IntArray
) -> bool:
    """Write the row of each activity's node; False where one is not known, or its campaign not."""
    for activity in range(campaign.size):
        of = campaign[activity]
        if of < 0 or of >= kind.size or kind[of] < 0 or kind[of] >= first.size:
            return False
        place = first[kind[of]] + node[activity]
        if place < 0 or place >= nodes:
            return False
        row[activity] = place
    return True


@compiled
def sum_before(
    row: IntArray,
    activities: tuple[IntArray, IntArray, IntArray, IntArray],
    done: int,
    by_agency: BoolArray,
    is_work: BoolArray,
    is_hand_off: BoolArray,
    slots: IntArray,
    campaigns: tuple[IntArray, BoolArray, IntArray],
    sums: tuple[IntArray, IntArray],
) -> None:
    """Add up effort and hand-offs of launched campaigns before their launch.

    `activities` are campaign, outcome, finish and effort; `campaigns` are unit, whether launched,
    and end; `sums`, full of zeros, are effort and hand-offs by campaign.
    """
    campaign, outcome, finish, effort = activities
    unit, launched, until = campaigns
    worked, handed = sums
    for activity in range(row.size):
        of, place = campaign[activity], row[activity]
        if outcome[activity] != done or not launched[of] or finish[activity] > until[of]:
            continue
        people = 1 if by_agency[place] else slots[place, unit[of]]
        worked[of] += effort[activity] * people * int(is_work[place])
        handed[of] += int(is_hand_off[place])


@compiled
def find_stays(
    row: IntArray,
    is_work: BoolArray,
    activities: tuple[IntArray, IntArray, IntArray],
    end: int,
    stays: tuple[IntArray, IntArray, IntArray],
) -> int:
    """Write when each hands-on work first stood in its queue; return how many there are.

    `activities` are ready, start and finish, below 0 for null; `stays` are activity, enter, leave.
    """
    ready, start, finish = activities
    which, enter, leave = stays
    size = 0
    for activity in range(row.size):
        # What is no work is written over by what comes next: a wrong guess costs more than that.
        left = start[activity]
        if left == -1:
            left = finish[activity] if finish[activity] != -1 else end
        which[size], enter[size] = activity, ready[activity]
        leave[size] = max(left, ready[activity])
        size += int(is_work[row[activity]])
    return size


@compiled
def go_back(
    row: IntArray,
    belongs: BoolArray,
    activities: tuple[IntArray, IntArray, IntArray],
    decision: IntArray,
    since: IntArray,
) -> bool:
    """Write since when decisions lay before their gates; False where triggers lead nowhere.

    `activities` are ready, trigger and step; `belongs` says of which nodes reviews may be.
    """
    ready, trigger, step = activities
    for number in range(decision.size):
        gate = step[decision[number]]
        at = decision[number]
        since[number] = ready[at]
        for _ in range(row.size):
            before = trigger[at]
            if before < -1 or before >= row.size:
                return False
            if before == -1 or not belongs[row[before]] or step[before] != gate:
                break
            since[number] = ready[before]
            at = before
    return True


@compiled
def sum_within(enter: IntArray, leave: IntArray, since: int, until: int) -> int:
    """Time of stays within a window; the sum has to be a number that there is room for."""
    total = 0
    for stay in range(enter.size):
        total += min(max(leave[stay], since), until) - min(max(enter[stay], since), until)
    return total


@compiled
def sum_by_person(
    person: IntArray, start: IntArray, finish: IntArray, since: int, until: int, sums: IntArray
) -> bool:
    """Add up each person's time within a window; False for somebody whom there is not.

    `sums`, full of zeros, are by person.
    """
    for row in range(person.size):
        of = person[row]
        if of < 0 or of >= sums.size:
            return False
        sums[of] += min(max(finish[row], since), until) - min(max(start[row], since), until)
    return True


@compiled
def order_by_group(group: IntArray, first: IntArray, order: IntArray) -> bool:
    """Write the rows by group, those of one as they are; False for a group that there is not.

    `first`, full of zeros, has a number for each group and two more; written, all but its last say
    where the rows of each begin, and behind them where the last one's end.
    """
    groups = first.size - 2
    for row in range(group.size):
        if group[row] < 0 or group[row] >= groups:
            return False
        first[group[row] + 2] += 1
    for one in range(groups):
        first[one + 2] += first[one + 1]
    # What begins a group moves on with its rows, to where the next group begins.
    for row in range(group.size):
        place = first[group[row] + 1]
        order[place] = row
        first[group[row] + 1] = place + 1
    return True


@compiled
def pair_events(
    opening: IntArray,
    closing: IntArray,
    events: tuple[IntArray, IntArray],
    end: int,
    first: IntArray,
    free: tuple[IntArray, IntArray],
    periods: IntArray,
) -> bool:
    """Write the periods between two kinds of event that alternate, by person and start.

    `opening` and `closing` are rows of `events`, which are person and time. `first`, full of zeros,
    has a number for each person and one more; `free` is room for twice as many; rows of `periods`
    are person, start and finish. Returns False where events are not in order of time, or a person
    has other than as many ends as beginnings, but for a last beginning.
    """
    person, time = events
    begun, ended = free
    people = first.size - 1
    for place in range(opening.size):
        of = person[opening[place]]
        if of < 0 or of >= people:
            return False
        first[of + 1] += 1
    for one in range(people):
        first[one + 1] += first[one]
        begun[one], ended[one] = first[one], first[one]
    before = np.int64(0)
    for place in range(opening.size):
        of, at = person[opening[place]], time[opening[place]]
        if at < before:
            return False
        before = at
        periods[0, begun[of]], periods[1, begun[of]] = of, at
        begun[of] += 1
    before = np.int64(0)
    for place in range(closing.size):
        of, at = person[closing[place]], time[closing[place]]
        if at < before or of < 0 or of >= people or ended[of] == first[of + 1]:
            return False
        before = at
        periods[2, ended[of]] = at
        ended[of] += 1
    for one in range(people):
        left = first[one + 1] - ended[one]
        if left > 1:
            return False
        if left == 1:
            periods[2, ended[one]] = end
    return True
