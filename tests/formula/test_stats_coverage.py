"""How often the intervals hold the true value, against what they promise.

Every test counts hits among 2,000 independent repeats with a fixed seed and fails where the count
lies outside the central 99.99% of a binomial distribution: for an exact interval, that with its
confidence; for an approximate one, those whose hit rates span the stated tolerance. So each test
raises a false alarm with probability at most 1e-4 (over seeds), the six together with 6e-4.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import binom

from mom_sim.stats import (
    Interval,
    mean_interval,
    paired_quantile_difference_interval,
    paired_ratio_difference_interval,
    pooled_quantile_interval,
    pooled_quantile_rank_interval,
    ratio_interval,
)

REPEATS = 2000
FALSE_ALARM = 1e-4


def assert_coverage(
    draw: Callable[[np.random.Generator], Interval],
    truth: float,
    lowest: float,
    highest: float,
    seed: int,
) -> None:
    generator = np.random.default_rng(seed)
    hits = 0
    for _ in range(REPEATS):
        interval = draw(generator)
        assert interval.low is not None and interval.high is not None, interval.reason
        hits += interval.low <= truth <= interval.high
    fewest = binom.ppf(FALSE_ALARM / 2, REPEATS, lowest)
    most = binom.isf(FALSE_ALARM / 2, REPEATS, highest)
    assert fewest <= hits <= most, f"{hits / REPEATS:.4f} of the intervals hold {truth}"


@pytest.mark.parametrize(("replications", "confidence"), [(3, 0.95), (10, 0.8)])
def test_mean_of_normal_values_is_exact(replications: int, confidence: float) -> None:
    """Exact theory, so the hit rate is the confidence. False alarm 1e-4."""

    def draw(generator: np.random.Generator) -> Interval:
        return mean_interval(generator.normal(7.0, 3.0, replications), confidence)

    assert_coverage(draw, 7.0, confidence, confidence, seed=1)


def test_ratio_with_replications_that_have_no_case() -> None:
    """Cases are Poisson(3), so 1 replication in 20 has none; a case weighs 2 on average.

    True ratio 2. Tolerance 93% to 96%; false alarm 1e-4.
    """

    def draw(generator: np.random.Generator) -> Interval:
        cases = generator.poisson(3.0, 30)
        weights = np.array([generator.gamma(4.0, 0.5, count).sum() for count in cases])
        return ratio_interval(weights, cases)

    assert_coverage(draw, 2.0, 0.93, 0.96, seed=2)


def test_paired_ratio_difference() -> None:
    """Two systems share their cases and most of the weight; b adds 0.5 a case, so a - b is -0.5.

    Tolerance 93% to 96%; false alarm 1e-4.
    """

    def draw(generator: np.random.Generator) -> Interval:
        cases = 1.0 + generator.poisson(5.0, 20)
        shared = generator.gamma(2.0 * cases)
        extra = generator.gamma(cases, 0.5)
        return paired_ratio_difference_interval(shared, cases, shared + extra, cases)

    assert_coverage(draw, -0.5, 0.93, 0.96, seed=3)


def test_pooled_median_by_jackknife() -> None:
    """12 replications of 100 normal items around a replication's own level. True median 0.

    Tolerance 92.5% to 96%: with n p (1 - p) = 25 the jackknife stays slightly below its promise.
    False alarm 1e-4.
    """

    def draw(generator: np.random.Generator) -> Interval:
        level = 0.2 * generator.normal(size=(12, 1))
        return pooled_quantile_interval(list(level + generator.normal(size=(12, 100))), 0.5)

    assert_coverage(draw, 0.0, 0.925, 0.96, seed=4)


def test_paired_p90_difference_by_jackknife() -> None:
    """The items of b are those of a, noisier: p90 of normal items with sd 1 and sd sqrt(1.25).

    Tolerance 93% to 98.5%; false alarm 1e-4.
    """

    def draw(generator: np.random.Generator) -> Interval:
        a = generator.normal(size=(12, 100))
        b = a + 0.5 * generator.normal(size=(12, 100))
        return paired_quantile_difference_interval(list(a), list(b), 0.9)

    assert_coverage(draw, float(ndtri(0.9) * (1.0 - np.sqrt(1.25))), 0.93, 0.985, seed=5)


def test_p90_by_rank_with_few_items() -> None:
    """40 replications of 10 exponential items, where the jackknife holds 86%. True p90 ln 10.

    Tolerance 93.5% to 97%; false alarm 1e-4.
    """

    def draw(generator: np.random.Generator) -> Interval:
        return pooled_quantile_rank_interval(list(generator.exponential(size=(40, 10))), 0.9)

    assert_coverage(draw, float(np.log(10.0)), 0.935, 0.97, seed=6)
