"""The shifting bottleneck: who has been busy for longest without a break, at every instant.

Somebody is active while at work on something. An active period goes on over closed hours: it ends
when the person is there and has nothing to do, not when the office closes, since otherwise no
period could be longer than a day. Lengths are compared in the working time of the reference
calendar, the same for all. People are the resources, as machines are in the source; the shares of
the people of a pool are added up. A member of a task force who has nothing to do is not active.

Source: Roser, Nakano and Tanaka, Shifting bottleneck detection, Proceedings of the 2002 Winter
Simulation Conference, 1079-1086.
"""

from __future__ import annotations

import numpy as np

from mom_sim.metrics.ingredients import FloatArray, IntArray
from mom_sim.metrics.sums import weight_by
from mom_sim.metrics.view import Facts
from mom_sim.stats import shifting_bottleneck


def active_periods(facts: Facts) -> tuple[IntArray, IntArray, IntArray]:
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
    idle = shifts.before(person[1:], start[1:]) > shifts.before(person[1:], finish[:-1])
    opens = np.concatenate(([True], (person[1:] != person[:-1]) | idle))
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
        Somebody of the pool was the bottleneck alone. A person counts for the pool that they serve
        best.
    shifting : float64 array, shape (pools,), working microseconds
        The bottleneck was shifting between somebody of the pool and others; such an instant counts
        for each of them.
    window : float, working microseconds
        Working time of the reference calendar from warm-up to horizon.
    """
    person, start, finish = active_periods(facts)
    clock, window = facts.clock, facts.log.window
    since, until = clock.work(window.warm_up), clock.work(window.horizon)
    pools = len(facts.pools.names)
    if until <= since:
        return np.zeros(pools), np.zeros(pools), 0.0
    periods = np.column_stack((clock.work_array(start), clock.work_array(finish)))
    bounds = np.searchsorted(person, np.arange(1, len(facts.plan.people)))
    shares = shifting_bottleneck(np.split(periods, bounds), since, until)
    placed = facts.pools.main >= 0
    pool = facts.pools.main[placed]
    length = float(until - since)
    return (
        weight_by(pool, shares.sole[placed] * length, pools),
        weight_by(pool, shares.shifting[placed] * length, pools),
        length,
    )
