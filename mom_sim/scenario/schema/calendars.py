"""``calendars`` and ``units``: when people work, and who asks for campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator, WithJsonSchema

from mom_sim.calendars.calendar_error import CalendarError, CalendarFault
from mom_sim.calendars.closures import parse_closed_dates, parse_special_days
from mom_sim.calendars.hours_of_day import Span
from mom_sim.calendars.local_time import load_time_zone
from mom_sim.calendars.units import MINUTES_PER_DAY, MINUTES_PER_WEEK
from mom_sim.calendars.weekly_hours import WeeklyHours, parse_weekly_hours
from mom_sim.scenario.schema.base import Form, default
from mom_sim.scenario.schema.values import DateOnly


@dataclass(frozen=True)
class Closures:
    """Dates on which nobody works, and dates with hours of their own."""

    closed: frozenset[date]
    special: dict[date, tuple[Span, ...]]


def _weekly_hours(written: Any) -> WeeklyHours:
    return parse_weekly_hours(written)


def _time_zone(written: Any) -> str:
    return load_time_zone(written).key


def _closures(written: Any) -> Closures:
    entries = written if isinstance(written, list) else [written]
    closed: set[date] = set()
    special: dict[date, tuple[Span, ...]] = {}
    faults: list[CalendarFault] = []
    for position, entry in enumerate(entries, start=1):
        try:
            if isinstance(entry, dict):
                special.update(parse_special_days(entry))
            else:
                closed.update(parse_closed_dates(entry))
        except CalendarError as error:
            faults += [CalendarFault((str(position), *f.path), f.message) for f in error.faults]
    if faults:
        raise CalendarError(faults)
    return Closures(frozenset(closed), dict(sorted(special.items())))


Hours = Annotated[
    WeeklyHours,
    PlainValidator(_weekly_hours),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "examples": ["always", "mon-fri 09:00-17:00"]},
                {"type": "object", "additionalProperties": {"type": ["string", "array"]}},
            ]
        }
    ),
]
"""Weekly hours."""
TimeZone = Annotated[
    str,
    PlainValidator(_time_zone),
    WithJsonSchema({"type": "string", "examples": ["America/New_York", "Europe/Berlin"]}),
]
"""A name of the IANA database."""
ClosureList = Annotated[
    Closures,
    PlainValidator(_closures),
    WithJsonSchema({"type": "array", "items": {"type": ["string", "object"]}}),
]
"""Dates, ranges of dates, and dates with their hours."""


class HolidaysForm(Form):
    """Public holidays of a country, or of one of its states."""

    short: ClassVar = {"type": "string", "examples": ["US", "DE"]}

    country: str
    """ISO 3166 code, such as US."""
    subdivision: str | None = None
    """State or region, such as NY."""

    @classmethod
    def expanded(cls, written: Any) -> Any:
        """Read a text as the country."""
        return {"country": written} if isinstance(written, str) else written


class SpecialHoursForm(Form):
    """Other weekly hours between two dates."""

    first: DateOnly = Field(alias="from")
    """First date."""
    last: DateOnly = Field(alias="to")
    """Last date, included."""
    hours: Hours
    """Weekly hours that hold between them."""


class CalendarForm(Form):
    """When people work."""

    hours: Hours
    """Weekly hours, such as {mon-fri: "09:00-17:00"}, or always."""
    time_zone: TimeZone = default("calendars.*.time_zone")
    """Name of the IANA database, such as America/New_York."""
    holidays: HolidaysForm | None = None
    """Public holidays on which nobody works."""
    closures: ClosureList | None = None
    """Dates, ranges such as 2026-12-24..2026-12-31, partial days {2026-11-27: "09:00-12:00"}."""
    special_hours: list[SpecialHoursForm] = Field(default_factory=list)
    """Windows of dates with other weekly hours."""


def has_hours(calendar: CalendarForm) -> bool:
    """Tell whether a calendar is ever open."""
    special = calendar.closures.special if calendar.closures else {}
    windows = any(window.hours.spans for window in calendar.special_hours)
    return bool(calendar.hours.spans) or windows or any(special.values())


def is_ever_open(calendar: CalendarForm, weekday: int, minute: int) -> bool:
    """Tell whether a calendar is open at a time of the week in any of its weeks."""
    at = weekday * MINUTES_PER_DAY + minute
    special = calendar.closures.special if calendar.closures else {}
    return any(
        start <= moment < end
        for weekly in (calendar.hours, *(window.hours for window in calendar.special_hours))
        for start, end in weekly.spans
        for moment in (at, at + MINUTES_PER_WEEK)
    ) or any(
        day.weekday() == weekday and start <= minute < end
        for day, spans in special.items()
        for start, end in spans
    )


class UnitForm(Form):
    """A business unit, market or region that asks for campaigns."""

    calendar: str | None = None
    """Of people at home here, if their role names none; default the reference calendar."""
