"""Warm-up by MSER-5 and competing ends by Aalen-Johansen, by hand and by brute force."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.stats import OPEN, aalen_johansen, mser5


def test_the_curve_is_the_marginal_standard_error() -> None:
    values = np.random.default_rng(1).normal(size=203)
    found = mser5(values)
    batches = values[:200].reshape(40, 5).mean(axis=1)
    expected = [np.var(batches[d:]) / (40 - d) for d in range(36)]
    assert found.curve == pytest.approx(expected, rel=1e-9)
    assert found.length == 5 * int(np.argmin(expected))


def test_a_start_far_off_is_left_out() -> None:
    generator = np.random.default_rng(2)
    steady = generator.normal(10.0, 1.0, size=(8, 500))
    steady[:, :60] -= np.linspace(10.0, 0.0, 60)
    length = mser5(steady).length
    assert length is not None and 40 <= length <= 80
    assert mser5(np.full(200, 3.0)).length == 0


def test_where_it_refuses() -> None:
    short = mser5(np.zeros(99))
    assert short.length is None and "99 observations make 19 batches" in str(short.reason)
    growing = mser5(np.arange(300.0))
    assert growing.length is None and "no steady state can be seen" in str(growing.reason)
    surge = mser5(np.zeros(500), is_transient=True)
    assert surge.length is None and "no steady state" in str(surge.reason)
    assert surge.curve.size == 96
    with pytest.raises(ValueError, match="finite"):
        mser5([1.0, np.nan])


def test_competing_ends_by_hand() -> None:
    # Five cases: end 0 after 1, end 1 after 2, open since 2, end 0 after 3, open since 5.
    found = aalen_johansen([1, 2, 2, 3, 5], [0, 1, OPEN, 0, OPEN], 2)
    assert found.time.tolist() == [1, 2, 3]
    # 1/5; then 1/4 of 4/5; then 1/2 of 3/5.
    assert found.ended[0] == pytest.approx([0.2, 0.2, 0.5])
    assert found.ended[1] == pytest.approx([0.0, 0.2, 0.2])
    assert found.open == pytest.approx([0.8, 0.6, 0.3])
    assert found.ended.sum(axis=0) + found.open == pytest.approx([1.0, 1.0, 1.0])


def test_without_open_cases_it_counts() -> None:
    generator = np.random.default_rng(4)
    time, end = generator.exponential(size=200), generator.integers(0, 3, 200)
    found = aalen_johansen(time, end, 3)
    for code in range(3):
        assert found.ended[code, -1] == pytest.approx(np.mean(end == code))
    assert found.open[-1] == pytest.approx(0.0, abs=1e-12)


def test_competing_ends_refuse_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="give one of each"):
        aalen_johansen([1.0], [0, 1], 2)
    with pytest.raises(ValueError, match="outside 0 to 1"):
        aalen_johansen([1.0], [2], 2)
    with pytest.raises(ValueError, match="finite number from 0"):
        aalen_johansen([-1.0], [0], 2)
    assert aalen_johansen([3.0], [OPEN], 2).time.size == 0
