"""How sure a selection is, against Student's test; and when replications are enough."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from scipy.stats import binom

from docs.making.selection_cases import WINNER_SYSTEMS, winner_called
from mom_sim.stats import (
    Interval,
    chance_above_zero,
    next_replications,
    paired_mean_difference,
    probability_of_correct_selection,
    relative_half_width,
)


def test_of_symmetric_differences_it_is_the_one_sided_p_value() -> None:
    a = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    b = a + np.array([0.5, 1.0, 1.5, 1.0, 1.0])
    expected = stats.ttest_rel(a, b, alternative="greater").pvalue
    for confidence in (0.8, 0.95):
        interval = paired_mean_difference(a, b, confidence)
        if confidence == 0.95:
            assert chance_above_zero(interval, 4) == pytest.approx(1 - expected, rel=1e-9)
        found = chance_above_zero(interval, 4, confidence)
        assert found == pytest.approx(1 - expected, rel=1e-9)
    other = paired_mean_difference(b, a)
    assert chance_above_zero(other, 4) == pytest.approx(expected, rel=1e-9)


def test_what_does_not_vary_is_certain() -> None:
    assert chance_above_zero(Interval(-1.0, -1.0, -1.0), 3) == 0.0
    assert chance_above_zero(Interval(1.0, 1.0, 1.0), 3) == 1.0
    assert chance_above_zero(Interval(0.0, 0.0, 0.0), 3) == 0.5
    assert chance_above_zero(Interval(1.0, None, None, "why"), 3) is None


def test_a_longer_end_makes_more_careful() -> None:
    short, long = Interval(-2.0, -3.0, -1.0), Interval(-2.0, -3.0, -0.5)
    assert chance_above_zero(short, 9) < chance_above_zero(long, 9)


def test_doubts_add_up() -> None:
    assert probability_of_correct_selection([0.01, 0.02]) == pytest.approx(0.97)
    assert probability_of_correct_selection([0.5, 0.6]) == 0.0
    assert probability_of_correct_selection([]) == 1.0
    with pytest.raises(ValueError, match="doubts"):
        probability_of_correct_selection([1.5])


@pytest.mark.parametrize("number", range(len(WINNER_SYSTEMS)))
def test_a_wrong_winner_is_called_seldom(number: int) -> None:
    """150 comparisons of each kind; 12 kinds, false alarm at most 1e-5 each, 1.2e-4 in all."""
    systems, replications = WINNER_SYSTEMS[number]
    generator = np.random.default_rng([8, number])
    calls = [winner_called(systems, replications, generator) for _ in range(150)]
    wrong = sum(bool(call) for call in calls)
    assert wrong <= binom.isf(1e-5, 150, 0.05)
    if systems.means[0] >= 2.0:
        assert sum(call == 0 for call in calls) >= 140


def test_relative_half_width() -> None:
    assert relative_half_width(Interval(10.0, 9.0, 11.0)) == pytest.approx(0.1)
    assert relative_half_width(Interval(-1.0, -3.0, 1.0), 40.0) == pytest.approx(0.05)
    assert relative_half_width(Interval(10.0, 9.0, 13.0)) == pytest.approx(0.3)  # the longer side
    assert relative_half_width(Interval(0.0, 0.0, 0.0)) == 0.0
    assert relative_half_width(Interval(0.0, -1.0, 1.0)) == math.inf
    assert relative_half_width(Interval(3.0, None, None, "why")) == math.inf
    assert relative_half_width(Interval(None, None, None, "why")) is None


@pytest.mark.parametrize(
    ("done", "widths", "at_most", "wanted"),
    [
        (10, [0.019, 0.02], 100, 10),  # all within
        (10, [0.021], 100, 12),  # 11.03, and at least two
        (100, [0.022], 1000, 121),
        (10, [0.01, 0.2], 100, 20),  # no more than twice as many
        (10, [math.inf], 100, 20),
        (80, [0.2], 100, 100),
        (100, [0.2], 100, 100),
        (10, [], 100, 10),
    ],
)
def test_the_next_round(done: int, widths: list[float], at_most: int, wanted: int) -> None:
    assert next_replications(done, widths, 0.02, at_most) == wanted


def test_a_goal_has_to_be_above_zero() -> None:
    with pytest.raises(ValueError, match="goal is 0"):
        next_replications(10, [0.1], 0.0, 100)
