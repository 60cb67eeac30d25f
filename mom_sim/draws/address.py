"""Every draw has an address: (seed, replication, stream, entity, slot, attempt) -> a number.

The mapping to Philox4x64-10 is part of what a seed means, so it is fixed:

==========  ==========================================================================
key word 0  the seed modulo 2**64
key word 1  the replication
counter 0   the attempt, from 1: the nth time that the thing is decided for the entity
counter 1   the entity's index within its class
counter 2   the hash of the entity's class, such as ``north/small/baseline``
counter 3   the hash of the draw's name, ``stream:slot``, such as ``campaign:effort:design``
==========  ==========================================================================

The draw is the first word of the block. For one seed and replication two draws share a number
only if they share a counter, so a further step, person, surge or round disturbs no other draw.

Whoever needs the bits elsewhere (a compiled engine) computes the same block from the same six
integers; ``CHANCE_BITS`` and ``threshold`` make decisions comparisons of integers.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from mom_sim.draws.philox import (
    WORD_MODULUS,
    Words,
    as_words,
    first_words,
    table_of_first_words,
)

CHANCE_BITS = 52
"""Bits of a chance: the most for which chance + 1/2 is exact in a float64."""

_DROPPED_BITS = np.uint64(64 - CHANCE_BITS)


@lru_cache(maxsize=65536)
def stable_hash(text: str) -> int:
    """Hash a text to 64 bits, the same in every process and on every machine.

    Parameters
    ----------
    text : str
        The class of an entity or the name of a draw.

    Returns
    -------
    int
        From 0 to 2**64 - 1. Among a million names, two share a hash with probability 3e-8.

    Notes
    -----
    Source: BLAKE2b (RFC 7693) with a digest of 8 bytes over the UTF-8 text, read little-endian.
    """
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "little")


def bits(
    seed: int,
    replication: int,
    name: str,
    entity_class_hashes: npt.ArrayLike,
    entity_indices: npt.ArrayLike,
    attempt: npt.ArrayLike,
) -> Words:
    """Draw 64 random bits at each address.

    Parameters
    ----------
    seed : int
        The run's seed; any integer, taken modulo 2**64.
    replication : int
        The replication's index, from 0.
    name : str
        What is decided, as ``stream:slot``. The slot may contain further colons.
    entity_class_hashes : array_like of uint64
        ``stable_hash`` of each entity's class; one value or an array.
    entity_indices : array_like of uint64
        Each entity's index within its class.
    attempt : array_like of uint64
        The how-manieth time it is decided, from 1; one value or an array.

    Returns
    -------
    ndarray of uint64
        In the broadcast shape of the last three arguments.

    Raises
    ------
    ValueError
        If the name is not ``stream:slot``, an attempt is 0, or a number is no integer from 0 to
        2**64 - 1.
    TypeError
        If the seed is not an integer.
    """
    _check_name(name)
    attempts = as_words(attempt, "attempt")
    if not attempts.all():
        raise ValueError("attempt: got 0; attempts are counted from 1")
    counter = (
        attempts,
        as_words(entity_indices, "entity index"),
        as_words(entity_class_hashes, "hash of an entity's class"),
        stable_hash(name),
    )
    return first_words(counter, key_words(seed, replication))


def table_of_bits(
    seed: int,
    replication: int,
    decided: Sequence[tuple[str, int]],
    entity_class_hashes: npt.NDArray[np.uint64],
    entity_indices: npt.NDArray[np.uint64],
) -> Words:
    """Draw 64 random bits for several things that are decided about the same entities.

    Parameters
    ----------
    seed, replication : int
    decided : sequence of (str, int)
        Name and attempt, from 1, of each thing.
    entity_class_hashes, entity_indices : ndarray of uint64, shape (entities,)

    Returns
    -------
    ndarray of uint64, shape (things, entities)
        Row by row the same as ``bits``.

    Raises
    ------
    ValueError, TypeError
        As ``bits``.
    """
    attempts = as_words([attempt for _, attempt in decided], "attempt")
    if not attempts.all():
        raise ValueError("attempt: got 0; attempts are counted from 1")
    names = hashes_of_names([name for name, _ in decided])
    counter = (attempts, entity_indices, entity_class_hashes, names)
    return table_of_first_words(counter, key_words(seed, replication))


def hashes_of_names(names: Sequence[str]) -> Words:
    """Hash the names of draws: word 3 of their counters.

    Raises
    ------
    ValueError
        If a name is not ``stream:slot``.
    """
    for name in names:
        _check_name(name)
    return np.array([stable_hash(name) for name in names], dtype=np.uint64)


def _check_name(name: str) -> None:
    stream, separator, slot = name.partition(":")
    if not (stream and separator and slot):
        raise ValueError(
            f"name of a draw: got {name!r}; allowed is 'stream:slot', such as "
            "'campaign:effort:design'"
        )


def key_words(seed: int, replication: int) -> tuple[int, int]:
    """Key of all draws of a replication: the seed modulo 2**64, and the replication."""
    return operator.index(seed) % WORD_MODULUS, int(as_words(replication, "replication"))


def chances(
    seed: int,
    replication: int,
    name: str,
    entity_class_hashes: npt.ArrayLike,
    entity_indices: npt.ArrayLike,
    attempt: npt.ArrayLike,
) -> npt.NDArray[np.int64]:
    """Draw a uniform integer at each address, to be held against a ``threshold``.

    Parameters and exceptions are those of ``bits``.

    Returns
    -------
    ndarray of int64
        Uniform on 0 .. 2**CHANCE_BITS - 1. An event of probability p happens where the chance is
        below ``threshold(p)``; the same chance under a higher probability happens there too.
    """
    return as_chances(bits(seed, replication, name, entity_class_hashes, entity_indices, attempt))


def as_chances(words: Words) -> npt.NDArray[np.int64]:
    """Turn random bits into what ``chances`` draws."""
    return (words >> _DROPPED_BITS).view(np.int64)


def uniforms(
    seed: int,
    replication: int,
    name: str,
    entity_class_hashes: npt.ArrayLike,
    entity_indices: npt.ArrayLike,
    attempt: npt.ArrayLike,
) -> npt.NDArray[np.float64]:
    """Draw a uniform number at each address, for the quantile function of a distribution.

    Parameters and exceptions are those of ``bits``.

    Returns
    -------
    ndarray of float64
        (chance + 1/2) / 2**CHANCE_BITS, without rounding: strictly between 0 and 1, and below p
        exactly where the chance is below ``threshold(p)``, for every p that is a multiple of
        2**-CHANCE_BITS.
    """
    return as_uniforms(bits(seed, replication, name, entity_class_hashes, entity_indices, attempt))


def as_uniforms(words: Words) -> npt.NDArray[np.float64]:
    """Turn random bits into what ``uniforms`` draws."""
    found = as_chances(words).astype(np.float64)
    found += 0.5
    found *= 2.0**-CHANCE_BITS
    return found


def threshold(probability: float) -> int:
    """Turn a probability into the bound that a chance has to stay below.

    Parameters
    ----------
    probability : float
        From 0 to 1.

    Returns
    -------
    int
        probability * 2**CHANCE_BITS, rounded half to even: 0 for never, 2**CHANCE_BITS for always.

    Raises
    ------
    ValueError
        If the probability is not a number from 0 to 1.
    """
    if not (math.isfinite(probability) and 0.0 <= probability <= 1.0):
        raise ValueError(f"probability: got {probability}; allowed is a number from 0 to 1")
    return round(math.ldexp(probability, CHANCE_BITS))
