"""Which model wins where: a map over two inputs, as objects, a tidy frame and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mom_sim.experiments.sensitivity.input import Value
from mom_sim.experiments.sensitivity.runs import STOPPED
from mom_sim.experiments.sensitivity.tornado import interval_json
from mom_sim.stats import Interval

SURE = 0.95
"""Probability of correct selection from which a cell has a winner."""

UNSURE = f"the leader is the best with less than {SURE:.0%}: these replications cannot tell"


@dataclass(frozen=True)
class Axis:
    """One input of a map.

    Attributes
    ----------
    path : str
    values : tuple of value
        As they stand in the scenario, from the lowest.
    numbers : tuple of float
        The same without their unit.
    unit : str
        What stands around the number, such as ``%``; ``x`` for a factor.
    """

    path: str
    values: tuple[Value, ...]
    numbers: tuple[float, ...]
    unit: str

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "path": self.path,
            "values": list(self.values),
            "numbers": list(self.numbers),
            "unit": self.unit,
        }


@dataclass(frozen=True)
class Cell:
    """One point of the grid.

    Attributes
    ----------
    x, y : int
        Positions on the axes, from 0.
    figures : mapping of str to Interval
        The figure by model.
    leader : str or None
        The model with the best estimate; None where no model has one.
    probability : float or None
        At least so probable is it that the leader is truly the best.
    reason : str or None
        Why the probability is missing.
    doubts : mapping of str to tuple of str
        By model, where there are any: ``idle``, ``restricted``, ``overloaded``, as in `sweep`.
    """

    x: int
    y: int
    figures: Mapping[str, Interval]
    leader: str | None
    probability: float | None
    reason: str | None = None
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def winner(self) -> str | None:
        """The leader, if it is sure enough; None: cannot tell."""
        sure = self.probability is not None and self.probability >= SURE
        return self.leader if sure else None


@dataclass(frozen=True)
class FlipOfAnswer:
    """A point between two cells at which the best model changes.

    Attributes
    ----------
    x, y : float
        In the numbers of the axes.
    models : tuple of str
        Best at the lower end, and at the higher.
    is_clear : bool
        Whether both cells have a winner: else it may be luck where the line lies.
    """

    x: float
    y: float
    models: tuple[str, str]
    is_clear: bool


@dataclass(frozen=True)
class DecisionMap:
    """Which model wins over a grid of two inputs.

    Attributes
    ----------
    scenario, kpi, unit, better : str
        `better` is ``less`` or ``more``.
    models : tuple of str
    x, y : Axis
    cells : tuple of Cell
        Row by row, from the lowest y.
    boundary : tuple of FlipOfAnswer
    warnings : tuple of str
    provenance : dict
    """

    scenario: str
    kpi: str
    unit: str
    better: str
    models: tuple[str, ...]
    x: Axis
    y: Axis
    cells: tuple[Cell, ...]
    boundary: tuple[FlipOfAnswer, ...]
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        return (
            f'<DecisionMap "{self.scenario}": {self.kpi} of {", ".join(self.models)} in '
            f"{len(self.cells)} cells of {self.x.path} by {self.y.path}; look at frame, boundary>"
        )

    @property
    def is_interrupted(self) -> bool:
        """Whether cells are missing because somebody stopped the runs."""
        return any(cell.reason == STOPPED for cell in self.cells)

    def cell(self, x: int, y: int) -> Cell:
        """The cell at positions of the axes, from 0."""
        return self.cells[y * len(self.x.values) + x]

    @property
    def frame(self) -> pd.DataFrame:
        """One row per cell and model."""
        rows = [
            {
                "x": self.x.values[cell.x],
                "y": self.y.values[cell.y],
                "model": model,
                "estimate": figure.estimate,
                "low": figure.low,
                "high": figure.high,
                "is_leader": model == cell.leader,
                "probability": cell.probability if model == cell.leader else None,
                "is_winner": model == cell.winner,
                "reason": figure.reason,
                "doubts": " ".join(cell.doubts.get(model, ())),
            }
            for cell in self.cells
            for model, figure in cell.figures.items()
        ]
        return pd.DataFrame(rows)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``map --json``; the keys are documented in ``docs/formats.md``."""
        return {
            "provenance": dict(self.provenance),
            "results": {
                "kpi": self.kpi,
                "unit": self.unit,
                "better": self.better,
                "models": list(self.models),
                "x": self.x.to_json(),
                "y": self.y.to_json(),
                "cells": [self._cell_json(cell) for cell in self.cells],
                "boundary": [
                    {
                        "x": one.x,
                        "y": one.y,
                        "models": list(one.models),
                        "is_clear": one.is_clear,
                    }
                    for one in self.boundary
                ],
            },
            "warnings": list(self.warnings),
        }

    def _cell_json(self, cell: Cell) -> dict[str, Any]:
        found: dict[str, Any] = {
            "x": self.x.values[cell.x],
            "y": self.y.values[cell.y],
            "leader": cell.leader,
            "winner": cell.winner,
            "probability": cell.probability,
            "figures": {model: interval_json(one) for model, one in cell.figures.items()},
            "doubts": {model: list(words) for model, words in cell.doubts.items()},
        }
        reason = cell.reason or (UNSURE if cell.winner is None else None)
        return found | ({"reason": reason} if reason else {})
