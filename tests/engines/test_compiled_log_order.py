"""Rows of the kernel's memory get the order of the log."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.engines.compiled_engine.fields import ROW_ARRAYS
from mom_sim.engines.compiled_engine.rows_machine_code import COLUMNS, order_rows
from mom_sim.log.contract import ACTIVITIES

PLACES = [COLUMNS.index(name) for name in ACTIVITIES.order]


def test_columns_are_those_of_the_memory() -> None:
    assert ROW_ARRAYS[: len(COLUMNS)] == tuple(f"row_{name}" for name in COLUMNS)


@given(st.lists(st.tuples(*[st.integers(0, 3)] * len(PLACES)), max_size=60), st.booleans())
def test_order_is_that_of_lexsort(keys: list[tuple[int, ...]], nearly: bool) -> None:
    rows = np.zeros((len(keys), 16), dtype=np.int64)
    if keys:
        rows[:, PLACES] = sorted(keys, key=lambda key: key[0]) if nearly else keys
    order = np.empty(len(keys), dtype=np.int64)
    assert order_rows(rows, order)
    expected = np.lexsort(tuple(rows[:, place] for place in reversed(PLACES)))
    np.testing.assert_array_equal(order, expected)


def test_rows_that_are_far_from_their_order_are_given_up() -> None:
    rows = np.zeros((200, 16), dtype=np.int64)
    rows[:, COLUMNS.index("ready")] = np.arange(200)[::-1]
    assert not order_rows(rows, np.empty(200, dtype=np.int64))
