"""First words of Philox4x64-10 blocks, for numba; imported only where that is used."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

from mom_sim.draws.philox import KEY_INCREMENTS, MULTIPLIERS, ROUNDS, Words

_ROUNDS = ROUNDS
_MULTIPLIER_0, _MULTIPLIER_1 = (np.uint64(number) for number in MULTIPLIERS)
_INCREMENT_0, _INCREMENT_1 = (np.uint64(number) for number in KEY_INCREMENTS)
_READ = types.Array(types.uint64, 1, "C", readonly=True)
_WRITTEN = types.Array(types.uint64, 1, "C")
_SIGNATURE = types.void(*[_READ] * 3, *[types.uint64] * 3, _WRITTEN)
_TABLE = types.Array(types.uint64, 2, "C")
_SIGNATURE_OF_TABLE = types.void(*[_READ] * 4, *[types.uint64] * 2, _TABLE)


def _type_high_half(typing_context: Any, one: Any, other: Any) -> Any:
    """Return the high 64 bits of a product; processors have an instruction for it."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        wide = ir.IntType(128)
        factors = [builder.zext(argument, wide) for argument in arguments]
        return builder.trunc(
            builder.lshr(builder.mul(*factors), ir.Constant(wide, 64)), ir.IntType(64)
        )

    return types.uint64(types.uint64, types.uint64), generate


_high_half: Any = intrinsic(_type_high_half)


def _type_one_by_one(typing_context: Any, word: Any) -> Any:
    """Return a word as it is, by an instruction that the compiler does not look into.

    Else it does four blocks at a time and moves their words between the registers for vectors and
    those that can be multiplied to 128 bits, which takes twice as long.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word_64 = ir.IntType(64)
        nothing = ir.FunctionType(word_64, [word_64])
        return builder.asm(nothing, "", "=r,0", [arguments[0]], False)

    return types.uint64(types.uint64), generate


_one_by_one: Any = intrinsic(_type_one_by_one)


@numba.njit(inline="always")
def first_word(
    word_0: np.uint64,
    word_1: np.uint64,
    word_2: np.uint64,
    word_3: np.uint64,
    key_0: np.uint64,
    key_1: np.uint64,
) -> np.uint64:
    """First word of the block of one counter under a key, for other machine code to take in."""
    a, b, c, d, k, m = word_0, _one_by_one(word_1), word_2, word_3, key_0, key_1
    for _ in range(_ROUNDS):
        high_a, high_c = _high_half(a, _MULTIPLIER_0), _high_half(c, _MULTIPLIER_1)
        a, b, c, d = high_c ^ b ^ k, c * _MULTIPLIER_1, high_a ^ d ^ m, a * _MULTIPLIER_0
        k += _INCREMENT_0
        m += _INCREMENT_1
    return a


@numba.njit(inline="always")
def begun(
    word_1: np.uint64, word_2: np.uint64, key_0: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64]:
    """What of the first two rounds depends on words 1 and 2 alone, for `first_word_of_begun`."""
    b = word_2 * _MULTIPLIER_1
    a = _high_half(word_2, _MULTIPLIER_1) ^ word_1 ^ key_0
    return b, _high_half(a, _MULTIPLIER_0), a * _MULTIPLIER_0


@numba.njit(inline="always")
def first_word_of_begun(
    word_0: np.uint64,
    first: np.uint64,
    second: np.uint64,
    third: np.uint64,
    word_3: np.uint64,
    key_0: np.uint64,
    key_1: np.uint64,
) -> np.uint64:
    """First word, as `first_word`, from what `begun` gives: of many blocks with those two words."""
    c = _high_half(word_0, _MULTIPLIER_0) ^ word_3 ^ key_1
    k, m = key_0 + _INCREMENT_0, key_1 + _INCREMENT_1
    a = _high_half(c, _MULTIPLIER_1) ^ _one_by_one(first) ^ k
    b = c * _MULTIPLIER_1
    c, d = second ^ (word_0 * _MULTIPLIER_0) ^ m, third
    for _ in range(_ROUNDS - 2):
        k += _INCREMENT_0
        m += _INCREMENT_1
        high_a, high_c = _high_half(a, _MULTIPLIER_0), _high_half(c, _MULTIPLIER_1)
        a, b, c, d = high_c ^ b ^ k, c * _MULTIPLIER_1, high_a ^ d ^ m, a * _MULTIPLIER_0
    return a


def _fill(
    word_0: Words,
    word_1: Words,
    word_2: Words,
    word_3: np.uint64,
    key_0: np.uint64,
    key_1: np.uint64,
    output: Words,
) -> None:
    """Write the first word of each block; words 0 to 2 are arrays of one or of all."""
    many_0, many_1, many_2 = word_0.size > 1, word_1.size > 1, word_2.size > 1
    if many_1 and not (many_0 or many_2):  # one thing of many entities of a class
        alike_0, alike_2 = word_0[0], word_2[0]
        for place in range(output.size):
            output[place] = first_word(alike_0, word_1[place], alike_2, word_3, key_0, key_1)
        return
    for place in range(output.size):
        a = word_0[place if many_0 else 0]
        b = word_1[place if many_1 else 0]
        c = word_2[place if many_2 else 0]
        output[place] = first_word(a, b, c, word_3, key_0, key_1)


def _fill_table(
    words_0: Words,
    word_1: Words,
    word_2: Words,
    words_3: Words,
    key_0: np.uint64,
    key_1: np.uint64,
    output: Words,
) -> None:
    """Write first words; words 0 and 3 are arrays of all rows, 1 and 2 of all columns."""
    for row in range(words_3.size):
        a, d = words_0[row], words_3[row]
        for place in range(word_1.size):
            output[row, place] = first_word(a, word_1[place], word_2[place], d, key_0, key_1)


def compiled(function: Any, signature: Any) -> Any:
    """Compile a function for one signature, kept on the disk where that is possible."""
    make: Any = numba.njit
    try:
        return make(signature, nogil=True, cache=True)(function)
    except RuntimeError as error:
        if "cannot cache" not in str(error):
            raise
        # Neither the installation nor the user's own folder can be written to.
        return make(signature, nogil=True)(function)


fill = compiled(_fill, _SIGNATURE)
fill_table = compiled(_fill_table, _SIGNATURE_OF_TABLE)
