"""Small builders of int64 arrays for the kernel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


def integers(values: Iterable[int]) -> Integers:
    """Array of whole numbers, flags as 0 and 1; never empty, so that it has an address."""
    array = np.array(list(values), dtype=np.int64)
    return array if array.size else np.zeros(1, dtype=np.int64)


def plain(array: Integers) -> Integers:
    """Give an array as all machine code takes it: in one piece, of int64, writable; or a copy."""
    if array.dtype == np.int64 and array.flags.c_contiguous and array.flags.writeable:
        return array
    return np.array(array, dtype=np.int64)


def sorted_with_tags(
    times: Integers, tags: Integers, bits: int, limit: int
) -> tuple[Integers, Integers]:
    """Sort what happens up to a limit by time and tag.

    Parameters
    ----------
    times : ndarray of int64, shape (n,)
        From 0.
    tags : ndarray of int64, shape (n,)
        From 0 to below 2^bits.
    bits, limit : int

    Returns
    -------
    times, tags : ndarray of int64
    """
    beyond = limit + 1
    if beyond.bit_length() + bits < 64:
        # Both in one number: many times faster than sorting by two.
        both = np.minimum(times, beyond)
        both <<= bits
        both |= tags
        both = both[both < beyond << bits]
        both.sort()
        return both >> bits, both & ((1 << bits) - 1)
    kept = np.flatnonzero(times <= limit)
    order = kept[np.lexsort((tags[kept], times[kept]))]
    return times[order], tags[order]


class Rows:
    """Rows of varying length, end to end: offsets and columns.

    Parameters
    ----------
    *columns : str
        Names of the arrays that the items' parts go to.
    """

    def __init__(self, *columns: str) -> None:
        self._names = columns
        self.offsets = [0]
        self.items: list[list[int]] = [[] for _ in columns]

    def add(self, row: Iterable[int | Sequence[int]]) -> None:
        """Add one row; each item is a number, or as many as there are columns."""
        for item in row:
            parts = item if isinstance(item, (tuple, list)) else (item,)
            for column, part in zip(self.items, parts, strict=True):
                column.append(int(part))
        self.offsets.append(len(self.items[0]))

    def arrays(self, offsets: str) -> dict[str, Integers]:
        """Arrays by name; `offsets` is the name of the offsets."""
        named = {
            name: integers(column) for name, column in zip(self._names, self.items, strict=True)
        }
        return {offsets: integers(self.offsets), **named}
