"""The way of every case: activities one behind the other, side by side, and done again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse

from mom_sim.calibration.fitting.rows import Rows

OVERLAPPING = 0.2
"""Share of the cases with both activities in which they overlap, from which they are parallel."""
FEWEST_TOGETHER = 5
"""Cases that have to show two activities together before they can count as parallel."""


@dataclass(frozen=True)
class Element:
    """A stretch of a case's way: one activity once or several times, or several side by side.

    Parameters
    ----------
    activities : tuple of int
        Ascending; more than one are done side by side.
    rows : tuple of int
        Of the log, in order of their start.
    """

    activities: tuple[int, ...]
    rows: tuple[int, ...]

    @property
    def is_repeated(self) -> bool:
        """Whether one activity was done several times in a row."""
        return len(self.activities) == 1 and len(self.rows) > 1


Route = tuple[Element, ...]
Shape = tuple[tuple[tuple[int, ...], bool], ...]
"""Of a route: its elements' activities, and whether they are repeated."""


def shape_of(route: Route) -> Shape:
    """Return what routes of one kind have in common."""
    return tuple((element.activities, element.is_repeated) for element in route)


def parallel_pairs(rows: Rows) -> set[tuple[int, int]]:
    """Find activities that are done side by side.

    Parameters
    ----------
    rows : Rows

    Returns
    -------
    set of (int, int)
        Pairs of activities, the lower one first, that overlap in time in at least a fifth of the
        cases that have both.
    """
    count = len(rows.activities)
    shown = sparse.csr_matrix(
        (np.ones(rows.count), (rows.case, rows.activity)), shape=(len(rows.cases), count)
    )
    shown.data[:] = 1.0
    together = (shown.T @ shown).toarray()
    overlapping = np.zeros((count, count))
    edges = np.searchsorted(rows.case, np.arange(len(rows.cases) + 1))
    frame = pd.DataFrame({"case": rows.case, "end": rows.end})
    before = frame.groupby("case")["end"].cummax().groupby(frame["case"]).shift().to_numpy()
    for case in np.unique(rows.case[rows.start < before]):
        begin, end = edges[case], edges[case + 1]
        activity, start, finish = (
            rows.activity[begin:end],
            rows.start[begin:end],
            rows.end[begin:end],
        )
        cross = (start[None, :] < finish[:, None]) & (start[:, None] < finish[None, :])
        first, second = np.nonzero(np.triu(cross, 1))
        pairs = {
            (min(a, b), max(a, b))
            for a, b in zip(activity[first].tolist(), activity[second].tolist(), strict=True)
            if a != b
        }
        for a, b in pairs:
            overlapping[a, b] += 1
    found = (together >= FEWEST_TOGETHER) & (overlapping >= OVERLAPPING * together)
    return {(int(a), int(b)) for a, b in np.argwhere(found)}


def routes_of(rows: Rows, parallel: set[tuple[int, int]]) -> list[Route]:
    """Describe the way of every case.

    Neighbors that are parallel to each other are one element; so are repeats of one activity
    directly behind each other.

    Parameters
    ----------
    rows : Rows
    parallel : set of (int, int)

    Returns
    -------
    list of tuple of Element
        By position of the case.
    """
    routes: list[Route] = []
    activities = rows.activity.tolist()
    edges = np.searchsorted(rows.case, np.arange(len(rows.cases) + 1))
    for begin, end in pairwise(edges.tolist()):
        elements: list[Element] = []
        for row in range(begin, end):
            activity = activities[row]
            if elements and _joins(elements[-1], activity, parallel):
                last = elements[-1]
                done = tuple(sorted({*last.activities, activity}))
                elements[-1] = Element(done, (*last.rows, row))
            else:
                elements.append(Element((activity,), (row,)))
        routes.append(tuple(elements))
    return routes


def _joins(element: Element, activity: int, parallel: set[tuple[int, int]]) -> bool:
    if element.activities == (activity,):
        return True
    if activity in element.activities or element.is_repeated:
        return False
    return all(
        (min(activity, other), max(activity, other)) in parallel for other in element.activities
    )
