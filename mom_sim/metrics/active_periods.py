"""The shifting bottleneck: who has been busy for longest without a break, at every instant.

Somebody is active while at work on something. An active period goes on over closed hours: it ends
when the person is there and has nothing to do, not when the office closes, since otherwise no
period could be longer than a day. Lengths are compared in the working time of the reference
calendar, the same for all. People are the resources, as machines are in the source; what holds for
one of a pool's people holds for the pool. A member of a task force without work is not active.

Source: Roser, Nakano and Tanaka, Shifting bottleneck detection, Proceedings of the 2002 Winter
Simulation Conference, 1079-1086.
"""

from __future__ import annotations

import sys

import numpy as np

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.log.arrays import order_of, union_by_group
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import FloatArray, IntArray
from mom_sim.metrics.log_arrays import plain
from mom_sim.metrics.sums import sum_by
from mom_sim.metrics.view import Facts
from mom_sim.stats import count_path, longest_periods

Periods = tuple[IntArray, IntArray, IntArray]
"""Whose they are, and starts and finishes."""


def active_periods(facts: Facts) -> Periods:
    """Uninterrupted busy periods of everybody.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    person : int64 array, shape (periods,)
        Sorted.
    start, finish : int64 arrays, shape (periods,), microseconds
        On the wall clock, closed hours in between included.
    """
    busy, shifts = facts.staffing.busy, facts.staffing.shifts
    person, start, finish = busy.group, busy.start, busy.finish
    if not person.size:
        return person, start, finish
    if "numba" in sys.modules:
        periods = _active_by_machine_code(busy, shifts)
        return periods[0], periods[1], periods[2]
    opens = np.ones(person.size, dtype=np.bool_)
    opens[1:] = person[1:] != person[:-1]
    # Between two stints of somebody, who may have been there without work.
    gaps = np.flatnonzero(~opens[1:] & (start[1:] > finish[:-1])) + 1
    since = shifts.before(person[gaps], finish[gaps - 1])
    opens[gaps] = shifts.before(person[gaps], start[gaps]) > since
    closes = np.concatenate((opens[1:], [True]))
    return person[opens], start[opens], finish[closes]


def bottleneck_time(facts: Facts) -> tuple[FloatArray, FloatArray, float]:
    """How long each pool was the bottleneck of the measured window.

    Parameters
    ----------
    facts : Facts

    Returns
    -------
    sole : float64 array, shape (pools,), working microseconds
        All bottlenecks of the instant were people of this pool. A person counts for the pool that
        they serve best.
    shifting : float64 array, shape (pools,), working microseconds
        The bottleneck was shifting between people of this pool and of others; such an instant
        counts for each of these pools.
    window : float, working microseconds
        Working time of the reference calendar from warm-up to horizon.
    """
    clock, window = facts.clock, facts.log.window
    since, until = clock.work(window.warm_up), clock.work(window.horizon)
    active = _in_working_time(clock, *active_periods(facts))
    pools, pool = len(facts.pools.names), facts.pools.main
    summed = _sums_by_machine_code if "numba" in sys.modules else _sums_by_sets
    sole, total = summed(active, pool, pools, (since, until))
    return sole.astype(np.float64), (total - sole).astype(np.float64), float(until - since)


def _sums_by_machine_code(
    active: Periods, main: IntArray, pools: int, window: tuple[int, int]
) -> tuple[IntArray, IntArray]:
    """When each pool is alone the bottleneck of a window, and when it is one at all."""
    from mom_sim.metrics.people_machine_code import longest, sum_bottlenecks

    scratch = np.empty((4, active[0].size), dtype=np.int64)
    size = longest(order_of(active[1]), active, scratch)
    sums = np.zeros((4, pools), dtype=np.int64)
    sum_bottlenecks(scratch[0, :size], active, main, window, scratch[1:], tuple(sums))
    return sums[0], sums[1]


def _sums_by_sets(
    active: Periods, main: IntArray, pools: int, window: tuple[int, int]
) -> tuple[IntArray, IntArray]:
    found = longest_periods(*active)
    placed = main[found.resource] >= 0
    pool, start, finish = union_by_group(
        main[found.resource[placed]],
        np.clip(found.start[placed], *window),
        np.clip(found.end[placed], *window),
    )
    alone = _covered_once(start, finish)
    sole = sum_by(pool, alone.work_array(finish) - alone.work_array(start), pools)
    return sole, sum_by(pool, finish - start, pools)


def _active_by_machine_code(busy: GroupedTime, shifts: GroupedTime) -> IntArray:
    """Active periods as rows of person, start and finish."""
    from mom_sim.metrics.people_machine_code import join_work

    stints = (plain(busy.group), plain(busy.start), plain(busy.finish))
    periods = np.empty((3, busy.group.size), dtype=np.int64)
    on_shift = plain(shifts.start), plain(shifts.finish)
    return periods[:, : join_work(stints, plain(shifts.first), on_shift, periods)]


def _in_working_time(
    clock: WorkingClock, person: IntArray, start: IntArray, finish: IntArray
) -> Periods:
    """Periods in a clock's working time; those that follow each other without any are one."""
    if "numba" in sys.modules and clock.starts.size:
        from mom_sim.metrics.people_machine_code import join_on_clock

        joined = np.empty((3, person.size), dtype=np.int64)
        of_clock = plain(clock.starts), plain(clock.ends), plain(clock.worked_before)
        size = join_on_clock((person, start, finish), of_clock, joined)
        return joined[0, :size], joined[1, :size], joined[2, :size]
    begun, done = clock.work_array(start), clock.work_array(finish)
    lasts = done > begun
    return union_by_group(person[lasts], begun[lasts], done[lasts])


def _covered_once(start: IntArray, finish: IntArray) -> WorkingClock:
    """Clock that runs while exactly one of some intervals is on."""
    times, counts = count_path(start, finish)
    once = np.flatnonzero(counts == 1)
    return WorkingClock(times[once], times[once + 1])
