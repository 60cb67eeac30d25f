"""Weekly hours, time zones, holidays and closures, compiled to an exact working clock."""

from mom_sim.calendars.calendar import Calendar, always_open
from mom_sim.calendars.calendar_error import CalendarError, CalendarFault
from mom_sim.calendars.clock_sets import intersect, restrict, subtract, union
from mom_sim.calendars.closures import parse_closed_dates, parse_special_days, parse_windows
from mom_sim.calendars.compiling import compile_calendar
from mom_sim.calendars.country_holidays import public_holidays
from mom_sim.calendars.local_time import instant_of, load_time_zone, local_datetime
from mom_sim.calendars.reference import working_days, working_days_between
from mom_sim.calendars.units import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_MINUTE,
    MICROSECONDS_PER_SECOND,
    MICROSECONDS_PER_WEEK,
    NEVER,
)
from mom_sim.calendars.weekly_hours import WeeklyHours, parse_weekly_hours
from mom_sim.calendars.working_clock import WorkingClock

__all__ = [
    "MICROSECONDS_PER_DAY",
    "MICROSECONDS_PER_HOUR",
    "MICROSECONDS_PER_MINUTE",
    "MICROSECONDS_PER_SECOND",
    "MICROSECONDS_PER_WEEK",
    "NEVER",
    "Calendar",
    "CalendarError",
    "CalendarFault",
    "WeeklyHours",
    "WorkingClock",
    "always_open",
    "compile_calendar",
    "instant_of",
    "intersect",
    "load_time_zone",
    "local_datetime",
    "parse_closed_dates",
    "parse_special_days",
    "parse_weekly_hours",
    "parse_windows",
    "public_holidays",
    "restrict",
    "subtract",
    "union",
    "working_days",
    "working_days_between",
]
