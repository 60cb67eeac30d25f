"""Intervals from sums alone are those of the values themselves."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.stats.interval import ONE_REPLICATION
from mom_sim.stats.ratio_sums import NOTHING, RatioSums
from mom_sim.stats.student import student_interval

wholes = st.integers(0, 10**12)


def added(pairs):
    return reduce(lambda one, other: one + other, [RatioSums.of(*pair) for pair in pairs])


@given(st.lists(st.tuples(wholes, st.integers(1, 10**6)), min_size=2, max_size=30))
def test_an_interval_is_that_of_the_linearized_values(pairs):
    numerator, denominator = np.array(pairs, dtype=float).T
    ratio = numerator.sum() / denominator.sum()
    moved = len(pairs) * (numerator - ratio * denominator) / denominator.sum()
    expected = student_interval(ratio, ratio + moved, center=ratio)
    found = added(pairs).interval(1.0)
    assert found.estimate == pytest.approx(ratio, rel=1e-12)
    size = ratio + float(np.abs(moved).max())
    assert found.low == pytest.approx(expected.low, rel=1e-6, abs=1e-9 * size)
    assert found.high == pytest.approx(expected.high, rel=1e-6, abs=1e-9 * size)


@given(st.permutations([(5, 2), (9, 4), (0, 1), (77, 3)]))
def test_the_order_of_replications_leaves_no_trace(pairs):
    assert added(pairs) == added([(0, 1), (5, 2), (9, 4), (77, 3)])


def test_an_interval_around_another_center_is_wider_by_its_distance():
    sums = added([(8, 1), (10, 1), (12, 1)])
    around = sums.interval(1.0, center=13.0)
    assert around.estimate == 13.0
    assert around.high - around.low > sums.interval(1.0).high - sums.interval(1.0).low


def test_what_cannot_be_had_says_why():
    assert added([(0, 0), (0, 0)]).interval(1.0).reason == NOTHING
    assert RatioSums.of(3, 4).interval(1.0).reason == ONE_REPLICATION
    alone = added([(3, 4), (0, 0)]).interval(1.0)
    assert alone.estimate == 0.75 and alone.low is None
    assert "hangs on one replication" in alone.reason
