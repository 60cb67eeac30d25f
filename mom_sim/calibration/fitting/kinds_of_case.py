"""Types of case: the frequent ways through the process; rare ways go to the nearest of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from mom_sim.calibration.fitting.routes import Element, Route, Shape, shape_of

MOST_KINDS = 30
"""Types of case at most."""
RARE = 0.005
"""Share of the cases below which a way is no type of its own ..."""
FEWEST = 5
"""... nor with fewer cases than that."""

FREQUENT = 0.5
"""Share of the cases that frequent ways have to cover; where nearly every case has a way of its
own, types are the ways that are nearest to many others."""
CANDIDATES = 40
"""Ways among which such types are chosen."""
_MOST_COMPARED = 250

_INSERT, _OTHER_REPEAT = 1.0, 0.4
_IMPOSSIBLE = float("inf")


@dataclass(frozen=True)
class Kind:
    """A type of case.

    Parameters
    ----------
    shape : Shape
    members : tuple of int
        Positions of its cases.
    aligned : tuple of tuple of (Element or None)
        For each member and each element of the shape, what the case has in its place.
    exact : int
        Members that have exactly this shape.
    """

    shape: Shape
    members: tuple[int, ...]
    aligned: tuple[tuple[Element | None, ...], ...]
    exact: int


def kinds_of_case(routes: list[Route]) -> list[Kind]:
    """Sort cases by their way.

    Parameters
    ----------
    routes : list of Route

    Returns
    -------
    list of Kind
        The commonest first.
    """
    shapes = [shape_of(route) for route in routes]
    counts = Counter(shapes)
    enough = max(FEWEST, RARE * len(routes))
    ranked = sorted(counts, key=lambda shape: (-counts[shape], shape))
    kept = [shape for shape in ranked if counts[shape] >= enough][:MOST_KINDS]
    if sum(counts[shape] for shape in kept) < FREQUENT * len(routes):
        kept = _central(ranked, counts, kept, enough)
    nearest = {shape: shape for shape in kept}
    for shape in ranked:
        if shape not in nearest:
            costs = [(_align(shape, target)[0], rank) for rank, target in enumerate(kept)]
            nearest[shape] = kept[min(costs)[1]]
    members: dict[Shape, list[int]] = {shape: [] for shape in kept}
    for position, shape in enumerate(shapes):
        members[nearest[shape]].append(position)
    found = []
    for shape in (one for one in kept if members[one]):
        aligned = []
        for position in members[shape]:
            places = _align(shapes[position], shape)[1]
            route = routes[position]
            aligned.append(tuple(None if place is None else route[place] for place in places))
        exact = counts[shape]
        found.append(Kind(shape, tuple(members[shape]), tuple(aligned), exact))
    return sorted(found, key=lambda kind: (-len(kind.members), kind.shape))


def _central(
    ranked: list[Shape], counts: Counter[Shape], kept: list[Shape], enough: float
) -> list[Shape]:
    """Add the ways that bring most cases nearer to a type, one after the other.

    Source: greedy facility location, Cornuejols, Fisher and Nemhauser, Management Science 23
    (1977).
    """
    compared = ranked[:: max(len(ranked) // _MOST_COMPARED, 1)]
    candidates = [
        shape
        for shape in ranked[:: max(len(ranked) // CANDIDATES, 1)][:CANDIDATES]
        if shape not in kept
    ]
    cost = {
        target: np.array([_align(shape, target)[0] for shape in compared])
        for target in (*kept, *candidates)
    }
    weight = np.array([counts[shape] for shape in compared], dtype=float)
    weight *= sum(counts.values()) / weight.sum()
    if not kept:
        kept = [min(candidates, key=lambda one: float((weight * cost[one]).sum()))]
    best = np.minimum.reduce([cost[one] for one in kept])
    while len(kept) < MOST_KINDS:
        gains = {
            one: float((weight * np.maximum(best - cost[one], 0.0)).sum())
            for one in candidates
            if one not in kept and float(weight[cost[one] < best].sum()) >= enough
        }
        if not gains:
            break
        chosen = max(gains, key=lambda one: (gains[one], one))
        kept = [*kept, chosen]
        best = np.minimum(best, cost[chosen])
    return kept


def _align(source: Shape, target: Shape) -> tuple[float, list[int | None]]:
    """Least cost of turning one way into another, and what stands for each of its elements.

    Source: the edit distance of Wagner and Fischer (1974), with a small cost where the same
    activity is repeated in one and not in the other.
    """
    rows, columns = len(source) + 1, len(target) + 1
    cost = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if i == 0 or j == 0:
                cost[i][j] = _INSERT * (i + j)
                continue
            cost[i][j] = min(
                cost[i - 1][j] + _INSERT,
                cost[i][j - 1] + _INSERT,
                cost[i - 1][j - 1] + _differing(source[i - 1], target[j - 1]),
            )
    places: list[int | None] = [None] * len(target)
    i, j = rows - 1, columns - 1
    while i and j:
        here = cost[i][j]
        if here == cost[i - 1][j - 1] + _differing(source[i - 1], target[j - 1]):
            i, j = i - 1, j - 1
            places[j] = i
        elif here == cost[i - 1][j] + _INSERT:
            i -= 1
        else:
            j -= 1
    return cost[-1][-1], places


def _differing(one: tuple[tuple[int, ...], bool], other: tuple[tuple[int, ...], bool]) -> float:
    if one[0] != other[0]:
        common = len(set(one[0]) & set(other[0]))
        return 1.0 - common / max(len(one[0]), len(other[0])) if common else _IMPOSSIBLE
    return 0.0 if one[1] == other[1] else _OTHER_REPEAT
