"""Where a campaign's state of a node stands: `cn`, and what can be read from it.

All that is known of one campaign lies together in its slot: a line of the cache about itself, then
what is known of each of its nodes, in `NODE_WORDS` numbers of 64 bits. `cn` is the place of the
first of these, counted from the nodes of the first slot. What is known only while an activity is
under way stands in a record (`records`), and is read at the same `cn`.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import NODE_SHIFT, NODE_WORDS
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.state_type import high_product


@part
def place_of(s: State, slot: int, index: int) -> int:
    """Place of a node of the campaign in a slot."""
    return slot * s.node_stride + index * NODE_WORDS


@part
def slot_at(s: State, cn: int) -> int:
    """Slot of the campaign whose node it is.

    A division by `node_stride`. Source: Granlund and Montgomery, Division by invariant integers
    using multiplication, SIGPLAN Notices 29 (1994) 61-72.
    """
    return high_product(cn, s.slot_divisor)


@part
def index_at(s: State, slot: int, cn: int) -> int:
    """Node of the campaign's program; `slot` is the campaign's."""
    return (cn - slot * s.node_stride) >> NODE_SHIFT


@part
def crew_at(s: State, cn: int) -> int:
    """Place of the first member in `crew`, of an activity under way."""
    return s.record[cn] * s.slots_max
