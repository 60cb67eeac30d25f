"""What the draws of uncertain inputs say: how far figures move, and who wins how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mom_sim.experiments.input_ranges import UncertainInput


@dataclass(frozen=True)
class InputRange:
    """Between which values a figure lies as the inputs vary.

    Attributes
    ----------
    model, condition, kpi : str
    middle : float or None
        Median of the draws.
    low, high : float or None
        Between which 95% of the draws lie. This is the uncertainty of the inputs alone: the
        simulation's stands in the figure's own interval.
    draws : int
        That have the figure.
    """

    model: str
    condition: str
    kpi: str
    middle: float | None
    low: float | None
    high: float | None
    draws: int


@dataclass(frozen=True)
class InputWins:
    """In how many draws a model is the best by a figure.

    Attributes
    ----------
    model, condition, kpi : str
    wins, draws : int
        Draws in which it alone is best, of those in which two models or more have the figure.
    share, low, high : float or None
        With the exact binomial interval.
    """

    model: str
    condition: str
    kpi: str
    wins: int
    draws: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class InputUncertainty:
    """What the draws say.

    Attributes
    ----------
    draws, used : int
        Drawn, and of these run: inputs that cannot hold together are left out.
    replications : int
        Of each draw.
    inputs : tuple of UncertainInput
    ranges : tuple of InputRange
    wins : tuple of InputWins
    faults : tuple of str
        Why draws were left out.
    """

    draws: int
    used: int
    replications: int
    inputs: tuple[UncertainInput, ...]
    ranges: tuple[InputRange, ...]
    wins: tuple[InputWins, ...]
    faults: tuple[str, ...]

    def range_of(self, model: str, condition: str, kpi: str) -> InputRange | None:
        """How far one figure moves."""
        wanted = (model, condition, kpi)
        return next(
            (one for one in self.ranges if (one.model, one.condition, one.kpi) == wanted), None
        )

    def wins_of(self, condition: str, kpi: str) -> tuple[InputWins, ...]:
        """Who wins by a figure, the most frequent first."""
        found = [one for one in self.wins if (one.condition, one.kpi) == (condition, kpi)]
        return tuple(sorted(found, key=lambda one: -one.wins))

    def to_json(self, conditions: Mapping[str, str]) -> dict[str, Any]:
        """Plain data, with conditions as the other tables call them."""
        return {
            "draws": self.draws,
            "used": self.used,
            "replications_per_draw": self.replications,
            "inputs": [
                {
                    "name": one.name,
                    "paths": list(one.paths),
                    "value": one.value,
                    "mark": one.mark,
                    "low": one.at(0.0),
                    "high": one.at(1.0),
                }
                for one in self.inputs
            ],
            "ranges": [
                {
                    "model": one.model,
                    "condition": conditions[one.condition],
                    "kpi": one.kpi,
                    "median": one.middle,
                    "low": one.low,
                    "high": one.high,
                    "draws": one.draws,
                }
                for one in self.ranges
            ],
            "wins": [
                {
                    "model": one.model,
                    "condition": conditions[one.condition],
                    "kpi": one.kpi,
                    "wins": one.wins,
                    "draws": one.draws,
                    "share": one.share,
                    "low": one.low,
                    "high": one.high,
                }
                for one in self.wins
            ],
            "left_out": list(self.faults),
        }
