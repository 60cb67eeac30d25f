"""How replications are put together, against doing it by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from mom_sim.metrics.ingredients import OneValue, Ratio, Ratios, Sample
from mom_sim.metrics.kinds import MEAN, RATIO, SHARE, FromRatios, PooledQuantile
from mom_sim.stats import (
    jackknife_interval,
    mean_interval,
    pooled_quantile_interval,
)

LARGEST = FromRatios("largest", lambda ratios: float(ratios.max()) if ratios.size else None)
RANDOM = np.random.default_rng(3)
A = [Ratios(RANDOM.uniform(1, 9, 4), RANDOM.uniform(1, 3, 4)) for _ in range(6)]
B = [Ratios(RANDOM.uniform(1, 9, 4), RANDOM.uniform(1, 3, 4)) for _ in range(6)]


def largest(parts: Sequence[Ratios]) -> float:
    numerators = sum(part.numerators for part in parts)
    denominators = sum(part.denominators for part in parts)
    return float(np.max(numerators / denominators))


def test_a_pooled_ratio_is_a_sum_by_a_sum() -> None:
    found = RATIO.interval([Ratio(1, 1), Ratio(0, 0), Ratio(2, 9)], 0.95)
    assert found.estimate == pytest.approx(3 / 10)
    assert RATIO.is_empty([Ratio(5, 0), Ratio(0, 0)])
    assert not RATIO.is_empty([Ratio(0, 0), Ratio(0, 1)])


def test_a_pooled_quantile_is_of_all_items() -> None:
    parts = [Sample(np.array([1.0, 2.0, 9.0])), Sample(np.array([])), Sample(np.array([4.0]))]
    assert PooledQuantile(0.5).interval(parts, 0.95).estimate == 3.0
    assert PooledQuantile(0.5).is_empty(parts[1:2])
    assert PooledQuantile(0.9).name == "pooled quantile 0.9"


def test_a_quantile_is_that_of_the_statistics() -> None:
    samples = [np.arange(40.0) * step for step in (1.0, 1.1, 0.9, 1.3)]
    parts = [Sample(values) for values in samples]
    found = PooledQuantile(0.5).interval(parts, 0.9)
    assert found == pooled_quantile_interval(samples, 0.5, 0.9)


def test_a_share_of_none_still_has_an_interval() -> None:
    parts = [Ratio(0, 30), Ratio(0, 0), Ratio(0, 30)]
    found = SHARE.interval(parts, 0.95)
    assert (found.estimate, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(1.0 - 0.025 ** (1 / 60))
    assert RATIO.interval(parts, 0.95).high == 0.0


def test_the_largest_of_pooled_ratios_is_jackknifed() -> None:
    expected = jackknife_interval(A, largest, 0.9)
    found = LARGEST.interval(A, 0.9)
    for side in ("estimate", "low", "high"):
        assert getattr(found, side) == pytest.approx(getattr(expected, side), rel=1e-12)


def test_differences_leave_the_same_replication_out_on_both_sides() -> None:
    pairs = list(zip(A, B, strict=True))
    expected = jackknife_interval(
        pairs, lambda some: largest([a for a, _ in some]) - largest([b for _, b in some]), 0.95
    )
    found = LARGEST.difference(A, B, 0.95)
    for side in ("estimate", "low", "high"):
        assert getattr(found, side) == pytest.approx(getattr(expected, side), rel=1e-12)


def test_ratios_without_a_denominator_do_not_take_part() -> None:
    none = Ratios(np.array([0.0, 5.0]), np.array([0.0, 10.0]))
    some = Ratios(np.array([3.0, 5.0]), np.array([0.0, 10.0]))
    assert LARGEST.interval([none, some], 0.95).estimate == 0.5
    assert LARGEST.is_empty([Ratios(np.zeros(2), np.zeros(2))])


def test_a_mean_over_replications_is_null_if_one_has_no_value() -> None:
    found = MEAN.interval([OneValue(2.0), OneValue(4.0), OneValue(9.0)], 0.95)
    assert found == mean_interval([2.0, 4.0, 9.0])
    missing = [OneValue(2.0), OneValue(None, "never came back")]
    assert MEAN.interval(missing, 0.95).reason == (
        "not to be had in 1 of 2 replications: never came back"
    )
    assert MEAN.difference([OneValue(2.0)] * 2, missing, 0.95).estimate is None
    assert MEAN.difference(missing, [OneValue(2.0)] * 2, 0.95).estimate is None
    paired = MEAN.difference([OneValue(2.0), OneValue(5.0)], [OneValue(1.0), OneValue(4.0)], 0.95)
    assert (paired.estimate, paired.low, paired.high) == (1.0, 1.0, 1.0)
