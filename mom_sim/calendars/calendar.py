"""A calendar: when a person, a team or an office works, before it is compiled to a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mom_sim.calendars.calendar_error import CalendarError, FaultList, shown
from mom_sim.calendars.closures import Window, ordered_windows
from mom_sim.calendars.hours_of_day import Span, joined_spans
from mom_sim.calendars.local_time import load_time_zone
from mom_sim.calendars.units import MINUTES_PER_WEEK
from mom_sim.calendars.weekly_hours import WeeklyHours


@dataclass(frozen=True)
class Calendar:
    """Weekly hours in a time zone, with dated exceptions.

    For each local date the first of these that names it decides, the others are not looked at:

    1. `special_days`, hours of this one date (empty: closed),
    2. `closed_dates`,
    3. `windows`, other weekly hours between two dates,
    4. `weekly`.

    A span that passes midnight belongs to the date on which it starts. So a night shift runs to
    its end although the next date is closed, and a closed date takes out the whole shift that
    starts on it. Spans of two dates that overlap count once.

    Parameters
    ----------
    name : str
        How a scenario refers to it.
    weekly : WeeklyHours
    time_zone : str
        IANA name, such as ``Europe/Berlin``.
    closed_dates : frozenset of date
        Public holidays and closures.
    special_days : mapping of date to tuple of (int, int), minutes since the date's midnight
        Half-open spans of up to 24 hours that start on the date. Kept as a dict in order of date;
        not to be changed.
    windows : tuple of (date, date, WeeklyHours)
        First and last date, both included; disjoint, kept in order of date.

    Raises
    ------
    CalendarError
        For an unknown time zone, impossible or overlapping spans, windows that overlap.
    """

    name: str
    weekly: WeeklyHours
    time_zone: str
    closed_dates: frozenset[date] = frozenset()
    special_days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict, hash=False)
    windows: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        faults = FaultList()
        special: dict[date, tuple[Span, ...]] = {}
        with faults.entry("time_zone"):
            load_time_zone(self.time_zone)
        with faults.entry("closed_dates"):
            for day in self.closed_dates:
                _require_date(day)
            object.__setattr__(self, "closed_dates", frozenset(self.closed_dates))
        for day, spans in self.special_days.items():
            with faults.entry(f"special_days.{day}"):
                _require_date(day)
                special[day] = joined_spans(spans)
        with faults.entry("windows"):
            for first, last, _ in self.windows:
                _require_date(first)
                _require_date(last)
            object.__setattr__(self, "windows", ordered_windows(self.windows))
        faults.raise_if_any()
        object.__setattr__(self, "special_days", dict(sorted(special.items())))

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Working spans that start on a local date, by the order of precedence above.

        Parameters
        ----------
        day : date

        Returns
        -------
        tuple of (int, int), minutes since the date's midnight
            By the clock on the wall; ends above 1,440 run into the next date.
        """
        special = self.special_days.get(day)
        if special is not None:
            return special
        if day in self.closed_dates:
            return ()
        for first, last, weekly in self.windows:
            if first <= day <= last:
                return weekly.spans_of(day.weekday())
        return self.weekly.spans_of(day.weekday())


def always_open(time_zone: str) -> Calendar:
    """Make the calendar that never closes.

    Parameters
    ----------
    time_zone : str
        IANA name; it decides nothing but how dates are shown.

    Returns
    -------
    Calendar
        Named ``always``.

    Raises
    ------
    CalendarError
        For an unknown time zone.
    """
    return Calendar("always", WeeklyHours(((0, MINUTES_PER_WEEK),)), time_zone)


def _require_date(day: object) -> None:
    # A datetime is a date to Python, but equals none, and would be passed over in silence.
    if not isinstance(day, date) or isinstance(day, datetime):
        raise CalendarError(f"{shown(day)} is not a date; give a datetime.date without time of day")
