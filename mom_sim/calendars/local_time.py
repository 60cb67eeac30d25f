"""Between a local date and time of day and the engine's instants.

A local time stands for the first instant at which the clock on the wall has reached it:

- a time that daylight saving skips is reached when the clock jumps over it (02:30 on the day on
  which 02:00 becomes 03:00 is the instant of the jump),
- a time that occurs twice is reached at its first occurrence.

So later local times never come earlier, and spans that touch on paper touch in time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from mom_sim.calendars.calendar_error import CalendarError, shown
from mom_sim.calendars.units import MICROSECONDS_PER_SECOND, MINUTES_PER_HOUR

_EPOCH = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


def load_time_zone(name: str) -> ZoneInfo:
    """Find a time zone by its name in the IANA database.

    Parameters
    ----------
    name : str
        Such as ``Europe/Berlin`` or ``UTC``.

    Returns
    -------
    ZoneInfo

    Raises
    ------
    CalendarError
        For an unknown name, with near matches.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError, AttributeError):
        # Beside "not found", zoneinfo lets through what the file system says of odd names.
        by_lower_name = {zone.lower(): zone for zone in available_timezones()}
        wanted = str(name).lower().replace(" ", "_")
        same = [wanted] if wanted in by_lower_name else []
        near = same or get_close_matches(wanted, by_lower_name, n=3)
        hint = f"; did you mean {' or '.join(by_lower_name[key] for key in near)}?" if near else ""
        raise CalendarError(
            f"{shown(name)} is not a time zone; write a name of the IANA database, such as "
            f"America/New_York, Europe/Berlin or UTC{hint}"
        ) from None


def instant_of(
    day: date, minute: int, time_zone: str, start_date: date, reference_time_zone: str
) -> int:
    """Convert a local date and time of day to an instant of the engine.

    Parameters
    ----------
    day : date
        Local date in `time_zone`.
    minute : int, minutes since the date's midnight
        By the clock on the wall; may lie beyond the date, 1,500 is 01:00 on the next one.
    time_zone : str
        IANA name.
    start_date : date
        The scenario's first date; its midnight in `reference_time_zone` is instant 0.
    reference_time_zone : str
        IANA name.

    Returns
    -------
    int, microseconds
        Since the scenario's start, negative if before it.

    Raises
    ------
    CalendarError
        For an unknown time zone, or a date outside the years 1 to 9999.
    """
    origin = utc_microseconds(start_date, 0, load_time_zone(reference_time_zone))
    return utc_microseconds(day, minute, load_time_zone(time_zone)) - origin


def local_datetime(
    instant: int, time_zone: str, start_date: date, reference_time_zone: str
) -> datetime:
    """Convert an instant of the engine to local date and time.

    Parameters
    ----------
    instant : int, microseconds
        Since the scenario's start.
    time_zone, start_date, reference_time_zone
        As in `instant_of`.

    Returns
    -------
    datetime
        Aware, in `time_zone`.

    Raises
    ------
    CalendarError
        For an unknown time zone, or a date outside the years 1 to 9999.
    """
    origin = utc_microseconds(start_date, 0, load_time_zone(reference_time_zone))
    zone = load_time_zone(time_zone)
    try:
        utc = _EPOCH.replace(tzinfo=UTC) + timedelta(microseconds=int(origin) + int(instant))
        return utc.astimezone(zone)
    except OverflowError:
        raise CalendarError(
            f"{instant} microseconds after {start_date} lie outside the years 1 to 9999"
        ) from None


def days_later(
    instant: int, days: int, time_zone: str, start_date: date, reference_time_zone: str
) -> int:
    """Find the same time of day so many local dates later.

    Parameters
    ----------
    instant : int, microseconds
        Since the scenario's start.
    days : int
        Local dates; one on which daylight saving changes has 23 or 25 hours.
    time_zone, start_date, reference_time_zone
        As in `instant_of`.

    Returns
    -------
    int, microseconds
        Since the scenario's start.

    Raises
    ------
    CalendarError
        For an unknown time zone, or a date outside the years 1 to 9999.
    """
    local = local_datetime(instant, time_zone, start_date, reference_time_zone)
    minute = local.hour * MINUTES_PER_HOUR + local.minute
    within = local.second * MICROSECONDS_PER_SECOND + local.microsecond
    day = local.date() + timedelta(days=days)
    return instant_of(day, minute, time_zone, start_date, reference_time_zone) + within


def utc_microseconds(day: date, minute: int, zone: ZoneInfo) -> int:
    """First instant at which local time has reached a date and time of day.

    Parameters
    ----------
    day : date
        Local date.
    minute : int, minutes since the date's midnight
        By the clock on the wall; may lie beyond the date.
    zone : ZoneInfo

    Returns
    -------
    int, microseconds since 1970-01-01 00:00 UTC

    Raises
    ------
    CalendarError
        For a date outside the years 1 to 9999.
    """
    try:
        local = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
        offset = _utc_offset(local, zone)
        offset_if_second = _utc_offset(local.replace(fold=1), zone)
        if offset >= offset_if_second:  # once, or twice with fold 0 the first
            return (local - offset - _EPOCH) // _MICROSECOND
        return _jump_between(local - offset_if_second, local - offset, zone)
    except OverflowError:
        raise CalendarError(
            f"{day} is too near the end of the calendar; use years from 2 to 9998"
        ) from None


def _utc_offset(local: datetime, zone: ZoneInfo) -> timedelta:
    offset = local.replace(tzinfo=zone).utcoffset()
    assert offset is not None  # a ZoneInfo always has one
    return offset


def _jump_between(before: datetime, after: datetime, zone: ZoneInfo) -> int:
    """Bisect for the second in (before, after], both naive UTC, at which the offset jumps."""
    low = (before - _EPOCH) // timedelta(seconds=1)
    high = (after - _EPOCH) // timedelta(seconds=1)
    offset_before = _offset_at(low, zone)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset_at(middle, zone) == offset_before:
            low = middle
        else:
            high = middle
    return high * MICROSECONDS_PER_SECOND


def _offset_at(utc_second: int, zone: ZoneInfo) -> timedelta | None:
    utc = _EPOCH.replace(tzinfo=UTC) + timedelta(seconds=utc_second)
    return utc.astimezone(zone).utcoffset()
