"""What the meaning of a single value depends on: currency, length of a day, start, time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.calendars.local_time import load_time_zone
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.calendars.weekly_hours import WeeklyHours, parse_weekly_hours
from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.marked_document import part_of
from mom_sim.scenario.quantities import QuantityError, parse_duration


@dataclass(frozen=True)
class Context:
    """What values are read against.

    Attributes
    ----------
    currency : str
        Of the whole scenario.
    hours_per_day : float, hours
        Length of a working day.
    hours_per_week : float, hours
        Working hours of a week of the reference calendar.
    start : date
        Midnight of this date in `time_zone` is instant 0.
    time_zone : str
        Of the reference calendar.
    """

    currency: str
    hours_per_day: float
    hours_per_week: float
    start: date
    time_zone: str


def context_of(data: Mapping[str, Any]) -> Context:
    """Read the context from a document that nobody has checked yet.

    Parameters
    ----------
    data : mapping
        The human form of a scenario.

    Returns
    -------
    Context
        The default stands in for a part that is missing or faulty; what is faulty is reported
        when the part itself is read.
    """
    currency = data.get("currency")
    if not (isinstance(currency, str) and len(currency) == 3):
        currency = default_value("currency")
    return Context(
        currency,
        _hours_per_day(data),
        _weekly(data).hours_per_week(),
        _start(data),
        _time_zone(data),
    )


def reference_calendar_name(data: Mapping[str, Any]) -> str:
    """Return the name of the reference calendar: the stated one, else the first."""
    calendars = _calendars(data)
    stated = data.get("reference_calendar")
    return stated if isinstance(stated, str) and stated in calendars else next(iter(calendars))


def _calendars(data: Mapping[str, Any]) -> Mapping[str, Any]:
    calendars = data.get("calendars")
    return calendars if isinstance(calendars, dict) and calendars else default_value("calendars")


def _reference_calendar(data: Mapping[str, Any]) -> Mapping[str, Any]:
    calendar = _calendars(data)[reference_calendar_name(data)]
    return calendar if isinstance(calendar, dict) else {}


def _hours_per_day(data: Mapping[str, Any]) -> float:
    try:
        stated = parse_duration(data["hours_per_day"])
        hours = stated.amount * stated.unit.microseconds / MICROSECONDS_PER_HOUR
        if hours > 0:
            return float(hours)
    except (KeyError, QuantityError):
        pass
    return _weekly(data).hours_per_day()


def _weekly(data: Mapping[str, Any]) -> WeeklyHours:
    """Weekly hours of the reference calendar, of the default one if it has none."""
    try:
        weekly = parse_weekly_hours(_reference_calendar(data).get("hours"))
        if weekly.spans:
            return weekly
    except CalendarError:
        pass
    (standard,) = default_value("calendars").values()
    return parse_weekly_hours(standard["hours"])


def _start(data: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(part_of(data, ("run", "start")))
    except (TypeError, ValueError):
        return date.fromisoformat(default_value("run.start"))


def _time_zone(data: Mapping[str, Any]) -> str:
    name = _reference_calendar(data).get("time_zone")
    try:
        return load_time_zone(name).key if isinstance(name, str) else _default_time_zone()
    except CalendarError:
        return _default_time_zone()


def _default_time_zone() -> str:
    return str(default_value("calendars.*.time_zone"))
