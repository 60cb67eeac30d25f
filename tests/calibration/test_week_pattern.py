"""Weekdays and hours of arrivals: recovered where they are, left out where they are not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mom_sim.calibration.calibrating import Calibration, calibrate
from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.fitting.week_pattern import hour_factors, open_hours, weekday_factors
from mom_sim.calibration.fitting.working_week import DAYS, WorkingWeek
from mom_sim.scenario.loading import parse_scenario
from tests.calibration.made_logs import event_log

HOURS = tuple(range(9, 17))
WEEK = WorkingWeek(np.array([9.0] * 5 + [0, 0]) * 3600, np.array([17.0] * 5 + [0, 0]) * 3600, "UTC")


def made_log(by_day: list[float], by_hour: list[float], seed: int, weeks: int = 40) -> EventLog:
    """Short pieces of work in an office, eight a day times factors."""
    generator = np.random.default_rng(seed)
    rows: list[tuple[str, str, str | None, str, str]] = []
    for week in range(weeks):
        for day in range(5):
            for hour in HOURS:
                for _ in range(generator.poisson(by_day[day] * by_hour[hour - 9])):
                    start = pd.Timestamp("2026-01-05", tz="UTC") + pd.Timedelta(
                        weeks=week, days=day, hours=hour + generator.uniform(0, 0.95)
                    )
                    end = start + pd.Timedelta(minutes=generator.uniform(1, 3))
                    who = f"p{len(rows) % 5}"
                    rows.append((f"c{len(rows)}", "Call", who, str(start), str(end)))
    return event_log(rows)


def expected_a_week(found: Calibration) -> float:
    """Mean factor of the open hours of a week, as the scenario has them."""
    season = parse_scenario(found.text).scenario.campaigns[0].seasonality
    factors = np.outer(season.weekdays or (1.0,) * 7, season.hours or (1.0,) * 24)
    lengths = open_hours(found.fitted.week)
    return float((factors * lengths).sum() / lengths.sum())


def test_a_strong_pattern_is_recovered_and_written() -> None:
    """Thirteen factors in their own 95% intervals, all but two at most; false alarm 2.5%."""
    by_day, by_hour = [1.6, 1.2, 1.0, 0.7, 0.5], [0.5, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5]
    found = calibrate(made_log(by_day, by_hour, 1))
    arrivals = found.fitted.arrivals
    assert [one.name for one in arrivals.weekday_factors] == list(DAYS[:5])
    assert [one.name for one in arrivals.hour_factors] == [str(hour) for hour in HOURS]
    pairs = [
        *zip(arrivals.weekday_factors, by_day, strict=True),
        *zip(arrivals.hour_factors, by_hour, strict=True),
    ]
    assert sum(one.low <= truth <= one.high for one, truth in pairs) >= 11
    assert all(one.value == pytest.approx(truth, abs=0.25) for one, truth in pairs)
    season = parse_scenario(found.text).scenario.campaigns[0].seasonality
    assert season.weekdays[:5] == pytest.approx(
        [one.value for one in arrivals.weekday_factors], abs=1e-4
    )
    assert "campaigns.*.seasonality.weekdays.mon: {mark: COMPUTED" in found.text
    assert "campaigns.*.seasonality.hours.9: {mark: COMPUTED" in found.text
    assert expected_a_week(found) == pytest.approx(1.0, abs=1e-3)


def test_an_even_log_has_no_factors() -> None:
    """Two tests at 1% each, with a fixed seed: false alarm 2%."""
    found = calibrate(made_log([1.0] * 5, [1.0] * 8, 2))
    assert found.fitted.arrivals.weekday_factors == ()
    assert found.fitted.arrivals.hour_factors == ()
    assert "seasonality" not in found.text


def test_the_share_of_flat_patterns_that_are_called_uneven_is_what_is_said() -> None:
    """Of 2,000 flat weeks about 1%; binomial, false alarm 1e-5."""
    generator = np.random.default_rng(3)
    dates = np.array([20.0] * 5 + [0, 0])
    uneven = [0, 0]
    for _ in range(2000):
        counts = generator.poisson(open_hours(WEEK) * dates[:, None] * 0.6).astype(float)
        uneven[0] += bool(weekday_factors(counts, dates, WEEK, 1.0))
        uneven[1] += bool(hour_factors(counts, dates, WEEK, (), 1.0))
    # Binomial(2000, 1%) lies in 3 to 43 but for 5e-6.
    assert all(3 <= number <= 43 for number in uneven)


def test_few_cases_shrink_the_same_shares_further() -> None:
    dates = np.array([40.0] * 5 + [0, 0])
    shares = open_hours(WEEK) * np.array([1.6, 1.2, 1.0, 0.7, 0.5, 0, 0])[:, None]
    values = []
    for scale in (1.0, 4.0, 40.0):
        counts = np.round(shares * scale * 4)
        (monday, *_) = weekday_factors(counts, dates, WEEK, 1.0)
        values.append(monday.value)
        assert monday.low < monday.value < monday.high
    assert 1.0 < values[0] < values[1] < values[2] < 1.61


def test_bursts_are_no_pattern() -> None:
    """What is sure for random arrivals is not for those that come forty at a time."""
    dates = np.array([20.0] * 5 + [0, 0])
    counts = open_hours(WEEK) * np.array([14, 10, 10, 10, 6, 0, 0])[:, None]
    assert weekday_factors(counts, dates, WEEK, 1.0)
    assert weekday_factors(counts, dates, WEEK, 40.0) == ()
    assert hour_factors(counts, dates, WEEK, (), 1.0) == ()  # all hours alike


def test_cases_outside_the_hours_and_too_few_of_them_say_nothing() -> None:
    dates = np.array([20.0] * 5 + [0, 0])
    counts = np.zeros((7, 24))
    assert weekday_factors(counts, dates, WEEK, 1.0) == ()
    counts[:5, 3] = 50.0
    assert hour_factors(counts, dates, WEEK, (), 1.0) == ()
    one_day = np.zeros((7, 24))
    one_day[0, 9:17] = 1.0
    assert weekday_factors(one_day, dates, WEEK, 1.0) == ()
