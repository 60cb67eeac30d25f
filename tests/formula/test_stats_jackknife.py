"""Pooled ratios and quantiles by hand, and what is said where there is no answer."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.stats import (
    Interval,
    counted_share_interval,
    jackknife_interval,
    mean_interval,
    paired_quantile_difference_interval,
    paired_ratio_difference_interval,
    pooled_quantile_interval,
    pooled_quantile_rank_interval,
    proportion_interval,
    ratio_interval,
)

# Student's t with 2 degrees of freedom has a closed form: t(p) = a sqrt(2 / (1 - a^2)), a = 2p - 1.
T_2 = 0.95 * np.sqrt(2.0 / (1.0 - 0.95**2))


def ends(interval: Interval) -> tuple[float, float, float]:
    assert interval.estimate is not None, interval.reason
    assert interval.low is not None and interval.high is not None, interval.reason
    return interval.estimate, interval.low, interval.high


def test_jackknife_of_a_mean_is_the_t_interval() -> None:
    values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0]
    by_jackknife = jackknife_interval(values, lambda some: float(np.mean(some)), 0.9)
    assert ends(by_jackknife) == pytest.approx(ends(mean_interval(values, 0.9)), rel=1e-12)


def test_ratio_by_hand() -> None:
    # 6 / 4; without each replication 5 / 3, 4 / 2 and 3 / 3, whose mean is 14 / 9. Their squared
    # deviations add up to 42 / 81, so the squared standard error is 42 / 81 x 2 / 3.
    estimate, low, high = ends(ratio_interval([1, 2, 3], [1, 2, 1]))
    half_width = T_2 * np.sqrt(42 / 81 * 2 / 3)
    assert estimate == 1.5
    assert low == pytest.approx(1.5 - half_width, rel=1e-9)
    # The pseudovalues, 3 x 1.5 less twice those, have their long tail above.
    pseudovalues = ends(mean_interval([4.5 - 10 / 3, 4.5 - 4, 4.5 - 2]))
    assert high - 1.5 == pytest.approx(pseudovalues[2] - pseudovalues[0], rel=1e-9)
    assert high - 1.5 > half_width


def test_a_replication_without_a_case_stays_in() -> None:
    # Averages over only the replications with a case would be (1 + 3) / 2 = 2.
    estimate, *_ = ends(ratio_interval([0, 1, 9], [0, 1, 3]))
    assert estimate == 2.5
    without = ends(ratio_interval([1, 9], [1, 3]))
    assert ends(ratio_interval([0, 1, 9], [0, 1, 3]))[1:] != pytest.approx(without[1:])


def test_small_terms_beside_a_large_one_are_not_lost() -> None:
    # The total less 1e17 would be 0 in floating point; the sum of the others is 2.
    interval = ratio_interval([1e17, 1.0, 1.0], [1e17, 1.0, 1.0])
    assert ends(interval) == pytest.approx((1.0, 1.0, 1.0))


def test_pooled_quantile_by_sections_by_hand() -> None:
    # Pooled 1..6: p50 is 3.5. The share at or below 5 is 1/2, 1 and 1 of 2 items, its interval
    # reaches below 1/2, and so on: no item but the last is surely above, and none surely below. The
    # replications' own medians are 3.5, 2.5 and 4.5; squared distances from 3.5 add up to 2, by
    # 3 - 1 and by 3 that is a squared error of 1 / 3.
    estimate, low, high = ends(pooled_quantile_interval([[1, 6], [3, 2], [5, 4]], 0.5))
    half_width = T_2 * np.sqrt(1 / 3)
    assert estimate == 3.5
    assert (low, high) == pytest.approx((min(1.0, 3.5 - half_width), max(6.0, 3.5 + half_width)))


def test_pooled_quantile_by_inversion_by_hand() -> None:
    # Two replications with the items 1..40. At confidence 1/2, t(1) = 1: the interval of a share is
    # its estimate and half the difference of the two. At or below 23 are 14 and 9 of 20, 0.575 with
    # 0.125, which reaches below 1/2; at 29 they are 20 and 9, 0.725 with 0.275, which does, too; at
    # 30, 0.75 with 0.25, just so; at 31 they are 20 and 11, 0.775 with 0.225: surely above.
    first, second = [*range(1, 12), *range(21, 30)], [*range(12, 21), *range(30, 41)]
    estimate, low, high = ends(pooled_quantile_interval([first, second], 0.5, 0.5))
    assert estimate == 20.5
    # Downwards, at 9 they are 9 and 0, 0.225 with 0.225: surely below; at 10, 0.25 with 0.25, not.
    assert (low, high) == (9.0, 31.0)


def test_quantile_difference_by_hand() -> None:
    # b runs against a: where a has many small items b has few. By rank each has the ends 18.55 and
    # 22.45 around 20.5 (see below); opposed, the contributions add up, and the ends with them.
    first = [*range(1, 12), *range(21, 30)]
    second = [*range(12, 21), *range(30, 41)]
    opposed = paired_quantile_difference_interval([first, second], [second, first], 0.5, 0.5)
    assert ends(opposed) == pytest.approx((0.0, -1.95 * 2, 1.95 * 2), rel=1e-9)
    # With itself everything is shared, and nothing is left of either.
    same = paired_quantile_difference_interval([first, second], [first, second], 0.5, 0.5)
    assert ends(same) == (0.0, 0.0, 0.0)


def test_counted_share_by_hand() -> None:
    # 3 of 10 and 3 of 10: no variation, so all 20 items count, as with Clopper and Pearson.
    found = counted_share_interval([3, 3], [10, 10])
    exact = proportion_interval(6, 20)
    assert ends(found) == pytest.approx(ends(exact), rel=1e-12)
    # None of 60: a jackknife interval would have no length.
    assert ends(counted_share_interval([0, 0, 0], [20, 20, 20])) == pytest.approx(
        (0.0, 0.0, 1.0 - 0.025 ** (1 / 60)), rel=1e-12
    )
    # All or nothing in each of 4 replications: the items are worth fewer than the replications.
    clustered = ends(counted_share_interval([10, 0, 10, 0], [10] * 4))
    assert clustered[1] < proportion_interval(2, 4).low and clustered[2] > 0.93


def test_counted_share_refuses_what_is_no_count() -> None:
    with pytest.raises(ValueError, match=r"marked\[1\] is 3.0 of 2.0"):
        counted_share_interval([1, 3], [2, 2])
    with pytest.raises(ValueError, match=r"marked\[0\] is 0.5"):
        counted_share_interval([0.5, 1], [2, 2])
    assert counted_share_interval([0], [0]).estimate is None


def test_every_item_weighs_the_same() -> None:
    estimate, *_ = ends(pooled_quantile_interval([[0.0] * 9, [1.0], [0.0]], 0.5))
    assert estimate == 0.0


@pytest.mark.parametrize("probability", [0.0, 0.25, 0.9, 1.0])
def test_pooled_quantile_is_that_of_numpy(probability: float) -> None:
    samples = [[3.0, 9.0, 1.0], [], [4.0, 4.0], [7.0, 2.0, 8.0, 5.0]]
    expected = np.quantile(np.concatenate(samples), probability)
    for interval in (
        pooled_quantile_interval(samples, probability),
        pooled_quantile_rank_interval(samples, probability),
    ):
        assert interval.estimate == expected


def test_rank_interval_by_hand() -> None:
    # Pooled 1..40 in two replications; p50 is 20.5, at or below it 11 of 20 and 9 of 20. Without
    # each, the share is 0.45 and 0.55, so its standard error is 0.05; t(1, 0.75) = 1.
    first = [*range(1, 12), *range(21, 30)]
    second = [*range(12, 21), *range(30, 41)]
    estimate, low, high = ends(pooled_quantile_rank_interval([first, second], 0.5, 0.5))
    # Ranks 39 x 0.45 = 17.55 and 39 x 0.55 = 21.45, counted from 0.
    assert (estimate, low, high) == pytest.approx((20.5, 18.55, 22.45), rel=1e-12)


def test_the_quantile_itself_counts_as_at_or_below() -> None:
    # Pooled 1..21, p50 is the item 11; at or below it 7 of 11 and 4 of 10. Without each, the share
    # is 0.4 and 7 / 11, so its standard error is 13 / 110; times 20 ranks, 26 / 11.
    first, second = [*range(1, 7), 11, *range(18, 22)], [*range(7, 11), *range(12, 18)]
    interval = pooled_quantile_rank_interval([first, second], 0.5, 0.5)
    assert ends(interval) == pytest.approx((11.0, 11 - 26 / 11, 11 + 26 / 11), rel=1e-12)


def test_what_two_systems_share_cancels() -> None:
    generator = np.random.default_rng(8)
    shared = [generator.normal(level, 1.0, 50) for level in generator.normal(0.0, 5.0, 10)]
    moved = [sample + 2.0 for sample in shared]
    difference = paired_quantile_difference_interval(moved, shared, 0.9)
    assert ends(difference) == pytest.approx((2.0, 2.0, 2.0), abs=1e-12)
    sums, counts = [sample.sum() for sample in shared], [50.0] * 10
    raised = [total + 100.0 for total in sums]
    difference = paired_ratio_difference_interval(raised, counts, sums, counts)
    assert ends(difference) == pytest.approx((2.0, 2.0, 2.0), abs=1e-12)


def test_a_difference_is_a_less_b() -> None:
    estimate, *_ = ends(paired_ratio_difference_interval([4, 4], [1, 2], [1, 1], [1, 1]))
    assert estimate == pytest.approx(8 / 3 - 1)
    estimate, *_ = ends(paired_quantile_difference_interval([[1], [2]], [[5], [7]], 0.5))
    assert estimate == -4.5


@pytest.mark.parametrize(
    "interval",
    [
        ratio_interval([6.0], [4.0]),
        pooled_quantile_interval([[1.0, 2.0]], 0.5),
        pooled_quantile_rank_interval([[1.0, 2.0]], 0.5),
        jackknife_interval([[1.0, 2.0]], lambda some: float(np.mean(some))),
        paired_ratio_difference_interval([6.0], [4.0], [0.0], [1.0]),
    ],
)
def test_one_replication_has_an_estimate_only(interval: Interval) -> None:
    assert interval == Interval(1.5, None, None, "one replication has no interval: run at least 2")


@pytest.mark.parametrize(
    ("interval", "why"),
    [
        (ratio_interval([], []), "no replication"),
        (pooled_quantile_interval([], 0.5), "no replication"),
        (pooled_quantile_rank_interval([], 0.5), "no replication"),
        (jackknife_interval([], len), "no replication"),
        (ratio_interval([0, 0], [0, 0]), "do not give a denominator other than 0"),
        (ratio_interval([0], [0]), "the only replication does not give a denominator"),
        (pooled_quantile_interval([[], []], 0.5), "not give a single item"),
        (pooled_quantile_rank_interval([[], []], 0.5), "no replication gives a single item"),
        (jackknife_interval([1, 2], lambda some: None), "do not give a value"),
        (paired_ratio_difference_interval([1, 1], [1, 1], [0, 0], [0, 0]), "b: all 2"),
        (paired_quantile_difference_interval([[], []], [[1], [2]], 0.5), "a: all 2"),
    ],
)
def test_no_answer_says_why(interval: Interval, why: str) -> None:
    assert (interval.estimate, interval.low, interval.high) == (None, None, None)
    assert interval.reason is not None and why in interval.reason


@pytest.mark.parametrize(
    ("interval", "estimate", "hangs_on"),
    [
        (ratio_interval([3, 0], [10, 0]), 0.3, "everything hangs on replication 1,"),
        (ratio_interval([0, 3, 0], [0, 2, 0]), 1.5, "everything hangs on replication 2,"),
        (pooled_quantile_interval([[], [], [1.0, 2.0]], 0.5), 1.5, "hangs on replication 3,"),
        (pooled_quantile_rank_interval([[], [1.0]], 0.5), 1.0, "hangs on replication 2,"),
        (
            jackknife_interval([7, 9], lambda some: 4.0 if 7 in some else None),
            4.0,
            "everything hangs on replication 1,",
        ),
        (
            paired_ratio_difference_interval([1, 1], [1, 1], [3, 0], [10, 0]),
            0.7,
            "b: everything hangs on replication 1,",
        ),
        (
            paired_quantile_difference_interval([[], [5.0]], [[1.0], [2.0]], 0.5),
            3.5,
            "a: everything hangs on replication 2,",
        ),
    ],
)
def test_an_estimate_that_can_be_had_is_given(
    interval: Interval, estimate: float, hangs_on: str
) -> None:
    assert interval.estimate == pytest.approx(estimate, rel=1e-14)
    assert interval.low is None and interval.high is None
    assert interval.reason is not None and hangs_on in interval.reason


def test_ends_are_cut_at_what_is_possible() -> None:
    share = Interval(0.9, 0.7, 1.2)
    assert share.within(0.0, 1.0) == Interval(0.9, 0.7, 1.0)
    assert Interval(2.0, -1.0, 5.0).within(0.0, float("inf")) == Interval(2.0, 0.0, 5.0)
    assert Interval(-2.0, -3.0, -1.0).within(-float("inf"), float("inf")).low == -3.0
    without = Interval(0.9, None, None, "why")
    assert without.within(0.0, 1.0) == without


def test_rank_interval_does_not_reach_beyond_the_items() -> None:
    interval = pooled_quantile_rank_interval([[1.0, 2.0, 9.0], [3.0, 4.0, 5.0]], 0.9)
    assert interval.estimate == 7.0 and interval.low is None and interval.high is None
    assert interval.reason is not None and "beyond all items" in interval.reason


def test_rank_interval_tells_chance_from_no_variation() -> None:
    by_chance = pooled_quantile_rank_interval([[1.0, 4.0], [2.0, 3.0]], 0.5)
    assert by_chance.low is None and by_chance.reason is not None
    assert "agree by chance" in by_chance.reason
    same = pooled_quantile_rank_interval([[1.0, 4.0], [4.0, 1.0]], 0.5)
    assert same == Interval(2.5, 2.5, 2.5)
    assert pooled_quantile_rank_interval([[7.0], [7.0, 7.0]], 0.9) == Interval(7.0, 7.0, 7.0)


def test_arrays_that_do_not_pair_are_named() -> None:
    with pytest.raises(ValueError, match="numerators has 2, denominators has 3"):
        ratio_interval([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="num_a has 2, num_b has 3"):
        paired_ratio_difference_interval([1, 2], [1, 2], [1, 2, 3], [1, 2, 3])
    with pytest.raises(ValueError, match="samples_a has 1, samples_b has 2"):
        paired_quantile_difference_interval([[1]], [[1], [2]], 0.5)


def test_impossible_items_and_probabilities() -> None:
    with pytest.raises(ValueError, match=r"samples\[1\]\[0\] is inf"):
        pooled_quantile_interval([[1.0], [float("inf")]], 0.5)
    with pytest.raises(ValueError, match="probability is 90"):
        pooled_quantile_rank_interval([[1.0], [2.0]], 90)
