"""Lengths of time and other small values, coarse enough that many things happen at one instant."""

from __future__ import annotations

from hypothesis import strategies as st

from mom_sim.calendars.calendar import Calendar, always_open
from mom_sim.calendars.units import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_WEEK,
)
from mom_sim.calendars.weekly_hours import parse_weekly_hours
from mom_sim.draws.distributions import Distribution, distribution
from mom_sim.scenario.resolved import Delay

HOUR, DAY, WEEK = MICROSECONDS_PER_HOUR, MICROSECONDS_PER_DAY, MICROSECONDS_PER_WEEK

OFFICE = Calendar("office", parse_weekly_hours("mon-fri 09:00-17:00"), "UTC")
MORNINGS = Calendar("mornings", parse_weekly_hours("mon-fri 08:00-12:00"), "UTC")
EVENINGS = Calendar("evenings", parse_weekly_hours("mon-sat 11:00-20:00"), "UTC")
ALWAYS = always_open("UTC")
CALENDARS = (OFFICE, MORNINGS, EVENINGS, ALWAYS)
CALENDAR_NAMES = tuple(calendar.name for calendar in CALENDARS)

calendars = st.sampled_from(CALENDAR_NAMES)
EFFORTS = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 20.0)


def constant(hours: float) -> Distribution:
    return distribution("constant", value=hours * HOUR)


NO_TIME = Delay(constant(0), working=False)


@st.composite
def lengths(draw: st.DrawFn, *hours: float) -> Distribution:
    """A length of time on the grid, nearly always; now and then one off it."""
    kind = draw(st.sampled_from(("constant", "constant", "empirical", "lognormal")))
    if kind == "constant":
        return constant(draw(st.sampled_from(hours)))
    if kind == "empirical":
        values = draw(st.lists(st.sampled_from(hours), min_size=2, max_size=4))
        return distribution("empirical", values=[hour * HOUR for hour in values])
    mean = max(0.25, draw(st.sampled_from(hours)))
    return distribution("lognormal", mean=mean * HOUR, cv=0.7)


@st.composite
def delays(draw: st.DrawFn, *hours: float) -> Delay:
    return Delay(draw(lengths(*hours)), working=draw(st.booleans()))


def optional(value: st.SearchStrategy, share: int = 3) -> st.SearchStrategy:
    """Nothing, or one, as a tuple; one in `share` has one."""
    return st.one_of(*[st.just(())] * (share - 1), value.map(lambda one: (one,)))


@st.composite
def windows(draw: st.DrawFn, end: int) -> tuple[int, int]:
    start = draw(st.integers(0, max(1, end // DAY - 1))) * DAY
    return start, start + draw(st.sampled_from((1, 3, 7))) * DAY
