"""What a surge study found, as objects, a tidy frame and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mom_sim.experiments.comparison import Bottleneck
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.metrics.summarizing import Estimate
from mom_sim.stats import Interval


@dataclass(frozen=True)
class BreakingPoint:
    """Where a promise breaks, or why that cannot be told.

    Attributes
    ----------
    promise : Promise
    weeks : float or None, weeks
        Length of the surge; None for a headroom.
    estimate, low, high : float or None, in `unit`
        Of a surge, the smallest factor at which the promise breaks. Of a headroom, the largest
        permanent rise with which it is kept. The interval is of the simulation, 95%.
    unit : str
        ``factor`` or ``share``.
    not_within : tuple of float, or None
        The range that was searched, where the promise does not break in it or is broken at its
        beginning.
    is_broken_before : bool
        Whether the promise is broken at the beginning of the range: without any surge.
    reason : str or None
        Why something is missing.
    tried : tuple of (float, Interval)
        The promised figure at every factor that was run, by factor.
    """

    promise: Promise
    weeks: float | None
    estimate: float | None
    low: float | None
    high: float | None
    unit: str
    not_within: tuple[float, float] | None = None
    is_broken_before: bool = False
    reason: str | None = None
    tried: tuple[tuple[float, Interval], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found: dict[str, Any] = {"promise": self.promise.text}
        if self.weeks is not None:
            found["weeks"] = self.weeks
        found |= {"estimate": self.estimate, "low": self.low, "high": self.high, "unit": self.unit}
        if self.not_within is not None:
            found["not_within"] = list(self.not_within)
        found |= {"reason": self.reason} if self.reason else {}
        tried = [
            {"factor": factor, "estimate": one.estimate, "low": one.low, "high": one.high}
            | ({"reason": one.reason} if one.reason else {})
            for factor, one in self.tried
        ]
        return found | {"tried": tried}


@dataclass(frozen=True)
class CurvePoint:
    """A model under surges of one length and one factor.

    Attributes
    ----------
    weeks : float, weeks
    factor : float
    promised : tuple of Estimate
        The promised figures, in the order of the promises; the name is the promise's text.
    kpis : mapping of str to Estimate
        Of the campaigns requested in the surge's weeks.
    weeks_to_recover, peak_backlog, late, lost, late_or_lost, collateral : Estimate
    bottleneck : Bottleneck
    """

    weeks: float
    factor: float
    promised: tuple[Estimate, ...]
    kpis: Mapping[str, Estimate]
    weeks_to_recover: Estimate
    peak_backlog: Estimate
    late: Estimate
    lost: Estimate
    late_or_lost: Estimate
    collateral: Estimate
    bottleneck: Bottleneck

    @property
    def effects(self) -> tuple[Estimate, ...]:
        """What the surge does beside the figures of its campaigns."""
        return (
            self.weeks_to_recover,
            self.peak_backlog,
            self.late,
            self.lost,
            self.late_or_lost,
            self.collateral,
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "weeks": self.weeks,
            "factor": self.factor,
            "promises": [{"promise": one.name, **_figure(one)} for one in self.promised],
            "kpis": {name: _figure(one) for name, one in self.kpis.items()},
            **{one.name: _figure(one) for one in self.effects},
            "bottleneck": {
                "name": self.bottleneck.name,
                "share": self.bottleneck.share,
                "why": self.bottleneck.why,
            },
        }


@dataclass(frozen=True)
class ModelUnderSurge:
    """One operating model.

    Attributes
    ----------
    model, comparison : str
        Name, and ``equal_people`` or ``equal_budget``.
    breaking_points : tuple of BreakingPoint
        Promise by promise, and for each length.
    headrooms : tuple of BreakingPoint
        Promise by promise.
    curve : tuple of CurvePoint
        Length by length, by factor.
    stated : CurvePoint
        The one of the study's stated surge.
    warnings : tuple of str
    """

    model: str
    comparison: str
    breaking_points: tuple[BreakingPoint, ...]
    headrooms: tuple[BreakingPoint, ...]
    curve: tuple[CurvePoint, ...]
    stated: CurvePoint
    warnings: tuple[str, ...]

    def breaking_point(self, promise: Promise, weeks: float) -> BreakingPoint:
        """Where a promise breaks under surges of a length."""
        return next(
            one for one in self.breaking_points if one.promise == promise and one.weeks == weeks
        )

    def headroom(self, promise: Promise) -> BreakingPoint:
        """The largest permanent rise with which a promise is kept."""
        return next(one for one in self.headrooms if one.promise == promise)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        first, stated = self.headrooms[0].promise, self.stated
        return {
            "model": self.model,
            "comparison": self.comparison,
            "breaking_point": self.breaking_point(first, stated.weeks).to_json(),
            "headroom": self.headroom(first).to_json(),
            **{one.name: _figure(one) for one in stated.effects},
            "breaking_points": [one.to_json() for one in self.breaking_points],
            "headrooms": [one.to_json() for one in self.headrooms],
            "bottlenecks": [
                {"weeks": one.weeks, "factor": one.factor, "name": one.bottleneck.name}
                for one in self.curve
            ],
            "curve": [one.to_json() for one in self.curve],
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class SurgeStudy:
    """Operating models under surges, side by side.

    Attributes
    ----------
    scenario : str
    promises : tuple of Promise
    is_default_promise : bool
        Whether the promise is the default one, from the due time.
    factors : tuple of float
    weeks : tuple of float, weeks
    stated : tuple of float
        Length in weeks and factor of the surge that effects are told of in short.
    results : tuple of ModelUnderSurge
    warnings : tuple of str
        About the study as a whole.
    provenance : mapping
    currency : str
    was_interrupted : bool
        Whether the work was stopped: what is told is of the replications that were complete.
    """

    scenario: str
    promises: tuple[Promise, ...]
    is_default_promise: bool
    factors: tuple[float, ...]
    weeks: tuple[float, ...]
    stated: tuple[float, float]
    results: tuple[ModelUnderSurge, ...]
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]
    currency: str = "currency"
    was_interrupted: bool = False

    def __repr__(self) -> str:
        names = ", ".join(one.model for one in self.results)
        most, weeks = max(self.factors), ", ".join(f"{one:g}" for one in self.weeks)
        return (
            f'<SurgeStudy "{self.scenario}": {names}; surges of {weeks} weeks up to factor '
            f"{most:g}; look at frame, results>"
        )

    @property
    def frame(self) -> pd.DataFrame:
        """One row per model, length, factor and figure; breaking points and headrooms first.

        Columns: `model`, `promise` (empty where the figure is no promised one), `weeks` (null for a
        headroom), `factor` (null for breaking points and headrooms), `figure`, `estimate`, `low`,
        `high`, `unit`, `reason`.
        """
        return pd.DataFrame([row for one in self.results for row in _rows(one)], columns=_COLUMNS)

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``surge --json``; the keys are documented in ``docs/surges.md``."""
        weeks, factor = self.stated
        return {
            "provenance": dict(self.provenance),
            "results": {
                "promises": [
                    {
                        "promise": one.text,
                        "kpi": one.kpi,
                        "campaign_type": one.campaign_type or None,
                        "limit": one.limit,
                        "unit": one.unit,
                    }
                    for one in self.promises
                ],
                "factors": list(self.factors),
                "weeks": list(self.weeks),
                "stated_surge": {"weeks": weeks, "factor": factor},
                "models": [one.to_json() for one in self.results],
            },
            "warnings": list(self.warnings),
        }


_COLUMNS = [
    *("model", "promise", "weeks", "factor", "figure"),
    *("estimate", "low", "high", "unit", "reason"),
]


def _rows(of: ModelUnderSurge) -> Iterator[dict[str, Any]]:
    for name, some in (("breaking_point", of.breaking_points), ("headroom", of.headrooms)):
        for point in some:
            yield _row(of.model, point.promise.text, point.weeks, None, name, point)
    for one in of.curve:
        for figure in one.promised:
            yield _row(of.model, figure.name, one.weeks, one.factor, "promised", figure)
        for figure in (*one.kpis.values(), *one.effects):
            yield _row(of.model, "", one.weeks, one.factor, figure.name, figure)


def _row(
    model: str,
    promise: str,
    weeks: float | None,
    factor: float | None,
    name: str,
    figure: Estimate | BreakingPoint,
) -> dict[str, Any]:
    return {
        "model": model,
        "promise": promise,
        "weeks": weeks,
        "factor": factor,
        "figure": name,
        "estimate": figure.estimate,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "reason": figure.reason,
    }


def _figure(one: Estimate) -> dict[str, Any]:
    found = {"estimate": one.estimate, "low": one.low, "high": one.high, "unit": one.unit}
    return found | ({"reason": one.reason} if one.reason else {})
