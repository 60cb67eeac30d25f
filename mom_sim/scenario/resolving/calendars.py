"""Calendars and units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.country_holidays import public_holidays
from mom_sim.scenario.context import Context
from mom_sim.scenario.resolved import Unit
from mom_sim.scenario.schema.calendars import CalendarForm, UnitForm
from mom_sim.scenario.schema.run import RunForm


def years_of(run: RunForm, context: Context) -> range:
    """Return the calendar years that a run touches, in whatever time zone.

    Parameters
    ----------
    run : RunForm
    context : Context

    Returns
    -------
    range of int
    """
    first = context.start - timedelta(days=1)
    last = context.start + timedelta(microseconds=run.horizon + run.follow_up) + timedelta(days=1)
    return range(first.year, last.year + 1)


def resolve_calendar(name: str, form: CalendarForm, years: Iterable[int]) -> Calendar:
    """Resolve a calendar; public holidays become dates.

    Parameters
    ----------
    name : str
    form : CalendarForm
    years : iterable of int
        Years whose holidays are needed.

    Returns
    -------
    Calendar

    Raises
    ------
    CalendarError
        For an unknown country or subdivision, or windows that overlap.
    """
    closed: set[date] = set()
    special = {}
    if form.holidays is not None:
        closed.update(public_holidays(form.holidays.country, form.holidays.subdivision, years))
    if form.closures is not None:
        closed |= form.closures.closed
        special = form.closures.special
    windows = tuple((window.first, window.last, window.hours) for window in form.special_hours)
    return Calendar(name, form.hours, form.time_zone, frozenset(closed), special, windows)


def resolve_units(forms: Mapping[str, UnitForm], reference_calendar: str) -> tuple[Unit, ...]:
    """Resolve the units.

    Parameters
    ----------
    forms : mapping of str to UnitForm
    reference_calendar : str
        Of units that name none.

    Returns
    -------
    tuple of Unit
    """
    return tuple(Unit(name, form.calendar or reference_calendar) for name, form in forms.items())
