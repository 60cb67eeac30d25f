"""What a sensitivity analysis found, as objects, a tidy frame and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mom_sim.experiments.sensitivity.input import Input
from mom_sim.experiments.sensitivity.morris import ElementaryEffects
from mom_sim.experiments.sensitivity.runs import STOPPED
from mom_sim.experiments.sensitivity.sobol import SobolIndex, Spread
from mom_sim.experiments.sensitivity.tornado import Bar, interval_json
from mom_sim.stats import Interval

TORNADO, MORRIS, SOBOL = "tornado", "morris", "sobol"
METHODS = (TORNADO, MORRIS, SOBOL)

Effect = Bar | ElementaryEffects | SobolIndex


@dataclass(frozen=True)
class Base:
    """A target's figure in the scenario as it is.

    Attributes
    ----------
    target : str
        A model, or the difference of two.
    figure : Interval
        Mean over replications of a year's figure.
    luck : float or None
        Standard deviation of one year's figure over replications.
    """

    target: str
    figure: Interval
    luck: float | None


@dataclass(frozen=True)
class Sensitivity:
    """Which inputs decide a figure.

    Attributes
    ----------
    scenario, method, kpi, unit : str
    models : tuple of str
    inputs : tuple of Input
        That were looked at.
    left_out : tuple of (Input, str)
        Others, with why.
    bases : tuple of Base
        Of each target: the models, then the differences of the first from the others.
    effects : tuple of Bar, ElementaryEffects or SobolIndex
        Target by target, the largest first.
    spreads : tuple of Spread
        For Sobol indices, by target.
    confidence : float
        Of every interval; together they hold with 95% for a target.
    warnings : tuple of str
    provenance : dict
    """

    scenario: str
    method: str
    kpi: str
    unit: str
    models: tuple[str, ...]
    inputs: tuple[Input, ...]
    left_out: tuple[tuple[Input, str], ...]
    bases: tuple[Base, ...]
    effects: tuple[Effect, ...]
    spreads: tuple[Spread, ...]
    confidence: float
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]

    def __repr__(self) -> str:
        return (
            f'<Sensitivity "{self.scenario}": {self.kpi} of {", ".join(self.models)} by '
            f"{len(self.inputs)} inputs ({self.method}); look at frame, effects>"
        )

    @property
    def is_interrupted(self) -> bool:
        """Whether something is missing because somebody stopped the runs."""
        return STOPPED in self.warnings

    def of(self, target: str) -> tuple[Effect, ...]:
        """Effects on one target, the largest first."""
        return tuple(one for one in self.effects if one.target == target)

    @property
    def frame(self) -> pd.DataFrame:
        """One row per target and input, the largest effect first.

        Columns of what is estimated are spread: ``swing``, ``swing_low``, ``swing_high`` and so on.
        """
        return pd.DataFrame(
            [
                {
                    "target": one.target,
                    "input": one.input.name,
                    "lowest": one.input.low,
                    "highest": one.input.high,
                    "range_from": one.input.origin,
                    **_flat(one.to_json()),
                }
                for one in self.effects
            ]
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``sensitivity --json``; the keys are documented in ``docs/formats.md``."""
        return {
            "provenance": dict(self.provenance),
            "results": {
                "method": self.method,
                "kpi": self.kpi,
                "unit": self.unit,
                "models": list(self.models),
                "confidence": self.confidence,
                "base": [
                    {"target": one.target, **interval_json(one.figure), "luck": one.luck}
                    for one in self.bases
                ],
                "inputs": [_input_json(one) for one in self.inputs],
                "left_out": [
                    {**_input_json(one), "reason": reason} for one, reason in self.left_out
                ],
                "effects": [one.to_json() for one in self.effects],
                "spread": [one.to_json() for one in self.spreads],
            },
            "warnings": list(self.warnings),
        }


def _input_json(one: Input) -> dict[str, Any]:
    return {
        "input": one.name,
        "paths": list(one.paths),
        "lowest": one.low,
        "highest": one.high,
        "range_from": one.origin,
    }


def _flat(found: Mapping[str, Any]) -> dict[str, Any]:
    """Intervals spread over columns."""
    flat: dict[str, Any] = {}
    for name, value in found.items():
        if isinstance(value, Mapping):
            flat[name] = value["estimate"]
            flat[f"{name}_low"], flat[f"{name}_high"] = value["low"], value["high"]
        elif name not in ("target", "input"):
            flat[name] = value
    return flat
