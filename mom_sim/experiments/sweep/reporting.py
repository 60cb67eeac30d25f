"""A sweep's points with what they came to, in their stated order; how far it is; its figures.

Everything here goes through the points one after the other. Nothing is computed by the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.sweep.points import Point, number_of_points, points_of
from mom_sim.experiments.sweep.results import DONE, FAILED, LOST, WAITING, Figure, Result
from mom_sim.experiments.sweep.store import SweepStore
from mom_sim.experiments.sweep.sweep import Sweep
from mom_sim.metrics.registry import METRICS
from mom_sim.scenario.quantities import did_you_mean

MOST_FAILURES_TOLD = 20

DEFAULT_KPIS = ("time_to_launch_mean_working_days", "throughput_per_week", "cost_per_launch")


@dataclass(frozen=True)
class PointResult:
    """A point, how far it has come, and what it came to.

    Attributes
    ----------
    point : Point
    state : str
        Among `results.STATES`.
    result : Result or None
    reason : str
        Why there are no figures, where that is known.
    """

    point: Point
    state: str
    result: Result | None
    reason: str

    @property
    def model(self) -> str:
        """Operating model; empty where it is that of a scenario that is none."""
        return self.result.model if self.result else self.point.model or ""

    @property
    def seed(self) -> int | None:
        """Seed; None as for the model."""
        return self.result.seed if self.result else self.point.seed


@dataclass(frozen=True)
class SweepStatus:
    """How far a sweep is.

    Attributes
    ----------
    name : str
    points : int
        How many there are.
    states : dict of str to int
        Points by state: done, failed, lost, waiting.
    failures : tuple of (int, str)
        The first of the points that failed or were lost: number and reason.
    is_running : bool
        Whether a run writes to the folder now.
    provenance : dict
    """

    name: str
    points: int
    states: dict[str, int]
    failures: tuple[tuple[int, str], ...]
    is_running: bool
    provenance: dict[str, Any]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.states[DONE] + self.states[FAILED] == self.points

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        results = {
            "name": self.name,
            "points": self.points,
            "states": dict(self.states),
            "failures": [{"point": number, "reason": why} for number, why in self.failures],
            "is_running": self.is_running,
        }
        return {"provenance": self.provenance, "results": results, "warnings": []}


@dataclass(frozen=True)
class SweepTable:
    """Some figures of all points of a sweep.

    Attributes
    ----------
    sweep : Sweep
    kpis : tuple of str
    rows : tuple of PointResult
        In the order of points, without those that wait.
    states : dict of str to int
        All points by state.
    provenance : dict
    """

    sweep: Sweep
    kpis: tuple[str, ...]
    rows: tuple[PointResult, ...]
    states: dict[str, int]
    provenance: dict[str, Any]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row per point and figure, with the columns of the export."""
        from mom_sim.experiments.sweep.columns import columns_of, rows_of

        lines = [line for row in self.rows for line in rows_of(self.sweep, row, self.kpis)]
        return pd.DataFrame(lines, columns=[one.name for one in columns_of(self.sweep)])

    @property
    def warnings(self) -> tuple[str, ...]:
        """What keeps figures from being trusted, each once, with the number of points."""
        counts = Counter(
            text for row in self.rows if row.result for text in dict.fromkeys(row.result.warnings)
        )
        return tuple(
            f"{number} of {len(self.rows)} points: {text}" for text, number in counts.items()
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        results = {
            "name": self.sweep.name,
            "fields": list(self.sweep.design.names),
            "states": dict(self.states),
            "points": [self._point(row) for row in self.rows],
        }
        return {"provenance": self.provenance, "results": results, "warnings": list(self.warnings)}

    def _point(self, row: PointResult) -> dict[str, Any]:
        found: dict[str, Any] = {
            "point": row.point.number,
            "values": dict(row.point.combination),
            "model": row.model,
            "seed": row.seed,
            "state": row.state,
        }
        if row.result is None or row.state != DONE:
            of = row.result
            return found | {
                "comparison": of.comparison if of else None,
                "replications": of.replications if of else None,
                "figures": {},
                "doubts": [],
                "key": of.key if of else None,
                "reason": row.reason,
            }
        figures = [figure for kpi in self.kpis if (figure := row.result.figure(kpi))]
        return found | {
            "comparison": row.result.comparison,
            "replications": row.result.replications,
            "figures": {figure.kpi: _told(figure) for figure in figures},
            "doubts": list(row.result.doubts),
            "key": row.result.key,
        }


def point_results(
    store: SweepStore, sweep: Sweep, *, with_waiting: bool = False
) -> Iterator[PointResult]:
    """Go through the points of a sweep with what they came to.

    Parameters
    ----------
    store : SweepStore
    sweep : Sweep
    with_waiting : bool
        Whether those that have not come so far are among them.

    Yields
    ------
    PointResult
        In the stated order.
    """
    for point in points_of(sweep):
        result = store.result_of(point.request)
        if result is not None:
            yield PointResult(point, result.state, result, result.reason)
            continue
        state, reason = store.state_of(point.request)
        if with_waiting or state != WAITING:
            yield PointResult(point, state, None, reason)


def read_status(folder: str | Path) -> SweepStatus:
    """Read how far the sweep of a folder is, also while it runs.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    SweepStatus

    Raises
    ------
    RunError
        If there is none.
    """
    with SweepStore.reading(Path(folder)) as store:
        return status_in(store, is_running=store.is_running())


def status_in(store: SweepStore, *, is_running: bool = False) -> SweepStatus:
    """Read how far the sweep of an open store is; see `read_status`."""
    sweep = store.sweep()
    states = dict.fromkeys((DONE, FAILED, LOST, WAITING), 0)
    failures: list[tuple[int, str]] = []
    for point in points_of(sweep):
        state, reason = store.state_of(point.request)
        states[state] += 1
        if state in (FAILED, LOST) and len(failures) < MOST_FAILURES_TOLD:
            result = store.result_of(point.request)
            failures.append((point.number, result.reason if result else reason))
    return SweepStatus(
        sweep.name,
        number_of_points(sweep),
        states,
        tuple(failures),
        is_running,
        store.provenance(),
    )


def read_table(folder: str | Path, kpis: Sequence[str] | None = None) -> SweepTable:
    """Read figures of all points of a folder's sweep, also while it runs.

    Parameters
    ----------
    folder : str or Path
    kpis : sequence of str, optional
        Names of figures; by default mean time-to-launch, throughput and cost per launch.

    Returns
    -------
    SweepTable

    Raises
    ------
    RunError
        If there is no sweep.
    ScenarioError
        If a figure has no such name.
    """
    names = DEFAULT_KPIS if kpis is None else tuple(dict.fromkeys(kpis))
    check_kpis(names)
    with SweepStore.reading(Path(folder)) as store:
        sweep = store.sweep()
        states = dict.fromkeys((DONE, FAILED, LOST, WAITING), 0)
        rows = []
        for one in point_results(store, sweep, with_waiting=True):
            states[one.state] += 1
            if one.state != WAITING:
                rows.append(one)
        return SweepTable(sweep, names, tuple(rows), states, store.provenance())


def check_kpis(names: Sequence[str]) -> None:
    """Refuse names that no figure has.

    Raises
    ------
    ScenarioError
    """
    faults = [
        Fault(
            "",
            1,
            1,
            "kpi",
            f'"{name}" is no figure{did_you_mean(name, METRICS)}; docs/metrics.md lists all',
        )
        for name in names
        if name not in METRICS
    ]
    if faults:
        raise ScenarioError(faults)


def _told(figure: Figure) -> dict[str, Any]:
    told = {
        "estimate": figure.estimate,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
    }
    return told | ({"reason": figure.reason} if figure.reason else {})
