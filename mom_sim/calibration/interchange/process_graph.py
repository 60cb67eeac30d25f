"""What follows what in an event log, how often and after how long: the graph of a process map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

START, END = "start", "end"
"""Kinds of the two nodes that stand for the beginning and the end of a case."""

ACTIVITY = "activity"
RARE = 0.05
"""Share of the cases below which a path is left out, unless a node would lose its last one."""
MOST_ACTIVITIES = 40


@dataclass(frozen=True)
class ProcessNode:
    """An activity, or the start or end of cases.

    Attributes
    ----------
    name, kind : str
    count : int
        Instances; cases for the start and the end.
    mean_hours : float
        From start to end of an instance, by the clock on the wall; 0 for the start and the end.
    """

    name: str
    kind: str
    count: int
    mean_hours: float


@dataclass(frozen=True)
class ProcessEdge:
    """One activity directly after another within a case.

    Attributes
    ----------
    source, target : int
        Positions of nodes.
    count : int
    mean_wait_hours : float
        From the end of the one to the start of the other; 0 where they overlap.
    """

    source: int
    target: int
    count: int
    mean_wait_hours: float


@dataclass(frozen=True)
class ProcessGraph:
    """The graph of a process map.

    Attributes
    ----------
    nodes : tuple of ProcessNode
        The start first, the end last; activities by their mean position in a case.
    edges : tuple of ProcessEdge
        The most frequent first.
    cases : int
    paths_left_out, activities_left_out : int
        What is too rare to be shown.
    """

    nodes: tuple[ProcessNode, ...]
    edges: tuple[ProcessEdge, ...]
    cases: int
    paths_left_out: int = 0
    activities_left_out: int = 0


def process_graph(instances: pd.DataFrame, *, rare: float = RARE) -> ProcessGraph:
    """Find the graph of a process map.

    Parameters
    ----------
    instances : DataFrame
        Columns `case`, `activity`, `start`, `end` (datetime64); instances without an end are left
        out.
    rare : float, from 0 to 1
        Share of the cases below which a path is left out.

    Returns
    -------
    ProcessGraph
        Of instances by start, then end: one stands directly after another if it is the next one of
        its case, even where they overlap.

    Raises
    ------
    ValueError
        If no instance has an end.
    """
    frame = instances[instances["end"].notna()][["case", "activity", "start", "end"]]
    if frame.empty:
        raise ValueError("a process map needs at least one activity that has ended")
    cases = frame["case"].nunique()
    counts = frame["activity"].value_counts(sort=False).sort_index()
    kept = counts.sort_values(ascending=False, kind="stable").index[:MOST_ACTIVITIES]
    frame = frame[frame["activity"].isin(kept)].sort_values(["case", "start", "end", "activity"])
    grouped = frame.groupby("case", sort=False)
    place = grouped.cumcount() / grouped["case"].transform("size")
    order = place.groupby(frame["activity"]).mean().sort_index().sort_values(kind="stable").index
    hours = (frame["end"] - frame["start"]).dt.total_seconds() / 3600
    means = hours.groupby(frame["activity"]).mean()
    nodes = (
        ProcessNode(START, START, cases, 0.0),
        *(ProcessNode(name, ACTIVITY, int(counts[name]), float(means[name])) for name in order),
        ProcessNode(END, END, cases, 0.0),
    )
    edges = _edges(frame, {name: number for number, name in enumerate(order, start=1)})
    shown = _frequent(edges, len(nodes), rare * cases)
    return ProcessGraph(
        nodes, tuple(shown), cases, len(edges) - len(shown), len(counts) - len(kept)
    )


def _edges(frame: pd.DataFrame, number_of: dict[str, int]) -> list[ProcessEdge]:
    """All paths, the most frequent first."""
    number = frame["activity"].map(number_of).to_numpy()
    case = frame["case"].to_numpy(object)
    is_next = np.concatenate(([False], case[1:] == case[:-1]))
    wait = (frame["start"] - frame["end"].shift(1)).dt.total_seconds().to_numpy(float) / 3600
    inner = pd.DataFrame(
        {
            "source": np.concatenate(([0], number[:-1]))[is_next],
            "target": number[is_next],
            "wait": np.maximum(wait[is_next], 0.0),
        }
    )
    is_last = np.concatenate((~is_next[1:], [True]))
    end = len(number_of) + 1
    first = pd.DataFrame({"source": 0, "target": number[~is_next], "wait": 0.0})
    last = pd.DataFrame({"source": number[is_last], "target": end, "wait": 0.0})
    table = pd.concat([inner, first, last]).groupby(["source", "target"])["wait"]
    found = table.agg(["size", "mean"]).reset_index()
    found = found.sort_values(["size", "source", "target"], ascending=[False, True, True])
    return [
        ProcessEdge(int(source), int(target), int(count), float(mean))
        for source, target, count, mean in found.itertuples(index=False)
    ]


def _frequent(edges: list[ProcessEdge], nodes: int, fewest: float) -> list[ProcessEdge]:
    """Paths that are frequent enough, and the most frequent way into and out of every node."""
    entered, left = {0}, {nodes - 1}
    shown = []
    for edge in edges:
        is_loop = edge.source == edge.target
        is_needed = not is_loop and (edge.target not in entered or edge.source not in left)
        if edge.count >= fewest or is_needed:
            shown.append(edge)
            if not is_loop:
                entered.add(edge.target)
                left.add(edge.source)
    return shown
