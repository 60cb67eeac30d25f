"""What a point comes to: figures with their intervals, or the reason why there are none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DONE, FAILED, LOST, WAITING = "done", "failed", "lost", "waiting"
"""How far a point has come. Lost: its workers ended while at it; it is tried anew the next time."""

STATES = (DONE, FAILED, LOST, WAITING)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a point.

    Attributes
    ----------
    kpi : str
    estimate, low, high : float or None, in `unit`
    unit : str
    reason : str or None
        Why something is None.
    """

    kpi: str
    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What is kept of a point.

    Attributes
    ----------
    key : str
        Of what it is made from: resolved scenario, model, surge, seed, replications, versions.
    state : str
        `DONE` or `FAILED`.
    model, comparison : str
    seed, replications : int
    figures : tuple of Figure
        Empty where the state is `FAILED`.
    reason : str
        Why it failed.
    doubts, warnings : tuple of str
        What keeps the figures from being trusted, in words for programs and in sentences.
    provenance : mapping
        Engine, hashes and versions.
    """

    key: str
    state: str
    model: str
    comparison: str
    seed: int
    replications: int
    figures: tuple[Figure, ...] = ()
    reason: str = ""
    doubts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    provenance: Mapping[str, Any] | None = None

    def figure(self, kpi: str) -> Figure | None:
        """One figure by name; None if there is none."""
        return next((one for one in self.figures if one.kpi == kpi), None)

    def to_text(self) -> str:
        """Write it as it is kept: JSON, with every float exact."""
        content = {
            "model": self.model,
            "comparison": self.comparison,
            "seed": self.seed,
            "replications": self.replications,
            "figures": [
                [one.kpi, one.estimate, one.low, one.high, one.unit, one.reason]
                for one in self.figures
            ],
            "reason": self.reason,
            "doubts": list(self.doubts),
            "warnings": list(self.warnings),
            "provenance": dict(self.provenance or {}),
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    @classmethod
    def from_text(cls, key: str, state: str, text: str) -> Result:
        """Read what `to_text` has written."""
        content = json.loads(text)
        figures = tuple(Figure(*one) for one in content.pop("figures"))
        for name in ("doubts", "warnings"):
            content[name] = tuple(content[name])
        return cls(key=key, state=state, figures=figures, **content)
