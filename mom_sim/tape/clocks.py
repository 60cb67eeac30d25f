"""The scenario's calendars as working clocks, with and without overtime.

What chance decides is laid on the clocks without overtime: an absence or a due date is not moved
by the hours that a team puts in beside its calendar.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.compiling import compile_calendar
from mom_sim.calendars.hours_of_day import Span
from mom_sim.calendars.local_time import instant_of, local_datetime
from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MINUTES_PER_DAY
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.scenario.resolved import Overtime, Scenario

MICROSECONDS_PER_YEAR = 365 * MICROSECONDS_PER_DAY + MICROSECONDS_PER_DAY // 4
"""Of 365.25 days, the year of every rate."""


def time_limit(scenario: Scenario) -> int:
    """Instant at which a run stops at the latest: horizon plus follow-up, microseconds."""
    return scenario.run.horizon + scenario.run.follow_up


def reference_calendar(scenario: Scenario) -> Calendar:
    """Calendar in whose time zone the scenario starts, and whose working days are the unit."""
    return scenario.calendars[calendar_position(scenario, scenario.reference_calendar)]


def calendar_position(scenario: Scenario, name: str) -> int:
    """Position of a calendar in `scenario.calendars`."""
    return [calendar.name for calendar in scenario.calendars].index(name)


def compile_clocks(scenario: Scenario, *, overtime: bool) -> tuple[WorkingClock, ...]:
    """Compile all calendars.

    Parameters
    ----------
    scenario : Scenario
    overtime : bool
        Whether the surge response's overtime is worked.

    Returns
    -------
    tuple of WorkingClock
        In the order of `scenario.calendars`; until a year after the run's limit, so that work
        which is under way at the limit has a finish.
    """
    until = time_limit(scenario) + MICROSECONDS_PER_YEAR
    zone = reference_calendar(scenario).time_zone
    clocks = []
    for calendar in scenario.calendars:
        if overtime:
            for response in scenario.surge_response.overtime:
                if response.calendar == calendar.name:
                    calendar = with_overtime(calendar, response, scenario.run.start, zone)
        clocks.append(compile_calendar(calendar, scenario.run.start, zone, until))
    return tuple(clocks)


def with_overtime(
    calendar: Calendar, overtime: Overtime, start_date: date, reference_time_zone: str
) -> Calendar:
    """Make the working days of a window longer (or shorter), at their end.

    Parameters
    ----------
    calendar : Calendar
    overtime : Overtime
        Holds for the dates whose first shift starts in [overtime.start, overtime.end).
    start_date : date
    reference_time_zone : str
        As for `compile_calendar`.

    Returns
    -------
    Calendar
        Every working day of the window has `hours_factor` times its minutes, rounded to a whole
        minute and cut at 24 hours from its last shift's start; closed days stay closed. Where a
        day grows into the next day's hours, the common time counts once.
    """
    zone = calendar.time_zone
    days = dict(calendar.special_days)
    day = local_datetime(overtime.start, zone, start_date, reference_time_zone).date()
    last = local_datetime(overtime.end, zone, start_date, reference_time_zone).date()
    while day <= last:
        spans = calendar.spans_on(day)
        if spans:
            first = instant_of(day, spans[0][0], zone, start_date, reference_time_zone)
            if overtime.start <= first < overtime.end:
                days[day] = _stretched(spans, overtime.hours_factor)
        day += timedelta(days=1)
    return replace(calendar, special_days=days)


def _stretched(spans: tuple[Span, ...], factor: float) -> tuple[Span, ...]:
    """Give a day another length by moving its end."""
    left = round(factor * sum(end - start for start, end in spans))
    stretched: list[Span] = []
    for position, (start, end) in enumerate(spans):
        is_last = position == len(spans) - 1
        length = min(left, MINUTES_PER_DAY if is_last else end - start)
        if length > 0:
            stretched.append((start, start + length))
        left -= length
    return tuple(stretched)
