"""The time that people are paid for: what their calendars schedule, vacation and sickness included.

A position is paid while somebody holds it. A vacancy is not: the time from a departure to the hire,
before the position is available, and after it no longer is. Overtime is no part of the calendars;
it is paid where somebody is on shift in it. Freelancers are paid for the time on shift alone.
"""

from __future__ import annotations

import sys

import numpy as np

from mom_sim.log.arrays import distinct
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import BoolArray, IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.staffing import Staffing, instants_of, pair_periods
from mom_sim.metrics.sums import sum_by
from mom_sim.plan.plan import Plan


def paid_time_of(log: LogArrays, plan: Plan, staffing: Staffing) -> IntArray:
    """Add up the time of the measured window that each person is paid for.

    Parameters
    ----------
    log : LogArrays
    plan : Plan
        Its clocks leave overtime out.
    staffing : Staffing

    Returns
    -------
    int64 array, shape (people,), microseconds
    """
    freelancers = np.array([person.freelancer for person in plan.people], dtype=np.bool_)
    held, shifts = _employment(log, plan, staffing), staffing.shifts
    scheduled = _scheduled(log, plan, held)
    overtime = staffing.scheduled_time - _scheduled(log, plan, shifts)
    return np.where(freelancers, staffing.scheduled_time, scheduled + overtime)


def _employment(log: LogArrays, plan: Plan, staffing: Staffing) -> GroupedTime:
    """When each position is held by somebody, from its hires and departures."""
    people = len(plan.people)
    hired, hire = instants_of(log, "hire")
    leaving, departure = instants_of(log, "departure")
    first_hire = _earliest(hired, hire, people)
    first_departure = _earliest(leaving, departure, people)
    no_change = (first_hire < 0) & (first_departure < 0)
    from_start = (first_departure >= 0) & ((first_hire < 0) | (first_departure <= first_hire))
    holders = np.flatnonzero(from_start | (no_change & _is_ever_there(log, plan, staffing)))
    return GroupedTime(
        *pair_periods(
            np.concatenate((holders, hired)),
            np.concatenate((np.zeros(holders.size, dtype=np.int64), hire)),
            leaving,
            departure,
            people,
            log.window.end,
        ),
        people,
    )


def _is_ever_there(log: LogArrays, plan: Plan, staffing: Staffing) -> BoolArray:
    """Who is on shift or absent at any time of the run.

    A position whose first occupant comes only after the end of the run has no hire in the log; what
    tells it from one that is held throughout is that it has neither a shift nor an absence.
    """
    there = np.zeros(len(plan.people), dtype=np.bool_)
    there[log.events["person"][log.event_rows("absence_start")]] = True
    there[staffing.shifts.group] = True
    return there


def _earliest(person: IntArray, time: IntArray, people: int) -> IntArray:
    """First instant of each person; -1 where there is none."""
    first = np.full(people, -1, dtype=np.int64)
    # By person, then by time: written backward, the first one stays.
    first[person[::-1]] = time[::-1]
    return first


def _scheduled(log: LogArrays, plan: Plan, periods: GroupedTime) -> IntArray:
    """Time in the window that each person's calendar has within their periods."""
    window = log.window
    calendar = np.array([person.calendar for person in plan.people], dtype=np.int64)
    if "numba" in sys.modules:
        return _scheduled_by_machine_code(periods, calendar, plan, (window.warm_up, window.horizon))
    since = np.clip(periods.start, window.warm_up, window.horizon)
    until = np.clip(periods.finish, window.warm_up, window.horizon)
    time = np.zeros_like(since)
    for number in distinct(calendar).tolist():
        rows = calendar[periods.group] == number
        clock = plan.clocks[number]
        time[rows] = clock.work_array(until[rows]) - clock.work_array(since[rows])
    return sum_by(periods.group, time, len(plan.people))


def _scheduled_by_machine_code(
    periods: GroupedTime, calendar: IntArray, plan: Plan, window: tuple[int, int]
) -> IntArray:
    from mom_sim.metrics.people_machine_code import sum_on_clock

    columns = plain(periods.group), plain(periods.start), plain(periods.finish)
    sums = np.zeros(calendar.size, dtype=np.int64)
    for number in set(calendar.tolist()):
        clock = plan.clocks[number]
        if clock.starts.size:
            of_clock = plain(clock.starts), plain(clock.ends), plain(clock.worked_before)
            sum_on_clock(columns, calendar, number, of_clock, window, sums)
    return sums
