"""Where the nodes of a process map stand: in ranks from the start down, with few crossings.

Source: Sugiyama, Tagawa and Toda (1981), Methods for visual understanding of hierarchical system
structures, IEEE Transactions on Systems, Man, and Cybernetics 11; ranks by the longest way, order
by barycenters, coordinates by isotonic regression.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import isotonic_regression

from mom_sim.calibration.interchange.process_graph import ProcessGraph

SWEEPS = 12
_NARROW = 0.35
"""Room for a line that passes through a rank, in widths of a node."""

Point = tuple[float, float]


@dataclass(frozen=True)
class ProcessLayout:
    """Places of nodes and lines.

    Attributes
    ----------
    nodes : tuple of Point
        Across in widths of a node, and the rank, counted downwards.
    lines : tuple of tuple of Point
        For each edge the points that it passes, from source to target; empty for an edge from a
        node to itself.
    """

    nodes: tuple[Point, ...]
    lines: tuple[tuple[Point, ...], ...]


def lay_out_process(graph: ProcessGraph) -> ProcessLayout:
    """Place the nodes of a process map.

    Parameters
    ----------
    graph : ProcessGraph

    Returns
    -------
    ProcessLayout
        The same for the same graph.
    """
    rank = _ranks(graph)
    chains, ranks, links = _chains(graph, rank)
    rows: list[list[int]] = [[] for _ in range(max(ranks) + 1)]
    for item, place in enumerate(ranks):
        rows[place].append(item)
    near: list[list[int]] = [[] for _ in ranks]
    for one, other in links:
        near[one].append(other)
        near[other].append(one)
    _order(rows, ranks, near)
    x = _across(rows, ranks, near, len(graph.nodes))
    places = [(float(x[item]), float(ranks[item])) for item in range(len(ranks))]
    lines = tuple(tuple(places[item] for item in chain) for chain in chains)
    return ProcessLayout(tuple(places[: len(graph.nodes)]), lines)


def _ranks(graph: ProcessGraph) -> list[int]:
    """Longest way from the start along the most frequent paths that make no circle."""
    count = len(graph.nodes)
    after: list[set[int]] = [set() for _ in range(count)]
    for edge in graph.edges:
        if edge.source != edge.target and not _reaches(after, edge.target, edge.source):
            after[edge.source].add(edge.target)
    rank = [0, *[1] * (count - 1)]
    for _ in range(count):
        for source in range(count):
            for target in after[source]:
                rank[target] = max(rank[target], rank[source] + 1)
    rank[-1] = max(rank[:-1]) + 1
    return rank


def _reaches(after: list[set[int]], first: int, last: int) -> bool:
    seen, waiting = {first}, [first]
    while waiting:
        one = waiting.pop()
        if one == last:
            return True
        waiting.extend(after[one] - seen)
        seen |= after[one]
    return False


def _chains(
    graph: ProcessGraph, rank: list[int]
) -> tuple[list[list[int]], list[int], list[tuple[int, int]]]:
    """Items that each edge passes: its ends, and one in every rank between; their ranks; links."""
    ranks = list(rank)
    chains: list[list[int]] = []
    links: list[tuple[int, int]] = []
    for edge in graph.edges:
        first, last = rank[edge.source], rank[edge.target]
        if edge.source == edge.target:
            chains.append([])
            continue
        step = 1 if last > first else -1
        between = []
        for place in range(first + step, last, step):
            between.append(len(ranks))
            ranks.append(place)
        chain = [edge.source, *between, edge.target]
        chains.append(chain)
        links += pairwise(chain)
    return chains, ranks, links


def _order(rows: list[list[int]], ranks: list[int], near: list[list[int]]) -> None:
    """Order each rank by the mean place of the neighbors in the rank before, down and up."""
    place = {item: float(number) for row in rows for number, item in enumerate(row)}
    for sweep in range(SWEEPS):
        side = -1 if sweep % 2 == 0 else 1
        for row in rows if side < 0 else rows[::-1]:
            wanted = {}
            for item in row:
                beside = [place[one] for one in near[item] if ranks[one] == ranks[item] + side]
                wanted[item] = float(np.mean(beside)) if beside else place[item]
            row.sort(key=lambda item: (wanted[item], item))
            for number, item in enumerate(row):
                place[item] = number - (len(row) - 1) / 2


def _across(
    rows: list[list[int]], ranks: list[int], near: list[list[int]], nodes: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Place items as close to their neighbors as the room that each needs allows."""
    x = np.zeros(len(ranks))
    offsets = []
    for row in rows:
        widths = np.array([1.0 if item < nodes else _NARROW for item in row])
        offset = np.cumsum(widths) - widths / 2
        offsets.append(offset)
        x[row] = offset - offset.mean()
    for sweep in range(2 * SWEEPS):
        for number in range(len(rows)) if sweep % 2 == 0 else reversed(range(len(rows))):
            row = rows[number]
            wanted = np.array(
                [np.mean([x[one] for one in near[item]]) if near[item] else x[item] for item in row]
            )
            weights = [1.0 + (item >= nodes) for item in row]
            fitted = isotonic_regression(wanted - offsets[number], weights=weights).x
            x[row] = fitted + offsets[number]
    return x - x[0]
