"""Who is there: teams, their hours, and how many positions they have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.rows import Floats, Ints, Rows
from mom_sim.calibration.fitting.teams import find_teams
from mom_sim.calibration.fitting.working_week import (
    PastClock,
    WorkingWeek,
    fit_week,
    local_times,
    past_clock,
)

FEWEST_WEEKS = 4
"""Weeks that the interval of a headcount needs."""
FEWEST_EVENTS = 100
"""Begins and ends that a team needs for hours of its own."""


@dataclass(frozen=True)
class Staff:
    """Teams and what is known about them.

    Parameters
    ----------
    names : tuple of str
    of_person, of_activity : ndarray of int
        Team of each person, and that does each activity.
    weeks : list of WorkingWeek
    clocks : list of PastClock
        By team.
    clock_of_person : list of PastClock
    positions : list of (int, int, int)
        Headcount by team, and the ends of its interval.
    share_owned : ndarray of float
        By activity.
    """

    names: tuple[str, ...]
    of_person: Ints
    of_activity: Ints
    weeks: list[WorkingWeek]
    clocks: list[PastClock]
    clock_of_person: list[PastClock]
    positions: list[tuple[int, int, int]]
    share_owned: Floats

    def work_of_team(self, rows: Rows, team: int) -> tuple[Ints, Floats, Floats]:
        """Person, start and end of everything that a team's people did.

        Where the log names nobody, every instance is somebody's own.
        """
        chosen = _rows_of_team(rows, self.of_person, self.of_activity, team)
        person = rows.person[chosen]
        if person.size and (person < 0).all():
            person = np.arange(person.size)
        return person, rows.start[chosen], rows.end[chosen]


def find_staff(rows: Rows, week: WorkingWeek, clock: PastClock, first_starts: Floats) -> Staff:
    """Find the teams, their hours and their size.

    Parameters
    ----------
    rows : Rows
    week : WorkingWeek
        Of the whole log, for teams with too few events.
    clock : PastClock
        Of the whole log.
    first_starts : ndarray of float, seconds since 1970
        When each case began.

    Returns
    -------
    Staff
    """
    named = rows.person >= 0
    counts = np.zeros((len(rows.people), len(rows.activities)))
    np.add.at(counts, (rows.person[named], rows.activity[named]), 1.0)
    total = np.bincount(rows.activity, minlength=len(rows.activities))
    unnamed = counts.sum(axis=0) < 0.5 * total
    names: list[str] = []
    of_person: Ints = np.full(len(rows.people), -1)
    of_activity: Ints = np.full(len(rows.activities), -1)
    owned: Floats = np.ones(len(rows.activities))
    staffed = np.flatnonzero(counts[:, ~unnamed].sum(axis=1) > 0)
    if staffed.size:
        kept = np.flatnonzero(~unnamed)
        found = find_teams(counts[np.ix_(staffed, kept)], [rows.activities[one] for one in kept])
        names += found.names
        of_person[staffed] = found.of_person
        of_activity[kept] = found.of_activity
        owned[kept] = found.share_owned
    for activity in np.flatnonzero(of_activity < 0):
        of_activity[activity] = len(names)
        names.append(f"unnamed_{rows.activities[activity]}"[:60])
    weeks, clocks, positions = [], [], []
    for team in range(len(names)):
        chosen = _rows_of_team(rows, of_person, of_activity, team)
        instants = np.concatenate((rows.start[chosen], rows.end[chosen]))
        own = fit_week(instants, week.time_zone, week) if instants.size > FEWEST_EVENTS else week
        weeks.append(own)
        clocks.append(past_clock(own, np.concatenate((rows.start, rows.end)), first_starts))
        positions.append(_positions(rows, chosen, clocks[-1], week.time_zone))
    by_person = [clocks[team] if team >= 0 else clock for team in of_person]
    return Staff(tuple(names), of_person, of_activity, weeks, clocks, by_person, positions, owned)


def _rows_of_team(rows: Rows, of_person: Ints, of_activity: Ints, team: int) -> Ints:
    """Everything that a team's people did; where it has none, all of its activities."""
    members = np.flatnonzero(of_person == team)
    if members.size:
        return np.flatnonzero(np.isin(rows.person, members))
    return np.flatnonzero(of_activity[rows.activity] == team)


def _positions(rows: Rows, chosen: Ints, clock: PastClock, zone: str) -> tuple[int, int, int]:
    """Headcount: expected number of people who are there on an open day.

    Somebody with nothing in hand on a day leaves no trace. If a person who is there has m pieces of
    work a day, Poisson distributed, the share exp(-m) of such days is not seen, and the mean over
    the days that are seen is m / (1 - exp(-m)).
    """
    person = rows.person[chosen]
    if chosen.size == 0 or (person < 0).all():
        return _most_at_once(rows.start[chosen], rows.end[chosen])
    days, _ = local_times(rows.start[chosen], zone)
    open_days = np.unique(local_times(clock.opens, zone)[0])
    there = 0.0
    for who in np.unique(person[person >= 0]):
        worked = days[person == who]
        seen = np.unique(worked).size
        between = max(int(((open_days >= days.min()) & (open_days <= days.max())).sum()), 1)
        pieces = worked.size / seen
        there += min(seen / between / (1 - np.exp(-_true_mean(pieces))), 1.0)
    positions = max(round(there), 1)
    by_day = np.unique(np.column_stack((days, person)), axis=0)[:, 0]
    low, high = _headcount_interval(there, by_day, open_days)
    people = np.unique(person[person >= 0]).size
    return positions, max(min(low, positions), 1), max(min(high, people), positions)


def _headcount_interval(there: float, by_day: Ints, open_days: Ints) -> tuple[int, int]:
    """95% interval of the expected headcount, each end to the nearest whole person.

    The weeks' means of the people seen on an open day, as a Student sample: people come and go by
    weeks rather than by days. Below `FEWEST_WEEKS` it is the expected headcount alone.
    """
    inside = open_days[(open_days >= by_day.min()) & (open_days <= by_day.max())]
    weeks = (inside + 3) // 7
    if np.unique(weeks).size < FEWEST_WEEKS:
        return round(there), round(there)
    seen = np.bincount(np.searchsorted(inside, by_day).clip(0, inside.size - 1))
    seen = np.concatenate((seen, np.zeros(inside.size - seen.size)))
    number, place = np.unique(weeks, return_inverse=True)
    means = np.bincount(place, seen) / np.bincount(place)
    half = float(stats.t.ppf(0.975, number.size - 1) * means.std(ddof=1) / np.sqrt(number.size))
    share = half / max(float(means.mean()), 1e-9)
    return round(there * (1 - share)), round(there * (1 + share))


def _true_mean(seen_mean: float) -> float:
    """Mean m of a Poisson number whose mean, given that it is not 0, was seen."""
    mean = max(seen_mean - 1.0, 1e-3)
    for _ in range(50):
        mean = max(seen_mean * (1 - np.exp(-mean)), 1e-3)
    return float(mean)


def _most_at_once(start: Floats, end: Floats) -> tuple[int, int, int]:
    if start.size == 0:
        return 1, 1, 1
    instants = np.concatenate((start, end))
    steps = np.concatenate((np.ones(start.size), -np.ones(end.size)))
    order = np.lexsort((steps, instants))
    most = max(int(np.cumsum(steps[order]).max()), 1)
    return most, most, most
