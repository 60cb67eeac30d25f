"""Philox4x64-10: a counter and a key in, four random 64-bit words out, with no state between calls.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
1, 2, 3", SC '11 (2011), doi:10.1145/2063384.2063405, sections 3.3 (the round) and 3.4 (the key
schedule). Both multipliers and both key increments below are that paper's.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]

ROUNDS = 10
MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
KEY_INCREMENTS = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
WORD_MODULUS = 1 << 64

# Ten rounds make some two hundred passes over the counters; blocks of this many words keep all of
# a pass in the processor's second-level cache, about three times faster for a million counters.
_BLOCK = 1 << 13

_HALF = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFFFFFF)


def as_words(values: npt.ArrayLike, what: str) -> Words:
    """Turn integers into 64-bit words, refusing what would silently wrap or be cut off.

    Parameters
    ----------
    values : array_like of int
        Integers from 0 to 2**64 - 1, of any shape.
    what : str
        What the values are, for the message.

    Returns
    -------
    ndarray of uint64
        The same values in the same shape.

    Raises
    ------
    ValueError
        If a value is not an integer, is negative, or does not fit 64 bits.
    """
    array = np.asarray(values)
    if array.dtype.kind == "u" or array.size == 0:
        return array.astype(np.uint64, copy=False)
    if array.dtype.kind == "i" and array.min() >= 0:
        return array.astype(np.uint64)
    raise ValueError(
        f"{what}: got {_excerpt(array)}; allowed are integers from 0 to 2**64 - 1, "
        "given as Python integers or as a NumPy integer array"
    )


def philox4x64(
    counter: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike, npt.ArrayLike],
    key: tuple[int, int],
) -> tuple[Words, Words, Words, Words]:
    """Compute the Philox4x64-10 block of every counter under one key.

    Parameters
    ----------
    counter : tuple of four array_like of uint64
        The words of the counter, least significant first; they broadcast against each other.
    key : tuple of two int
        The words of the key, each from 0 to 2**64 - 1.

    Returns
    -------
    tuple of four ndarray of uint64
        The output words, each in the counters' broadcast shape.

    Raises
    ------
    ValueError
        If a word of the counter or of the key is no integer from 0 to 2**64 - 1.

    Notes
    -----
    ``numpy.random.Philox`` adds one to its counter before it makes its first block: its first
    four words from ``counter=c`` are the block of counter ``c + 1`` here.

    Source: Salmon et al. 2011, sections 3.3 and 3.4.
    """
    words = [as_words(word, f"counter word {i}") for i, word in enumerate(counter)]
    key_words = [as_words(word, f"key word {i}") for i, word in enumerate(key)]
    if len(words) != 4 or len(key_words) != 2:
        raise ValueError(
            f"philox4x64 takes a counter of 4 words and a key of 2; got {len(words)} and "
            f"{len(key_words)}"
        )
    schedule = _key_schedule(int(key_words[0]), int(key_words[1]))
    shape = np.broadcast_shapes(*(word.shape for word in words))
    # A word that is the same for all counters stays a single value for as long as the rounds
    # allow; at least one dimension, because NumPy warns of wrapping products of its scalars only.
    flat = [
        word.reshape(1) if word.size == 1 else np.broadcast_to(word, shape).reshape(-1)
        for word in words
    ]
    size = int(np.prod(shape, dtype=np.int64))
    output = np.empty((4, size), dtype=np.uint64)
    for begin in range(0, size, _BLOCK):
        end = min(begin + _BLOCK, size)
        block = [word if word.size == 1 else word[begin:end] for word in flat]
        for i, word in enumerate(_rounds(block, schedule)):
            output[i, begin:end] = word
    first, second, third, fourth = (word.reshape(shape) for word in output)
    return first, second, third, fourth


def first_words(
    counter: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike, int], key: tuple[int, int]
) -> Words:
    """Compute the first word of every block alone, as `philox4x64` does.

    Parameters
    ----------
    counter : tuple of three array_like of uint64 and an int
        The words of the counter; they broadcast against each other.
    key : tuple of two int

    Returns
    -------
    ndarray of uint64
        In the counters' broadcast shape.

    Raises
    ------
    ValueError
        As `philox4x64`.
    """
    from mom_sim.draws.compiled_philox import first_words_if_worth_it

    words = [as_words(word, f"counter word {i}") for i, word in enumerate(counter[:3])]
    shape = np.broadcast_shapes(*(word.shape for word in words))
    compiled = first_words_if_worth_it(math.prod(shape))
    if compiled is None:
        return philox4x64(counter, key)[0]
    word_0, word_1, word_2 = (_flat(word, shape) for word in words)
    last, *of_key = (int(as_words(word, "word")) for word in (counter[3], *key))
    return compiled(word_0, word_1, word_2, last, of_key[0], of_key[1]).reshape(shape)


def table_of_first_words(
    counter: tuple[Words, npt.ArrayLike, npt.ArrayLike, Words], key: tuple[int, int]
) -> Words:
    """Compute the first words of a table of blocks.

    Parameters
    ----------
    counter : tuple of array_like of uint64
        The words of the counter: 0 and 3 for each row, 1 and 2 for each column.
    key : tuple of two int

    Returns
    -------
    ndarray of uint64, shape (rows, columns)

    Raises
    ------
    ValueError
        As `philox4x64`.
    """
    from mom_sim.draws.compiled_philox import table_of_first_words_if_worth_it

    word_0, word_1, word_2, word_3 = (
        np.ascontiguousarray(as_words(word, f"counter word {number}"))
        for number, word in enumerate(counter)
    )
    compiled = table_of_first_words_if_worth_it(word_3.size * word_1.size)
    if compiled is None:
        rows = (word_0[:, np.newaxis], word_3[:, np.newaxis])
        return philox4x64((rows[0], word_1, word_2, rows[1]), key)[0]
    first, second = (int(as_words(word, "word")) for word in key)
    return compiled(word_0, word_1, word_2, word_3, first, second)


def _flat(word: Words, shape: tuple[int, ...]) -> Words:
    """Lay a word of the counters out flat; one that is the same for all stays a single value."""
    if word.size == 1:
        return word.reshape(1)
    if word.shape != shape:
        word = np.broadcast_to(word, shape)
    return np.ascontiguousarray(word).reshape(-1)


def _key_schedule(first: int, second: int) -> list[tuple[np.uint64, np.uint64]]:
    """Return the two key words of each round: a Weyl sequence modulo 2**64."""
    return [
        (
            np.uint64((first + i * KEY_INCREMENTS[0]) % WORD_MODULUS),
            np.uint64((second + i * KEY_INCREMENTS[1]) % WORD_MODULUS),
        )
        for i in range(ROUNDS)
    ]


def _rounds(block: list[Words], schedule: list[tuple[np.uint64, np.uint64]]) -> list[Words]:
    """Apply the rounds: multiply words 0 and 2, mix the high halves with the others, permute."""
    word_0, word_1, word_2, word_3 = block
    for key_0, key_1 in schedule:
        high_0, low_0 = _product(word_0, MULTIPLIERS[0])
        high_2, low_2 = _product(word_2, MULTIPLIERS[1])
        word_0, word_1, word_2, word_3 = (
            high_2 ^ word_1 ^ key_0,
            low_2,
            high_0 ^ word_3 ^ key_1,
            low_0,
        )
    return [word_0, word_1, word_2, word_3]


def _product(word: Words, multiplier: int) -> tuple[Words, Words]:
    """Return the high and low 64 bits of ``word * multiplier``.

    By 32-bit halves, so that unsigned 64-bit arithmetic is all it takes. No sum below wraps: the
    largest one is (2**32 - 1)**2 + 2 * (2**32 - 1) = 2**64 - 1.
    """
    multiplier_low = np.uint64(multiplier & 0xFFFFFFFF)
    multiplier_high = np.uint64(multiplier >> 32)
    word_low = word & _LOW_HALF
    word_high = word >> _HALF
    low_high = word_low * multiplier_high
    middle = (
        word_high * multiplier_low + ((word_low * multiplier_low) >> _HALF) + (low_high & _LOW_HALF)
    )
    high = word_high * multiplier_high + (low_high >> _HALF) + (middle >> _HALF)
    return high, word * np.uint64(multiplier)


def _excerpt(array: npt.NDArray[np.generic]) -> str:
    """Show the start of an array in a message."""
    start = ", ".join(str(value) for value in array.reshape(-1)[:3].tolist())
    return f"{start}{', ...' if array.size > 3 else ''} ({array.dtype})"
