"""One record per figure: its name, unit and meaning, and what a replication contributes to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.kinds import Kind
from mom_sim.metrics.view import View

Bounds = tuple[float, float]
"""Smallest and largest value that a figure can have; infinite where there is no bound."""


def bounds_of(unit: str) -> Bounds:
    """Bounds of a figure in a unit, unless it has bounds of its own.

    Parameters
    ----------
    unit : str

    Returns
    -------
    Bounds
        From 0 to 1 for a share, and not below 0 for anything else.
    """
    return (0.0, 1.0) if unit == "share" else (0.0, inf)


@dataclass(frozen=True)
class Metric:
    """A figure that is measured.

    Parameters
    ----------
    name : str
        In words, joined by underscores.
    unit : str
    definition : str
        One sentence: what is counted, of which campaigns, in which window.
    kind : Kind
        How replications are put together.
    extract : callable
        From a `View` to the replication's ingredient.
    empty : str
        Why there is none when no replication has anything to pool, as the beginning of a sentence.
    of_campaigns : bool
        Whether it is about the campaigns that the view has chosen, and so can be broken down by
        type or unit; otherwise it is about the whole organization.
    requires_surge : bool
        Whether it is measured only on a run with a surge, beside its calm twin.
    own_bounds : Bounds, optional
        What it can be, where its unit does not say so (see `bounds_of`).
    """

    name: str
    unit: str
    definition: str
    kind: Kind
    extract: Callable[[View], Ingredient]
    empty: str
    of_campaigns: bool = True
    requires_surge: bool = False
    own_bounds: Bounds | None = None

    @property
    def bounds(self) -> Bounds:
        """Smallest and largest value that it can have, at which its interval is cut."""
        return self.own_bounds or bounds_of(self.unit)
