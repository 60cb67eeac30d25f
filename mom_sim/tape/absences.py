"""Vacation and sickness of the people of a role, in the working time of their calendar.

Both are drawn for the position, whoever holds it, on the clock without overtime: neither a
departure nor overtime moves anybody's vacation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.draws.distributions import Distribution, distribution
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import NEVER
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR
from mom_sim.tape.cohorts import Cohort
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import IntArray

VACATION, SICKNESS = 0, 1
"""Values of the events absence_start and absence_end."""


@dataclass(frozen=True, eq=False)
class Absences:
    """Absences, as columns.

    Parameters
    ----------
    person : ndarray of int64, shape (n,)
        Place in the list of people.
    start, end : ndarray of int64, shape (n,), microseconds
        From an open instant to the open instant at which work would go on, or `NEVER`.
    value : ndarray of int64, shape (n,)
        `VACATION` or `SICKNESS`.
    """

    person: IntArray
    start: IntArray
    end: IntArray
    value: IntArray


@dataclass(frozen=True, eq=False)
class Vacations:
    """Vacations of a cohort, but for what chance decides: the same in every replication.

    Parameters
    ----------
    cohort : Cohort
        Of positions alike in calendar, `vacation_days` and `vacation_block_days`.
    clock : WorkingClock
        Of the calendar, without overtime; until a year after the limit.
    limit : int, microseconds
        Vacations that start before are drawn.
    length : ndarray of int64, shape (blocks,), working microseconds
    begin, latest : ndarray of int64, shape (blocks,), working microseconds
        First and last working time of the stratum at which a block can start.
    lowest, openings : ndarray of int64, shape (blocks,)
        First opening of the stratum, and how many there are at which the block can start.
    """

    cohort: Cohort
    clock: WorkingClock
    limit: int
    length: IntArray
    begin: IntArray
    latest: IntArray
    lowest: IntArray
    openings: IntArray

    def draw(self, luck: Luck) -> Absences:
        """Draw them.

        Returns
        -------
        Absences
            In every year of 365.25 days from the start, `vacation_days` in blocks of
            `vacation_block_days`, the last one shorter. The year has as many strata of equal length
            as blocks; a block starts at one of the openings of its stratum from which it ends
            within the stratum, all of them equally likely (``person:vacation``, the nth block). So
            blocks do not overlap. In a stratum without such an opening (around the clock, or a
            block that fills it), the start is uniform over the working time that leaves room for
            the block.
        """
        attempts = np.arange(1, self.length.size + 1, dtype=np.uint64)[None, :]
        address = self.cohort.entity_class, self.cohort.index
        u = luck.uniforms("person:vacation", *address, attempts)
        opening = self.lowest + (u * self.openings).astype(np.int64)
        worked = self.clock.worked_before[np.minimum(opening, self.clock.starts.size - 1)]
        if not self.openings.all():
            anywhere = self.begin + (u * (self.latest - self.begin)).astype(np.int64)
            worked = np.where(self.openings > 0, worked, anywhere)
        return _absences(self, worked, worked + self.length, VACATION)


def vacations_of(
    cohort: Cohort, clock: WorkingClock, hours_per_day: float, limit: int
) -> Vacations | None:
    """Work out what chance has no part in; see `Vacations`.

    Parameters
    ----------
    cohort : Cohort
    clock : WorkingClock
    hours_per_day : float, hours
        Length of a working day of that calendar.
    limit : int, microseconds

    Returns
    -------
    Vacations or None
        None where there are none.
    """
    absence = cohort.role.absence
    if absence.vacation_days == 0.0 or not clock.starts.size:
        return None
    # The subtraction forgives rounding: 20 days in blocks of 20/3 are three, not four.
    blocks = math.ceil(absence.vacation_days / absence.vacation_block_days - 1e-9)
    days = np.full(blocks, absence.vacation_block_days)
    days[-1] = absence.vacation_days - (blocks - 1) * absence.vacation_block_days
    years = math.ceil(limit / MICROSECONDS_PER_YEAR)
    length = np.tile(_working_time(days, hours_per_day), years)
    edges = np.arange(years * blocks + 1, dtype=np.int64) * MICROSECONDS_PER_YEAR // blocks
    begin = clock.work_array(edges[:-1])
    latest = np.maximum(clock.work_array(edges[1:]) - length, begin)
    lowest = np.searchsorted(clock.starts, edges[:-1], side="left")
    openings = np.searchsorted(clock.worked_before, latest, side="right") - lowest
    return Vacations(cohort, clock, limit, length, begin, latest, lowest, openings)


@dataclass(frozen=True, eq=False)
class Sicknesses:
    """Sickness of a cohort, but for what chance decides: the same in every replication.

    Parameters
    ----------
    cohort : Cohort
        Of positions alike in calendar, `sickness_share` and `sickness_spell_days`.
    clock : WorkingClock
        As of `Vacations`.
    limit : int, microseconds
        Spells that start before are drawn.
    healthy : Distribution or None
        Of the working time between spells; None for no time.
    spell : Distribution
        Of the working time that a spell takes.
    until : int, working microseconds
        Working time before the limit.
    count : int
        Spells that are drawn at a time.
    """

    cohort: Cohort
    clock: WorkingClock
    limit: int
    healthy: Distribution | None
    spell: Distribution
    until: int
    count: int

    def draw(self, luck: Luck) -> Absences:
        """Draw them.

        Returns
        -------
        Absences
            An alternating renewal process in working time that begins healthy: exponential up-times
            (``person:sickness:up``) with mean m (1 - s) / s, where s is the share of sickness and m
            the mean spell, and spells (``person:sickness:spell``).

        Notes
        -----
        Source: the long-run share of an alternating renewal process is the mean spell over the mean
        cycle; Ross, Introduction to Probability Models, section 7.5.
        """
        size, count = self.cohort.who.size, self.count
        address = self.cohort.entity_class, self.cohort.index
        bounds = np.zeros((size, 1), dtype=np.int64)
        while (bounds[:, -1] < self.until).any():
            done = bounds.shape[1] // 2
            attempts = np.arange(done + 1, done + count + 1, dtype=np.uint64)[None, :]
            # Up, spell, up, spell, ...; cut, so that no sum can overflow.
            steps = np.zeros((size, count, 2), dtype=np.int64)
            if self.healthy is not None:
                steps[:, :, 0] = luck.durations(
                    self.healthy, "person:sickness:up", *address, attempts
                )
            steps[:, :, 1] = luck.durations(self.spell, "person:sickness:spell", *address, attempts)
            flat = np.minimum(steps.reshape(size, -1), self.clock.total + 1)
            bounds = np.concatenate((bounds, bounds[:, -1:] + np.cumsum(flat, axis=1)), axis=1)
        return _absences(self, bounds[:, 1::2], bounds[:, 2::2], SICKNESS)


def sicknesses_of(
    cohort: Cohort, clock: WorkingClock, hours_per_day: float, limit: int
) -> Sicknesses | None:
    """Work out what chance has no part in; see `Sicknesses`.

    Parameters
    ----------
    cohort, clock, hours_per_day, limit
        As for `vacations_of`.

    Returns
    -------
    Sicknesses or None
        None where there are none.

    Raises
    ------
    RunError
        If the spells have no finite mean above 0.
    """
    absence = cohort.role.absence
    if absence.sickness_share == 0.0 or not clock.starts.size:
        return None
    day = hours_per_day * MICROSECONDS_PER_HOUR
    spell = absence.sickness_spell_days.scaled(day)
    mean_spell = spell.mean()
    if not (math.isfinite(mean_spell) and mean_spell > 0.0):
        raise RunError(
            f"spells of sickness of {cohort.role.name!r}, {absence.sickness_spell_days} in working "
            "days, have no finite mean above 0; give them one, or set the share of sickness to 0"
        )
    mean_up = mean_spell * (1.0 - absence.sickness_share) / absence.sickness_share
    until = clock.work(limit)
    expected = until / (mean_spell + mean_up)
    count = math.ceil(expected + 5.0 * math.sqrt(expected) + 5.0)
    healthy = distribution("exponential", mean=mean_up) if mean_up > 0.0 else None
    return Sicknesses(cohort, clock, limit, healthy, spell, until, count)


def opening_at(clock: WorkingClock, worked: IntArray) -> IntArray:
    """Latest instant with a working time: where work goes on, `NEVER` if it does not any more.

    Parameters
    ----------
    clock : WorkingClock
        With at least one interval.
    worked : ndarray of int64, microseconds
        Not negative.
    """
    index = np.searchsorted(clock.worked_before, worked, side="right") - 1
    instants = clock.starts[index] + worked - clock.worked_before[index]
    return np.where(worked < clock.total, instants, NEVER)


def _absences(
    of: Vacations | Sicknesses, work_begins: IntArray, work_ends: IntArray, value: int
) -> Absences:
    """Turn absences in working time, shape (people, n), into those that start before the limit."""
    starts = opening_at(of.clock, work_begins)
    member, column = np.nonzero((starts < of.limit) & (work_ends > work_begins))
    ends = opening_at(of.clock, work_ends[member, column])
    values = np.full(member.size, value, dtype=np.int64)
    return Absences(of.cohort.who[member], starts[member, column], ends, values)


def joined_absences(parts: Sequence[Absences]) -> Absences:
    """Put the absences of several cohorts one behind the other."""
    nothing = np.empty(0, dtype=np.int64)
    return Absences(
        np.concatenate([nothing, *(part.person for part in parts)]),
        np.concatenate([nothing, *(part.start for part in parts)]),
        np.concatenate([nothing, *(part.end for part in parts)]),
        np.concatenate([nothing, *(part.value for part in parts)]),
    )


def _working_time(days: object, hours_per_day: float) -> IntArray:
    """Working days as working microseconds."""
    return np.rint(np.asarray(days) * (hours_per_day * MICROSECONDS_PER_HOUR)).astype(np.int64)
