"""Who holds a position and when: departures, vacancies, newcomers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mom_sim.draws.distributions import distribution
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR
from mom_sim.tape.cohorts import Cohort
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import IntArray

Spell = tuple[int, int, bool]
"""(from, until, ramps): an occupant of a position, and whether this is a newcomer who ramps up."""


@dataclass(frozen=True, eq=False)
class Spells:
    """Spells of several positions, as columns.

    Parameters
    ----------
    person : ndarray of int64, shape (n,)
        Place in the list of people. A position's own spells are in order of time.
    begin, until : ndarray of int64, shape (n,), microseconds
    ramps : ndarray of bool, shape (n,)
    """

    person: IntArray
    begin: IntArray
    until: IntArray
    ramps: npt.NDArray[np.bool_]


def draw_spells(luck: Luck, cohort: Cohort, limit: int) -> Spells:
    """Draw the occupants of every position of a cohort.

    Parameters
    ----------
    luck : Luck
    cohort : Cohort
        Of positions alike in `available_from`, `available_until` and `turnover`.
    limit : int, microseconds
        Departures are drawn up to here.

    Returns
    -------
    Spells
        The first occupant is there from `available_from` and ramps up only if that is after the
        start. The nth departure (``person:departure``) comes after an exponential time with the
        role's hazard, counted in wall-clock time from the occupant's first day; the successor, who
        ramps up, starts after the nth ``person:hire_delay``. Nobody starts at `available_until` or
        later.
    """
    role = cohort.role
    begin, end = role.available_from, role.available_until
    last = min(end, limit)
    if begin >= end:
        return spells_of([])
    if role.turnover.per_year == 0.0 or begin >= last:
        return spells_of([(place, (begin, end, begin > 0)) for place in cohort.who.tolist()])
    mean = MICROSECONDS_PER_YEAR / role.turnover.per_year
    stay = distribution("exponential", mean=mean)
    expected = (last - begin) / mean
    count = math.ceil(expected + 5.0 * math.sqrt(expected) + 2.0)
    address = cohort.entity_class, cohort.index
    instants = np.full((cohort.who.size, 1), begin, dtype=np.int64)
    while (instants[:, -1] < last).any():
        done = (instants.shape[1] - 1) // 2
        attempts = np.arange(done + 1, done + count + 1, dtype=np.uint64)[None, :]
        stays = luck.durations(stay, "person:departure", *address, attempts)
        delays = luck.durations(role.turnover.hire_delay, "person:hire_delay", *address, attempts)
        # Departure, start of the successor, departure, ...; cut, so that no sum can overflow.
        steps = np.stack((stays, delays), axis=2).reshape(cohort.who.size, -1)
        sums = np.cumsum(np.minimum(steps, last), axis=1)
        instants = np.concatenate((instants, instants[:, -1:] + sums), axis=1)
    starts, departures = instants[:, :-1:2], instants[:, 1::2]
    member, number = np.nonzero(starts < last)
    until = departures[member, number]
    return Spells(
        cohort.who[member],
        starts[member, number],
        np.where(until < last, until, end),
        (number > 0) | (begin > 0),
    )


def spells_of(stated: Sequence[tuple[int, Spell]]) -> Spells:
    """Lay out spells that are known: of the place in the list of people and the spell."""
    return Spells(
        np.array([place for place, _ in stated], dtype=np.int64),
        np.array([spell[0] for _, spell in stated], dtype=np.int64),
        np.array([spell[1] for _, spell in stated], dtype=np.int64),
        np.array([spell[2] for _, spell in stated], dtype=np.bool_),
    )


def joined_spells(parts: Sequence[Spells]) -> Spells:
    """Put the spells of several cohorts in order of the people."""
    person = np.concatenate([part.person for part in parts])
    order = np.argsort(person, kind="stable")
    return Spells(
        person[order],
        np.concatenate([part.begin for part in parts])[order],
        np.concatenate([part.until for part in parts])[order],
        np.concatenate([part.ramps for part in parts])[order],
    )
