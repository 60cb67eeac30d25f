"""Trend and bursts of arrivals: recovered where they are, not claimed where they are not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mom_sim.calibration.calibrating import calibrate
from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.fitting.arrivals import fit_arrivals, rate_interval
from mom_sim.calibration.fitting.dispersion import fit_dispersion
from mom_sim.calibration.fitting.fitted import Arrivals, Dispersion, Trend
from mom_sim.calibration.fitting.trend import fit_trend
from mom_sim.calibration.fitting.working_week import DAY, WorkingWeek, past_clock
from mom_sim.scenario.loading import parse_scenario
from mom_sim.simulation import Study, simulate
from tests.calibration.made_logs import event_log

MONDAY = pd.Timestamp("2026-01-05", tz="UTC")


def office_log(change: float, seed: int, weeks: int = 40) -> EventLog:
    """Short calls in an office, eight a day in the mean, more or fewer from day to day."""
    generator = np.random.default_rng(seed)
    rows: list[tuple[str, str, str | None, str, str]] = []
    for day in range(weeks * 5):
        rate = 8 * (1 + change * (day / (weeks * 5) - 0.5))
        for hours in generator.uniform(9, 16.9, generator.poisson(rate)):
            start = MONDAY + pd.Timedelta(weeks=day // 5, days=day % 5, hours=hours)
            end = start + pd.Timedelta(minutes=2)
            rows.append((f"c{len(rows)}", "Call", f"p{len(rows) % 5}", str(start), str(end)))
    return event_log(rows)


def round_the_clock_log(cv: float, seed: int, count: int = 3000, types: int = 1) -> EventLog:
    """Calls day and night at independent intervals of an hour in the mean, of types in turn."""
    generator = np.random.default_rng(seed)
    instants = np.cumsum(generator.gamma(cv**-2, cv**2, count))
    rows: list[tuple[str, str, str | None, str, str]] = []
    for number, hours in enumerate(instants):
        start = MONDAY + pd.Timedelta(hours=hours)
        end = start + pd.Timedelta(minutes=2)
        title = "Call" if types == 1 else f"Call{number % types}"
        rows.append((f"c{number}", title, f"p{number % 5}", str(start), str(end)))
    return event_log(rows)


def ended_between(low: float, high: float, weeks: float, rate: float, seed: int) -> Arrivals:
    """Steady cases of some weeks, of which those that ended between two weeks are in the log."""
    generator = np.random.default_rng(seed)
    starts = np.sort(generator.uniform(0, 7 * DAY * 60, generator.poisson(rate * 60)))
    ends = starts + generator.exponential(7 * DAY * weeks, starts.size)
    kept = (ends >= low * 7 * DAY) & (ends < high * 7 * DAY)
    starts, ends = starts[kept] + MONDAY.timestamp(), ends[kept] + MONDAY.timestamp()
    week = WorkingWeek(np.zeros(7), np.full(7, DAY), "UTC")
    clock = past_clock(week, np.concatenate((starts, ends)), starts)
    return fit_arrivals(starts, ends, week, clock)


def a_year(weekly: np.ndarray, generator: np.random.Generator, weeks: int = 40) -> Trend:
    dates = np.concatenate([np.arange(5) + 7 * week for week in range(weeks)])
    daily = generator.poisson(np.repeat(weekly, 5) / 5).astype(float)
    return fit_trend(daily, np.full(dates.size, daily.mean()), dates, 0.0, 7.0 * weeks, 7.0 * weeks)


def test_a_trend_is_recovered_and_written() -> None:
    """One 95% interval, for growth and for decline: false alarm 10%, with fixed seeds."""
    for change, seed in ((0.8, 1), (-0.8, 2)):
        calibration = calibrate(office_log(change, seed))
        trend = calibration.fitted.arrivals.trend
        assert trend.is_found
        assert trend.low <= change <= trend.high
        assert "campaigns.*.seasonality.cycle.amplitude: {mark: COMPUTED" in calibration.text
        # The scenario follows it: the last quarter against the first, 1.5 to 0.5 of the change.
        loaded = parse_scenario(calibration.text)
        requested = simulate(Study.of(loaded)).log.columns("campaigns")["requested"]
        days = np.asarray(requested) / 86_400e6
        early, late = (days < 70).sum(), ((days >= 210) & (days < 280)).sum()
        assert late / early == pytest.approx((1 + 0.375 * change) / (1 - 0.375 * change), rel=0.25)


def test_no_trend_is_written_where_there_is_none() -> None:
    """One test at 1%, with a fixed seed."""
    calibration = calibrate(office_log(0.0, 3))
    assert not calibration.fitted.arrivals.trend.is_found
    assert "cycle" not in calibration.text


def test_the_share_of_steady_rates_that_are_called_changing_is_what_is_said() -> None:
    """Of 300 steady years at most 1%, and intervals that hold 0 in about 95%; false alarm 3e-4."""
    generator = np.random.default_rng(4)
    found = [a_year(np.full(40, 30.0), generator) for _ in range(300)]
    assert sum(one.is_found for one in found) <= 11  # Binomial(300, 1%): above with 8e-5
    assert sum(one.low <= 0 <= one.high for one in found) >= 270  # Binomial(300, 95%): 2e-4


def test_good_and_bad_weeks_are_no_trend() -> None:
    """Of 300 years with weeks that differ by more than chance about 1%; false alarm 1e-4."""
    generator = np.random.default_rng(5)
    wrong = sum(a_year(generator.gamma(4, 30 / 4, 40), generator).is_found for _ in range(300))
    assert wrong <= 11  # Binomial(300, 1%): above with 8e-5


def test_the_end_of_a_log_without_open_cases_is_no_trend() -> None:
    """Steady cases that take ten weeks, of which only those that ended are in the log."""
    generator = np.random.default_rng(6)
    rows: list[tuple[str, str, str | None, str, str]] = []
    for number, hours in enumerate(np.sort(generator.uniform(0, 40 * 168, 1200))):
        until = hours + generator.exponential(5 * 168)
        if until < 40 * 168:
            begin, end = (MONDAY + pd.Timedelta(hours=one) for one in (hours, until))
            rows.append((f"c{number}", "Open", "ann", str(begin), str(begin)))
            rows.append((f"c{number}", "Close", "bob", str(end), str(end)))
    calibration = calibrate(event_log(rows))
    assert not calibration.fitted.arrivals.trend.is_found
    assert any("near the end of the log" in one for one in calibration.warnings)


def test_bursts_round_the_clock_are_recovered_and_simulated() -> None:
    """One 95% interval for bursts and one for even arrivals: false alarm 10%, fixed seeds."""
    for cv, seed in ((2.0, 1), (0.4, 2)):
        calibration = calibrate(round_the_clock_log(cv, seed))
        bursts = calibration.fitted.arrivals.dispersion
        assert bursts.low is not None
        assert bursts.high is not None
        assert bursts.low <= cv**2 <= bursts.high
        loaded = parse_scenario(calibration.text)
        (kind,) = loaded.scenario.campaigns
        assert kind.demand[0].interval
        requested = np.asarray(simulate(Study.of(loaded)).log.columns("campaigns")["requested"])
        gaps = np.diff(np.sort(requested))
        assert gaps.std() / gaps.mean() == pytest.approx(cv, rel=0.25)
        assert "demand.every: {mark: COMPUTED" in calibration.text


def test_poisson_arrivals_have_a_dispersion_of_1() -> None:
    """Of 400 Poisson years about 95% have 1 in their interval, about 1% are called otherwise."""
    generator = np.random.default_rng(7)
    dates, alike = np.arange(200), np.zeros(200, dtype=np.int64)
    found: list[Dispersion] = []
    for _ in range(400):
        daily = generator.poisson(6.0, 200).astype(float)
        found.append(fit_dispersion(daily, np.full(200, daily.mean()), dates, alike))
    assert sum(one.low <= 1 <= one.high for one in found if one.low and one.high) >= 360
    assert sum(one.is_found for one in found) <= 14  # Binomial(400, 1%): above with 3e-5


def test_intervals_of_rates_widen_with_bursts() -> None:
    narrow, wide = rate_interval(100.0, 50, 0.2), rate_interval(100.0, 50, 4.0)
    assert narrow == rate_interval(100.0, 50, 1.0)
    assert wide[0] == pytest.approx(100 * (narrow[0] / 100) ** 2)
    assert wide[1] == pytest.approx(100 * (narrow[1] / 100) ** 2)


def test_too_short_a_log_tells_no_trend() -> None:
    dates = np.arange(20)
    daily = np.linspace(1, 40, 20)
    trend = fit_trend(daily, np.full(20, daily.mean()), dates, 0.0, 20.0, 20.0)
    assert not trend.is_found
    assert trend.p_value == 1.0


def test_few_cases_by_weekday_are_no_bursts() -> None:
    """Of 300 Poisson half years with 1 to 9 cases a week about 1% are called otherwise, or fewer.

    Each expectation is a mean by weekday, taken from the log itself; false alarm 3e-4.
    """
    generator = np.random.default_rng(11)
    dates = np.arange(182)
    for rate in (0.2, 0.5, 1.3):
        found: list[Dispersion] = []
        for _ in range(300):
            daily = generator.poisson(rate, dates.size).astype(float)
            means = np.bincount(dates % 7, daily) / np.bincount(dates % 7)
            found.append(fit_dispersion(daily, means[dates % 7], dates, dates % 7))
        assert sum(one.is_found for one in found) <= 11  # Binomial(300, 1%): above with 8e-5
        told = [one for one in found if one.freedom]
        assert all(one.noise == 1.0 and one.low is None for one in found if not one.freedom)
        assert np.mean([one.value for one in told] or [1.0]) == pytest.approx(1.0, abs=0.06)


def test_a_log_cut_by_when_cases_ended_has_no_trend_and_the_rate_of_its_middle() -> None:
    """Three 95% intervals and three trends at 1%, of three logs each: fixed seeds."""
    for low, high, weeks, rate in ((8, 60, 2.0, 30.0), (8, 48, 2.0, 20.0), (0, 40, 5.0, 30.0)):
        logs = [ended_between(low, high, weeks, rate, seed) for seed in range(3)]
        assert not any(one.trend.is_found for one in logs)
        assert sum(one.low <= rate <= one.high for one in logs) >= 2
        assert np.mean([one.per_week for one in logs]) == pytest.approx(rate, rel=0.05)
        assert not any(one.is_cut for one in logs)


def test_cases_too_long_for_the_log_are_all_counted_and_it_is_said() -> None:
    found = ended_between(0, 12, 12.0, 20.0, 1)
    assert found.is_cut
    assert not found.trend.is_found
    rows: list[tuple[str, str, str | None, str, str]] = []
    for number in range(60):
        begin = MONDAY + pd.Timedelta(hours=5 * number)
        end = begin + pd.Timedelta(hours=290)
        rows.append((f"c{number}", "Open", "ann", str(begin), str(begin)))
        rows.append((f"c{number}", "Close", "bob", str(end), str(end)))
    calibration = calibrate(event_log(rows))
    assert calibration.fitted.arrivals.count == 60
    assert any("may be too low" in one for one in calibration.warnings)


def test_cases_that_all_begin_on_closed_days_have_no_pattern() -> None:
    sunday = (MONDAY - pd.Timedelta(days=1)).timestamp()
    starts = sunday + np.array([36_000.0, 39_600.0])
    opening = np.array([0.0] * 5 + [0.0, 0.0])
    closing = np.array([DAY] * 5 + [0.0, 0.0])
    week = WorkingWeek(opening, closing, "UTC")
    ends = starts + 30 * DAY
    clock = past_clock(week, np.concatenate((starts, ends)), starts)
    found = fit_arrivals(starts, ends, week, clock)
    assert found.count == 2
    assert not found.trend.is_found
    assert not found.dispersion.is_found
    assert found.weekday_factors == found.hour_factors == ()


def test_bursts_of_several_types_are_told_and_not_simulated() -> None:
    """Streams at intervals of their own would together be nearer to a Poisson process."""
    calibration = calibrate(round_the_clock_log(2.0, 1, count=1500, types=4))
    arrivals = calibration.fitted.arrivals
    assert len(calibration.fitted.kinds) > 1
    assert arrivals.dispersion.is_found
    assert not arrivals.is_renewal
    assert "every:" not in calibration.text
    assert any("cases come in bursts" in one for one in calibration.warnings)


def test_a_trend_says_what_it_leaves_to_check() -> None:
    calibration = calibrate(office_log(0.8, 1))
    assert any("as many people in every week" in one for one in calibration.warnings)
    assert "given that it was found, so too large on average" in calibration.text
