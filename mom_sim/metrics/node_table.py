"""What the plan says about every activity of a log, looked up all at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mom_sim.log.contract import CAUSES, NULL
from mom_sim.metrics.ingredients import BoolArray, IntArray
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Node, Plan


@dataclass(frozen=True, eq=False)
class NodeTable:
    """The nodes of all programs under each other, the program of the first type first.

    Attributes
    ----------
    first : int64 array, shape (types,)
        Where the nodes of a type begin.
    instruction, step : int64 arrays, shape (nodes,)
    agency : int64 array, shape (nodes,)
        Who delivers, or is late behind a delivery; -1 elsewhere.
    gate : bool array, shape (nodes,)
        A decision that needs somebody's approval, which is a gate's; where an order may go back to
        an agency, none is needed.
    cause : int64 array, shape (nodes,)
        Cause of waiting that the node itself states; -1 if none.
    review : bool array, shape (nodes,)
        Hands-on work of a decider.
    slots : int64 array, shape (nodes, units)
        How many people work together on it; 0 for nodes without people.
    slot_start : int64 array, shape (nodes, units)
        Where their queues begin in `queues`.
    queues : int64 array, shape (sum of slots,)
        Positions of queues in the plan.
    """

    first: IntArray
    instruction: IntArray
    step: IntArray
    agency: IntArray
    cause: IntArray
    gate: BoolArray
    review: BoolArray
    slots: IntArray
    slot_start: IntArray
    queues: IntArray

    def position(self, campaign_type: IntArray, node: IntArray) -> IntArray:
        """Row of a node of a type's program.

        Parameters
        ----------
        campaign_type, node : int64 arrays of one shape

        Returns
        -------
        int64 array of that shape
        """
        return self.first[campaign_type] + node

    def queues_of(self, row: IntArray, unit: IntArray) -> tuple[IntArray, IntArray]:
        """Queues that nodes draw their people from, under each other.

        Parameters
        ----------
        row, unit : int64 arrays, shape (n,)
            Row of each node, and the unit it works for.

        Returns
        -------
        owner, queue : int64 arrays, shape (sum of slots,)
            Position from 0 to n - 1 of whose queue it is, and the queue's position in the plan.
        """
        slots = self.slots[row, unit]
        if (slots == 1).all():
            return np.arange(row.size), self.queues[self.slot_start[row, unit]]
        owner = np.repeat(np.arange(row.size), slots)
        place = np.arange(owner.size) - np.repeat(np.cumsum(slots) - slots, slots)
        return owner, self.queues[self.slot_start[row, unit][owner] + place]


@lru_cache(maxsize=16)  # the same in all replications
def flatten_nodes(plan: Plan) -> NodeTable:
    """Lay the nodes of a plan's programs under each other.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    NodeTable
    """
    by_type = {program.type: program.nodes for program in plan.programs}
    lengths = [len(by_type.get(number, ())) for number in range(len(plan.types))]
    nodes = [node for number in range(len(plan.types)) for node in by_type.get(number, ())]
    queues = [_queues(node, unit) for node in nodes for unit in range(len(plan.units))]
    slots = np.array([len(some) for some in queues], dtype=np.int64)
    shape = (len(nodes), len(plan.units))
    return NodeTable(
        first=np.cumsum([0, *lengths])[:-1].astype(np.int64),
        instruction=_column([CODES[node.instruction] for node in nodes]),
        step=_column([node.step for node in nodes]),
        agency=_column(
            [one for number in range(len(plan.types)) for one in _agencies(by_type.get(number, ()))]
        ),
        gate=np.array([_is_gate(plan, node) for node in nodes], dtype=np.bool_),
        cause=_column([CAUSES.index(node.cause) if node.cause else NULL for node in nodes]),
        review=np.array([node.review for node in nodes], dtype=np.bool_),
        slots=slots.reshape(shape),
        slot_start=(np.cumsum(slots) - slots).reshape(shape),
        queues=_column([queue for some in queues for queue in some]),
    )


def _queues(node: Node, unit: int) -> tuple[int, ...]:
    return node.queues[unit] if node.queues else ()


def _agencies(nodes: tuple[Node, ...]) -> list[int]:
    agencies = [node.agency for node in nodes]
    for node in nodes:
        for successor in node.successors if node.instruction == "AGENCY" else ():
            if nodes[successor].cause == "agency":
                agencies[successor] = node.agency
    return agencies


def _is_gate(plan: Plan, node: Node) -> bool:
    return node.decision >= 0 and plan.decisions[node.decision].need > 0


def _column(values: list[int]) -> IntArray:
    return np.array(values, dtype=np.int64)
