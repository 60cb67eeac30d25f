"""A program while it is being built: nodes, edges and what is done again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mom_sim.plan.plan import PASS_OVER, Condition, Node, Rework, with_fields


@dataclass
class Graph:
    """Nodes in plan order; every edge leads to a later node."""

    nodes: list[Node] = field(default_factory=list)
    successors: list[list[int]] = field(default_factory=list)
    predecessors: list[list[int]] = field(default_factory=list)

    def add(self, node: Node, after: Iterable[int]) -> int:
        """Append a node behind others; its position."""
        index = len(self.nodes)
        self.nodes.append(node)
        self.successors.append([])
        self.predecessors.append(sorted(set(after)))
        for predecessor in self.predecessors[index]:
            self.successors[predecessor].append(index)
        return index

    def condition(self, index: int) -> Condition:
        """Condition of a node."""
        return self.nodes[index].condition

    def sinks(self) -> list[int]:
        """Nodes that nothing follows yet."""
        return [index for index, after in enumerate(self.successors) if not after]

    def finished(self) -> tuple[Node, ...]:
        """The nodes with their successors."""
        return tuple(
            with_fields(node, successors=tuple(after))
            for node, after in zip(self.nodes, self.successors, strict=True)
        )

    def rework(self, again: dict[int, int], decision: int) -> Rework:
        """What opens again when the gate at `decision` sends work back.

        Parameters
        ----------
        again : dict of int to int
            Node to share of its effort, parts per million: what is done again.
        decision : int
            The gate's DECIDE node.

        Returns
        -------
        Rework
            Nodes on a path between reworked ones that are not named themselves are passed over.
        """
        region = _reached(again, self.successors) & _reached([decision], self.predecessors)
        region.add(decision)
        edges = tuple(
            (source, target)
            for source in sorted(region)
            for target in self.successors[source]
            if target in region
        )
        inside = {target for _, target in edges}
        nodes = tuple(
            (node, again.get(node, self.nodes[node].share if node == decision else PASS_OVER))
            for node in sorted(region)
        )
        return Rework(nodes, edges, tuple(sorted(region - inside)))


def _reached(begin: Iterable[int], edges: list[list[int]]) -> set[int]:
    """Nodes that can be reached along edges, those at the begin included."""
    found = set(begin)
    waiting = list(found)
    while waiting:
        for node in edges[waiting.pop()]:
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found
