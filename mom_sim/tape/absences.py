"""Vacation and sickness of the people of a role, in the working time of their calendar.

Both are drawn for the position, whoever holds it, on the clock without overtime: neither a
departure nor overtime moves anybody's vacation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.draws.address import stable_hash
from mom_sim.draws.distributions import distribution
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import NEVER, Role
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR
from mom_sim.tape.employment import person_class
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import IntArray

VACATION, SICKNESS = 0, 1
"""Values of the events absence_start and absence_end."""


@dataclass(frozen=True, eq=False)
class Absences:
    """Absences of one kind.

    Parameters
    ----------
    person : ndarray of int64, shape (n,)
        Position in the role, from 0; in order.
    start, end : ndarray of int64, shape (n,), microseconds
        From an open instant to the open instant at which work would go on, or `NEVER`.
    """

    person: IntArray
    start: IntArray
    end: IntArray


def draw_vacations(
    luck: Luck, role: Role, clock: WorkingClock, hours_per_day: float, limit: int
) -> Absences:
    """Draw the vacations of a role's people.

    Parameters
    ----------
    luck : Luck
    role : Role
    clock : WorkingClock
        Of the role's calendar, without overtime; until a year after `limit`.
    hours_per_day : float, hours
        Length of a working day of that calendar.
    limit : int, microseconds
        Vacations that start before are drawn.

    Returns
    -------
    Absences
        In every year of 365.25 days from the start, `vacation_days` in blocks of
        `vacation_block_days`, the last one shorter. The year has as many strata of equal length
        as blocks; a block starts at one of the openings of its stratum from which it ends within
        the stratum, all of them equally likely (``person:vacation``, the nth block). So blocks
        do not overlap. In a stratum without such an opening (around the clock, or a block that
        fills it), the start is uniform over the working time that leaves room for the block.
    """
    absence = role.absence
    if absence.vacation_days == 0.0 or not clock.starts.size:
        return _none()
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

    numbers = np.arange(1, role.headcount + 1, dtype=np.uint64)[:, None]
    attempts = np.arange(1, years * blocks + 1, dtype=np.uint64)[None, :]
    u = luck.uniforms("person:vacation", stable_hash(person_class(role)), numbers, attempts)
    opening = np.minimum(lowest + (u * openings).astype(np.int64), clock.starts.size - 1)
    anywhere = begin + (u * (latest - begin)).astype(np.int64)
    worked = np.where(openings > 0, clock.worked_before[opening], anywhere)
    return _absences(clock, worked, worked + length, limit)


def draw_sicknesses(
    luck: Luck, role: Role, clock: WorkingClock, hours_per_day: float, limit: int
) -> Absences:
    """Draw the spells of sickness of a role's people.

    Parameters
    ----------
    luck, role, clock, hours_per_day, limit
        As for `draw_vacations`.

    Returns
    -------
    Absences
        An alternating renewal process in working time that begins healthy: exponential up-times
        (``person:sickness:up``) with mean m (1 - s) / s, where s is the share of sickness and m the
        mean spell, and spells (``person:sickness:spell``).

    Raises
    ------
    RunError
        If the spells have no finite mean above 0.

    Notes
    -----
    Source: the long-run share of an alternating renewal process is the mean spell over the mean
    cycle; Ross, Introduction to Probability Models, section 7.5.
    """
    absence = role.absence
    if absence.sickness_share == 0.0 or not clock.starts.size:
        return _none()
    day = hours_per_day * MICROSECONDS_PER_HOUR
    spell = absence.sickness_spell_days.scaled(day)
    mean_spell = spell.mean()
    if not (math.isfinite(mean_spell) and mean_spell > 0.0):
        raise RunError(
            f"spells of sickness of {role.name!r}, {absence.sickness_spell_days} in working days, "
            "have no finite mean above 0; give them one, or set the share of sickness to 0"
        )
    mean_up = mean_spell * (1.0 - absence.sickness_share) / absence.sickness_share
    until = clock.work(limit)
    expected = until / (mean_spell + mean_up)
    count = math.ceil(expected + 5.0 * math.sqrt(expected) + 5.0)
    numbers = np.arange(1, role.headcount + 1, dtype=np.uint64)[:, None]
    hash_of_class = stable_hash(person_class(role))
    bounds = np.zeros((role.headcount, 1), dtype=np.int64)
    while (bounds[:, -1] < until).any():
        done = bounds.shape[1] // 2
        attempts = np.arange(done + 1, done + count + 1, dtype=np.uint64)[None, :]
        if mean_up > 0.0:
            healthy = distribution("exponential", mean=mean_up)
            ups = luck.durations(healthy, "person:sickness:up", hash_of_class, numbers, attempts)
        else:
            ups = np.zeros((role.headcount, count), dtype=np.int64)
        spells = luck.durations(spell, "person:sickness:spell", hash_of_class, numbers, attempts)
        # Up, spell, up, spell, ...; cut, so that no sum can overflow.
        steps = np.stack((ups, spells), axis=2).reshape(role.headcount, -1)
        sums = np.cumsum(np.minimum(steps, clock.total + 1), axis=1)
        bounds = np.concatenate((bounds, bounds[:, -1:] + sums), axis=1)
    return _absences(clock, bounds[:, 1::2], bounds[:, 2::2], limit)


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
    clock: WorkingClock, work_begins: IntArray, work_ends: IntArray, limit: int
) -> Absences:
    """Turn absences in working time, shape (people, n), into those that start before the limit."""
    starts = opening_at(clock, work_begins)
    person, column = np.nonzero((starts < limit) & (work_ends > work_begins))
    ends = opening_at(clock, work_ends[person, column])
    return Absences(person.astype(np.int64), starts[person, column], ends)


def _working_time(days: object, hours_per_day: float) -> IntArray:
    """Working days as working microseconds."""
    return np.rint(np.asarray(days) * (hours_per_day * MICROSECONDS_PER_HOUR)).astype(np.int64)


def _none() -> Absences:
    nothing = np.empty(0, dtype=np.int64)
    return Absences(nothing, nothing, nothing)
