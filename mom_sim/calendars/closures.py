"""Dated exceptions to the weekly hours: closed dates, days with hours of their own, windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from mom_sim.calendars.calendar_error import CalendarError, FaultList, shown
from mom_sim.calendars.dates import dates_between, parse_date_range
from mom_sim.calendars.hours_of_day import Span, parse_hours
from mom_sim.calendars.weekly_hours import WeeklyHours, parse_weekly_hours

Window = tuple[date, date, WeeklyHours]
"""First and last date (both included) and the weekly hours that hold between them."""


def parse_closed_dates(written: object) -> frozenset[date]:
    """Read dates on which no work begins.

    Parameters
    ----------
    written : str, date or sequence of them
        Dates and ranges such as ``2026-12-24..2026-12-31``. They may overlap.

    Returns
    -------
    frozenset of date

    Raises
    ------
    CalendarError
        With every fault of every entry.
    """
    entries = written if isinstance(written, Sequence) and not isinstance(written, str) else None
    if entries is None:
        return frozenset(dates_between(*parse_date_range(written)))
    closed: set[date] = set()
    faults = FaultList()
    for position, entry in enumerate(entries, start=1):
        with faults.entry(position):
            closed.update(dates_between(*parse_date_range(entry)))
    faults.raise_if_any()
    return frozenset(closed)


def parse_special_days(written: object) -> dict[date, tuple[Span, ...]]:
    """Read dates that have hours of their own, such as a half day before a holiday.

    Parameters
    ----------
    written : mapping of (str or date) to str
        From a date or range of dates to hours: ``{"2026-12-24": "09:00-12:00"}``.

    Returns
    -------
    dict of date to tuple of (int, int), minutes since the date's midnight
        In order of date.

    Raises
    ------
    CalendarError
        With every fault of every entry, also for a date that two entries name.
    """
    special: dict[date, tuple[Span, ...]] = {}
    faults = FaultList()
    for dates_written, hours_written in _items(written, '"2026-12-24": "09:00-12:00"'):
        with faults.entry(dates_written):
            dates = dates_between(*parse_date_range(dates_written))
            repeated = [day for day in dates if day in special]
            if repeated:
                raise CalendarError(f"{repeated[0]} has hours in an earlier entry; give them once")
            special.update(dict.fromkeys(dates, parse_hours(hours_written)))
    faults.raise_if_any()
    return dict(sorted(special.items()))


def parse_windows(written: object) -> tuple[Window, ...]:
    """Read windows of dates in which other weekly hours hold, such as overtime before a peak.

    Parameters
    ----------
    written : mapping of str to (mapping or str)
        From a range of dates to weekly hours:
        ``{"2026-11-01..2026-12-23": {"mon-fri": "08:00-19:00", "sat": "09:00-15:00"}}``.

    Returns
    -------
    tuple of (date, date, WeeklyHours)
        First and last date, both included, and the hours; in order of date.

    Raises
    ------
    CalendarError
        With every fault of every entry, also for windows that overlap.
    """
    windows: list[Window] = []
    faults = FaultList()
    for dates_written, hours_written in _items(
        written, '"2026-11-01..2026-12-23": {"mon-sat": "08:00-19:00"}'
    ):
        with faults.entry(dates_written):
            first, last = parse_date_range(dates_written)
            windows.append((first, last, parse_weekly_hours(hours_written)))
    faults.raise_if_any()
    return ordered_windows(windows)


def ordered_windows(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Sort windows by date.

    Raises
    ------
    CalendarError
        If one ends before it begins, or two overlap.
    """
    ordered = sorted(windows, key=lambda window: window[:2])
    for first, last, _ in ordered:
        if last < first:
            raise CalendarError(f"the window {first}..{last} ends before it begins")
    for (_, earlier_last, _), (later_first, _, _) in pairwise(ordered):
        if later_first <= earlier_last:
            raise CalendarError(
                f"two windows hold on {later_first}; end the first before the second begins"
            )
    return tuple(ordered)


def _items(written: object, example: str) -> list[tuple[object, object]]:
    if not isinstance(written, Mapping):
        raise CalendarError(
            f"{shown(written)} is not a mapping from dates to hours such as {example}"
        )
    return list(written.items())
