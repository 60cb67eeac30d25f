"""Rows of the kernel's memory get the order of the log."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.engines.compiled_engine.fields import ROW_ARRAYS
from mom_sim.engines.compiled_engine.rows_machine_code import COLUMNS, order_rows
from mom_sim.engines.compiled_engine.waiting_times import written_with_room
from mom_sim.log.contract import ACTIVITIES, WAITS
from mom_sim.log.memory_pool import MemoryPool

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


def test_a_table_is_written_once_where_one_as_long_has_been_written_before() -> None:
    """The most that was needed counts, not the last; few rows foretell nothing of many."""
    tries: list[int] = []
    rows_of: dict[str, float] = {}

    def write(rows: int, count: int) -> int:
        def fill(out: np.ndarray) -> int:
            tries.append(out.shape[1])
            out[:, :count] = count
            return count

        tries.clear()
        block, size = written_with_room(fill, WAITS, rows, rows_of, MemoryPool(0))
        assert size == count
        assert (block[:, :count] == count).all()
        return len(tries)

    assert [write(10_000, count) for count in (30_000, 12_000, 30_000)] == [2, 1, 1]
    rows_of.clear()
    write(1, 1_000)
    assert write(10_000, 12_000) == 1
    assert tries[0] < 50_000
