"""The fast paths against the generic jackknife, which calls the estimator for every replication."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mom_sim.stats import (
    Interval,
    jackknife_interval,
    paired_quantile_difference_interval,
    paired_ratio_difference_interval,
    pooled_quantile_interval,
    pooled_quantile_rank_interval,
    ratio_interval,
)

numerators = st.floats(-100, 100)
denominators = st.one_of(st.just(0.0), st.floats(0.5, 10))
fractions = st.lists(st.tuples(numerators, denominators), max_size=8)
# A few distinct values, so that ties are common.
items = st.one_of(st.integers(0, 4).map(float), st.floats(-1e3, 1e3))
replications = st.lists(st.lists(items, max_size=6), max_size=7)
paired_replications = st.lists(
    st.tuples(st.lists(items, max_size=5), st.lists(items, max_size=5)), max_size=7
)
probabilities = st.one_of(st.sampled_from([0.0, 0.5, 0.9, 1.0]), st.floats(0, 1))
confidences = st.floats(0.5, 0.99)


def assert_same(fast: Interval, generic: Interval, scale: float) -> None:
    ours = (fast.estimate, fast.low, fast.high)
    theirs = (generic.estimate, generic.low, generic.high)
    assert [end is None for end in ours] == [end is None for end in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert one is None or one == pytest.approx(other, rel=1e-12, abs=1e-12 * scale)
    assert (fast.reason is None) == (generic.reason is None)


def pooled_ratio(pairs: Sequence[tuple[float, float]]) -> float | None:
    below = sum(pair[1] for pair in pairs)
    return sum(pair[0] for pair in pairs) / below if below else None


def pooled_quantile(samples: Sequence[Sequence[float]], probability: float) -> float | None:
    pooled = [item for sample in samples for item in sample]
    return float(np.quantile(pooled, probability)) if pooled else None


@given(fractions, confidences)
def test_ratio(pairs: list[tuple[float, float]], confidence: float) -> None:
    fast = ratio_interval([p[0] for p in pairs], [p[1] for p in pairs], confidence)
    # A ratio is at most the largest sum by the smallest denominator.
    assert_same(fast, jackknife_interval(pairs, pooled_ratio, confidence), scale=1600.0)


@given(st.lists(st.tuples(numerators, denominators, numerators, denominators), max_size=8))
@example([(1.0, 0.0, 1.0, 0.0), (0.0, 1.0, 0.0, 1.0)])  # without the second, both are infinite
def test_paired_ratio_difference(rows: list[tuple[float, float, float, float]]) -> None:
    def difference(some: Sequence[tuple[float, float, float, float]]) -> float | None:
        a = pooled_ratio([(row[0], row[1]) for row in some])
        b = pooled_ratio([(row[2], row[3]) for row in some])
        return None if a is None or b is None else a - b

    columns = [[row[i] for row in rows] for i in range(4)]
    fast = paired_ratio_difference_interval(columns[0], columns[1], columns[2], columns[3])
    assert_same(fast, jackknife_interval(rows, difference), scale=3200.0)


@given(replications, probabilities, confidences)
def test_pooled_quantile(samples: list[list[float]], probability: float, confidence: float) -> None:
    found = pooled_quantile_interval(samples, probability, confidence)
    assert found.estimate == pooled_quantile(samples, probability)
    has_ends = sum(bool(sample) for sample in samples) > 1
    assert (found.low is not None) == (found.high is not None) == has_ends
    assert (found.reason is None) == has_ends
    if found.low is not None and found.high is not None:
        assert found.low <= found.estimate <= found.high


@given(paired_replications, probabilities)
def test_paired_quantile_difference(
    pairs: list[tuple[list[float], list[float]]], probability: float
) -> None:
    a, b = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = paired_quantile_difference_interval(a, b, probability)
    mine, theirs = pooled_quantile(a, probability), pooled_quantile(b, probability)
    assert found.estimate == (None if mine is None or theirs is None else mine - theirs)
    back = paired_quantile_difference_interval(b, a, probability)
    for one, other in ((found.low, back.high), (found.high, back.low)):
        assert (one is None) == (other is None)
        assert one is None or other is None or one == pytest.approx(-other, rel=1e-9, abs=1e-6)
    itself = paired_quantile_difference_interval(a, a, probability)
    assert itself.low is None or (itself.low, itself.high) == pytest.approx((0.0, 0.0), abs=1e-4)


@given(replications, probabilities)
def test_rank_interval_lies_among_the_items(samples: list[list[float]], probability: float) -> None:
    interval = pooled_quantile_rank_interval(samples, probability)
    assert interval.estimate is not None or interval.low is interval.high is None
    assert (interval.low is None) == (interval.reason is not None)
    if interval.estimate is not None and interval.low is not None and interval.high is not None:
        pooled = [item for sample in samples for item in sample]
        assert min(pooled) <= interval.low <= interval.estimate <= interval.high <= max(pooled)


@given(fractions, st.randoms(use_true_random=False))
def test_order_of_replications_does_not_matter(
    pairs: list[tuple[float, float]], random: object
) -> None:
    shuffled = pairs.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = ratio_interval([p[0] for p in pairs], [p[1] for p in pairs])
    other = ratio_interval([p[0] for p in shuffled], [p[1] for p in shuffled])
    assert_same(one, other, scale=1600.0)
