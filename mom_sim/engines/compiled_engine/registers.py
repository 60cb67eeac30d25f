"""Registers and curves; the definition is `mom_sim.engines.simpy_engine.registers`."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arithmetic import fraction_of
from mom_sim.engines.compiled_engine.clocks import work_until
from mom_sim.engines.compiled_engine.codes import LOAD, PARTS, PRACTICE, TIME, WEEK
from mom_sim.engines.compiled_engine.parts import State, part, rare


@part
def value_at(s: State, curve: int, count: int) -> int:
    """Value of a curve: that of its last step at or below `count`."""
    low, high = s.curve_first[curve], s.curve_first[curve + 1]
    while low < high:
        middle = (low + high) >> 1
        if s.curve_at[middle] <= count:
            low = middle + 1
        else:
            high = middle
    return s.curve_value[low - 1]


@part
def value_now(s: State, curve: int) -> int:
    """Present value of a curve of time or deliveries."""
    if s.curve_register[curve] == TIME:
        return value_at(s, curve, s.now)
    return value_at(s, curve, s.deliveries[s.curve_agency[curve]])


@rare
def load_of(s: State, person: int) -> int:
    """Somebody's present load, in parts per million."""
    week = s.now // WEEK
    if s.person_load_week[person] != week:
        first = max(0, week - s.load_weeks)
        clock = s.clocks_of_people + person
        there = work_until(s, clock, week * WEEK) - work_until(s, clock, first * WEEK)
        booked = 0
        for each in range(first, week):
            booked += s.booked[person * s.weeks + each]
        load = 0
        if there > 0:
            whole = booked // there
            load = whole * PARTS + fraction_of(PARTS, booked - whole * there, there)
        s.person_load[person] = load
        s.person_load_week[person] = week
    return s.person_load[person]


@part
def value_for(s: State, curve: int, person: int, of_type: int) -> int:
    """Present value of a curve for somebody who takes work on a campaign type."""
    register = s.curve_register[curve]
    if register == PRACTICE:
        return value_at(s, curve, s.practice[person * s.types + of_type])
    if register == LOAD:
        return value_at(s, curve, load_of(s, person))
    return value_now(s, curve)


@rare
def book(s: State, person: int, of_type: int, worked: int) -> None:
    """Count the work of a span that ends now."""
    if s.count_practice:
        s.practice[person * s.types + of_type] += worked
    if s.count_load:
        s.booked[person * s.weeks + s.now // WEEK] += worked


@rare
def forget_person(s: State, person: int) -> None:
    """Begin anew with somebody's registers: the person has left."""
    if s.count_practice:
        for of_type in range(s.types):
            s.practice[person * s.types + of_type] = 0
    if s.count_load:
        for week in range(s.weeks):
            s.booked[person * s.weeks + week] = 0
    s.person_load_week[person] = -1
