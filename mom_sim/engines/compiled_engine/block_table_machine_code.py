"""Blocks of far attempts put into their hash table by machine code; `draws` looks them up."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.log.compiled import compiled


@compiled
def enter(keys: Integers, addresses: Integers, new_keys: Integers, new_addresses: Integers) -> None:
    """Put blocks into a table, each at the next free place from its own on.

    Parameters
    ----------
    keys : ndarray of int64, shape (2^n,)
        -1 where a place is free; there is room for all.
    addresses : ndarray of int64, shape (2^n,)
    new_keys : ndarray of int64
        None of them is in the table.
    new_addresses : ndarray of int64
    """
    mask = keys.size - 1
    for number in range(new_keys.size):
        # As `draws.place_in_table`: the product wraps around at 64 bits.
        place = ((new_keys[number] * 0x1E3779B97F4A7C15) >> 20) & mask
        while keys[place] >= 0:
            place = (place + 1) & mask
        keys[place] = new_keys[number]
        addresses[place] = new_addresses[number]
