"""Arrays cut from large pieces of memory, which the system makes many times faster than small ones.

A page of four kilobytes that is written to for the first time takes as long as writing to it does
twenty times over. In pieces as large as these, pages are five hundred times larger where the system
gives large pages on request, as Linux does; elsewhere nothing is lost.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.log.spare_memory import spare_memory

IntArray = npt.NDArray[np.int64]

_PIECE = 1 << 20
"""Numbers of a piece; what is not written to costs at most a large page."""

_FEW = 1 << 16
"""So many numbers or fewer are not worth it."""


class MemoryPool:
    """Hands out arrays of whole numbers, not filled with anything.

    They keep the piece that they lie in alive: arrays of one pool ought to live equally long.

    Parameters
    ----------
    numbers : int
        How many will be asked for at least.
    """

    def __init__(self, numbers: int) -> None:
        self._least = _PIECE if numbers > _FEW else 0
        self._piece: IntArray = np.empty(0, dtype=np.int64)
        self._used = 0

    def array(self, *shape: int) -> IntArray:
        """Hand out an array of a shape."""
        size = 1
        for length in shape:
            size *= length
        if size > self._piece.size - self._used:
            if not self._least:
                return np.empty(shape, dtype=np.int64)
            self._piece, self._used = spare_memory(max(size, self._least)), 0
        first = self._used
        self._used += size
        return self._piece[first : self._used].reshape(shape)

    def take_back(self, array: IntArray) -> None:
        """Have the array that was handed out last at hand again; nobody reads it any more."""
        if array.base is self._piece:
            self._used -= array.size
