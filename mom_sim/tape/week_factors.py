"""Factors by weekday and by hour of the day, as stretches of the run with one factor each."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.local_time import instant_of, local_datetime
from mom_sim.calendars.units import (
    DAYS_PER_WEEK,
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_WEEK,
    MINUTES_PER_HOUR,
)
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import Seasonality

MOST_STRETCHES = 5_000_000
_HOURS_PER_DAY = 24

Stretches = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]


def week_factors(season: Seasonality, start: date, time_zone: str, limit: int) -> Stretches | None:
    """Lay the factors of a season over the local dates of a run.

    Parameters
    ----------
    season : Seasonality
        Its weekdays and its hours; both are multiplied.
    start : date
        Whose midnight is instant 0.
    time_zone : str
        IANA name, of the reference calendar.
    limit : int, microseconds
        End of the run.

    Returns
    -------
    tuple of ndarray or None
        First instants of the stretches, ascending from 0, of which equal ones are empty; and the
        factor of each. An hour that daylight saving skips is empty, one that it repeats is twice as
        long. None if nothing depends on weekday or hour.

    Raises
    ------
    RunError
        If the run would need more than five million stretches.
    """
    if not season.weekdays and not season.hours:
        return None
    days = np.array(season.weekdays or (1.0,) * DAYS_PER_WEEK)
    hours = np.array(season.hours or (1.0,) * _HOURS_PER_DAY)
    week = np.outer(days, hours).ravel()
    changes = int(np.count_nonzero(week != np.roll(week, 1)))
    if changes * (limit / MICROSECONDS_PER_WEEK) > MOST_STRETCHES:
        weeks = MOST_STRETCHES // changes
        raise RunError(
            f"the factors by weekday and hour change {changes} times a week, too often for the "
            f"length of this run; allowed are {weeks:,} weeks with these factors: make the run "
            "shorter, or the factors of neighboring hours equal"
        )
    return _stretches(tuple(week.tolist()), start, time_zone, limit)


@lru_cache(maxsize=4)  # all types of a fitted scenario have the same factors
def _stretches(week: tuple[float, ...], start: date, zone: str, limit: int) -> Stretches:
    """Stretches of the run from one change of the factor to the next."""
    factors = np.array(week)
    changed = (factors != np.roll(factors, 1)).reshape(DAYS_PER_WEEK, _HOURS_PER_DAY)
    last = local_datetime(limit, zone, start, zone).date()
    begins: list[npt.NDArray[np.int64]] = []
    values: list[npt.NDArray[np.float64]] = []
    day, midnight = start, instant_of(start, 0, zone, start, zone)
    while day <= last:
        tomorrow = day + timedelta(days=1)
        next_midnight = instant_of(tomorrow, 0, zone, start, zone)
        weekday = day.weekday()
        hours = np.flatnonzero(changed[weekday])
        if day == start:
            hours = np.arange(_HOURS_PER_DAY)
        if next_midnight - midnight == MICROSECONDS_PER_DAY:
            instants = midnight + hours * MICROSECONDS_PER_HOUR
        else:  # the clocks change
            instants = np.array(
                [instant_of(day, int(h) * MINUTES_PER_HOUR, zone, start, zone) for h in hours],
                dtype=np.int64,
            )
        begins.append(instants)
        values.append(factors[weekday * _HOURS_PER_DAY + hours])
        day, midnight = tomorrow, next_midnight
    found = np.concatenate(begins).astype(np.int64), np.concatenate(values)
    for array in found:
        array.setflags(write=False)
    return found
