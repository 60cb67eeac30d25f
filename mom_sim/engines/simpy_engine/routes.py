"""A program as the engine walks it: edges as bits, and what a node needs looked up beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.engines.seats import seats_of
from mom_sim.plan.plan import Condition, Node, Plan, Program

_ALWAYS = Condition()
_MAY_HAVE_NO_TIME = ("DELAY", "AGENCY")


@dataclass(frozen=True, slots=True)
class Route:
    """What is the same for all campaigns of a type.

    Attributes
    ----------
    program : Program
    nodes : tuple of Node
    predecessors : tuple of tuple of int
        By node, in plan order.
    successors : tuple of tuple of (int, int)
        By node: the node that follows, and the bit by which it knows this one.
    complete : tuple of int
        By node: the bits of all its predecessors.
    conditional : tuple of bool
        By node: whether it may not be carried out.
    reopened : dict of int to tuple of (int, int)
        By decision: the nodes that wait again after a revise, and the bits of those they wait for.
    deciding : dict of int to int
        By review: the decision node, where fewer approvals than reviewers are needed.
    seats : dict of int to tuple of int
        By decision: the seat of each reviewer. A delegate sits in the place of who did not look.
    """

    program: Program
    nodes: tuple[Node, ...]
    predecessors: tuple[tuple[int, ...], ...]
    successors: tuple[tuple[tuple[int, int], ...], ...]
    complete: tuple[int, ...]
    conditional: tuple[bool, ...]
    reopened: dict[int, tuple[tuple[int, int], ...]]
    deciding: dict[int, int]
    seats: dict[int, tuple[int, ...]]


def route_of(plan: Plan, program: Program) -> Route:
    """Look up what the engine needs of a program.

    Parameters
    ----------
    plan : Plan
    program : Program
        Of that plan.

    Returns
    -------
    Route
    """
    nodes = program.nodes
    before: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        for successor in node.successors:
            before[successor].append(index)
    bit = {
        (source, target): 1 << position
        for target, sources in enumerate(before)
        for position, source in enumerate(sources)
    }
    reopened, deciding, seats = {}, {}, {}
    for index, node in enumerate(nodes):
        if node.decision >= 0:
            decision = plan.decisions[node.decision]
            masks: dict[int, int] = {}
            for source, target in decision.rework.edges:
                masks[target] = masks.get(target, 0) | bit[source, target]
            reopened[node.decision] = tuple(sorted(masks.items()))
            seats[node.decision] = seats_of(nodes, decision)
            if decision.need <= max(seats[node.decision], default=0):
                for reviewer in decision.reviewers:
                    deciding.update(dict.fromkeys(reviewer.nodes, index))
    return Route(
        program=program,
        nodes=nodes,
        predecessors=tuple(map(tuple, before)),
        successors=tuple(
            tuple((successor, bit[index, successor]) for successor in node.successors)
            for index, node in enumerate(nodes)
        ),
        complete=tuple((1 << len(sources)) - 1 for sources in before),
        conditional=tuple(
            node.condition != _ALWAYS or node.instruction in _MAY_HAVE_NO_TIME for node in nodes
        ),
        reopened=reopened,
        deciding=deciding,
        seats=seats,
    )
