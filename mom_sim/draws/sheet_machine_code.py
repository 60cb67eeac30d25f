"""Draws laid where they are read: the walks over campaigns, for numba; see `tape.draw_sheet`.

What a formula makes of the uniform numbers is NumPy's part, between the two walks: another
library's logarithm may differ in the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import types

from mom_sim.draws.address import CHANCE_BITS
from mom_sim.draws.philox_machine_code import begun, compiled, first_word_of_begun
from mom_sim.draws.tables import UNDRAWN

NOTHING, CONSTANT = -1, -2
"""In place of where the uniform numbers of a cell begin: no distribution, and no need of chance."""

_DROPPED_BITS = np.uint64(64 - CHANCE_BITS)
_UNIT = 2.0**-CHANCE_BITS
_LONGEST = float(2**62)

Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]


def _lay_chances(
    names: Words,
    attempts: Words,
    is_chance: npt.NDArray[np.bool_],
    begins: Integers,
    who: Integers,
    who_first: Integers,
    who_last: Integers,
    kind: Integers,
    entity_class: Words,
    index: Words,
    key_0: np.uint64,
    key_1: np.uint64,
    first: int,
    marks: bool,
    places: Integers,
    output: Integers,
    u: Floats,
    at: Integers,
) -> None:
    """Write chances where they are read, and the uniform numbers of durations cell by cell.

    Rows are draws at an attempt, a cell is what a row has for campaigns of one type. `begins` says
    by row and type where in `u` the numbers of a cell begin. A row is drawn for the campaigns in a
    stretch of `who`; with `marks`, the others get `UNDRAWN`. Row r stands in row `places[r]` of
    `output`, where campaign i has column `first` + i, modulo the number of columns, which is a
    power of two. `at` is room for a number for each type.
    """
    mask = output.shape[1] - 1
    begins_of = np.empty((kind.size, 3), dtype=np.uint64)
    for one in range(kind.size):
        b, high, low = begun(index[one], entity_class[one], key_0)
        begins_of[one, 0], begins_of[one, 1], begins_of[one, 2] = b, high, low
    for row in range(names.size):
        name, attempt = names[row], attempts[row]
        some = who[who_first[row] : who_last[row]]
        to = output[places[row]]
        if marks and some.size < kind.size:
            # Two stretches, of which each is written many numbers at a time.
            begin = first & mask
            to[begin : begin + kind.size] = UNDRAWN
            to[: max(0, begin + kind.size - to.size)] = UNDRAWN
        if is_chance[row]:
            for one in some:
                b, high, low = begins_of[one, 0], begins_of[one, 1], begins_of[one, 2]
                word = first_word_of_begun(attempt, b, high, low, name, key_0, key_1)
                to[(first + one) & mask] = np.int64(word >> _DROPPED_BITS)
            continue
        needs_chance = False
        for number in range(at.size):
            at[number] = begins[row, number]
            needs_chance |= at[number] >= 0
        if not needs_chance:
            continue
        for one in some:
            place = at[kind[one]]
            if place >= 0:
                at[kind[one]] = place + 1
                b, high, low = begins_of[one, 0], begins_of[one, 1], begins_of[one, 2]
                word = first_word_of_begun(attempt, b, high, low, name, key_0, key_1)
                u[place] = (np.float64(np.int64(word >> _DROPPED_BITS)) + 0.5) * _UNIT


def _find_undrawn(
    who: Integers,
    who_first: Integers,
    who_last: Integers,
    first: int,
    places: Integers,
    output: Integers,
    found: Integers,
    edges: Integers,
) -> None:
    """Find for whom rows have not been drawn yet, of those in a stretch of `who`.

    `found` gets the campaigns of row r from `edges[r]` to `edges[r + 1]`. The rest is as of
    `_lay_chances`.
    """
    mask = output.shape[1] - 1
    end = 0
    for row in range(places.size):
        to = output[places[row]]
        for one in who[who_first[row] : who_last[row]]:
            if to[(first + one) & mask] == UNDRAWN:
                found[end] = one
                end += 1
        edges[row + 1] = end


def _count_types(
    who: Integers, who_first: Integers, who_last: Integers, kind: Integers, counts: Integers
) -> None:
    """Count by row the campaigns of each type, into zeros."""
    for row in range(who_first.size):
        for one in who[who_first[row] : who_last[row]]:
            counts[row, kind[one]] += 1


def _lay_durations(
    is_chance: npt.NDArray[np.bool_],
    begins: Integers,
    constants: Floats,
    is_sized: npt.NDArray[np.bool_],
    who: Integers,
    who_first: Integers,
    who_last: Integers,
    kind: Integers,
    size: Floats,
    first: int,
    values: Floats,
    places: Integers,
    output: Integers,
    at: Integers,
) -> bool:
    """Write durations where they are read: values times sizes, rounded half to even.

    Returns whether all of them can be durations; the others are not written.
    """
    mask = output.shape[1] - 1
    all_are = True
    for row in range(is_chance.size):
        if is_chance[row]:
            continue
        for number in range(at.size):
            at[number] = begins[row, number]
        to = output[places[row]]
        for one in who[who_first[row] : who_last[row]]:
            place = at[kind[one]]
            column = (first + one) & mask
            if place == NOTHING:
                to[column] = -1
                continue
            if place >= 0:
                value = values[place]
                at[kind[one]] = place + 1
            else:
                value = constants[row, kind[one]]
            if is_sized[row]:
                value *= size[one]
            if 0.0 <= value < _LONGEST:
                to[column] = np.int64(np.rint(value))
            else:
                all_are = False
    return all_are


_WORDS = types.Array(types.uint64, 1, "C", readonly=True)
_FLAGS = types.Array(types.boolean, 1, "C", readonly=True)
_ROW = types.Array(types.int64, 1, "C", readonly=True)
_CELLS = types.Array(types.int64, 2, "C", readonly=True)
_NUMBERS = types.Array(types.float64, 1, "C", readonly=True)
_TABLE = types.Array(types.int64, 2, "C")
_SCRATCH = types.Array(types.int64, 1, "C")
_SIGNATURES = (
    types.void(
        *[_WORDS] * 2,
        _FLAGS,
        _CELLS,
        *[_ROW] * 4,
        *[_WORDS] * 2,
        *[types.uint64] * 2,
        types.int64,
        types.boolean,
        _ROW,
        _TABLE,
        types.Array(types.float64, 1, "C"),
        _SCRATCH,
    ),
    types.boolean(
        _FLAGS,
        _CELLS,
        types.Array(types.float64, 2, "C", readonly=True),
        _FLAGS,
        *[_ROW] * 4,
        _NUMBERS,
        types.int64,
        _NUMBERS,
        _ROW,
        _TABLE,
        _SCRATCH,
    ),
    types.void(*[_ROW] * 3, types.int64, _ROW, _TABLE, *[_SCRATCH] * 2),
    types.void(*[_ROW] * 4, _TABLE),
)

lay_chances = compiled(_lay_chances, _SIGNATURES[0])
lay_durations = compiled(_lay_durations, _SIGNATURES[1])
find_undrawn = compiled(_find_undrawn, _SIGNATURES[2])
count_types = compiled(_count_types, _SIGNATURES[3])
