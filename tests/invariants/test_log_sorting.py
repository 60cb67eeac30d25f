"""Sorting by several columns gives what NumPy's own sort by several keys gives."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mom_sim.log.arrays import distinct, order_of, stable_order, union_by_group
from mom_sim.log.sorting import sorting_moves

HIGHEST = st.sampled_from([0, 1, 4, 50, 2**31, 2**46, 2**61])
"""Ranges of keys: many ties, few, and so wide that no two columns fit into one number."""


@st.composite
def columns(draw, most=5):
    size, count = draw(st.integers(0, 40)), draw(st.integers(1, most))
    drawn = [
        draw(st.lists(st.integers(-1, draw(HIGHEST)), min_size=size, max_size=size))
        for _ in range(count)
    ]
    keys = [np.array(values, dtype=np.int64) for values in drawn]
    if draw(st.booleans()):
        keys[0] = np.sort(keys[0])
    return keys


@settings(max_examples=400)
@given(columns())
def test_order_is_that_of_lexsort(keys):
    moves, expected = sorting_moves(keys), np.lexsort(tuple(keys)[::-1])
    np.testing.assert_array_equal(moves.order(), expected)
    for key in keys:
        np.testing.assert_array_equal(moves.of(key), key[expected])


@given(columns())
def test_nothing_moves_in_what_is_sorted(keys):
    order = np.lexsort(tuple(keys)[::-1])
    moves = sorting_moves([key[order] for key in keys])
    np.testing.assert_array_equal(moves.order(), np.arange(order.size))
    column = np.arange(order.size)
    assert keys[0].size < 2 or moves.places is not None
    np.testing.assert_array_equal(moves.of(column), column)


@given(st.lists(st.integers(-5, 2**62)))
def test_distinct_values_are_those_of_numpy(values):
    array = np.array(values, dtype=np.int64)
    np.testing.assert_array_equal(distinct(array), np.unique(array))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12), st.integers(0, 6))))
def test_union_covers_the_same_instants_with_few_intervals(intervals):
    """Held against sets of unit intervals; no two of a group touch."""
    rows = np.array(intervals, dtype=np.int64).reshape(-1, 3)
    group, start, finish = union_by_group(rows[:, 0], rows[:, 1], rows[:, 1] + rows[:, 2])

    def covered(triples):
        return {(g, t) for g, a, b in triples for t in range(a, b)}

    merged = list(zip(group.tolist(), start.tolist(), finish.tolist(), strict=True))
    assert covered(merged) == covered((g, a, a + n) for g, a, n in intervals)
    assert merged == sorted(merged)
    for one, other in pairwise(merged):
        assert one[0] < other[0] or one[2] < other[1]


@given(st.lists(st.one_of(st.integers(0, 3), st.integers(-(2**63), 2**63 - 1)), max_size=20))
def test_the_order_of_one_column_keeps_equal_rows(values: list[int]) -> None:
    column = np.array(values, dtype=np.int64)
    for some in (column, np.abs(column >> 40), column & 3):
        np.testing.assert_array_equal(order_of(some), np.argsort(some, kind="stable"))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=20), st.booleans())
def test_few_rows_and_many_are_sorted_alike(rows: list[tuple[int, int]], are_many: bool) -> None:
    repeated = rows * 40 if are_many else rows
    first, second = np.array(repeated, dtype=np.int64).reshape(-1, 2).T
    expected = sorted(range(len(repeated)), key=lambda row: repeated[row])
    assert stable_order((first, second)).tolist() == expected
