"""People without work while work waits, for a skill they have, in a queue that is not theirs."""

from __future__ import annotations

import numpy as np

from mom_sim.calendars.clock_sets import union
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.view import Facts


def idle_while_others_queue(facts: Facts) -> int:
    """Time on shift without work during which another team's queue for the same skill is not empty.

    What a larger pool could have used: 0 where everybody with a skill serves the same queue.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    int, microseconds
        Over all people, in the measured window. Members of a task force without work are idle.
    """
    pools = facts.pools
    same_skill = (pools.skill[:, None] == pools.skill[None, :]).astype(np.int64)
    skilled = same_skill @ pools.members.astype(np.int64) > 0
    others = skilled & ~pools.members
    waiting = {
        pool: _not_empty(facts, pool) for pool in np.flatnonzero(others.any(axis=1)).tolist()
    }
    idle = 0
    # People who look at the same other queues are dealt with together.
    looks, group = np.unique(others.T, axis=0, return_inverse=True)
    for number, look in enumerate(looks):
        if look.any():
            clock = union(*(waiting[pool] for pool in np.flatnonzero(look).tolist()))
            members = np.flatnonzero(group.ravel() == number)
            idle += _time(facts.staffing.shifts, members, clock)
            idle -= _time(facts.staffing.busy, members, clock)
    return idle


def _not_empty(facts: Facts, pool: int) -> WorkingClock:
    """Clock that runs while anything waits for a pool, in the measured window."""
    times, lengths = facts.queueing.path(np.array([pool]))
    window = facts.log.window
    edges = np.clip(np.append(times, window.end), window.warm_up, window.horizon)
    waits = np.flatnonzero(lengths > 0)
    start, finish = edges[waits], edges[waits + 1]
    kept = finish > start
    start, finish = start[kept], finish[kept]
    opens = np.concatenate(([True], start[1:] > finish[:-1]))[: start.size]
    closes = np.concatenate((opens[1:], [True]))[: start.size]
    return WorkingClock(start[opens], finish[closes])


def _time(periods: GroupedTime, of: IntArray, clock: WorkingClock) -> int:
    """Time of some people's periods during which a clock runs."""
    rows = periods.rows_of(of)
    passed = clock.work_array(periods.finish[rows]) - clock.work_array(periods.start[rows])
    return int(passed.sum())
