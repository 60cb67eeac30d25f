"""The bytes of campaigns and lives, in one stated order, for the tape's hash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields

import numpy as np

from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.lives import PersonLife

Update = Callable[[bytes | memoryview], None]


def add_campaigns(update: Update, campaigns: Campaigns) -> None:
    """Feed every field of the campaigns, by name, arrays as little-endian bytes.

    Sizes that are all 1 change nothing and leave no trace.

    Parameters
    ----------
    update : callable of bytes
        Of a hash.
    campaigns : Campaigns
    """
    for field in fields(campaigns):
        content = getattr(campaigns, field.name)
        if field.name == "size" and (content == 1.0).all():
            continue
        update(field.name.encode())
        if isinstance(content, dict):
            for step in sorted(content):
                update(step.encode())
                update(_bytes(content[step]))
        elif isinstance(content, Sequence):
            update(repr(tuple(content)).encode())
        else:
            update(_bytes(content))


def add_life(update: Update, name: str, life: PersonLife) -> None:
    """Feed a person's life.

    Parameters
    ----------
    update : callable of bytes
        Of a hash.
    name : str
    life : PersonLife
    """
    update(repr((name, life.hand_overs, life.spells, life.events)).encode())
    update(_bytes(life.clock.starts))
    update(_bytes(life.clock.ends))


def _bytes(array: np.ndarray) -> memoryview:
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).data
