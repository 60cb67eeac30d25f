"""Paired comparisons and corrections for their number, by hand and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mom_sim.stats import SignCounts, bonferroni, holm, paired_mean_difference, sign_counts

A = [5.0, 7.0, 6.0, 9.0]
B = [4.0, 7.0, 8.0, 3.0]


def test_difference_is_that_of_the_paired_t_test() -> None:
    b = [4.0, 5.0, 3.0, 5.0]  # differences 1, 2, 3 and 4 have no skewness
    expected = stats.ttest_rel(A, b).confidence_interval(0.95)
    interval = paired_mean_difference(A, b)
    assert interval.estimate == 2.5
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), rel=1e-12)


def test_one_pair_has_no_interval() -> None:
    interval = paired_mean_difference([3.0], [1.0])
    assert (interval.estimate, interval.low) == (2.0, None)
    assert interval.reason == "one replication has no interval: run at least 2"


def test_pairs_need_the_same_length() -> None:
    with pytest.raises(ValueError, match="a has 2, b has 1"):
        sign_counts([1.0, 2.0], [1.0])


def test_signs() -> None:
    assert sign_counts(A, B) == SignCounts(below=1, equal=1, above=2)
    assert sign_counts([], []) == SignCounts(below=0, equal=0, above=0)


def test_bonferroni_by_hand() -> None:
    assert bonferroni(0.95, 1) == pytest.approx(0.95, rel=1e-14)
    assert bonferroni(0.95, 5) == pytest.approx(0.99, rel=1e-14)
    assert bonferroni(0.9, 40) == pytest.approx(0.9975, rel=1e-14)


@pytest.mark.parametrize("comparisons", [0, -2, 1.5])
def test_bonferroni_needs_a_whole_number(comparisons: int) -> None:
    with pytest.raises(ValueError, match="give a whole number, 1 or more"):
        bonferroni(0.95, comparisons)


def test_holm_by_hand() -> None:
    # In order 0.005 x 4 = 0.02, 0.01 x 3 = 0.03, 0.03 x 2 = 0.06, 0.04 x 1 raised to 0.06.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02], rel=1e-12)
    # Never above 1, and ties stay ties.
    assert holm([0.6, 0.02, 0.6]) == pytest.approx([1.0, 0.06, 1.0], rel=1e-12)
    assert holm([0.3]) == pytest.approx([0.3])
    assert holm([]).shape == (0,)


def test_holm_rejects_as_its_step_down_rule_does() -> None:
    """Reject by size while p(i) <= alpha / (m - i), i from 0; stop at the first that fails."""
    generator = np.random.default_rng(5)
    alpha = 0.05
    for _ in range(200):
        p = generator.beta(0.2, 2.0, generator.integers(1, 9))
        rejected = np.zeros(p.size, dtype=bool)
        for i, test in enumerate(np.argsort(p)):
            if p[test] > alpha / (p.size - i):
                break
            rejected[test] = True
        assert np.array_equal(holm(p) <= alpha, rejected)


def test_holm_needs_probabilities() -> None:
    with pytest.raises(ValueError, match=r"p_values\[1\] is 1.2"):
        holm([0.5, 1.2])
