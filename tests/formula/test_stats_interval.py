"""Means and proportions against hand calculation and against scipy.stats."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mom_sim.stats import Interval, mean_interval, proportion_interval, t_interval


def test_mean_of_five_values_by_hand() -> None:
    # Mean 3, variance 2.5, standard error sqrt(0.5), t(4, 0.975) = 2.7764451.
    interval = mean_interval([1, 2, 3, 4, 5])
    half_width = 2.7764451051977987 * np.sqrt(0.5)
    assert interval.estimate == 3.0
    assert interval.low == pytest.approx(3.0 - half_width, rel=1e-12)
    assert interval.high == pytest.approx(3.0 + half_width, rel=1e-12)
    assert interval.reason is None


def test_symmetric_values_have_the_interval_of_scipy() -> None:
    values = [3.1, -4.0, 12.5, 0.0, 7.7]
    values += [-value for value in values]
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(0.9)
    interval = mean_interval(values, 0.9)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), rel=1e-12)


def test_a_long_tail_moves_its_own_end_alone_and_outward() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 13.0]
    # Mean 5.8; squared deviations add up to 117.6, cubed ones to 224.64.
    skewness = 224.64 * 10 / (9 * 8) / (117.6 / 9) ** 1.5
    # With t(9, 0.975), a = skewness / (6 sqrt 10), -G(-t) = (1 - (1 - 6 a (t + a))^(1/3)) / 2a.
    t, a = 2.2621571628540993, skewness / (6 * np.sqrt(10))
    bent = (1 - np.cbrt(1 - 6 * a * (t + a))) / (2 * a)
    error = np.sqrt(117.6 / 9 / 10)
    assert t < bent < 2 * t
    interval = mean_interval(values)
    assert (interval.low, interval.high) == pytest.approx((5.8 - t * error, 5.8 + bent * error))
    mirrored = mean_interval([-value for value in values])
    assert (mirrored.low, mirrored.high) == pytest.approx((-interval.high, -interval.low))


def test_no_end_is_moved_to_more_than_twice_its_distance() -> None:
    interval = mean_interval([0.0, 0.0, 0.0, 0.0, 10.0])  # mean 2, standard error 2
    t = 2.7764451051977987
    assert (interval.low, interval.high) == pytest.approx((2.0 - 2.0 * t, 2.0 + 4.0 * t))


def test_a_large_offset_costs_no_digits() -> None:
    near, far = mean_interval([0.0, 1.0, 2.0]), mean_interval([1e12, 1e12 + 1, 1e12 + 2])
    assert near.high is not None and far.high is not None and far.estimate is not None
    assert far.high - far.estimate == pytest.approx(near.high - 1.0, abs=1e-3)


def test_too_few_replications_say_why() -> None:
    assert mean_interval([4.0]) == Interval(
        4.0, None, None, "one replication has no interval: run at least 2"
    )
    nothing = mean_interval([])
    assert (nothing.estimate, nothing.low, nothing.high) == (None, None, None)
    assert nothing.reason is not None and "run at least 2" in nothing.reason


@pytest.mark.parametrize(("successes", "trials"), [(0, 20), (1, 20), (7, 20), (19, 20), (20, 20)])
@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.999])
def test_proportion_is_the_exact_one_of_scipy(
    successes: int, trials: int, confidence: float
) -> None:
    expected = stats.binomtest(successes, trials).proportion_ci(confidence, method="exact")
    interval = proportion_interval(successes, trials, confidence)
    assert interval.estimate == successes / trials
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), rel=1e-10)


def test_no_failure_in_n_trials_by_hand() -> None:
    # With n of n the lower end solves low^n = alpha / 2.
    interval = proportion_interval(30, 30, 0.95)
    assert interval.low == pytest.approx(0.025 ** (1 / 30), rel=1e-12)
    assert interval.high == 1.0


@pytest.mark.parametrize("probability", [0.02, 0.3, 0.5])
def test_proportion_covers_at_least_as_promised(probability: float) -> None:
    """Exact, no sampling: the coverage is a sum over all outcomes of 25 trials."""
    outcomes = range(26)
    held = [
        interval.low <= probability <= interval.high
        for interval in (proportion_interval(k, 25, 0.9) for k in outcomes)
        if interval.low is not None and interval.high is not None
    ]
    assert len(held) == len(outcomes)
    assert stats.binom.pmf(outcomes, 25, probability) @ held >= 0.9


def test_no_trial_says_why() -> None:
    interval = proportion_interval(0, 0)
    assert (interval.estimate, interval.low, interval.high) == (None, None, None)
    assert interval.reason == "no trial, so no proportion: run at least 1"


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95, float("nan")])
def test_impossible_confidence(confidence: float) -> None:
    with pytest.raises(ValueError, match=r"confidence is .* strictly between 0 and 1"):
        mean_interval([1.0, 2.0], confidence)


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5), (2.5, 5)])
def test_impossible_counts(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="0 <= successes <= trials"):
        proportion_interval(successes, trials)


def test_a_value_that_is_no_number_is_named() -> None:
    with pytest.raises(ValueError, match=r"values\[1\] is nan"):
        mean_interval([1.0, float("nan"), 2.0])


def test_values_have_to_be_a_vector() -> None:
    with pytest.raises(ValueError, match=r"shape \(2, 2\)"):
        mean_interval([[1.0, 2.0], [3.0, 4.0]])


def test_t_interval_needs_a_degree_of_freedom() -> None:
    with pytest.raises(ValueError, match="degrees_of_freedom is 0"):
        t_interval(1.0, 1.0, 0)
