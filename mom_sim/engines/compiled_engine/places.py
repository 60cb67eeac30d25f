"""Where a campaign's state of a node stands: `cn`, and what can be read from it.

All that is known of one node of one campaign lies together, in `NODE_WORDS` numbers: whoever looks
at one of them looks at others soon. `cn` is the place of the first; the arrays of the node state
begin one number after the other, so that each is read at the same `cn`.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import NODE_SHIFT, NODE_WORDS
from mom_sim.engines.compiled_engine.parts import State, part


@part
def place_of(s: State, slot: int, index: int) -> int:
    """Place of a node of the campaign in a slot."""
    return slot * s.node_stride + index * NODE_WORDS


@part
def slot_at(s: State, cn: int) -> int:
    """Slot of the campaign whose node it is."""
    return cn >> s.slot_shift


@part
def index_at(s: State, slot: int, cn: int) -> int:
    """Node of the campaign's program; `slot` is the campaign's."""
    return (cn - slot * s.node_stride) >> NODE_SHIFT


@part
def crew_at(s: State, cn: int) -> int:
    """Place of the first member in `crew`."""
    return (cn >> NODE_SHIFT) * s.slots_max
