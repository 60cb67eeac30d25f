"""One record per table of figures that are not about campaigns: rows, columns, ingredients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mom_sim.metrics.ingredients import Ratios
from mom_sim.metrics.view import View
from mom_sim.plan.plan import Plan


@dataclass(frozen=True)
class Column:
    """A figure that every row of a table has: always a ratio of sums, pooled over replications."""

    name: str
    unit: str
    definition: str


@dataclass(frozen=True)
class Breakdown:
    """A table with the same rows in every replication of a plan.

    Parameters
    ----------
    name : str
    meaning : str
        What a row is.
    keys : tuple of str
        Names of the columns that say which row it is.
    rows : callable
        From a plan to the rows, each a tuple of the keys' words.
    columns : tuple of Column
    extract : callable
        From a view to one `Ratios` a column, by name; an entry a row.
    """

    name: str
    meaning: str
    keys: tuple[str, ...]
    rows: Callable[[Plan], tuple[tuple[str, ...], ...]]
    columns: tuple[Column, ...]
    extract: Callable[[View], Mapping[str, Ratios]]
