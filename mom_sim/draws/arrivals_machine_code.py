"""Arrivals of a Poisson process walked one by one, for numba; see `draws.poisson_process`.

What a formula makes of the uniform numbers is NumPy's part, between the two walks: another
library's logarithm may differ in the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import types

from mom_sim.draws.address import CHANCE_BITS
from mom_sim.draws.philox_machine_code import compiled, first_word

_DROPPED_BITS = np.uint64(64 - CHANCE_BITS)
_UNIT = 2.0**-CHANCE_BITS

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def _fill_uniforms(
    name: np.uint64,
    entity_class: np.uint64,
    start: np.uint64,
    key_0: np.uint64,
    key_1: np.uint64,
    u: Floats,
) -> None:
    """Write the uniform numbers of entities of a class that follow on one, at their first attempt.

    The numbers are those of `draws.address.uniforms`.
    """
    for place in range(u.size):
        index = start + np.uint64(place)
        word = first_word(np.uint64(1), index, entity_class, name, key_0, key_1)
        u[place] = (np.float64(np.int64(word >> _DROPPED_BITS)) + 0.5) * _UNIT


def _find_instants(
    gaps: Floats, reached: float, times: Integers, rate: Floats, instants: Integers
) -> tuple[int, float]:
    """Write the arrivals that gaps lead to; return how many there are, and the sum of gaps.

    `reached` is the sum of all gaps before. Knots are as `checked_knots` gives them; arrivals that
    lie behind the last are none, and end the walk.
    """
    knot, last, level = 0, rate.size - 1, reached
    for place in range(gaps.size):
        level += gaps[place]
        if level >= rate[last]:
            return place, level
        while rate[knot + 1] <= level:
            knot += 1
        width = times[knot + 1] - times[knot]
        share = (level - rate[knot]) / (rate[knot + 1] - rate[knot])
        # Rounding of the share may reach 1; the instant still belongs to its own stretch.
        offset = min(np.int64(np.floor(share * width)), width - 1)
        instants[place] = times[knot] + offset
    return gaps.size, level


_FLOATS = types.Array(types.float64, 1, "C")

fill_uniforms = compiled(_fill_uniforms, types.void(*[types.uint64] * 5, _FLOATS))
find_instants = compiled(
    _find_instants,
    types.Tuple((types.int64, types.float64))(
        _FLOATS,
        types.float64,
        types.Array(types.int64, 1, "C", readonly=True),
        types.Array(types.float64, 1, "C", readonly=True),
        types.Array(types.int64, 1, "C"),
    ),
)
