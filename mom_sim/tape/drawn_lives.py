"""The lives of all positions of one replication, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.clock_table import ClockLine, ClockTable, merge_each
from mom_sim.calendars.units import NEVER
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.tape.absences import Absences
from mom_sim.tape.employment import Spell, Spells
from mom_sim.tape.person_life import Event
from mom_sim.tape.requests import IntArray

_KINDS = ("absence_end", "absence_start", "departure", "hire")
"""Kinds of events, in the order in which they are sorted."""
_ABSENCE_END, _ABSENCE_START, _DEPARTURE, _HIRE = range(4)


@dataclass(frozen=True, eq=False)
class HandOvers:
    """Instants at which people give their work back.

    Parameters
    ----------
    person : ndarray of int64, shape (n,)
        Place in the list of people; in order.
    time : ndarray of int64, shape (n,), microseconds
        In order for each person, no instant twice.
    leaves : ndarray of bool, shape (n,)
        Whether it is a departure.
    """

    person: IntArray
    time: IntArray
    leaves: npt.NDArray[np.bool_]


@dataclass(eq=False)
class DrawnLives:
    """Lives of n positions; see `PersonLife` for what the parts of one mean.

    Parameters
    ----------
    clocks : ClockTable
    spells : Spells
        In order of the people.
    taken : Absences
        Those that take place, in any order.
    hand_overs : HandOvers
    """

    clocks: ClockTable
    spells: Spells
    taken: Absences
    hand_overs: HandOvers

    @property
    def count(self) -> int:
        """Number of positions."""
        return self.clocks.total.size

    @cached_property
    def spell_first(self) -> IntArray:
        """Where the spells of each begin, and how many there are of all."""
        return np.searchsorted(self.spells.person, np.arange(self.count + 1))

    def spells_of(self, place: int) -> tuple[Spell, ...]:
        """Spells of one position."""
        return tuple(self._spell_list[self.spell_first[place] : self.spell_first[place + 1]])

    def hand_overs_of(self, place: int) -> tuple[int, ...]:
        """Instants at which one position gives work back."""
        first, times = self._hand_over_list
        return tuple(times[first[place] : first[place + 1]])

    def events_of(self, place: int) -> tuple[Event, ...]:
        """Events of one position."""
        first, events = self._event_list
        return tuple(events[first[place] : first[place + 1]])

    # Lists of all people are made when the first of them is asked for.
    @cached_property
    def _spell_list(self) -> list[Spell]:
        of = self.spells
        return list(zip(of.begin.tolist(), of.until.tolist(), of.ramps.tolist(), strict=True))

    @cached_property
    def _hand_over_list(self) -> tuple[IntArray, list[int]]:
        first = np.searchsorted(self.hand_overs.person, np.arange(self.count + 1))
        return first, self.hand_overs.time.tolist()

    @cached_property
    def _event_list(self) -> tuple[IntArray, list[Event]]:
        person, time, kind, value = self._events()
        order = np.lexsort((value, kind, time, person))
        first = np.searchsorted(person[order], np.arange(self.count + 1))
        kinds = [_KINDS[number] for number in kind[order].tolist()]
        times, values = time[order].tolist(), value[order].tolist()
        return first, list(zip(times, kinds, values, strict=True))

    def _events(self) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """Events in any order: person, time, kind, value."""
        spells, taken = self.spells, self.taken
        leaves, comes = np.flatnonzero(spells.until < NEVER), np.flatnonzero(spells.begin > 0)
        ends = np.flatnonzero(taken.end < NEVER)
        sizes = (ends.size, taken.start.size, leaves.size, comes.size)
        none = np.zeros(leaves.size + comes.size, dtype=np.int64)
        return (
            np.concatenate(
                (taken.person[ends], taken.person, spells.person[leaves], spells.person[comes])
            ),
            np.concatenate(
                (taken.end[ends], taken.start, spells.until[leaves], spells.begin[comes])
            ),
            np.repeat([_ABSENCE_END, _ABSENCE_START, _DEPARTURE, _HIRE], sizes),
            np.concatenate((taken.value[ends], taken.value, none)),
        )


def put_together(
    line: ClockLine,
    bare: tuple[WorkingClock, ...],
    patience: IntArray,
    spells: Spells,
    absences: Absences,
) -> DrawnLives:
    """Put positions' occupants and absences together.

    An absence is its occupant's: it ends with the spell in which it starts, and one that would
    start in a vacancy does not take place.

    Parameters
    ----------
    line : ClockLine
        Of the positions' calendars, with overtime; longer than any calendar without it.
    bare : tuple of WorkingClock
        By position: of its calendar without overtime.
    patience : ndarray of int64, working microseconds
        By position, its role's `hand_over_after`.
    spells : Spells
        In order of the people; each one's are disjoint, and in order.
    absences : Absences
        On the clocks without overtime.
    """
    taken = _within_spells(absences, spells, len(bare))
    away = merge_each(taken.person, taken.start, taken.end, line.far)
    gaps = _outside(spells, len(bare))
    closed = (np.concatenate(columns) for columns in zip(away, gaps, strict=True))
    return DrawnLives(
        line.subtract(*closed), spells, taken, _hand_overs(bare, patience, spells, away)
    )


def _within_spells(absences: Absences, spells: Spells, people: int) -> Absences:
    """Cut absences to the spells in which they start."""
    first = np.searchsorted(spells.person, np.arange(people + 1))
    if not spells.person.size:
        return _chosen(absences, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    begin, until = first[absences.person], first[absences.person + 1]
    spell = np.full(begin.size, -1, dtype=np.int64)
    for number in range(int(np.diff(first).max())):
        at = np.minimum(begin + number, spells.person.size - 1)
        is_in = (spells.begin[at] <= absences.start) & (absences.start < spells.until[at])
        spell = np.where(is_in & (begin + number < until), at, spell)
    kept = np.flatnonzero(spell >= 0)
    return _chosen(absences, kept, np.minimum(absences.end[kept], spells.until[spell[kept]]))


def _chosen(absences: Absences, kept: IntArray, ends: IntArray) -> Absences:
    return Absences(absences.person[kept], absences.start[kept], ends, absences.value[kept])


def _outside(spells: Spells, people: int) -> tuple[IntArray, IntArray, IntArray]:
    """Vacancies and the time outside employment: whose, from, until."""
    # Of each position, the beginnings of its spells and then the end of all time; before these, the
    # beginning of time and then the ends of the spells.
    person = np.concatenate((spells.person, np.arange(people)))
    order = np.argsort(person, kind="stable")
    person = person[order]
    ends = np.concatenate((spells.begin, np.full(people, NEVER)))[order]
    starts = np.zeros(ends.size, dtype=np.int64)
    starts[1:] = np.concatenate((spells.until, np.zeros(people, dtype=np.int64)))[order][:-1]
    is_gap = starts < ends
    return person[is_gap], starts[is_gap], ends[is_gap]


def _hand_overs(
    bare: tuple[WorkingClock, ...],
    patience: IntArray,
    spells: Spells,
    away: tuple[IntArray, IntArray, IntArray],
) -> HandOvers:
    """Find when work goes back; where it is a departure as well, it is one."""
    leaves = np.flatnonzero(spells.until < NEVER)
    persons, times = [spells.person[leaves]], [spells.until[leaves]]
    for clock, of_clock in _by_clock(bare, away[0]):
        person, start, end = (column[of_clock] for column in away)
        worked = clock.work_array(start)
        long = np.flatnonzero(clock.work_array(end) - worked > patience[person])
        person, start = person[long], start[long]
        persons.append(person)
        # `inverse` may name the closing time before an absence that starts at an opening.
        times.append(np.maximum(clock.inverse_array(worked[long] + patience[person]), start))
    person, time = np.concatenate(persons), np.concatenate(times)
    is_absence = np.arange(person.size) >= leaves.size
    order = np.lexsort((is_absence, time, person))
    person, time, leaving = person[order], time[order], ~is_absence[order]
    is_first = np.ones(person.size, dtype=np.bool_)
    is_first[1:] = (person[1:] != person[:-1]) | (time[1:] != time[:-1])
    return HandOvers(person[is_first], time[is_first], leaving[is_first])


def _by_clock(
    clocks: tuple[WorkingClock, ...], person: IntArray
) -> list[tuple[WorkingClock, IntArray | slice]]:
    """Entries by the clock of their person; each clock that several have once."""
    different = {id(clock): clock for clock in clocks}
    if len(different) == 1:
        return [(clocks[0], slice(None))]
    number = {identity: place for place, identity in enumerate(different)}
    of_person = np.array([number[id(clock)] for clock in clocks], dtype=np.int64)
    of_entry = of_person[person]
    return [
        (clock, np.flatnonzero(of_entry == place)) for place, clock in enumerate(different.values())
    ]
