"""Replications until the figures are as precise as asked for, and what was reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import difference, interval_of
from mom_sim.stats import FIRST_STAGE, next_replications, relative_half_width

KPIS = ("time_to_launch_p50_working_days", "throughput_per_week")
"""Figures whose precision counts unless others are named."""

AT_MOST = 200
"""Replications at which it stops, reached or not."""

Runs = Mapping[tuple[str, str], Sequence[Measurement]]
"""Measurements by (model and way of comparing in words, condition), one a replication."""

_PERCENT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*%?\s*", re.ASCII)


@dataclass(frozen=True)
class PrecisionGoal:
    """How precise figures shall be.

    Attributes
    ----------
    relative : float
        Largest half-width of a 95% interval, by the figure itself; of a paired difference, by the
        figure of the model that is compared with.
    kpis : tuple of str
    at_most : int
        Replications.
    """

    relative: float
    kpis: tuple[str, ...] = KPIS
    at_most: int = AT_MOST


@dataclass(frozen=True)
class HalfWidth:
    """One figure's half-width, or that of a paired difference.

    Attributes
    ----------
    model, condition, kpi : str
    versus : str or None
        For a difference: the model that it is compared with.
    relative : float or None
        None where there is no figure to be precise about, infinite where it has no interval.
    """

    model: str
    condition: str
    kpi: str
    versus: str | None
    relative: float | None


@dataclass(frozen=True)
class Precision:
    """What was asked for and what was reached.

    Attributes
    ----------
    goal : PrecisionGoal
    replications : int
    rounds : tuple of int
        Replications after each round.
    half_widths : tuple of HalfWidth
    """

    goal: PrecisionGoal
    replications: int
    rounds: tuple[int, ...]
    half_widths: tuple[HalfWidth, ...]

    @property
    def is_reached(self) -> bool:
        """Whether no half-width exceeds the goal."""
        return all((one.relative or 0.0) <= self.goal.relative for one in self.known)

    @property
    def known(self) -> tuple[HalfWidth, ...]:
        """Those with a figure to be precise about."""
        return tuple(one for one in self.half_widths if one.relative is not None)

    @property
    def widest(self) -> HalfWidth | None:
        """The least precise."""
        return max(self.known, key=lambda one: one.relative or 0.0, default=None)

    def to_json(self, conditions: Mapping[str, str]) -> dict[str, Any]:
        """Plain data, with conditions as the other tables call them."""
        return {
            "goal": self.goal.relative,
            "kpis": list(self.goal.kpis),
            "at_most": self.goal.at_most,
            "replications": self.replications,
            "rounds": list(self.rounds),
            "is_reached": self.is_reached,
            "half_widths": [
                {
                    "model": one.model,
                    "condition": conditions[one.condition],
                    "kpi": one.kpi,
                    "versus": one.versus,
                    "relative": one.relative if _is_finite(one.relative) else None,
                    **_why_none(one.relative),
                }
                for one in self.half_widths
            ],
        }


def read_precision(
    precision: str | float | PrecisionGoal, file: str, replications: int | None
) -> tuple[PrecisionGoal, int]:
    """Read how precise figures shall be.

    Parameters
    ----------
    precision : str, float or PrecisionGoal
        ``2%``, ``0.02``, or with figures and a cap of one's own.
    file : str
        Under whose name faults are reported.
    replications : int, optional
        Of the first round; `FIRST_STAGE` by default.

    Returns
    -------
    PrecisionGoal, int
        And the replications of the first round.

    Raises
    ------
    ScenarioError
        If it cannot be read, or names a figure that is not there.
    """
    goal = goal_of(precision)
    faults = []
    if not 0.0 < goal.relative < 1.0:
        message = "expected a share above 0% and below 100%, such as 2%"
        faults.append(Fault(file, 1, 1, "precision", message))
    known = [name for name, metric in METRICS.items() if not metric.requires_surge]
    for kpi in goal.kpis:
        if kpi not in known:
            message = f'there is no figure "{kpi}"; see docs/metrics.md, such as {KPIS[0]}'
            faults.append(Fault(file, 1, 1, "kpi", message))
    first = FIRST_STAGE if replications is None else int(replications)
    if first < 2:
        message = "one replication has no interval to be precise about; give 2 or more"
        faults.append(Fault(file, 1, 1, "replications", message))
    if goal.at_most < first:
        message = f"expected at least the {first} replications of the first round"
        faults.append(Fault(file, 1, 1, "at-most", f"{message}, got {goal.at_most}"))
    if faults:
        raise ScenarioError(faults)
    return goal, first


def goal_of(precision: str | float | PrecisionGoal) -> PrecisionGoal:
    """The goal that is meant; one that cannot be read is out of range, as `read_precision` says."""
    if isinstance(precision, PrecisionGoal):
        return precision
    if isinstance(precision, str):
        found = _PERCENT.fullmatch(precision)
        if found is None:
            return PrecisionGoal(-1.0)
        return PrecisionGoal(float(found[1]) / (100.0 if "%" in precision else 1.0))
    return PrecisionGoal(float(precision))


def half_widths(goal: PrecisionGoal, runs: Runs, base: str) -> tuple[HalfWidth, ...]:
    """How precise figures and their paired differences are.

    Parameters
    ----------
    goal : PrecisionGoal
    runs : Runs
    base : str
        The model that the others are compared with.

    Returns
    -------
    tuple of HalfWidth
    """
    return tuple(one for kpi in goal.kpis for one in _of_figure(kpi, runs, base))


def replications_next(goal: PrecisionGoal, done: int, widths: Sequence[HalfWidth]) -> int:
    """Replications after the next round; as many as now where it is enough."""
    known = [one.relative for one in widths if one.relative is not None]
    return next_replications(done, known, goal.relative, goal.at_most)


def _of_figure(kpi: str, runs: Runs, base: str) -> Iterator[HalfWidth]:
    metric = METRICS[kpi]
    levels = {
        key: interval_of(metric, [one.figures[kpi] for one in of]) for key, of in runs.items()
    }
    for (model, condition), interval in levels.items():
        yield HalfWidth(model, condition, kpi, None, relative_half_width(interval))
        against = levels.get((base, condition))
        if model == base or against is None or against.estimate is None:
            continue
        apart = difference(runs[model, condition], runs[base, condition], kpi)
        relative = relative_half_width(apart, against.estimate)
        yield HalfWidth(model, condition, kpi, base, relative)


def _is_finite(value: float | None) -> bool:
    return value is not None and isfinite(value)


def _why_none(relative: float | None) -> dict[str, str]:
    if relative is None:
        return {"reason": "there is no figure"}
    return {} if isfinite(relative) else {"reason": "there is no interval"}
