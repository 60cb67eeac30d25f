"""Rows that are sorted together with their numbers get the order that NumPy's own sort gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.engines.compiled_engine.row_order import order_of
from mom_sim.log.memory_pool import MemoryPool
from mom_sim.log.order_machine_code import settle

HIGHEST = st.sampled_from([0, 1, 50, 2**46, 2**62])
"""Ranges of the first key: all equal, many ties, few, and too wide for a word with the row."""


@given(st.data(), st.integers(1, 40), HIGHEST)
def test_order_is_that_of_lexsort(data: st.DataObject, size: int, highest: int) -> None:
    def column(most: int) -> list[int]:
        return data.draw(st.lists(st.integers(-1, most), min_size=size, max_size=size))

    block = np.array([column(2), column(1), column(highest)], dtype=np.int64)
    order = order_of(block, np.array([2, 0, 1]), size, MemoryPool(0))
    np.testing.assert_array_equal(order, np.lexsort((block[1], block[0], block[2])))


def test_rows_behind_the_last_do_not_count() -> None:
    block = np.array([[3, 2, 1, 0]])
    np.testing.assert_array_equal(order_of(block, np.array([0]), 3, MemoryPool(0)), [2, 1, 0])
    assert order_of(block, np.array([0]), 0, MemoryPool(0)).size == 0


def test_many_equal_rows_in_no_order_are_given_up_and_sorted_otherwise() -> None:
    size = 500
    block = np.array([np.zeros(size, dtype=np.int64), np.arange(size)[::-1]])
    keys, words = np.array([0, 1]), np.arange(size)
    assert not settle(block, keys, words, size.bit_length(), np.empty(size, dtype=np.int64))
    np.testing.assert_array_equal(order_of(block, keys, size, MemoryPool(0)), np.arange(size)[::-1])


def test_arrays_of_a_pool_do_not_overlap() -> None:
    pool = MemoryPool(1 << 20)
    arrays = [pool.array(*shape) for shape in ((3, 5), (7,), (2, 1 << 20), (0,), (4,))]
    for number, array in enumerate(arrays):
        array[...] = number
    assert [array.shape for array in arrays] == [(3, 5), (7,), (2, 1 << 20), (0,), (4,)]
    assert all((array == number).all() for number, array in enumerate(arrays))
    assert all(array.flags.c_contiguous and array.flags.writeable for array in arrays)
    assert arrays[0].base is arrays[1].base


@pytest.mark.parametrize("numbers", [0, 1 << 20])
def test_a_pool_hands_out_again_what_it_took_back(numbers: int) -> None:
    pool = MemoryPool(numbers)
    kept = pool.array(3)
    kept[:] = 7
    pool.take_back(pool.array(2, 4))
    anew = pool.array(5)
    anew[:] = 1
    assert kept.tolist() == [7, 7, 7]
    if numbers:
        assert anew.ctypes.data == kept.ctypes.data + kept.nbytes
