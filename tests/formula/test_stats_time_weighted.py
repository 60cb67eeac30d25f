"""Integrals, means and quantiles over time with known answers, and two known traps."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.stats import (
    count_path,
    step_difference,
    step_integral,
    step_values,
    time_weighted_mean,
    time_weighted_quantile,
    window_pieces,
)

TIMES = [2, 5, 9]
VALUES = [4, 0, 1]  # 0 in [0, 2), 4 in [2, 5), 0 in [5, 9), 1 from 9 on


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 2, 0), (0, 5, 12), (3, 4, 4), (4, 10, 5), (2, 9, 12), (9, 12, 3), (20, 30, 10)],
)
def test_integral_by_hand(start: int, end: int, expected: int) -> None:
    integral = step_integral(TIMES, VALUES, start, end)
    assert integral == expected and type(integral) is int


def test_integral_of_floats() -> None:
    assert step_integral([0.5, 1.5], [2.0, 4.0], 0.0, 2.0) == pytest.approx(4.0)
    assert step_integral([0, 1], [2.5, 4.0], 0, 2) == pytest.approx(6.5)
    assert step_integral([0, 1], [2, 4], 0.5, 2.0) == pytest.approx(5.0)


def test_integral_larger_than_int64_is_exact() -> None:
    century = 100 * 365 * 86_400 * 1_000_000
    integral = step_integral([0, 1], [10**7, 10**7 + 1], 0, century)
    assert integral == 10**7 + (10**7 + 1) * (century - 1)
    assert integral > np.iinfo(np.int64).max


def test_time_with_an_empty_queue_counts_in_the_mean() -> None:
    # One item inside during [0, 1), nobody until 10: 0.1, and not 1.
    times, counts = count_path([0], [1])
    assert time_weighted_mean(times, counts, 0, 10) == pytest.approx(0.1)
    assert time_weighted_quantile(times, counts, 0, 10, 0.5) == 0


def test_time_before_the_first_event_counts_in_the_mean() -> None:
    times, counts = count_path([8], [])
    assert time_weighted_mean(times, counts, 0, 10) == pytest.approx(0.2)
    assert time_weighted_quantile(times, counts, 0, 10, 0.8) == 0
    assert time_weighted_quantile(times, counts, 0, 10, 0.81) == 1


def test_who_is_inside_when_the_window_starts_counts() -> None:
    # Two entered before the window [100, 200); one leaves at 150, the other never.
    times, counts = count_path([10, 20], [150])
    assert step_integral(times, counts, 100, 200) == 2 * 50 + 50
    assert time_weighted_mean(times, counts, 300, 400) == 1.0


def test_a_path_without_events_is_zero() -> None:
    times, counts = count_path([], [])
    assert times.size == counts.size == 0
    assert step_integral(times, counts, 0, 7) == 0
    assert time_weighted_quantile(times, counts, 0, 7, 0.9) == 0


def test_quantile_by_hand() -> None:
    # In [0, 10): 0 for 6, 1 for 1, 4 for 3.
    quantiles = [
        time_weighted_quantile(TIMES, VALUES, 0, 10, p) for p in (0, 0.6, 0.61, 0.7, 0.71, 1)
    ]
    assert quantiles == [0, 0, 1, 1, 4, 4]
    assert time_weighted_quantile([0.0, 0.5], [3.5, 1.5], 0.0, 2.0, 0.9) == 3.5


def test_quantile_reads_the_probability_as_printed() -> None:
    # 0.07 x 100 is 7.000000000000001 in floating point.
    assert time_weighted_quantile([0, 7], [1, 2], 0, 100, 0.07) == 1


def test_simultaneous_events_make_one_step() -> None:
    times, counts = count_path([3, 3, 5, 8], [5, 8, 8])
    assert times.tolist() == [3, 8] and counts.tolist() == [2, 1]
    assert times.dtype == counts.dtype == np.int64


def test_more_leave_than_entered() -> None:
    with pytest.raises(ValueError, match="at time 4 more have left than entered"):
        count_path([5], [4])


def test_pieces_give_the_peak_within_the_window() -> None:
    values, durations = window_pieces([0, 10, 20], [9, 2, 3], 10, 30)
    assert values.tolist() == [2, 3] and durations.tolist() == [10, 10]


def test_values_are_right_continuous() -> None:
    assert step_values(TIMES, VALUES, [1, 2, 4, 5, 100]).tolist() == [0, 4, 4, 0, 1]


def test_difference_of_two_paths() -> None:
    times, values = step_difference([0, 4], [1, 5], [2, 4], [1, 2])
    assert times.tolist() == [0, 2, 4] and values.tolist() == [1, 0, 3]


@pytest.mark.parametrize(
    ("times", "values", "message"),
    [
        ([1, 1], [0, 2], r"times\[1\] is 1 and times\[0\] is 1: times have to increase"),
        ([1, 2], [0], "times has 2, values has 1"),
        ([1.0, float("nan")], [0, 1], "times holds something that is not a finite number"),
        ([[1, 2]], [1], r"times has shape \(1, 2\)"),
        (["a"], [1], "not a finite number"),
        ([2**63], [1], "exceeds the range of int64"),
    ],
)
def test_arrays_that_make_no_step_function(times: list, values: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        step_integral(times, values, 0, 1)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3)])
def test_a_window_needs_an_extent(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="has no extent"):
        time_weighted_mean(TIMES, VALUES, start, end)
