"""The lives of all positions during a run: when somebody is there to work, and what changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock

import numpy as np

from mom_sim.calendars.clock_table import ClockLine, after_all
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.absences import (
    Sicknesses,
    Vacations,
    joined_absences,
    sicknesses_of,
    vacations_of,
)
from mom_sim.tape.clocks import time_limit
from mom_sim.tape.cohorts import Cohort, cohorts_of
from mom_sim.tape.drawn_lives import DrawnLives, put_together
from mom_sim.tape.employment import Spells, draw_spells, joined_spells, spells_of
from mom_sim.tape.luck import Luck
from mom_sim.tape.people import PersonSpec
from mom_sim.tape.person_life import PersonLife
from mom_sim.tape.requests import IntArray

MOST_INTERVALS_KEPT = 500_000
"""Of lives that are kept: each takes some 70 bytes with what follows from it."""

_OF_EACH_DRAW = 64
"""Intervals for which the rest of what is drawn at once counts, some kilobytes."""

__all__ = ["PersonLife", "draw_lives"]


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
    cast = _cast_of(
        scenario.roles,
        people,
        clocks,
        clocks_without_overtime,
        time_limit(scenario),
        tuple(one.weekly.hours_per_day() or scenario.hours_per_day for one in scenario.calendars),
    )
    drawn = cast.certain if cast.is_certain else _KEPT.drawn(cast, luck)
    return {person.name: PersonLife.drawn(drawn, place) for place, person in enumerate(people)}


@dataclass(frozen=True, eq=False)
class _Cast:
    """Everybody of a scenario, as far as chance has no part in it."""

    line: ClockLine
    bare: tuple[WorkingClock, ...]  # by person
    patience: IntArray
    limit: int
    employed: tuple[Cohort, ...]
    stated: Spells
    absent: tuple[Vacations | Sicknesses, ...]

    @property
    def is_certain(self) -> bool:
        """Whether chance has no part in anybody's life, so that all replications have the same."""
        return not (self.absent or any(one.role.turnover.per_year for one in self.employed))

    @cached_property
    def certain(self) -> DrawnLives:
        """Those lives."""
        return self.drawn(Luck(0, 0))

    def drawn(self, luck: Luck) -> DrawnLives:
        """Draw the lives of one replication."""
        employed = [draw_spells(luck, cohort, self.limit) for cohort in self.employed]
        absences = [process.draw(luck) for process in self.absent]
        spells = joined_spells([*employed, self.stated])
        return put_together(self.line, self.bare, self.patience, spells, joined_absences(absences))


class _Kept:
    """Lives that were drawn last, for the next model that runs on the same luck."""

    def __init__(self) -> None:
        self._lives: OrderedDict[tuple[_Cast, Luck], DrawnLives] = OrderedDict()
        self._intervals = 0
        self._lock = Lock()

    def drawn(self, cast: _Cast, luck: Luck) -> DrawnLives:
        """Find or draw the lives of one replication."""
        with self._lock:
            found = self._lives.get((cast, luck))
            if found is not None:
                self._lives.move_to_end((cast, luck))
                return found
        found = cast.drawn(luck)
        with self._lock:
            if (cast, luck) not in self._lives:
                self._lives[cast, luck] = found
                self._intervals += found.clocks.starts.size + _OF_EACH_DRAW
            while self._intervals > MOST_INTERVALS_KEPT:
                _, oldest = self._lives.popitem(last=False)
                self._intervals -= oldest.clocks.starts.size + _OF_EACH_DRAW
        return found


_KEPT = _Kept()


@lru_cache(maxsize=8)
def _cast_of(
    roles: tuple[Role, ...],
    people: tuple[PersonSpec, ...],
    clocks: tuple[WorkingClock, ...],
    bare: tuple[WorkingClock, ...],
    limit: int,
    days: tuple[float, ...],
) -> _Cast:
    """Whatever else differs between scenarios, those that have all of this have the same lives."""
    absent: list[Vacations | Sicknesses | None] = []
    for cohort in cohorts_of(roles, people, _vacation):
        kept = cohort.calendar
        absent.append(vacations_of(cohort, bare[kept], days[kept], limit))
    for cohort in cohorts_of(roles, people, _sickness):
        kept = cohort.calendar
        absent.append(sicknesses_of(cohort, bare[kept], days[kept], limit))
    patience = {role.name: role.hand_over_after for role in roles}
    return _Cast(
        ClockLine([clocks[person.calendar] for person in people], after_all((*clocks, *bare))),
        tuple(bare[person.calendar] for person in people),
        np.array([patience[person.role] for person in people], dtype=np.int64),
        limit,
        tuple(cohorts_of(roles, people, _employment)),
        spells_of(
            [
                (place, (person.available_from, person.available_until, False))
                for place, person in enumerate(people)
                if person.freelancer
            ]
        ),
        tuple(process for process in absent if process is not None),
    )


def _employment(role: Role, calendar: int) -> Hashable:
    return role.available_from, role.available_until, role.turnover


def _vacation(role: Role, calendar: int) -> Hashable:
    return calendar, role.absence.vacation_days, role.absence.vacation_block_days


def _sickness(role: Role, calendar: int) -> Hashable:
    return calendar, role.absence.sickness_share, role.absence.sickness_spell_days
