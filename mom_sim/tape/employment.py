"""Who holds a position and when: departures, vacancies, newcomers."""

from __future__ import annotations

import math

import numpy as np

from mom_sim.draws.address import stable_hash
from mom_sim.draws.distributions import distribution
from mom_sim.scenario.resolved import Role
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR
from mom_sim.tape.luck import Luck

Spell = tuple[int, int, bool]
"""(from, until, ramps): an occupant of a position, and whether this is a newcomer who ramps up."""


def person_class(role: Role) -> str:
    """Class in the address of draws about a role's positions, whose numbers are the indices."""
    return f"person/{role.name}"


def employment_spells(luck: Luck, role: Role, limit: int) -> list[tuple[Spell, ...]]:
    """Draw the occupants of every position of a role.

    Parameters
    ----------
    luck : Luck
    role : Role
    limit : int, microseconds
        Departures are drawn up to here.

    Returns
    -------
    list of tuple of Spell
        By position. The first occupant is there from `available_from` and ramps up only if that
        is after the start. The nth departure (``person:departure``) comes after an exponential time
        with the role's hazard, counted in wall-clock time from the occupant's first day; the
        successor, who ramps up, starts after the nth ``person:hire_delay``. Nobody starts at
        `available_until` or later.
    """
    begin, end = role.available_from, role.available_until
    if role.headcount == 0 or begin >= end:
        return [()] * role.headcount
    first = (begin, end, begin > 0)
    last = min(end, limit)
    if role.turnover.per_year == 0.0 or begin >= last:
        return [(first,)] * role.headcount
    mean = MICROSECONDS_PER_YEAR / role.turnover.per_year
    stay = distribution("exponential", mean=mean)
    expected = (last - begin) / mean
    count = math.ceil(expected + 5.0 * math.sqrt(expected) + 2.0)
    numbers = np.arange(1, role.headcount + 1, dtype=np.uint64)[:, None]
    hash_of_class = stable_hash(person_class(role))
    instants = np.full((role.headcount, 1), begin, dtype=np.int64)
    while (instants[:, -1] < last).any():
        done = (instants.shape[1] - 1) // 2
        attempts = np.arange(done + 1, done + count + 1, dtype=np.uint64)[None, :]
        stays = luck.durations(stay, "person:departure", hash_of_class, numbers, attempts)
        delays = luck.durations(
            role.turnover.hire_delay, "person:hire_delay", hash_of_class, numbers, attempts
        )
        # Departure, start of the successor, departure, ...; cut, so that no sum can overflow.
        steps = np.stack((stays, delays), axis=2).reshape(role.headcount, -1)
        sums = np.cumsum(np.minimum(steps, last), axis=1)
        instants = np.concatenate((instants, instants[:, -1:] + sums), axis=1)
    return [_spells(row, first, last) for row in instants.tolist()]


def _spells(instants: list[int], first: Spell, last: int) -> tuple[Spell, ...]:
    """Turn a position's starts and departures, alternating, into spells until `last`."""
    end = first[1]
    spells: list[Spell] = []
    for start, departure in zip(instants[0::2], instants[1::2], strict=False):
        if start >= last:
            break
        spells.append((start, departure if departure < last else end, bool(spells) or first[2]))
    return tuple(spells)
