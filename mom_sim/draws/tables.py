"""Durations of many draws at once: what `durations` gives, without its cost for each of them.

A simulation makes a hundred draws for some hundred entities each. One by one most of the time goes
into calling functions; so draws of one kind are put through its formula together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mom_sim.draws.distributions import (
    DISTRIBUTION_KINDS,
    Distribution,
    are_durations,
    durations,
)

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

NOTHING = -1
"""Stands where an entity's class has no distribution."""

UNDRAWN = -2
"""Stands where nothing has been drawn, since nobody is expected to look there."""


@dataclass(frozen=True)
class _Cell:
    """The draws of one row for one class of entities."""

    row: int
    columns: slice
    distribution: Distribution

    @property
    def count(self) -> int:
        return int(self.columns.stop - self.columns.start)


def needs_chance(by_class: Sequence[Distribution | None]) -> bool:
    """Tell whether chance has a part in any of some distributions."""
    return any(one is not None and one.kind != "constant" for one in by_class)


def table_of_durations(
    rows: Sequence[Sequence[Distribution | None]],
    counts: Sequence[int],
    u: Floats,
    factors: Floats,
) -> Integers:
    """Draw durations of several things for the same entities.

    Parameters
    ----------
    rows : sequence of sequence of Distribution or None
        For each thing, by class of entity, the distribution of its times in microseconds.
    counts : sequence of int
        Entities of each class; those of a class stand side by side, in the order of the classes.
    u : ndarray of float64, shape (rows, entities)
        Probabilities from 0 to 1; not looked at where `needs_chance` says no.
    factors : ndarray of float64, shape (rows, entities)
        On each of them, before they are rounded.

    Returns
    -------
    ndarray of int64, shape (rows, entities), microseconds
        What `durations` gives, in every bit; `NOTHING` where there is no distribution.

    Raises
    ------
    DistributionError
        As `durations`.
    """
    cells, nowhere = _cells(rows, counts)
    values = np.zeros(u.shape)
    for kind, alike in cells.items():
        _put(values, u, kind, alike)
    values *= factors
    if not are_durations(values).all():
        for cell in (cell for alike in cells.values() for cell in alike):
            where = cell.row, cell.columns
            durations(cell.distribution, u[where], factors[where])  # says which one it is
    whole = np.rint(values).astype(np.int64)
    for where in nowhere:
        whole[where] = NOTHING
    return whole


def _cells(
    rows: Sequence[Sequence[Distribution | None]], counts: Sequence[int]
) -> tuple[dict[str, list[_Cell]], list[tuple[int, slice]]]:
    """Sort what is to be drawn by kind; second, where there is nothing to draw."""
    edges = [0, *np.cumsum(counts).tolist()]
    classes = [
        (number, slice(edges[number], edges[number + 1]))
        for number, count in enumerate(counts)
        if count
    ]
    cells: dict[str, list[_Cell]] = defaultdict(list)
    nowhere = []
    for row, by_class in enumerate(rows):
        for number, columns in classes:
            distribution = by_class[number]
            if distribution is None:
                nowhere.append((row, columns))
            else:
                cells[distribution.kind].append(_Cell(row, columns, distribution))
    return cells, nowhere


def _put(values: Floats, u: Floats, kind: str, cells: list[_Cell]) -> None:
    """Put the quantiles of distributions of one kind in their places."""
    record = DISTRIBUTION_KINDS[kind]
    if kind == "constant":
        for cell in cells:
            values[cell.row, cell.columns] = cell.distribution.mean()
        return
    if record.coefficients is None or record.by_coefficients is None:
        for cell in cells:
            values[cell.row, cell.columns] = cell.distribution.quantile(u[cell.row, cell.columns])
        return
    counts = [cell.count for cell in cells]
    numbers = zip(
        *(record.coefficients(**dict(cell.distribution.parameters)) for cell in cells), strict=True
    )
    drawn = record.by_coefficients(
        np.concatenate([u[cell.row, cell.columns] for cell in cells]),
        *(np.repeat(np.array(number), counts) for number in numbers),
    )
    begin = 0
    for cell, count in zip(cells, counts, strict=True):
        values[cell.row, cell.columns] = drawn[begin : begin + count]
        begin += count
