"""The life of every position during a run: when somebody is there to work, and what changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mom_sim.calendars.clock_sets import subtract
from mom_sim.calendars.intervals import merge
from mom_sim.calendars.units import NEVER
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.absences import SICKNESS, VACATION, Absences, draw_sicknesses, draw_vacations
from mom_sim.tape.clocks import time_limit
from mom_sim.tape.employment import Spell, employment_spells
from mom_sim.tape.luck import Luck
from mom_sim.tape.people import PersonSpec

Event = tuple[int, str, int]
"""(time, kind, value), with the kinds and values of the log's events."""

Away = tuple[int, int, int]
"""(from, until, value): an absence, vacation or sickness."""


@dataclass(frozen=True)
class PersonLife:
    """A position over time.

    Parameters
    ----------
    clock : WorkingClock
        Calendar with overtime, less absences, vacancies, and the time outside employment.
    hand_overs : tuple of int, microseconds
        Sorted instants at which work in hand goes back to the queue: at a departure, and in an
        absence longer than the role's `hand_over_after`, as soon as so much working time of it
        has passed.
    spells : tuple of (int, int, bool)
        From, until, and whether the occupant is a newcomer who ramps up from the start.
    events : tuple of (int, str, int)
        Time, kind and value of absence_start and absence_end (0 vacation, 1 sickness), departure
        and hire (0); sorted. Absences that overlap have their own events and count once in the
        clock.
    """

    clock: WorkingClock
    hand_overs: tuple[int, ...]
    spells: tuple[Spell, ...]
    events: tuple[Event, ...]


def draw_lives(
    luck: Luck,
    scenario: Scenario,
    people: tuple[PersonSpec, ...],
    clocks: tuple[WorkingClock, ...],
    clocks_without_overtime: tuple[WorkingClock, ...],
) -> dict[str, PersonLife]:
    """Draw the lives of all positions.

    Parameters
    ----------
    luck : Luck
    scenario : Scenario
    people : tuple of PersonSpec
    clocks, clocks_without_overtime : tuple of WorkingClock
        By calendar.

    Returns
    -------
    dict of str to PersonLife
        By the person's name, in the order of `people`. Freelancers are there for the stated time,
        at full speed and without absence or turnover: whoever sells days delivers them.
    """
    lives: dict[str, PersonLife] = {}
    for role in scenario.roles:
        limit = time_limit(scenario)
        spells = employment_spells(luck, role, limit)
        staff = [one for one in people if one.role == role.name and not one.freelancer]
        for position in dict.fromkeys(person.calendar for person in staff):
            bare = clocks_without_overtime[position]
            calendar_day = scenario.calendars[position].weekly.hours_per_day()
            day = calendar_day or scenario.hours_per_day
            # Drawn for the whole role, laid on the calendar of those who keep it.
            absences = [
                _by_person(draw_vacations(luck, role, bare, day, limit), VACATION, role.headcount),
                _by_person(draw_sicknesses(luck, role, bare, day, limit), SICKNESS, role.headcount),
            ]
            for person in staff:
                if person.calendar == position:
                    away = [entry for kind in absences for entry in kind[person.number - 1]]
                    mine = spells[person.number - 1]
                    lives[person.name] = _life(role, clocks[position], bare, mine, away)
    for person in people:
        if person.freelancer:
            spell = (person.available_from, person.available_until, False)
            lives[person.name] = _with_employment(clocks[person.calendar], (spell,), [], [], [])
    return {person.name: lives[person.name] for person in people}


def _by_person(absences: Absences, value: int, headcount: int) -> list[list[Away]]:
    """Absences as lists, one for each person."""
    lists: list[list[Away]] = [[] for _ in range(headcount)]
    rows = zip(
        absences.person.tolist(), absences.start.tolist(), absences.end.tolist(), strict=True
    )
    for person, start, end in rows:
        lists[person].append((start, end, value))
    return lists


def _life(
    role: Role,
    clock: WorkingClock,
    bare: WorkingClock,
    spells: tuple[Spell, ...],
    away: list[Away],
) -> PersonLife:
    """Put a position's occupants and absences together.

    An absence is its occupant's: it ends with the spell in which it starts, and one that would
    start in a vacancy does not take place.
    """
    taken = [
        (start, min(end, until), value)
        for begin, until, _ in spells
        for start, end, value in away
        if begin <= start < until
    ]
    starts, ends = merge(
        np.array([start for start, _, _ in taken], dtype=np.int64),
        np.array([end for _, end, _ in taken], dtype=np.int64),
    )
    worked = bare.work_array(starts)
    is_long = bare.work_array(ends) - worked > role.hand_over_after
    # `inverse` may name the closing time before an absence that starts at an opening.
    hand_overs = np.maximum(bare.inverse_array(worked + role.hand_over_after), starts)[is_long]
    away_merged = list(zip(starts.tolist(), ends.tolist(), strict=True))
    return _with_employment(clock, spells, taken, away_merged, hand_overs.tolist())


def _with_employment(
    clock: WorkingClock,
    spells: tuple[Spell, ...],
    taken: list[Away],
    away: list[tuple[int, int]],
    hand_overs: list[int],
) -> PersonLife:
    """Take the time outside the spells out of the clock, and list what happens."""
    edges = [0, *(edge for begin, until, _ in spells for edge in (begin, until)), NEVER]
    gaps = [gap for gap in zip(edges[0::2], edges[1::2], strict=True) if gap[0] < gap[1]]
    if away or gaps:
        closed = np.array(away + gaps, dtype=np.int64)
        clock = subtract(clock, closed[:, 0], closed[:, 1])
    departures = [until for _, until, _ in spells if until < NEVER]
    events: list[Event] = [(departure, "departure", 0) for departure in departures]
    events += [(begin, "hire", 0) for begin, _, _ in spells if begin > 0]
    for start, end, value in taken:
        events.append((start, "absence_start", value))
        if end < NEVER:
            events.append((end, "absence_end", value))
    return PersonLife(
        clock, tuple(sorted({*hand_overs, *departures})), spells, tuple(sorted(events))
    )
