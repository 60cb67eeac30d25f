"""What judging a fit finds: distances with their baselines, time by cause, drift, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mom_sim.calibration.judging.distances import MEASURES
from mom_sim.calibration.judging.drift import Drift
from mom_sim.calibration.judging.verdict import Verdict
from mom_sim.calibration.judging.waits import MEANINGS
from mom_sim.stats import Interval


@dataclass(frozen=True)
class Distance:
    """One distance between the test and simulated logs.

    Attributes
    ----------
    name, title, unit, definition : str
    estimate, low, high : float or None
        Mean over the simulated logs with its 95% interval.
    by_replication : tuple of float
    replay : float or None
        Of the last training cases, shifted by whole weeks; None without a training log.
    luck : float or None
        Mean distance between two simulated logs; None with fewer than two, or where it is not
        looked at.
    reason : str or None
        Why an end of the interval is missing.
    """

    name: str
    title: str
    unit: str
    definition: str
    estimate: float | None
    low: float | None
    high: float | None
    by_replication: tuple[float, ...]
    replay: float | None
    luck: float | None
    reason: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found = {
            "name": self.name,
            "unit": self.unit,
            "definition": self.definition,
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "replay": self.replay,
            "luck": self.luck,
            "by_replication": list(self.by_replication),
        }
        return {**found, "reason": self.reason} if self.reason else found


@dataclass(frozen=True)
class PartOfTime:
    """Mean hours of a case that go to one cause.

    Attributes
    ----------
    cause, definition : str
    test : float
    simulated : Interval
    train : float or None
    """

    cause: str
    test: float
    simulated: Interval
    train: float | None

    @property
    def definition(self) -> str:
        """What counts as this."""
        return MEANINGS[self.cause]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found = {
            "cause": self.cause,
            "definition": self.definition,
            "test": self.test,
            "estimate": self.simulated.estimate,
            "low": self.simulated.low,
            "high": self.simulated.high,
            "train": self.train,
        }
        reason = self.simulated.reason
        return {**found, "reason": reason} if reason else found


@dataclass(frozen=True)
class FitJudgement:
    """How well a scenario fits a later log.

    Attributes
    ----------
    scenario, model : str
    cases : int
        Of the test, and of every simulated log.
    mean_cycle_hours : mapping of str to float or None
        Of ``test``, ``simulated`` and ``train``.
    cases_per_week : mapping of str to float or None
        Of the same.
    distances : tuple of Distance
    time_by_cause : tuple of PartOfTime
        By one rule for real and simulated logs.
    simulated_waits : mapping of str to float
        Mean hours a case of all waits in the simulated logs, by their true cause; parallel branches
        count each.
    drift : tuple of Drift
        Empty without a training log.
    verdicts : tuple of Verdict
    without_train : str or None
        Why there is no training log.
    warnings : tuple of str
    provenance : mapping
    """

    scenario: str
    model: str
    cases: int
    mean_cycle_hours: Mapping[str, float | None]
    cases_per_week: Mapping[str, float | None]
    distances: tuple[Distance, ...]
    time_by_cause: tuple[PartOfTime, ...]
    simulated_waits: Mapping[str, float]
    drift: tuple[Drift, ...]
    verdicts: tuple[Verdict, ...]
    without_train: str | None
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any] = field(repr=False)

    def __repr__(self) -> str:
        return f'<FitJudgement "{self.scenario}", {self.model}: look at distances, verdicts, drift>'

    def distance(self, name: str) -> Distance:
        """One distance by name."""
        return next(one for one in self.distances if one.name == name)

    def to_json(self) -> dict[str, Any]:
        """Plain data: `provenance`, `results`, `warnings`."""
        flat: dict[str, Any] = {}
        for one in self.distances:
            values = (("", one.estimate), ("_low", one.low), ("_high", one.high))
            flat.update({one.name + end: value for end, value in values})
            flat[f"{one.name}_replay"] = one.replay
        results = {
            "model": self.model,
            "cases": self.cases,
            **flat,
            "distances": [one.to_json() for one in self.distances],
            "mean_cycle_hours": dict(self.mean_cycle_hours),
            "cases_per_week": dict(self.cases_per_week),
            "time_by_cause": [one.to_json() for one in self.time_by_cause],
            "simulated_waits_hours": dict(self.simulated_waits),
            "drift": [one.to_json() for one in self.drift],
            "verdicts": [one.to_json() for one in self.verdicts],
        }
        if self.without_train:
            results["reason"] = self.without_train
        return {
            "provenance": dict(self.provenance),
            "results": results,
            "warnings": list(self.warnings),
        }


TITLES = {measure.name: measure.title for measure in MEASURES}
