"""Order of rows that are sorted by their first column; imported only where numba is loaded anyway.

The definition of the order is `mom_sim.log.sorting`; both give the same one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.log.compiled import compiled

IntArray = npt.NDArray[np.int64]


@compiled
def _comes_before(block: IntArray, keys: IntArray, one: int, other: int) -> bool:
    """Whether a row comes before another by all columns but the first."""
    for place in range(1, keys.size):
        key = keys[place]
        if block[key, one] != block[key, other]:
            return bool(block[key, one] < block[key, other])
    return False


@compiled
def settle(block: IntArray, keys: IntArray, words: IntArray, bits: int, order: IntArray) -> bool:
    """Write the order of rows by several columns; equal rows keep theirs.

    `words` are sorted: the first column, and in their lowest bits the row. `block` holds the
    columns, each in one piece; `keys` says which count, and how much. False where so many rows are
    equal in the first column, and in no order, that this is not the way to sort them.
    """
    mask, left = (1 << bits) - 1, 32 * order.size
    begin = 0
    for position in range(order.size):
        row, place = words[position] & mask, position
        if words[position] >> bits != words[begin] >> bits:
            begin = position
        while place > begin and left > 0 and _comes_before(block, keys, row, order[place - 1]):
            order[place] = order[place - 1]
            place -= 1
            left -= 1
        order[place] = row
    return left > 0 or order.size == 0
