"""Arrivals at changing rates against the theory of Poisson processes.

The rates jump from close to zero to high and back, with a closed stretch in between: where a gap
drawn at the rate in force when it begins goes wrong.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pytest
from scipy import stats

from mom_sim.draws.address import stable_hash, uniforms
from mom_sim.draws.poisson_process import arrival_times, arrivals_by_inversion, unit_exponentials

HOUR = 3_600_000_000
FALSE_ALARM = 1e-4
NAME = "request:gap"

# Hours of each stretch and arrivals per hour in it.
HOURS = np.array([10, 2, 6, 3, 4, 8])
RATES = np.array([1e-6, 5.0, 0.02, 0.0, 1.5, 1e-9])


def knots(hours=HOURS, rates=RATES):
    times = np.concatenate(([0], np.cumsum(hours))) * HOUR
    return times.astype(np.int64), np.concatenate(([0.0], np.cumsum(hours * rates)))


@lru_cache
def replications(count):
    times, rate = knots()
    return [arrival_times(31, i, NAME, stable_hash("north"), times, rate) for i in range(count)]


def poisson_pvalue(counts, mean):
    """Chi-square goodness of fit to a Poisson distribution, cells of at least 8 expected."""
    expected = stats.poisson(mean).pmf(np.arange(200)) * counts.size
    groups, cell = [[]], 0.0
    for value, number in enumerate(expected):
        groups[-1].append(value)
        cell += number
        if cell >= 8 and expected[value + 1 :].sum() >= 8:
            groups.append([])
            cell = 0.0
    observed = np.array([np.isin(counts, group).sum() for group in groups])
    weights = np.array([expected[group].sum() for group in groups])
    return stats.chisquare(observed, weights * (counts.size / weights.sum())).pvalue


# From and to, in hours: both sides of every rate change, and windows across them.
WINDOWS = [(10, 11), (11, 12), (9, 12), (10, 10.25), (12, 18), (11.5, 14), (17, 22), (21, 21.5),
           (21, 25), (11, 24)]  # fmt: skip


@pytest.mark.parametrize("window", WINDOWS)
def test_counts_around_rate_changes_are_poisson(window):
    """False alarm 1e-4 each, 2e-3 for the family of 20 tests; 1,500 replications."""
    low, high = (int(hour * HOUR) for hour in window)
    times, rate = knots()
    mean = float(np.diff(np.interp([low, high], times, rate))[0])
    counts = np.array([((a >= low) & (a < high)).sum() for a in replications(1500)])
    total = int(counts.sum())
    expected = mean * counts.size
    two_sided = 2 * min(stats.poisson.cdf(total, expected), stats.poisson.sf(total - 1, expected))
    assert two_sided > FALSE_ALARM
    assert poisson_pvalue(counts, mean) > FALSE_ALARM


def test_counts_of_disjoint_windows_are_independent():
    """False alarm 2e-4: rank correlation of neighboring windows, 1,500 replications."""
    drawn = replications(1500)
    edges = np.array([10, 11, 12, 25]) * HOUR
    counts = np.array([np.histogram(a, edges)[0] for a in drawn])
    assert stats.spearmanr(counts[:, 0], counts[:, 1]).pvalue > FALSE_ALARM
    assert stats.spearmanr(counts[:, 1], counts[:, 2]).pvalue > FALSE_ALARM


def test_no_arrival_where_the_rate_is_zero():
    for arrivals in replications(1500):
        assert not ((arrivals >= 18 * HOUR) & (arrivals < 21 * HOUR)).any()


def test_arrivals_are_uniform_within_a_stretch():
    """False alarm 1e-4: Kolmogorov-Smirnov on the instants between hours 10 and 12."""
    together = np.concatenate(replications(600)) / HOUR
    inside = together[(together >= 10) & (together < 12)]
    assert inside.size > 5000
    assert stats.kstest(inside, stats.uniform(10, 2).cdf).pvalue > FALSE_ALARM


def test_gaps_seen_through_the_cumulative_rate_are_exponential():
    """The time-rescaling theorem. False alarm 1e-4: Kolmogorov-Smirnov on 20,000 gaps."""
    days = 400
    times, rate = knots(np.tile([8, 2, 14], days), np.tile([4.0, 9.0, 0.0], days))
    arrivals = arrival_times(3, 0, NAME, 1, times, rate)
    gaps = np.diff(np.interp(arrivals, times, rate))
    assert gaps.size > 19_000
    assert stats.kstest(gaps, "expon").pvalue > FALSE_ALARM
    assert abs(stats.spearmanr(gaps[:-1], gaps[1:]).statistic) < 4 / math.sqrt(gaps.size)


def test_superposed_streams_are_one_stream_of_the_summed_rate():
    """A surge on top of the baseline. False alarm 2e-4: gaps rescaled, and the count."""
    hours = np.tile([3, 1, 20], 250)
    base, surge = np.tile([2.0, 0.3, 0.0], 250), np.tile([0.0, 6.0, 1.0], 250)
    base[300:] = 0.0
    streams = [
        arrival_times(9, 0, NAME, stable_hash(f"north/email/{kind}"), *knots(hours, rates))
        for kind, rates in (("baseline", base), ("surge", surge))
    ]
    merged = np.sort(np.concatenate(streams))
    times, rate = knots(hours, base + surge)
    rescaled = np.interp(merged, times, rate)
    assert stats.kstest(np.diff(rescaled), "expon").pvalue > FALSE_ALARM
    count = stats.poisson(rate[-1])
    assert 2 * min(count.cdf(merged.size), count.sf(merged.size - 1)) > FALSE_ALARM


def test_constant_rate_is_the_running_sum():
    gaps = unit_exponentials(1, 2, NAME, 3, 0, 50)
    sums = np.cumsum(gaps)
    arrivals = arrivals_by_inversion([0, 40 * HOUR], [0.0, 40.0], sums)
    np.testing.assert_array_equal(arrivals, np.floor(sums[sums < 40.0] / 40.0 * (40 * HOUR)))


def test_knots_are_reached_exactly():
    """A level on a knot is the instant of the knot, behind any stretch without rate."""
    times, rate = [0, 10, 20, 30, 40, 50], [0.0, 1.0, 1.0, 1.0, 2.0, 2.0]
    levels = [0.0, 0.5, np.nextafter(1.0, 0), 1.0, np.nextafter(1.0, 2), 1.95, 2.0]
    assert arrivals_by_inversion(times, rate, levels).tolist() == [0, 5, 9, 30, 30, 39]


def test_a_share_that_rounds_to_one_stays_in_its_stretch():
    """Both differences end on a tie and round to the same even number: the share is 1."""
    low, high, level = 2.0**-54, 1.0 - 2.0**-53, 1.0 - 2.0**-52
    assert level - low == high - low
    assert arrivals_by_inversion([0, 10, 20], [0.0, low, high], [level, 1.0]).tolist() == [19]


def test_a_leading_and_a_trailing_stretch_without_rate():
    arrivals = arrivals_by_inversion([0, 100, 200, 10_000], [0, 0, 3, 3], [1e-300, 1.5, 2.999, 3.0])
    assert arrivals.tolist() == [100, 150, 199]


def test_nothing_to_expect_gives_nothing():
    assert arrivals_by_inversion([0, 5], [0.0, 0.0], []).tolist() == []
    assert arrival_times(0, 0, NAME, 0, [0, 5], [0.0, 0.0]).dtype == np.int64
    assert arrival_times(0, 0, NAME, 0, [0, 5], [0.0, 0.0]).size == 0


def test_a_rate_far_below_rounding_is_no_rate():
    """1000 + 1e-20 is 1000: the stretch is flat, and the division by its rise never happens."""
    times, rate = [0, 10, 20, 30], np.cumsum([0.0, 1000.0, 1e-20, 1000.0])
    arrivals = arrival_times(4, 0, NAME, 0, times, rate)
    assert not ((arrivals >= 10) & (arrivals < 20)).any()
    assert (arrivals >= 20).any()


GOLDEN_GAPS = [0.433236198314688, 0.1777359643932792, 0.6520870495686256]


def test_unit_exponentials_have_addresses():
    """Golden values, any part equals the part of the whole, and each is its own uniform's."""
    whole = unit_exponentials(20260101, 3, NAME, stable_hash("north/email/baseline"), 0, 100)
    part = unit_exponentials(20260101, 3, NAME, stable_hash("north/email/baseline"), 40, 7)
    np.testing.assert_array_equal(part, whole[40:47])
    u = uniforms(20260101, 3, NAME, stable_hash("north/email/baseline"), np.arange(100), 1)
    np.testing.assert_allclose(whole, -np.log(1 - u), rtol=1e-12)
    assert whole[:3].tolist() == pytest.approx(GOLDEN_GAPS, rel=1e-12)
    assert (whole > 0).all()
    assert unit_exponentials(0, 0, NAME, 0, 5, 0).shape == (0,)


@pytest.mark.parametrize(
    ("times", "rate", "sums", "expected"),
    [
        ([0, 10], [0.0, 5.0], [3.0, 4.9], "draw more of them"),
        ([0, 10], [0.0, 5.0], [], "draw more of them"),
        ([0, 10], [0.0, 5.0], [3.0, 1.0, 7.0], "Use numpy.cumsum"),
        ([0, 10], [0.0, 5.0], [-1.0, 7.0], "Use numpy.cumsum"),
        ([0, 10], [0.0, 5.0], [math.nan, 7.0], "Use numpy.cumsum"),
        ([0, 10], [1.0, 5.0], [7.0], "0 first and never decreasing"),
        ([0, 10, 20], [0.0, 5.0, 4.0], [7.0], "0 first and never decreasing"),
        ([0, 10], [0.0, math.nan], [7.0], "0 first and never decreasing"),
        ([0, 10], [0.0, math.inf], [7.0], "0 first and never decreasing"),
        ([0, 10, 10], [0.0, 1.0, 2.0], [7.0], "strictly increasing"),
        ([0.0, 10.0], [0.0, 1.0], [7.0], "whole microseconds"),
        ([0], [0.0], [7.0], "at least 2"),
        ([0, 10], [0.0, 1.0, 2.0], [7.0], r"got times of shape \(2,\) and rates of shape \(3,\)"),
    ],
)
def test_refuses_what_is_no_cumulative_rate(times, rate, sums, expected):
    with pytest.raises(ValueError, match=expected):
        arrivals_by_inversion(times, rate, sums)


def test_refuses_negative_counts():
    with pytest.raises(ValueError, match="got -1 and 3"):
        unit_exponentials(0, 0, NAME, 0, -1, 3)
    with pytest.raises(ValueError, match="got 0 and -3"):
        unit_exponentials(0, 0, NAME, 0, 0, -3)
