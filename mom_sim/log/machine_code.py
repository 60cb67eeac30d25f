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
    owner: IntArray,
    attempt: IntArray,
    stints: tuple[IntArray, IntArray, IntArray],
    waits: tuple[IntArray, IntArray, IntArray, IntArray, IntArray],
    work: int,
    scratch: tuple[IntArray, IntArray, IntArray],
    pieces: IntArray,
) -> tuple[int, int]:
    """Write work and waits of every activity of the paths, in order of time.

    `owner` is the campaign of each activity of the paths, `attempt` that of each activity of the
    log. `stints` are activity, start and finish, by start; `waits` are that and cause and
    sub-cause, by activity, then start. `scratch` is room for a number for each activity, for each
    stint, and for each activity. Rows of `pieces` are campaign, place in its path, activity,
    attempt, start, finish, cause, sub-cause.
    """
    doing, begins, ends = stints
    first_stint, next_stint, first_wait = scratch
    waiting, since, until, cause, sub_cause = waits
    for row in range(first_wait.size):
        first_stint[row], first_wait[row] = -1, waiting.size
    for row in range(doing.size - 1, -1, -1):
        next_stint[row] = first_stint[doing[row]]
        first_stint[doing[row]] = row
    for row in range(waiting.size - 1, -1, -1):
        first_wait[waiting[row]] = row
        if row and (
            waiting[row - 1] > waiting[row]
            or (waiting[row - 1] == waiting[row] and since[row - 1] >= since[row])
        ):
            return UNSORTED, 0
    size, begin = 0, 0
    for place in range(path.size):
        if owner[place] != owner[begin]:
            begin = place
        activity = path[place]
        wait, one = first_wait[activity], first_stint[activity]
        while True:
            is_work = one >= 0
            is_wait = wait < waiting.size and waiting[wait] == activity
            if not (is_work or is_wait):
                break
            pieces[0, size], pieces[1, size] = owner[place], place - begin
            pieces[2, size], pieces[3, size] = activity, attempt[activity]
            if is_work:
                # Stints that overlap or touch are one piece of work.
                start, reach, behind = begins[one], ends[one], next_stint[one]
                while behind >= 0 and begins[behind] <= reach:
                    if begins[behind] < start:
                        return UNSORTED, 0
                    reach = max(reach, ends[behind])
                    behind = next_stint[behind]
                if is_wait and (since[wait], until[wait]) < (start, reach):
                    is_work = False
            if is_work:
                pieces[4, size], pieces[5, size] = start, reach
                pieces[6, size], pieces[7, size] = work, 0
                one = behind
            else:
                pieces[4, size], pieces[5, size] = since[wait], until[wait]
                pieces[6, size], pieces[7, size] = cause[wait], sub_cause[wait]
                wait += 1
            size += 1
    return DONE, size


follow = compiled(_follow)
cut = compiled(_cut)
