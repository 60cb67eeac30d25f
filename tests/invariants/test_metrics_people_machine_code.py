"""Walks over people's time are what counting unit by unit and the definitions give."""

from __future__ import annotations

import sys
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import mom_sim.metrics.people_machine_code as walks
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.log.arrays import union_by_group
from mom_sim.metrics.active_periods import (
    _sums_by_machine_code,
    _sums_by_sets,
    active_periods,
)
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import IntArray
from mom_sim.stats import longest_periods

PEOPLE = 3
HORIZON = 24
POOLS = 3

STAYS = st.lists(
    st.tuples(st.integers(0, POOLS - 1), st.integers(0, HORIZON), st.integers(0, HORIZON)),
    max_size=10,
)
"""Pools, instants of entering, and how long."""


@st.composite
def periods(draw: st.DrawFn, length: int = 1) -> GroupedTime:
    """Disjoint periods of some people, many of which touch."""
    rows = []
    for person in range(PEOPLE):
        edges = draw(st.lists(st.integers(0, HORIZON), max_size=8, unique=True).map(sorted))
        pairs = list(pairwise(edges))
        rows += [(person, *pair) for pair in pairs if draw(st.booleans())]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T * [[1], [length], [length]]
    return GroupedTime(*columns.copy(), PEOPLE)


def units(starts: IntArray, finishes: IntArray) -> set[int]:
    """Units of time in some intervals."""
    return {unit for pair in zip(starts, finishes, strict=True) for unit in range(*map(int, pair))}


@given(STAYS, periods(), st.sets(st.integers(0, POOLS - 1)), st.sets(st.integers(0, PEOPLE - 1)))
def test_time_while_anything_waits(
    rows: list[tuple[int, int, int]], of: GroupedTime, pools: set[int], people: set[int]
) -> None:
    rows = sorted(rows, key=lambda row: row[1])
    pool, enter, length = np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()
    looked_at = np.array([number in pools for number in range(POOLS)])
    opens, closes = np.empty((2, pool.size), dtype=np.int64)
    stays = pool, enter, enter + length
    size = walks.join_stays(stays, looked_at, 2, HORIZON - 2, opens, closes)
    found = opens[:size], closes[:size]
    chosen = looked_at[pool]
    window = set(range(2, HORIZON - 2))
    waiting = units(enter[chosen], (enter + length)[chosen]) & window
    assert units(*found) == waiting
    assert (found[0][1:] > found[1][:-1]).all() and (found[1] > found[0]).all()
    members = np.array(sorted(people), dtype=np.int64)
    time = walks.sum_while_open(of.first, of.start, of.finish, members, *found)
    expected = [
        len(units(of.start[of.group == one], of.finish[of.group == one]) & waiting)
        for one in people
    ]
    assert time == sum(expected)


@given(periods(), periods())
def test_periods_without_a_break_on_shift(busy: GroupedTime, shifts: GroupedTime) -> None:
    facts: Any = SimpleNamespace(staffing=SimpleNamespace(busy=busy, shifts=shifts))
    found = active_periods(facts)
    numba = sys.modules.pop("numba")
    try:
        expected = active_periods(facts)
    finally:
        sys.modules["numba"] = numba
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)


@given(periods(length=3), periods())
def test_periods_on_a_clock(some: GroupedTime, opens: GroupedTime) -> None:
    merged = union_by_group(np.zeros_like(opens.group), opens.start, opens.finish)
    if not merged[1].size:
        return
    clock = WorkingClock(merged[1], merged[2])
    joined = np.empty((3, some.group.size), dtype=np.int64)
    of_clock = (clock.starts.copy(), clock.ends.copy(), clock.worked_before.copy())
    size = walks.join_on_clock((some.group, some.start, some.finish), of_clock, joined)
    begun, done = clock.work_array(some.start), clock.work_array(some.finish)
    lasts = done > begun
    expected = union_by_group(some.group[lasts], begun[lasts], done[lasts])
    np.testing.assert_array_equal(joined[:, :size], np.array(expected))


@given(
    periods(),
    st.lists(st.integers(-1, 1), min_size=PEOPLE, max_size=PEOPLE),
    st.tuples(st.integers(0, HORIZON // 2), st.integers(HORIZON // 2, HORIZON)),
)
def test_bottlenecks_of_a_window(
    some: GroupedTime, pools: list[int], window: tuple[int, int]
) -> None:
    active = union_by_group(some.group, some.start, some.finish)
    main = np.array(pools, dtype=np.int64)
    order, scratch = np.argsort(active[1], kind="stable"), np.empty((4, active[0].size), np.int64)
    size = walks.longest(order, active, scratch)
    expected = longest_periods(*active)
    for column, values in zip(
        active, (expected.resource, expected.start, expected.end), strict=True
    ):
        np.testing.assert_array_equal(column[scratch[0, :size]], values)
    found = _sums_by_machine_code(active, main, 2, window)
    for one, other in zip(found, _sums_by_sets(active, main, 2, window), strict=True):
        np.testing.assert_array_equal(one, other)
