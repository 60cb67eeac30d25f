"""The median with its interval by rank: against counting, and with infinite and unknown values."""

from __future__ import annotations

from itertools import pairwise
from math import comb, inf

import numpy as np
import pytest

from mom_sim.stats import Interval, median_interval


@pytest.mark.parametrize("count", [*range(1, 31), 99, 100])
@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99])
def test_the_ends_are_the_closest_that_cover(count: int, confidence: float) -> None:
    """P(x_(k) <= median <= x_(n+1-k)) is 1 - 2 P(B < k), B binomial (n, 1/2), counted exactly."""

    def coverage(k: int) -> float:
        return 1 - 2 * sum(comb(count, b) for b in range(k)) / 2**count

    found = median_interval([float(value) for value in range(1, count + 1)], confidence)
    assert found.estimate == (count + 1) / 2
    if found.low is None:
        assert coverage(1) < confidence
        fewest = next(n for n in range(1, 30) if 1 - 2 / 2**n >= confidence)
        assert f"needs {fewest} replications for its interval" in str(found.reason)
        return
    k = int(found.low)
    assert found.high == count + 1 - k
    assert coverage(k) >= confidence - 1e-12
    assert coverage(k + 1) < confidence or k + 1 > (count + 1) / 2


def test_six_replications_are_the_fewest_for_95_percent() -> None:
    assert median_interval([1.0] * 5).low is None
    assert median_interval([3.0, 1.0, 2.0, 6.0, 5.0, 4.0]) == Interval(3.5, 1.0, 6.0)


def test_infinite_values_are_the_largest() -> None:
    found = median_interval([4.0, 1.0, inf, 2.0, 5.0, 3.0, 6.0, 7.0])
    assert (found.estimate, found.low, found.high) == (4.5, 1.0, None)
    assert found.reason is not None and found.reason.startswith("the upper end")
    many = median_interval([float(value) for value in range(19)] + [inf])
    assert many.high == 14.0 and many.reason is None


@pytest.mark.parametrize("values", [[1.0, inf], [inf], [1.0, 2.0, inf, inf], [-inf, 1.0, inf, inf]])
def test_half_of_them_infinite_leave_no_estimate(values: list[float]) -> None:
    found = median_interval(values)
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert found.reason == "it is infinite in at least half of the replications"


def test_the_unknown_widen_the_interval_on_both_sides() -> None:
    values: list[float | None] = [float(value) for value in range(1, 21)]
    whole, partly = median_interval(values), median_interval([*values, None, None])
    assert (whole.low, whole.high) == (6.0, 15.0)
    assert partly.estimate == whole.estimate == 10.5
    assert (partly.low, partly.high) == (4.0, 17.0)
    assert median_interval([None]).estimate is None


def test_what_is_wrong_is_told() -> None:
    assert median_interval([]).reason == "no replication, so nothing to estimate: run at least 2"
    with pytest.raises(ValueError, match="NaN"):
        median_interval([1.0, float("nan")])
    with pytest.raises(ValueError, match="confidence"):
        median_interval([1.0], 95)


def test_intervals_cover_as_often_as_they_say() -> None:
    """Of 4000 samples of 11 skewed values; false alarm 1e-6 by the normal approximation. Seed 5."""
    generator = np.random.default_rng(5)
    true = np.exp(0.0)
    hits = 0
    for _ in range(4000):
        found = median_interval(generator.lognormal(0.0, 1.5, 11).tolist())
        assert found.low is not None and found.high is not None
        hits += found.low <= true <= found.high
    exact = 1 - 2 * sum(comb(11, b) for b in range(2)) / 2**11
    assert abs(hits / 4000 - exact) < 4.9 * (exact * (1 - exact) / 4000) ** 0.5


def test_more_confidence_gives_no_narrower_interval() -> None:
    values = np.random.default_rng(2).exponential(size=40).tolist()
    found = [median_interval(values, confidence) for confidence in (0.5, 0.8, 0.9, 0.95, 0.99)]
    for narrow, wide in pairwise(found):
        assert wide.low <= narrow.low <= narrow.high <= wide.high  # type: ignore[operator]
