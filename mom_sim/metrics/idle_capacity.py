"""People without work while work waits, for a skill they have, in a queue that is not theirs."""

from __future__ import annotations

import numpy as np

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
    same_skill = pools.skill[:, None] == pools.skill[None, :]
    skilled = (same_skill @ pools.members.astype(np.int64)) > 0
    others = skilled & ~pools.members
    idle = 0
    # People who look at the same other queues are dealt with together.
    looks, group = np.unique(others.T, axis=0, return_inverse=True)
    for number, look in enumerate(looks):
        if look.any():
            waiting = _not_empty(facts, np.flatnonzero(look))
            members = np.flatnonzero(group.ravel() == number)
            idle += _time(facts.staffing.shifts, members, waiting)
            idle -= _time(facts.staffing.busy, members, waiting)
    return idle


def _not_empty(facts: Facts, pools: IntArray) -> WorkingClock:
    """Clock that runs while anything waits for one of the pools, in the measured window."""
    times, lengths = facts.queueing.path(pools)
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
    rows = np.isin(periods.group, of)
    passed = clock.work_array(periods.finish[rows]) - clock.work_array(periods.start[rows])
    return int(passed.sum())
