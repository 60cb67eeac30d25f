"""Flip points of known curves, and how often their intervals hold the truth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom

from mom_sim.experiments.claims.flip_points import find_flip
from mom_sim.stats import Interval, mean_interval, proportion_interval


def exact(curve: Callable[[float], float], half_width: float) -> Callable[[float], Interval]:
    def at(x: float) -> Interval:
        y = curve(x)
        return Interval(y, y - half_width, y + half_width)

    return at


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_of_a_straight_line_estimate_and_ends_are_exact(sign: float) -> None:
    found = find_flip(exact(lambda x: sign * (2 * x - 6), 1.0), 0, 10, 0.0, 6)
    assert (found.estimate, found.low, found.high) == pytest.approx((3.0, 2.5, 3.5))
    assert found.rising == (sign > 0)
    assert found.reason is None
    assert [x for x, _ in found.curve] == sorted({x for x, _ in found.curve})


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_bent_curve_is_closed_in_from_both_sides(sign: float) -> None:
    """A load of 0.9 makes a queue of 9: far from a straight line over the range."""
    found = find_flip(exact(lambda x: sign * x / (1 - x), 0.5), 0.1, 0.99, sign * 9.0, 12)
    assert found.estimate == pytest.approx(0.9, abs=0.02)
    assert found.low is not None and found.high is not None
    assert found.low < 8.5 / 9.5 + 0.02 and found.high > 9.5 / 10.5 - 0.02


def test_not_within_the_range_says_so_and_looks_no_further() -> None:
    found = find_flip(exact(lambda x: x, 0.1), 1, 2, 5.0, 8)
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert found.reason == "not within 1 to 2: the measure is below 5 at both ends"
    assert len(found.curve) == 2


def test_an_end_that_is_not_clear_is_open() -> None:
    found = find_flip(exact(lambda x: x, 3.0), 0, 10, 2.0, 6)
    assert found.estimate == pytest.approx(2.0)
    assert found.low is None and found.high == pytest.approx(5.0)
    assert found.reason == "the measure is not clear at 0"


def test_without_intervals_there_is_an_estimate_and_a_reason() -> None:
    found = find_flip(lambda x: Interval(x, None, None, "one replication"), 0, 4, 1.0, 5)
    assert found.estimate == pytest.approx(1.0)
    assert (found.low, found.high, found.reason) == (None, None, "one replication")


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Noisy lines with common random numbers whose root is 3, 400 of them, 12 replications each.

    False alarm: the lower 99.9% bound of the coverage lies below 95% for at most 1 of 1000 seeds if
    the coverage is 95%.
    """
    generator = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        level, slope = generator.normal(0, 1, 12), generator.normal(1, 0.2, 12)

        def at(x: float, level: np.ndarray = level, slope: np.ndarray = slope) -> Interval:
            return mean_interval(level + slope * (x - 3))

        found = find_flip(at, -5, 11, 0.0, 8)
        low = -np.inf if found.low is None else found.low
        high = np.inf if found.high is None else found.high
        held += low <= 3 <= high
    assert held >= binom.ppf(0.001, 400, 0.95)
    assert proportion_interval(held, 400).high < 0.999  # not by being endless
