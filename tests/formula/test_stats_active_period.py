"""The shifting bottleneck on cases small enough to work out on paper."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.stats import bottleneck_periods, shifting_bottleneck


def test_two_overlapping_periods_shift_in_their_overlap() -> None:
    # The first is alone until 5, both count in [5, 10), the second is alone until 30, then none.
    # The third is active within the second only, and never the longest.
    shares = shifting_bottleneck([[(0, 10)], [(5, 30)], [(8, 12)]], 0, 40)
    assert shares.sole * 40 == pytest.approx([5, 20, 0])
    assert shares.shifting * 40 == pytest.approx([5, 5, 0])
    assert shares.none * 40 == pytest.approx(10)


def test_three_at_once() -> None:
    # Lengths 10, 12, 31. The second is the longest in [8, 9) only and overlapped throughout.
    shares = shifting_bottleneck([[(0, 10)], [(8, 20)], [(9, 40)]], 0, 40)
    assert shares.sole * 40 == pytest.approx([8, 0, 20])
    assert shares.shifting * 40 == pytest.approx([2, 12, 11])
    assert shares.none == 0.0
    periods = bottleneck_periods([[(0, 10)], [(8, 20)], [(9, 40)]])
    assert periods.momentary_from.tolist() == [0, 8, 9]
    assert periods.momentary_until.tolist() == [8, 9, 40]


def test_overlapped_but_never_the_longest() -> None:
    # The second runs beyond the first, but by then the third is longer.
    periods = bottleneck_periods([[(0, 10)], [(5, 12)], [(8, 30)]])
    assert periods.resource.tolist() == [0, 2]
    shares = shifting_bottleneck([[(0, 10)], [(5, 12)], [(8, 30)]], 0, 30)
    assert shares.shifting * 30 == pytest.approx([2, 0, 2])


def test_takes_over_when_the_longest_ends() -> None:
    # Equal in length to what remains, not to the whole: 6 against 20, then alone.
    periods = bottleneck_periods([[(0, 20)], [(17, 23)]])
    assert periods.momentary_from.tolist() == [0, 20]
    assert periods.momentary_until.tolist() == [20, 23]


def test_long_utilization_in_short_periods_is_no_bottleneck() -> None:
    # The first is active 90% of the time but pauses; the second 50% in one go.
    often = [(10 * i, 10 * i + 9) for i in range(10)]
    shares = shifting_bottleneck([often, [(0, 50)]], 0, 100)
    assert shares.sole[1] == pytest.approx(0.5)
    assert shares.sole[0] == pytest.approx(0.45)
    assert shares.none == pytest.approx(0.05)


def test_periods_that_touch_are_one() -> None:
    # Joined, the first lasts 12 and wins over 11; apart it would lose.
    shares = shifting_bottleneck([[(6, 12), (0, 6), (3, 3)], [(0, 11)]], 0, 12)
    assert shares.sole == pytest.approx([1.0, 0.0])


def test_ties_go_to_the_resource_that_comes_first() -> None:
    same = shifting_bottleneck([[(0, 4)], [(0, 4)]], 0, 4)
    assert same.sole == pytest.approx([1.0, 0.0])
    periods = bottleneck_periods([[(2, 8)], [(0, 6)]])
    assert periods.resource.tolist() == [1, 0]
    assert periods.momentary_until.tolist() == [2, 8]
    periods = bottleneck_periods([[(0, 6)], [(2, 8)]])
    assert periods.momentary_until.tolist() == [6, 8]


def test_lengths_reach_beyond_the_window() -> None:
    # Within [10, 14) the second looks longer, but the first has been active since 0.
    shares = shifting_bottleneck([[(0, 13)], [(10, 14)]], 10, 14)
    assert shares.shifting * 4 == pytest.approx([3, 3])
    assert shares.sole * 4 == pytest.approx([0, 1])


@pytest.mark.parametrize("active", [[], [[], []], [np.empty((0, 2), dtype=np.int64)]])
def test_nobody_active(active: list) -> None:
    shares = shifting_bottleneck(active, 0, 5)
    assert shares.sole.tolist() == shares.shifting.tolist() == [0.0] * len(active)
    assert shares.none == 1.0


def test_microseconds_over_many_years_stay_exact() -> None:
    year = 365 * 86_400 * 1_000_000
    shares = shifting_bottleneck([[(0, 100 * year)], [(100 * year - 1, 200 * year)]], 0, 200 * year)
    assert shares.shifting.tolist() == [1 / (200 * year)] * 2


@pytest.mark.parametrize(
    ("intervals", "message"),
    [
        ([(5, 4)], r"active\[1\]\[0\] ends at 4, before its start 5"),
        ([(0.0, 1.5)], "give integers"),
        ([1, 2], r"shape \(2,\)"),
    ],
)
def test_impossible_intervals(intervals: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        bottleneck_periods([[(0, 1)], intervals])


def test_a_window_needs_an_extent() -> None:
    with pytest.raises(ValueError, match="has no extent"):
        shifting_bottleneck([[(0, 1)]], 3, 3)
