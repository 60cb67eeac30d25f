"""When people are there, and what they are busy with."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mom_sim.log.arrays import stable_order
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.sums import sum_by


@dataclass(frozen=True, eq=False)
class Staffing:
    """Shifts (absences left out), hands-on work and task forces of all people.

    Attributes
    ----------
    log : LogArrays
    shifts, seconded : GroupedTime
        By person.
    scheduled_time, busy_time : int64 arrays, shape (people,), microseconds
        In the measured window: time on shift, and of it, time at work. What reaches over a boundary
        of the window is cut there.
    """

    log: LogArrays
    shifts: GroupedTime
    seconded: GroupedTime
    scheduled_time: IntArray
    busy_time: IntArray

    @cached_property
    def busy(self) -> GroupedTime:
        """Hands-on work, by person."""
        stints, people = self.log.stints, self.scheduled_time.size
        return GroupedTime(stints["person"], stints["start"], stints["finish"], people)

    @cached_property
    def idle_seconded_time(self) -> IntArray:
        """Microseconds of the measured window, by person, in a task force on shift without work."""
        window, seconded = self.log.window, self.seconded
        joined = np.clip(seconded.start, window.warm_up, window.horizon)
        left = np.clip(seconded.finish, window.warm_up, window.horizon)
        if not joined.size:
            return np.zeros(self.scheduled_time.size, dtype=np.int64)
        idle = self.shifts.within(seconded.group, joined, left)
        idle -= self.busy.within(seconded.group, joined, left)
        return sum_by(seconded.group, idle, self.scheduled_time.size)


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
    shifts = GroupedTime(*_periods(log, "shift_start", "shift_end"), people)
    seconded = GroupedTime(*_periods(log, "seconded", "released"), people)
    names = ("person", "start", "finish")
    return Staffing(
        log=log,
        shifts=shifts,
        seconded=seconded,
        scheduled_time=_time_in_window(log, people, shifts.group, shifts.start, shifts.finish),
        busy_time=_time_in_window(log, people, *(log.stints[name] for name in names)),
    )


def _time_in_window(
    log: LogArrays, people: int, person: IntArray, start: IntArray, finish: IntArray
) -> IntArray:
    """Time of people's periods in the measured window: nobody has two at once."""
    window = log.window
    if "numba" in sys.modules:
        from mom_sim.metrics.machine_code import sum_by_person

        columns = (plain(person), plain(start), plain(finish))
        sums = np.zeros(people, dtype=np.int64)
        if sum_by_person(*columns, window.warm_up, window.horizon, sums):
            return sums
    time = np.clip(finish, window.warm_up, window.horizon)
    time -= np.clip(start, window.warm_up, window.horizon)
    return sum_by(person, time, people)


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
    order = stable_order((person, start))
    return person[order], start[order], finish[stable_order((ending, finish))]


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
    rows = log.event_rows(kind)
    person, time = (log.events[name][rows] for name in ("person", "time"))
    order = stable_order((person, time))
    return person[order], time[order]


def _periods(log: LogArrays, opening: str, closing: str) -> tuple[IntArray, IntArray, IntArray]:
    """Periods as (person, start, finish), from two kinds of event that alternate."""
    if "numba" in sys.modules:
        found = _periods_by_machine_code(log, opening, closing)
        if found is not None:
            return found
    return pair_periods(
        *instants_of(log, opening),
        *instants_of(log, closing),
        len(log.vocabularies["person"]),
        log.window.end,
    )


def _periods_by_machine_code(
    log: LogArrays, opening: str, closing: str
) -> tuple[IntArray, IntArray, IntArray] | None:
    """Periods, by person and start, in one walk; None for events that do not alternate."""
    from mom_sim.metrics.machine_code import pair_events

    person, time = plain(log.events["person"]), plain(log.events["time"])
    rows = plain(log.event_rows(opening)), plain(log.event_rows(closing))
    first, *free = np.zeros((3, len(log.vocabularies["person"]) + 1), dtype=np.int64)
    periods = np.empty((3, rows[0].size), dtype=np.int64)
    if not pair_events(*rows, (person, time), log.window.end, first, (free[0], free[1]), periods):
        return None
    return periods[0], periods[1], periods[2]
