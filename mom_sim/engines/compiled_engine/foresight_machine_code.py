"""How often campaigns will be sent back: the walk over campaigns, for numba; see `foresight`."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt
from numba import types

from mom_sim.draws.address import CHANCE_BITS
from mom_sim.draws.philox_machine_code import begun, compiled, first_word_of_begun
from mom_sim.engines.bounds import CERTAIN, LOOKS_PER_VERSION

_DROPPED_BITS = np.uint64(64 - CHANCE_BITS)

Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]


@numba.njit(inline="always")
def _chance(
    names: Words, draw: int, attempt: int, start: Words, key_0: np.uint64, key_1: np.uint64
) -> np.int64:
    """Chance of a campaign, of which `start` is what `begun` gives."""
    word = first_word_of_begun(
        np.uint64(attempt), start[0], start[1], start[2], names[draw], key_0, key_1
    )
    return np.int64(word >> _DROPPED_BITS)


def _send_back(
    names: Words,
    gates: Integers,
    votes: Integers,
    checks: Integers,
    first_gate: Integers,
    kind: Integers,
    tier: Integers,
    entity_class: Words,
    index: Words,
    key_0: np.uint64,
    key_1: np.uint64,
    most: int,
    state: Integers,
    revisions: Integers,
) -> None:
    """Count the revisions of every campaign at each of its type's gates.

    The columns of `gates`, `votes` and `checks` are those of `foresight`. `state` is room for the
    attempts of each gate, and the version and the looks of each risk. A campaign is not followed
    beyond `most` decisions.
    """
    starts = np.empty((kind.size, 3), dtype=np.uint64)
    for one in range(kind.size):
        b, high, low = begun(index[one], entity_class[one], key_0)
        starts[one, 0], starts[one, 1], starts[one, 2] = b, high, low
    # First attempts first: where nothing hangs on a chance, several are under way in the processor.
    for place in range(revisions.shape[0]):
        for one in range(kind.size):
            gate = first_gate[kind[one]] + place
            is_refused = False
            if gate < first_gate[kind[one] + 1] and gates[gate, 0] >= 0:
                chance = _chance(names, gates[gate, 0], 1, starts[one], key_0, key_1)
                is_refused = chance < gates[gate, 1]
            revisions[place, one] = is_refused
    for one in range(kind.size):
        this = starts[one]
        first, last = first_gate[kind[one]], first_gate[kind[one] + 1]
        comes_back = False
        for gate in range(first, last):
            comes_back |= revisions[gate - first, one] > 0 or gates[gate, 8] > gates[gate, 7]
        if not comes_back:
            continue
        state[:] = 0
        waiting, refused = np.int64(0), np.int64(0)
        for place in range(last - first):
            refused |= revisions[place, one] << place
            revisions[place, one] = 0
        for gate in range(first, last):
            draw, place = gates[gate, 5], gate - first
            if (gates[gate, 11] >> tier[one]) & 1 and (
                draw < 0 or _chance(names, draw, 1, this, key_0, key_1) < gates[gate, 6]
            ):
                waiting |= np.int64(1) << place
        applying, taken = waiting, 0
        while waiting != 0 and taken < most:
            place = 0
            while (waiting >> place) & 1 == 0:
                place += 1
            gate = first + place
            waiting &= waiting - 1
            taken += 1
            state[place] += 1
            attempt = state[place]
            draw = gates[gate, 0]
            if attempt == 1:
                is_refused = bool((refused >> place) & 1)
            else:
                is_refused = draw >= 0 and (
                    _chance(names, draw, attempt, this, key_0, key_1) < gates[gate, 1]
                )
            for check in range(gates[gate, 7], gates[gate, 8]):
                at = checks[check, 6]
                version, looks = state[at] + 1, state[at + 1]
                if not is_refused:
                    # A chance takes twenty multiplications; most need not be looked at.
                    bound = checks[check, 2] if version == 1 else checks[check, 3]
                    exposure = checks[check, 4]
                    is_bad = (
                        exposure < 0
                        or _chance(names, exposure, 1, this, key_0, key_1) < checks[check, 5]
                    ) and _chance(
                        names,
                        checks[check, 1],
                        version,
                        this,
                        key_0,
                        key_1,
                    ) < bound
                    for vote in range(gates[gate, 9], gates[gate, 10]):
                        look = looks + votes[vote, 0]
                        nth = (version - 1) * LOOKS_PER_VERSION + look + 1
                        bound = CERTAIN - votes[vote, 2] if is_bad else votes[vote, 1]
                        is_refused = is_refused or (
                            _chance(
                                names,
                                checks[check, 0],
                                nth,
                                this,
                                key_0,
                                key_1,
                            )
                            < bound
                        )
                state[at + 1] = looks + gates[gate, 4]
            rounds = gates[gate, 2]
            if is_refused and (rounds == 0 or attempt < rounds):
                revisions[place, one] += 1
                waiting |= gates[gate, 3] & applying
                for check in range(gates[gate, 7], gates[gate, 8]):
                    at = checks[check, 6]
                    state[at] += 1
                    state[at + 1] = 0


def _rank(
    revisions: Integers,
    weights: npt.NDArray[np.bool_],
    kind: Integers,
    levels: Integers,
    order: Integers,
    at_least: Integers,
) -> None:
    """Put the campaigns with most revisions first; who have as many keep their order.

    `weights` says by type which gates count. `at_least` has zeros, and gets how many have so many
    or more; beyond its last place nothing is told apart. `levels` is room for a number for each
    campaign.
    """
    most = at_least.size - 1
    for one in range(kind.size):
        level = 0
        for gate in range(revisions.shape[0]):
            if weights[kind[one], gate]:
                level += revisions[gate, one]
        level = min(level, most)
        levels[one] = level
        at_least[level] += 1
    for level in range(most - 1, -1, -1):
        at_least[level] += at_least[level + 1]
    # Those of a level stand before the place where the next lower level begins.
    for one in range(kind.size - 1, -1, -1):
        level = levels[one]
        at_least[level] -= 1
        order[at_least[level]] = one
    for level in range(most, 0, -1):  # each has become that of the next higher one
        at_least[level] = at_least[level - 1]
    at_least[0] = kind.size


_WORDS = types.Array(types.uint64, 1, "C", readonly=True)
_ROW = types.Array(types.int64, 1, "C", readonly=True)
_READ = types.Array(types.int64, 2, "C", readonly=True)

send_back = compiled(
    _send_back,
    types.void(
        _WORDS,
        *[_READ] * 3,
        *[_ROW] * 3,
        *[_WORDS] * 2,
        *[types.uint64] * 2,
        types.int64,
        types.Array(types.int64, 1, "C"),
        types.Array(types.int64, 2, "C"),
    ),
)

rank = compiled(
    _rank,
    types.void(
        _READ,
        types.Array(types.boolean, 2, "C", readonly=True),
        _ROW,
        *[types.Array(types.int64, 1, "C")] * 3,
    ),
)
