"""Calendars and lengths of time, coarse enough that many things happen at one instant."""

from __future__ import annotations

from mom_sim.calendars.calendar import Calendar, always_open
from mom_sim.calendars.units import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_WEEK,
)
from mom_sim.calendars.weekly_hours import parse_weekly_hours
from mom_sim.draws.distributions import Distribution, distribution
from mom_sim.scenario.resolved import Delay
from tests.made.dice import Dice

HOUR, DAY, WEEK = MICROSECONDS_PER_HOUR, MICROSECONDS_PER_DAY, MICROSECONDS_PER_WEEK

OFFICE = Calendar("office", parse_weekly_hours("mon-fri 09:00-17:00"), "UTC")
MORNINGS = Calendar("mornings", parse_weekly_hours("mon-fri 08:00-12:00"), "UTC")
ALWAYS = always_open("UTC")
CALENDARS = (OFFICE, MORNINGS, ALWAYS)
CALENDAR_NAMES = tuple(calendar.name for calendar in CALENDARS)


def constant(hours: float) -> Distribution:
    return distribution("constant", value=hours * HOUR)


NO_TIME = Delay(constant(0), working=False)


def length(dice: Dice, *hours: float) -> Distribution:
    """A length of time on the grid; now and then one off it, where that is asked for."""
    kinds = ("constant", "constant", "empirical")
    match dice.one("kind", (*kinds, "lognormal") if dice.has("off_grid") else kinds):
        case "constant":
            return constant(dice.one("hours", hours))
        case "empirical":
            values = [dice.one(f"hours {number}", hours) * HOUR for number in range(3)]
            return distribution("empirical", values=values)
    return distribution("lognormal", mean=max(0.25, dice.one("hours", hours)) * HOUR, cv=0.7)


def delay(dice: Dice, *hours: float) -> Delay:
    return Delay(length(dice, *hours), working=dice.chance("working", 0.5))


def window(dice: Dice, end: int) -> tuple[int, int]:
    start = dice.number("start", 0, max(1, end // DAY - 1)) * DAY
    return start, start + dice.one("days", (1, 3, 7)) * DAY
