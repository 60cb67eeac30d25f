"""Random demand against what is known about it: Poisson counts, integrals, renewal sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from mom_sim.calendars.calendar import Calendar
from mom_sim.calendars.weekly_hours import parse_weekly_hours
from mom_sim.draws.distributions import distribution
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import Scenario, Seasonality
from mom_sim.tape import CALM, Campaigns, draw_tape, expected_campaigns
from mom_sim.tape.demand_rates import baseline_rate
from tests.invariants.tape_scenarios import (
    DAY,
    HOUR,
    OFFICE,
    WEEK,
    YEAR,
    campaign_type,
    constant,
    demand,
    scenario,
)

MONTHS = (0.5, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.6, 2.4)


def drawn(made: Scenario, replication: int = 0) -> Campaigns:
    return draw_tape(made, replication, surge=CALM).campaigns


def at(day: date) -> int:
    return (day - date(2026, 1, 5)).days * DAY


def chi_square_tail(counts: np.ndarray, expected: np.ndarray) -> float:
    """Probability of counts at least as far from independent Poisson numbers."""
    return float(stats.chi2.sf(((counts - expected) ** 2 / expected).sum(), counts.size))


def test_counts_follow_the_months_and_a_month_without_demand_stays_empty() -> None:
    """Weeks around each change of month against Poisson; false alarm 1e-5."""
    seasonal = campaign_type(
        "a", demand(per_year=30_000.0), seasonality=Seasonality(MONTHS, 0, 0, 0)
    )
    requested = drawn(scenario(seasonal)).requested
    february, march = at(date(2026, 2, 1)), at(date(2026, 3, 1))
    assert not ((requested >= february) & (requested < march)).any()
    counts, expected = [], []
    for month in (2, 3, 10, 11, 12):
        change = at(date(2026, month, 1))
        factors = ((change - 3 * DAY, MONTHS[month - 2]), (change, MONTHS[month - 1]))
        for start, factor in factors:
            if factor:
                counts.append(((requested >= start) & (requested < start + 3 * DAY)).sum())
                expected.append(30_000.0 * factor * 3 * DAY / YEAR)
    assert chi_square_tail(np.array(counts), np.array(expected)) > 1e-5


def test_months_change_at_midnight_in_the_time_zone_of_the_reference_calendar() -> None:
    berlin = Calendar("office", parse_weekly_hours("mon-fri 09:00-17:00"), "Europe/Berlin")
    kind = campaign_type("a", demand(), seasonality=Seasonality((1.0,) * 3 + (0.0,) * 9, 0, 0, 0))
    made = scenario(kind, calendars=(berlin, *scenario().calendars[1:]))
    rate = baseline_rate(made, kind, kind.demand[0])
    # From the first Monday of the year to April: summer time has taken an hour away.
    end_of_march = at(date(2026, 4, 1)) - HOUR
    reached = rate.expected[rate.times == end_of_march]
    assert reached == pytest.approx([100.0 * end_of_march / YEAR])
    assert rate.between(end_of_march, at(date(2026, 12, 31))).total == 0.0


def test_requests_in_working_hours_keep_the_mean_and_do_not_know_holidays() -> None:
    """Office hours alone, at 168/40 of the mean rate; count against Poisson; false alarm 1e-5."""
    closed = frozenset(date(2026, 5, 4) + timedelta(days=i) for i in range(5))
    office = replace(OFFICE, closed_dates=closed)
    made = scenario(
        campaign_type("a", demand(per_year=30_000.0), arrive_in_working_hours=True),
        calendars=(office,),
    )
    requested = drawn(made).requested
    assert ((requested % WEEK) // DAY < 5).all()
    hour = (requested % DAY) // HOUR
    assert hour.min() == 9 and hour.max() == 16
    weeks = np.bincount(requested // WEEK, minlength=91)
    assert chi_square_tail(weeks, np.full(91, 30_000.0 * WEEK / YEAR)) > 1e-5


def test_requests_in_working_hours_need_working_hours() -> None:
    never = Calendar("office", parse_weekly_hours("closed"), "UTC")
    made = scenario(campaign_type("a", demand(), arrive_in_working_hours=True), calendars=(never,))
    with pytest.raises(RunError, match=r"'office' has no weekly hours; .*arrive: any time"):
        drawn(made)


PERIOD, PHASE, FIRST = 24 * HOUR + 7, 5 * HOUR, 3 * DAY + 1
CYCLE = Seasonality((), PERIOD, 0.8, PHASE)


def integral(t: np.ndarray) -> np.ndarray:
    """Integral of 1 + 0.8 sin(2 pi (t - phase)/period) from FIRST, microseconds."""
    speed = 2 * np.pi / PERIOD
    swing = np.cos(speed * (FIRST - PHASE)) - np.cos(speed * (np.asarray(t, float) - PHASE))
    return np.asarray(t - FIRST + 0.8 / speed * swing)


def test_the_cumulative_rate_of_a_cycle_is_its_integral() -> None:
    kind = campaign_type("a", demand(per_year=365.25, first=FIRST), seasonality=CYCLE)
    made = scenario(kind)
    rate = baseline_rate(made, kind, kind.demand[0])
    after = rate.times >= FIRST
    assert (rate.expected[~after] == 0.0).all()
    exact = integral(rate.times[after]) / DAY
    np.testing.assert_allclose(rate.expected[after], exact, rtol=1e-9, atol=1e-9)
    # Between knots, the bound that the module states: 5 millionths of a period's requests.
    middles = (rate.times[1:] + rate.times[:-1]) // 2
    between = np.interp(middles, rate.times, rate.expected)
    inside = middles > FIRST
    assert abs(between - integral(middles) / DAY)[inside].max() < 5e-6 * PERIOD / DAY


def test_requests_of_a_cycle_are_uniform_on_the_scale_of_its_integral() -> None:
    """Kolmogorov-Smirnov on the integral's scale, 90,000 requests; false alarm 1e-5."""
    kind = campaign_type("a", demand(per_year=50_000.0, first=FIRST), seasonality=CYCLE)
    requested = drawn(scenario(kind)).requested
    assert requested.min() >= FIRST
    limit = 91 * WEEK
    share = integral(requested) / integral(np.array(limit))
    assert stats.kstest(share, "uniform").pvalue > 1e-5
    expected = 50_000.0 * float(integral(np.array(limit))) / YEAR
    assert 1e-5 < stats.poisson.cdf(requested.size, expected) < 1 - 1e-5


def test_a_cycle_too_short_for_the_run_is_refused_with_the_shortest() -> None:
    kind = campaign_type("a", demand(), seasonality=Seasonality((), HOUR // 10, 0.5, 0))
    with pytest.raises(RunError, match=r"allowed is 1\.22 hours or more"):
        drawn(scenario(kind))


@pytest.mark.parametrize("at_once", [True, False])
def test_constant_intervals_recur_exactly(at_once: bool) -> None:
    interval = constant(1.25 * HOUR)
    made = scenario(
        campaign_type(
            "a", demand(per_year=0.0, interval=(interval,), first=HOUR, first_at_once=at_once)
        )
    )
    requested = drawn(made).requested
    begin = HOUR if at_once else HOUR + 5 * HOUR // 4
    np.testing.assert_array_equal(requested, np.arange(begin, 91 * WEEK, 5 * HOUR // 4))
    assert drawn(made).index[:3].tolist() == [1, 2, 3]


def test_interval_i_leads_to_request_i_whether_or_not_the_first_comes_at_once() -> None:
    weekly = distribution("gamma", mean=float(WEEK), cv=0.5)
    once = demand(per_year=0.0, interval=(weekly,), first_at_once=True)
    later = replace(once, first_at_once=False)
    gaps = [
        np.diff(drawn(scenario(campaign_type("a", one))).requested).tolist()
        for one in (once, later)
    ]
    shorter = min(map(len, gaps))
    assert shorter > 50 and gaps[0][:shorter] == gaps[1][:shorter]


def test_renewal_intervals_follow_their_distribution() -> None:
    """Kolmogorov-Smirnov of some 22,000 intervals; false alarm 1e-5."""
    interval = distribution("gamma", mean=float(DAY) / 36, cv=0.5)
    made = scenario(campaign_type("a", demand(per_year=0.0, interval=(interval,))))
    gaps = np.diff(drawn(made).requested, prepend=0)
    assert gaps.size == pytest.approx(637 * 36, rel=0.03)
    law = stats.gamma(a=4.0, scale=DAY / 36 / 4)
    assert stats.kstest(gaps, law.cdf).pvalue > 1e-5


def test_intervals_that_take_no_time_are_refused() -> None:
    made = scenario(campaign_type("a", demand(per_year=0.0, interval=(constant(0),))))
    with pytest.raises(RunError, match=r"'north/a'.*mean above 0"):
        drawn(made)


def test_a_demand_after_the_run_or_of_rate_zero_brings_nothing() -> None:
    late = demand("north", first=95 * WEEK)
    late_renewal = demand("south", per_year=0.0, interval=(constant(DAY),), first=95 * WEEK)
    none = demand("south", per_year=0.0)
    made = scenario(campaign_type("a", late, late_renewal), campaign_type("b", none))
    assert drawn(made).id == ()
    assert expected_campaigns(made) == 0.0


def test_two_demands_of_one_unit_for_one_type_are_two_processes() -> None:
    made = scenario(campaign_type("a", demand("north"), demand("north")))
    campaigns = drawn(made)
    first = [name.startswith("north/a/baseline/") for name in campaigns.id]
    second = [name.startswith("north/a/baseline 2/") for name in campaigns.id]
    assert all(a != b for a, b in zip(first, second, strict=True))
    assert not set(campaigns.requested[first]) & set(campaigns.requested[second])
