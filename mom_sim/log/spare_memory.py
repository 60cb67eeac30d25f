"""Memory of runs that are over, kept for the next one.

The system gives memory away empty: a page that is written to for the first time costs more than
all that is written there. A run with its log writes some thirty megabytes, and the next run as
many; where they are the same ones, that is paid for once.
"""

from __future__ import annotations

from weakref import finalize

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

_MOST = 1 << 23
"""Numbers that are kept at most: 64 megabytes, two runs of a large company."""

_SPARE: list[IntArray] = []


def spare_memory(numbers: int) -> IntArray:
    """Hand out memory for whole numbers, which is kept when nobody looks at it any more.

    Parameters
    ----------
    numbers : int
        How many there have to be; few are not worth it.

    Returns
    -------
    ndarray of int64, shape (n,)
        With at least so many, whatever stood there before. Views keep it from being used again.
    """
    size = _rounded(numbers)
    owner = _taken(size)
    if owner is None:
        owner = np.empty(size, dtype=np.int64)
    # Views of this array hold this array and not its owner: so it is known when the last has gone.
    piece = np.frombuffer(owner.data, dtype=np.int64)
    finalize(piece, _keep, owner).atexit = False
    return piece


def _rounded(numbers: int) -> int:
    """A size that others ask for, too: with two digits in binary behind the first."""
    step = 1 << max(0, numbers.bit_length() - 3)
    return -(-numbers // step) * step


def _taken(size: int) -> IntArray | None:
    for _ in range(len(_SPARE)):
        try:
            owner = _SPARE.pop(0)
        except IndexError:  # other threads take, too
            return None
        if owner.size == size:
            return owner
        _SPARE.append(owner)
    return None


def _keep(owner: IntArray) -> None:
    _SPARE.append(owner)
    while sum(one.size for one in tuple(_SPARE)) > _MOST:
        try:
            del _SPARE[0]  # of what is asked for no more
        except IndexError:
            return
