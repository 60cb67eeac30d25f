"""The first word of many Philox4x64-10 blocks by machine code, where numba is there to make it.

The definition is `mom_sim.draws.philox`; this gives the same bits, about seven times as fast. It
is used where numba has been loaded anyway, or where so much is drawn that loading it pays.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

import numpy as np

from mom_sim.draws.philox import Words

WORTH_LOADING = 4_000_000
"""Blocks from which on numba is loaded for their sake: NumPy takes about a second for them."""

FirstWords = Callable[[Words, Words, Words, int, int, int], Words]
TableOfFirstWords = Callable[[Words, Words, Words, Words, int, int], Words]


def first_words_if_worth_it(size: int) -> FirstWords | None:
    """Find what computes so many first words faster than NumPy.

    Parameters
    ----------
    size : int
        Number of blocks.

    Returns
    -------
    callable or None
        From counter words 0, 1 and 2 (arrays of uint64, contiguous, each of `size` or 1 elements),
        counter word 3, and the two words of the key (int) to the first words of the blocks, an
        array of uint64 of `size` elements. None where numba is missing, or loading it would
        take longer.
    """
    return _first_words() if _is_worth_it(size) else None


def table_of_first_words_if_worth_it(size: int) -> TableOfFirstWords | None:
    """Find what computes a table of so many first words faster than NumPy.

    Parameters
    ----------
    size : int
        Number of blocks.

    Returns
    -------
    callable or None
        From counter words 0 (arrays of uint64, contiguous, one element a row), 1 and 2 (one a
        column) and 3 (one a row), and the two words of the key (int) to the first words, an array
        of uint64 of rows by columns. None as in `first_words_if_worth_it`.
    """
    return _table_of_first_words() if _is_worth_it(size) else None


def _is_worth_it(size: int) -> bool:
    return size >= WORTH_LOADING or "numba" in sys.modules


@cache
def _first_words() -> FirstWords | None:
    """Compile the function or load it from the disk; None without numba."""
    if find_spec("numba") is None:
        return None
    from mom_sim.draws.philox_machine_code import fill

    def first_words(
        word_0: Words, word_1: Words, word_2: Words, word_3: int, key_0: int, key_1: int
    ) -> Words:
        sizes = (word_0.size, word_1.size, word_2.size)
        output = np.empty(max(sizes) if all(sizes) else 0, dtype=np.uint64)
        numbers = (np.uint64(word_3), np.uint64(key_0), np.uint64(key_1))
        fill(word_0, word_1, word_2, *numbers, output)
        return output

    return first_words


@cache
def _table_of_first_words() -> TableOfFirstWords | None:
    """Compile the function or load it from the disk; None without numba."""
    if find_spec("numba") is None:
        return None
    from mom_sim.draws.philox_machine_code import fill_table

    def table(
        words_0: Words, word_1: Words, word_2: Words, words_3: Words, key_0: int, key_1: int
    ) -> Words:
        output = np.empty((words_3.size, word_1.size), dtype=np.uint64)
        keys = (np.uint64(key_0), np.uint64(key_1))
        fill_table(words_0, word_1, word_2, words_3, *keys, output)
        return output

    return table
