"""Order of a table's rows, as the log's contract has it."""

from __future__ import annotations

import numpy as np

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.log.arrays import stable_order
from mom_sim.log.contract import Table
from mom_sim.log.memory_pool import MemoryPool
from mom_sim.log.order_machine_code import settle

_BITS = 63
"""Of a word, but the sign."""


def keys_of(table: Table) -> Integers:
    """Columns by which a table is sorted, the first counting most."""
    names = [column.name for column in table.columns]
    return np.array([names.index(name) for name in table.order], dtype=np.int64)


def order_of(block: Integers, keys: Integers, size: int, scratch: MemoryPool) -> Integers:
    """Order of the first rows of a block by some of its columns, the first counting most.

    Equal rows keep theirs.
    """
    first, bits = block[keys[0], :size], size.bit_length()
    least = int(first.min()) if size else 0
    if size and (int(first.max()) - least).bit_length() + bits <= _BITS:
        # The first column and the row in one word: nothing is sorted faster.
        words, order = scratch.array(2, size)
        np.subtract(first, least, out=words)
        words <<= bits
        words |= np.arange(size)
        words.sort()
        if settle(block, keys, words, bits, order):
            return order
    return stable_order(block[key, :size] for key in keys)
