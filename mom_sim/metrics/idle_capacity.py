"""People without work while work waits, for a skill they have, in a queue that is not theirs."""

from __future__ import annotations

import sys
from functools import lru_cache

import numpy as np

from mom_sim.calendars.clock_sets import union
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.log.arrays import order_of
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import BoolArray, IntArray
from mom_sim.metrics.log_arrays import plain
from mom_sim.metrics.pools import Pools
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
    looks = _looks(facts.pools)
    if not looks:
        return 0
    if "numba" in sys.modules:
        return _idle_by_machine_code(facts, looks)
    waiting = {
        pool: _not_empty(facts, pool)
        for pool in np.flatnonzero(np.any([look for look, _ in looks], axis=0)).tolist()
    }
    idle = 0
    for look, members in looks:
        clock = union(*(waiting[pool] for pool in np.flatnonzero(look).tolist()))
        idle += _time(facts.staffing.shifts, members, clock)
        idle -= _time(facts.staffing.busy, members, clock)
    return idle


@lru_cache(maxsize=16)  # the same in all replications
def _looks(pools: Pools) -> tuple[tuple[BoolArray, IntArray], ...]:
    """Pools whose skill somebody has but whose queue they do not serve, and who they are.

    People who look at the same other queues are dealt with together.
    """
    same_skill = (pools.skill[:, None] == pools.skill[None, :]).astype(np.int64)
    skilled = same_skill @ pools.members.astype(np.int64) > 0
    looks, group = np.unique((skilled & ~pools.members).T, axis=0, return_inverse=True)
    return tuple(
        (look, np.flatnonzero(group.ravel() == number))
        for number, look in enumerate(looks)
        if look.any()
    )


def _idle_by_machine_code(facts: Facts, looks: tuple[tuple[BoolArray, IntArray], ...]) -> int:
    """Time of people's periods within the stays of other pools, both in order."""
    from mom_sim.metrics.people_machine_code import join_stays, sum_while_open

    queueing, window, staffing = facts.queueing, facts.log.window, facts.staffing
    enter = queueing.enter[queueing.stay]
    order = order_of(enter)
    stays = queueing.pool[order], enter[order], queueing.leave[queueing.stay][order]
    opens, closes = np.empty((2, order.size), dtype=np.int64)
    idle = 0
    for look, members in looks:
        size = join_stays(stays, look, window.warm_up, window.horizon, opens, closes)
        for periods, sign in ((staffing.shifts, 1), (staffing.busy, -1)):
            columns = (plain(one) for one in (periods.first, periods.start, periods.finish))
            idle += sign * sum_while_open(*columns, members, opens[:size], closes[:size])
    return int(idle)


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
