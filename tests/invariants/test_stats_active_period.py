"""The shifting bottleneck against its definition, applied to every unit of time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.stats import bottleneck_periods, shifting_bottleneck

HORIZON = 24
Intervals = list[tuple[int, int]]
Period = tuple[int, int, int]  # resource, start, end

intervals = st.lists(
    st.tuples(st.integers(0, HORIZON), st.integers(0, 12)).map(
        lambda pair: (pair[0], min(pair[0] + pair[1], HORIZON))
    ),
    max_size=5,
)
resources = st.lists(intervals, max_size=5)
windows = st.tuples(st.integers(-2, HORIZON), st.integers(1, HORIZON)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


def active_periods(active: list[Intervals]) -> list[Period]:
    """Runs of active units of time, by painting them."""
    periods = []
    for resource, spans in enumerate(active):
        painted = {instant for start, end in spans for instant in range(start, end)}
        start = None
        for instant in range(HORIZON + 1):
            if instant in painted and start is None:
                start = instant
            if instant not in painted and start is not None:
                periods.append((resource, start, instant))
                start = None
    return periods


def momentary(periods: list[Period], instant: int) -> Period | None:
    running = [period for period in periods if period[1] <= instant < period[2]]
    return max(running, key=lambda period: (period[2] - period[1], -period[0]), default=None)


@given(resources, windows)
def test_shares(active: list[Intervals], window: tuple[int, int]) -> None:
    periods = active_periods(active)
    bottlenecks = {momentary(periods, instant) for instant in range(HORIZON)} - {None}
    sole, shifting = np.zeros(len(active)), np.zeros(len(active))
    none = 0
    for instant in range(*window):
        now = [period[0] for period in bottlenecks if period[1] <= instant < period[2]]
        none += not now
        for resource in now:
            (sole if len(now) == 1 else shifting)[resource] += 1
    length = window[1] - window[0]
    shares = shifting_bottleneck(active, *window)
    assert np.array_equal(shares.sole, sole / length)
    assert np.array_equal(shares.shifting, shifting / length)
    assert shares.none == none / length


@given(resources)
def test_momentary_bottleneck(active: list[Intervals]) -> None:
    periods = active_periods(active)
    found = bottleneck_periods(active)
    table = np.column_stack((found.resource, found.start, found.end)).tolist()
    for instant in range(HORIZON):
        now = (found.momentary_from <= instant) & (instant < found.momentary_until)
        expected = momentary(periods, instant)
        assert [tuple(table[i]) for i in np.flatnonzero(now)] == ([expected] if expected else [])
    assert np.all(np.diff(found.start) > 0) and np.all(np.diff(found.end) > 0)


@given(resources, windows, st.integers(1, HORIZON))
def test_adjacent_windows_add_up(
    active: list[Intervals], window: tuple[int, int], more: int
) -> None:
    start, middle = window
    end = middle + more
    first = shifting_bottleneck(active, start, middle)
    second = shifting_bottleneck(active, middle, end)
    whole = shifting_bottleneck(active, start, end)
    for one, other, both in (
        (first.sole, second.sole, whole.sole),
        (first.shifting, second.shifting, whole.shifting),
        (first.none, second.none, whole.none),
    ):
        assert np.allclose(one * (middle - start) + other * more, both * (end - start))
