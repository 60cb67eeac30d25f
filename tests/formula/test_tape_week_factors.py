"""Demand by weekday and hour of the day against the integral of its rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.weekly_hours import parse_weekly_hours
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import Scenario, Seasonality
from mom_sim.tape import CALM, draw_tape
from mom_sim.tape.demand_rates import CumulativeRate, baseline_rate
from tests.invariants.tape_scenarios import (
    DAY,
    HOUR,
    WEEK,
    YEAR,
    campaign_type,
    demand,
    scenario,
)

DAYS = (1.4, 1.0, 0.7, 1.0, 2.0, 0.5, 0.0)
HOURS = tuple(0.5 if h == 8 else 1.8 if h == 9 else 0.0 if h == 23 else 1.0 for h in range(24))
FLAT = Seasonality((), 0, 0.0, 0)
OF_THE_WEEK = replace(FLAT, weekdays=DAYS, hours=HOURS)


def at(day: date) -> int:
    return (day - date(2026, 1, 5)).days * DAY


def in_zone(season: Seasonality, zone: str) -> Scenario:
    office = Calendar("office", parse_weekly_hours("mon-fri 09:00-17:00"), zone)
    kind = campaign_type("a", demand(), seasonality=season)
    return scenario(kind, calendars=(office, *scenario().calendars[1:]))


def rate_of(made: Scenario) -> CumulativeRate:
    kind = made.campaigns[0]
    return baseline_rate(made, kind, kind.demand[0])


def test_counts_by_weekday_and_hour_follow_the_product_of_the_factors() -> None:
    """All 168 hours of the week against Poisson numbers; false alarm 2e-5."""
    kind = campaign_type("a", demand(per_year=60_000.0), seasonality=OF_THE_WEEK)
    requested = draw_tape(scenario(kind), 0, surge=CALM).campaigns.requested
    counts = np.bincount(requested % WEEK // HOUR, minlength=168)
    expected = 60_000.0 * 91 * HOUR / YEAR * np.outer(DAYS, HOURS).ravel()
    assert (counts[expected == 0] == 0).all()
    some = expected > 0
    distance = ((counts - expected)[some] ** 2 / expected[some]).sum()
    assert 1e-5 < stats.chi2.sf(distance, some.sum()) < 1 - 1e-5


def test_in_working_hours_they_apply_inside_the_weekly_hours_only() -> None:
    """The 40 open hours against Poisson numbers at 168/40 of the rate; false alarm 2e-5."""
    kind = campaign_type(
        "a", demand(per_year=60_000.0), seasonality=OF_THE_WEEK, arrive_in_working_hours=True
    )
    requested = draw_tape(scenario(kind), 0, surge=CALM).campaigns.requested
    counts = np.bincount(requested % WEEK // HOUR, minlength=168).reshape(7, 24)
    rate = 60_000.0 * 91 * HOUR / YEAR * 168 / 40
    expected = rate * np.outer(DAYS, HOURS)[:5, 9:17]
    assert counts.sum() == counts[:5, 9:17].sum()
    distance = ((counts[:5, 9:17] - expected) ** 2 / expected).sum()
    assert 1e-5 < stats.chi2.sf(distance, 40) < 1 - 1e-5


def test_they_multiply_months_and_cycles() -> None:
    months = (2.0, *(1.0,) * 11)
    both = rate_of(in_zone(replace(OF_THE_WEEK, months=months), "UTC"))
    monday = both.between(0, DAY)
    assert monday is not None
    # 21 hours at 1, 08:00 at 0.5, 09:00 at 1.8, 23:00 at 0, on a Monday in January.
    assert monday.total == pytest.approx(100.0 * HOUR / YEAR * 2.0 * 1.4 * (21 + 0.5 + 1.8))
    wave = Seasonality((), DAY, 0.5, 0, weekdays=DAYS)
    half = rate_of(in_zone(wave, "UTC")).between(0, DAY // 2)
    assert half is not None
    assert half.total == pytest.approx(100.0 * 1.4 * (DAY / 2 + 0.5 * DAY / np.pi) / YEAR)


def test_hours_are_those_of_local_time_when_the_clocks_change() -> None:
    """Spring skips 02:00 in Berlin, autumn has it twice."""
    factors = tuple(float(hour in (2, 9)) for hour in range(24))
    rate = rate_of(in_zone(replace(FLAT, hours=factors), "Europe/Berlin"))
    spring, autumn = at(date(2026, 3, 29)), at(date(2026, 10, 25)) - HOUR
    unit = 100.0 * HOUR / YEAR
    for midnight, night, length in ((spring, 0, 23), (autumn, 2, 25), (spring - DAY, 1, 24)):
        day = rate.between(midnight, midnight + length * HOUR)
        assert day is not None
        assert day.total == pytest.approx((night + 1) * unit)
    nine = rate.between(spring + 8 * HOUR, spring + 9 * HOUR)  # an hour was skipped
    assert nine is not None
    assert nine.total == pytest.approx(unit)


def test_hours_keep_their_place_where_clocks_are_half_an_hour_off() -> None:
    factors = tuple(float(hour == 9) for hour in range(24))
    rate = rate_of(in_zone(replace(FLAT, hours=factors), "Asia/Kolkata"))
    nine = rate.between(9 * HOUR, 10 * HOUR)
    day = rate.between(0, DAY)
    assert nine is not None and day is not None
    assert nine.total == day.total == pytest.approx(100.0 * HOUR / YEAR)


def test_knots_stand_only_where_the_factor_changes() -> None:
    weekend = replace(FLAT, weekdays=(1.0,) * 5 + (0.5,) * 2, hours=(2.0,) * 24)
    # Two changes a week in 91 weeks, the hours of the first date, the end.
    assert rate_of(in_zone(weekend, "UTC")).times.size <= 2 * 91 + 24 + 2
    unused = rate_of(in_zone(FLAT, "UTC"))
    assert unused.times.tolist() == [0, 91 * WEEK]


def test_a_run_too_long_for_its_factors_is_refused_before_it_fills_memory() -> None:
    hourly = replace(FLAT, hours=tuple(1.0 + hour for hour in range(24)))
    made = in_zone(hourly, "UTC")
    run = replace(made.run, horizon=40_000 * WEEK)
    with pytest.raises(RunError, match=r"change 168 times a week.*29,761 weeks"):
        rate_of(replace(made, run=run))
