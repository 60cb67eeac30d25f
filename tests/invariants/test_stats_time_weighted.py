"""Paths over time against a count instant by instant, and what holds for every path."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.stats import (
    count_path,
    step_difference,
    step_integral,
    step_values,
    time_weighted_mean,
    time_weighted_quantile,
    window_pieces,
)

HORIZON = 30
Path = tuple[list[int], list[int]]


@st.composite
def paths(draw: st.DrawFn) -> Path:
    times = sorted(draw(st.sets(st.integers(0, HORIZON), max_size=8)))
    values = draw(st.lists(st.integers(-5, 5), min_size=len(times), max_size=len(times)))
    return times, values


windows = st.tuples(st.integers(-3, HORIZON), st.integers(1, HORIZON)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
stays = st.lists(
    st.tuples(st.integers(0, HORIZON), st.integers(0, 10)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=12,
)


def value_at(path: Path, instant: int) -> int:
    """Value of the last step that is not later; 0 before the first."""
    earlier = [value for time, value in zip(*path, strict=True) if time <= instant]
    return earlier[-1] if earlier else 0


def values_in(path: Path, window: tuple[int, int]) -> list[int]:
    """Value in every unit of time of the window; steps are at whole times only."""
    return [value_at(path, instant) for instant in range(*window)]


@given(paths(), windows)
def test_integral_and_mean(path: Path, window: tuple[int, int]) -> None:
    brute = values_in(path, window)
    assert step_integral(*path, *window) == sum(brute)
    assert time_weighted_mean(*path, *window) == sum(brute) / len(brute)


@given(paths(), windows, st.integers(0, 100))
def test_quantile(path: Path, window: tuple[int, int], percent: int) -> None:
    brute = sorted(values_in(path, window))
    enough = [
        value
        for rank, value in enumerate(brute, start=1)
        if Fraction(rank, len(brute)) >= Fraction(percent, 100)
    ]
    assert time_weighted_quantile(*path, *window, percent / 100) == enough[0]


@given(paths(), windows)
def test_floats_give_what_integers_give(path: Path, window: tuple[int, int]) -> None:
    # Halves of small integers are exact in floating point.
    times, values = np.array(path[0]) / 2, np.array(path[1]) / 2
    start, end = window[0] / 2, window[1] / 2
    assert step_integral(times, values, start, end) == step_integral(*path, *window) / 4
    for probability in (0.0, 0.25, 0.5, 1.0):
        exact = time_weighted_quantile(*path, *window, probability)
        assert time_weighted_quantile(times, values, start, end, probability) == exact / 2


@given(paths(), windows, st.integers(1, HORIZON))
def test_adjacent_windows_add_up(path: Path, window: tuple[int, int], more: int) -> None:
    start, middle = window
    whole = step_integral(*path, start, middle + more)
    assert (
        step_integral(*path, start, middle) + step_integral(*path, middle, middle + more) == whole
    )


@given(paths(), windows)
def test_pieces_fill_the_window(path: Path, window: tuple[int, int]) -> None:
    values, durations = window_pieces(*path, *window)
    assert np.repeat(values, durations).tolist() == values_in(path, window)


@given(paths(), paths(), st.lists(st.integers(-3, HORIZON + 3)))
def test_difference(a: Path, b: Path, instants: list[int]) -> None:
    times, values = step_difference(*a, *b)
    expected = [value_at(a, instant) - value_at(b, instant) for instant in instants]
    assert step_values(times, values, instants).tolist() == expected


@given(stays)
def test_count_path(spells: list[tuple[int, int]]) -> None:
    times, counts = count_path([s[0] for s in spells], [s[1] for s in spells])
    for instant in range(HORIZON + 12):
        inside = sum(enter <= instant < leave for enter, leave in spells)
        assert value_at((times.tolist(), counts.tolist()), instant) == inside
    assert np.all(np.diff(times) > 0)
    assert np.all(np.diff(np.concatenate(([0], counts))) != 0)


@given(stays)
def test_integral_of_the_count_is_the_total_stay(spells: list[tuple[int, int]]) -> None:
    """Little's law before any division."""
    times, counts = count_path([s[0] for s in spells], [s[1] for s in spells])
    total = sum(leave - enter for enter, leave in spells)
    assert step_integral(times, counts, 0, HORIZON + 12) == total
