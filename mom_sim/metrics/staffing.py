"""When people are there, and what they are busy with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mom_sim.log.contract import EVENT_KINDS
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.log_arrays import LogArrays
from mom_sim.metrics.sums import sum_by


@dataclass(frozen=True, eq=False)
class Staffing:
    """Shifts (absences left out), hands-on work and task forces of all people.

    Attributes
    ----------
    shifts, busy, seconded : GroupedTime
        By person.
    scheduled_time, busy_time, idle_seconded_time : int64 arrays, shape (people,), microseconds
        In the measured window: time on shift; of it, time at work; and time on shift as a member of
        a task force without work. What reaches over a boundary of the window is cut there.
    """

    shifts: GroupedTime
    busy: GroupedTime
    seconded: GroupedTime
    scheduled_time: IntArray
    busy_time: IntArray
    idle_seconded_time: IntArray


def staffing_of(log: LogArrays) -> Staffing:
    """Pair the staffing events of a log, and add up the measured window.

    Parameters
    ----------
    log : LogArrays

    Returns
    -------
    Staffing
    """
    people = len(log.vocabularies["person"])
    person, start, finish = (log.stints[name] for name in ("person", "start", "finish"))
    busy = GroupedTime(person, start, finish, people)
    shifts = GroupedTime(*_periods(log, "shift_start", "shift_end"), people)
    seconded = GroupedTime(*_periods(log, "seconded", "released"), people)
    everybody = np.arange(people)
    since = np.full(people, log.window.warm_up)
    until = np.full(people, log.window.horizon)
    member, joined, left = seconded.group, seconded.start, seconded.finish
    joined = np.clip(joined, log.window.warm_up, log.window.horizon)
    left = np.clip(left, log.window.warm_up, log.window.horizon)
    idle = shifts.within(member, joined, left) - busy.within(member, joined, left)
    return Staffing(
        shifts=shifts,
        busy=busy,
        seconded=seconded,
        scheduled_time=shifts.within(everybody, since, until),
        busy_time=busy.within(everybody, since, until),
        idle_seconded_time=sum_by(member, idle, people),
    )


def pair_periods(
    person: IntArray, start: IntArray, ending: IntArray, finish: IntArray, people: int, end: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Pair the beginnings and ends of periods, which alternate for each person.

    So the nth beginning of a person belongs to their nth end; a period that is open when the run
    stops ends there.

    Parameters
    ----------
    person, start : int64 arrays, shape (beginnings,)
        Who, and when in microseconds; in any order.
    ending, finish : int64 arrays, shape (ends,)
        The same of the ends.
    people : int
    end : int, microseconds
        When the run stopped.

    Returns
    -------
    person, start, finish : int64 arrays, shape (beginnings,)
        By person, then by start.
    """
    still_open = np.flatnonzero(
        np.bincount(person, minlength=people) > np.bincount(ending, minlength=people)
    )
    ending = np.concatenate((ending, still_open))
    finish = np.concatenate((finish, np.full(still_open.size, end)))
    order = np.lexsort((start, person))
    return person[order], start[order], finish[np.lexsort((finish, ending))]


def instants_of(log: LogArrays, kind: str) -> tuple[IntArray, IntArray]:
    """Whom a kind of event is about, and when.

    Parameters
    ----------
    log : LogArrays
    kind : str

    Returns
    -------
    person, time : int64 arrays, shape (events,)
        By person, then by time in microseconds.
    """
    rows = np.flatnonzero(log.events["kind"] == EVENT_KINDS.index(kind))
    person, time = (log.events[name][rows] for name in ("person", "time"))
    order = np.lexsort((time, person))
    return person[order], time[order]


def _periods(log: LogArrays, opening: str, closing: str) -> tuple[IntArray, IntArray, IntArray]:
    """Periods as (person, start, finish), from two kinds of event that alternate."""
    return pair_periods(
        *instants_of(log, opening),
        *instants_of(log, closing),
        len(log.vocabularies["person"]),
        log.window.end,
    )
