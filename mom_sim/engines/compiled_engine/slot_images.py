"""Slots as they are at the beginning, by program; a campaign that arrives gets a copy."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from mom_sim.engines.compiled_engine import fields
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.codes import NODE_WORDS
from mom_sim.engines.compiled_engine.memory import Memory, type_of

IntArray = npt.NDArray[np.signedinteger[Any]]

_AT_FIRST = {
    "slot_instant": -1,
    "slot_first_row": -1,
    "slot_next_free": -1,
    "slot_entry": -1,
    "slot_force": -1,
    "outcomes": -1,
}
"""What is not 0 at first, but for the nodes' shares."""

_LINE = 8


def sizes_of_slots(nodes: int) -> dict[str, int]:
    """Lay out slots for programs of so many nodes.

    Parameters
    ----------
    nodes : int

    Returns
    -------
    dict of str to int
        `node_stride`, the numbers of 64 bits of a slot: an odd number of lines of the cache, so
        that equal places of many slots do not compete in it; `slot_divisor`, the smallest number
        above 2^64 divided by it (`places.slot_at`).
    """
    lines = -(-(fields.SLOT_HEAD + nodes * NODE_WORDS) // _LINE) | 1
    stride = lines * _LINE
    return {"node_stride": stride, "slot_divisor": (1 << 64) // stride + 1}


def images(memory: Memory) -> dict[str, Integers]:
    """Make the slots that campaigns begin with.

    Parameters
    ----------
    memory : Memory
        In which the plan is laid out.

    Returns
    -------
    dict of str to ndarray of int64
        `program_image`, slots by program; `program_words`, how many numbers of each count.
    """
    stride, counts = memory["node_stride"], memory.array("program_count")
    image = np.zeros((counts.size, stride), dtype=np.int64)
    of_node = (stride - fields.SLOT_HEAD) // NODE_WORDS
    made: dict[str, IntArray] = {}
    for name in fields.SLOT_ARRAYS:
        made[name] = _seen(image, name, 0, (counts.size,), (stride,))
    for name in fields.NODE_STATE_ARRAYS:
        shape, steps = (counts.size, of_node), (stride, NODE_WORDS)
        made[name] = _seen(image, name, fields.SLOT_HEAD, shape, steps)
    for name, value in _AT_FIRST.items():
        made[name][:] = value
    shares, first = memory.array("node_share"), memory.array("program_first")
    for program, count in enumerate(counts.tolist()):
        made["shares"][program, :count] = shares[first[program] : first[program] + count]
    return {
        "program_image": image.reshape(-1),
        "program_words": fields.SLOT_HEAD + NODE_WORDS * counts,
    }


def _seen(
    image: Integers, name: str, begin: int, shape: tuple[int, ...], steps: tuple[int, ...]
) -> IntArray:
    """Array within an image: where it begins and how far apart its entries are, in numbers."""
    size = image.itemsize
    at = begin * size + fields.PLACES[name][1]
    return np.ndarray(shape, type_of(name), image, at, tuple(step * size for step in steps))
