"""Critical paths in pieces by machine code; imported only where numba is loaded anyway.

The definition is `mom_sim.log.accounting`, which says when this is used; both give the same rows.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.log.compiled import compiled

IntArray = npt.NDArray[np.int64]

DONE, CIRCLE, UNSORTED = 0, 1, 2


def _follow(
    campaign: IntArray, last: IntArray, trigger: IntArray, path: IntArray, owner: IntArray
) -> tuple[int, int]:
    """Write the paths of campaigns one behind the other, each from the request on.

    Returns how many activities there are; or, of a campaign whose path does not end, its position
    as a number below 0.
    """
    size = 0
    for place in range(campaign.size):
        begin, activity = size, last[place]
        while activity >= 0:
            if size == path.size:
                return CIRCLE, campaign[place]
            path[size], owner[size] = activity, campaign[place]
            size += 1
            activity = trigger[activity]
        for step in range((size - begin) // 2):
            other = size - 1 - step
            path[begin + step], path[other] = path[other], path[begin + step]
    return DONE, size


def _cut(
    path: IntArray,
    stints: tuple[IntArray, IntArray, IntArray],
    waits: tuple[IntArray, IntArray, IntArray, IntArray, IntArray],
    work: int,
    scratch: tuple[IntArray, IntArray, IntArray, IntArray],
    pieces: tuple[IntArray, IntArray, IntArray, IntArray, IntArray],
) -> tuple[int, int]:
    """Write work and waits of every activity of the paths, in order of time.

    `stints` are activity, start and finish, by start; `waits` are that and cause and sub-cause, by
    activity, then start. `pieces` are place in the paths, start, finish, cause, sub-cause.
    `scratch` is room for one number more than there are activities, twice; a number for each
    stint; and one for each activity.
    """
    owner, begins, ends = stints
    first, free, stint, first_wait = scratch
    activities = first_wait.size
    for row in range(activities + 1):
        first[row] = 0
    for row in range(owner.size):
        first[owner[row] + 1] += 1
    for row in range(activities):
        first[row + 1] += first[row]
        free[row] = first[row]
    for row in range(owner.size):
        stint[free[owner[row]]] = row
        free[owner[row]] += 1
    waiting, since, until, cause, sub_cause = waits
    for row in range(activities):
        first_wait[row] = waiting.size
    for row in range(waiting.size - 1, -1, -1):
        first_wait[waiting[row]] = row
        if row and (
            waiting[row - 1] > waiting[row]
            or (waiting[row - 1] == waiting[row] and since[row - 1] >= since[row])
        ):
            return UNSORTED, 0
    at, starts, finishes, causes, sub_causes = pieces
    size = 0
    for place in range(path.size):
        activity = path[place]
        wait, one = first_wait[activity], first[activity]
        while True:
            is_work = one < first[activity + 1]
            is_wait = wait < waiting.size and waiting[wait] == activity
            if not (is_work or is_wait):
                break
            if is_work:
                # Stints that overlap or touch are one piece of work.
                start, reach, behind = begins[stint[one]], ends[stint[one]], one + 1
                while behind < first[activity + 1] and begins[stint[behind]] <= reach:
                    if begins[stint[behind]] < start:
                        return UNSORTED, 0
                    reach = max(reach, ends[stint[behind]])
                    behind += 1
                if is_wait and (since[wait], until[wait]) < (start, reach):
                    is_work = False
            at[size] = place
            if is_work:
                starts[size], finishes[size] = start, reach
                causes[size], sub_causes[size] = work, 0
                one = behind
            else:
                starts[size], finishes[size] = since[wait], until[wait]
                causes[size], sub_causes[size] = cause[wait], sub_cause[wait]
                wait += 1
            size += 1
    return DONE, size


follow = compiled(_follow)
cut = compiled(_cut)
