"""From a calendar to a working clock in the engine's time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.calendars.dates import dates_between
from mom_sim.calendars.intervals import merge
from mom_sim.calendars.local_time import load_time_zone, utc_microseconds
from mom_sim.calendars.units import MICROSECONDS_PER_DAY, NEVER
from mom_sim.calendars.working_clock import WorkingClock

# Local dates around the horizon that can matter: zones are up to 26 hours apart, and a span that
# passes midnight starts up to a day earlier.
_MARGIN_DAYS = 3


@lru_cache(maxsize=256)  # clocks are not changed; every changed scenario asks for the same ones
def compile_calendar(
    calendar: Calendar, start_date: date, reference_time_zone: str, until: int
) -> WorkingClock:
    """Compile a calendar to a working clock.

    Parameters
    ----------
    calendar : Calendar
    start_date : date
        The scenario's first date; its midnight in `reference_time_zone` is instant 0. A night
        shift that began the evening before counts from instant 0 on.
    reference_time_zone : str
        IANA name.
    until : int, microseconds
        The horizon. Beyond it the clock is closed for good: work that does not get done before
        finishes at `NEVER`.

    Returns
    -------
    WorkingClock

    Raises
    ------
    CalendarError
        For an unknown time zone, a negative horizon, or one that ends after the year 9998.

    Notes
    -----
    Hours are those of the clock on the wall, durations those that really pass. A shift across the
    start of daylight saving is an hour shorter, across its end an hour longer; ``00:00-24:00`` has
    23 or 25 hours on these days, and around the clock is around the clock. A start or end that
    daylight saving skips moves forward to the jump; one that occurs twice is the first occurrence
    (`mom_sim.calendars.local_time`).
    """
    if not 0 <= until <= NEVER:
        raise CalendarError(f"the horizon is from 0 to {NEVER} microseconds, got {until}")
    zone = load_time_zone(calendar.time_zone)
    origin = utc_microseconds(start_date, 0, load_time_zone(reference_time_zone))
    days = until // MICROSECONDS_PER_DAY + 1
    try:
        first = start_date - timedelta(days=_MARGIN_DAYS)
        last = start_date + timedelta(days=days + _MARGIN_DAYS)
    except OverflowError:
        raise CalendarError(
            f"{days:,} days from {start_date} leave the years 1 to 9999; choose another start "
            "date or a shorter horizon"
        ) from None
    starts: list[int] = []
    ends: list[int] = []
    for day in dates_between(first, last):
        for start, end in calendar.spans_on(day):
            starts.append(utc_microseconds(day, start, zone) - origin)
            ends.append(utc_microseconds(day, end, zone) - origin)
    clipped_starts = np.clip(np.array(starts, dtype=np.int64), 0, until)
    clipped_ends = np.clip(np.array(ends, dtype=np.int64), 0, until)
    return WorkingClock(*merge(clipped_starts, clipped_ends))
