"""Runs of changed scenarios: one figure of several models, at many points of the inputs.

The unit of work is a point: a scenario with other values, its models and their replications. All
points share the luck of a replication, so that what changes between them is the inputs' doing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mom_sim.errors import MomSimError, TooLargeError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.sensitivity.measuring_one import measure_one
from mom_sim.experiments.spreading import carry_out
from mom_sim.experiments.variants import main_variants
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import interval_of
from mom_sim.metrics.trust import doubts_of
from mom_sim.simulation import Study, run_plan
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN
from mom_sim.tape.tape import draw_tape

Parts = tuple[tuple[Ingredient, ...], ...]
"""By model, then by replication: what goes into the figure."""

STOPPED = "interrupted: what is missing was not run"

Values = NDArray[np.float64]
"""Shape (models, replications): the figure of each; NaN where a replication does not have it."""


@dataclass(frozen=True)
class Asked:
    """What a worker needs to know: the same at all points.

    Attributes
    ----------
    study : Study
    models : tuple of str
    kpi : str
        Name of the figure.
    seed : int
    engine : str
    """

    study: Study
    models: tuple[str, ...]
    kpi: str
    seed: int
    engine: str


@dataclass(frozen=True)
class PointRun:
    """What became of a point.

    Attributes
    ----------
    parts : Parts
        Empty where the point could not be run.
    doubts : tuple of tuple of str
        By model: what keeps its figure from being trusted, as `mom_sim.metrics.trust.doubts_of`.
    reason : str
        Why there are no parts.
    """

    parts: Parts
    doubts: tuple[tuple[str, ...], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Point:
    """One scenario to run.

    Attributes
    ----------
    changes : mapping of str to value
        By path; see `mom_sim.experiments.changing.changed`.
    replications : tuple of int
        From 1.
    """

    changes: Mapping[str, Any]
    replications: tuple[int, ...]


def run_points(
    asked: Asked,
    points: Sequence[Point],
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> list[PointRun]:
    """Run all points.

    Parameters
    ----------
    asked : Asked
    points : sequence of Point
    workers : int
        Processes; the result does not depend on it.
    progress : callable, optional
        Called with (done, all) at the beginning and after every point.

    Returns
    -------
    list of PointRun
        In the order of the points; after an interruption those that are finished.

    Raises
    ------
    TooLargeError
        If a point would not fit into memory.
    KeyboardInterrupt
        Before the first point is finished.
    """
    found: list[PointRun] = []
    work = partial(run_point, asked)
    try:
        for one in carry_out(work, points, workers=workers, progress=progress):
            found.append(one)
    except KeyboardInterrupt:
        if not found:
            raise
    return found


def run_point(asked: Asked, point: Point) -> PointRun:
    """Run the models and replications of one point.

    Parameters
    ----------
    asked : Asked
    point : Point

    Returns
    -------
    PointRun
        Without parts, and with the reason, where the point is no scenario that can be run.
    """
    try:
        return _carried_out(asked, point)
    except TooLargeError:
        raise
    except MomSimError as error:
        faults = getattr(error, "faults", None)
        reason = f"{faults[0].path}: {faults[0].message}" if faults else str(error)
        return PointRun((), reason=" ".join(reason.split()))


def _carried_out(asked: Asked, point: Point) -> PointRun:
    study = changed(asked.study, point.changes)
    refuse_too_large(study.scenario, [], AS_WRITTEN, file=study.loaded.file)
    plans = [one.plan for one in main_variants(study, asked.models, None)]
    refuse_too_large(study.scenario, plans, AS_WRITTEN, file=study.loaded.file)
    measured: list[list[Measurement]] = [[] for _ in plans]
    for replication in point.replications:
        tape = draw_tape(study.scenario, replication, seed=asked.seed)
        for plan, mine in zip(plans, measured, strict=True):
            log = run_plan(study, plan, tape, engine=asked.engine).log
            mine.append(measure_one(asked.kpi, log, plan))
    parts = tuple(tuple(one.figures[asked.kpi] for one in mine) for mine in measured)
    return PointRun(parts, tuple(map(doubts_of, measured)))


def values_of(kpi: str, parts: Parts) -> Values:
    """The figure of every single replication.

    Parameters
    ----------
    kpi : str
    parts : Parts

    Returns
    -------
    Values
        NaN everywhere in a point that could not be run: see `no_values`.
    """
    metric = METRICS[kpi]
    figures = [[interval_of(metric, [part]).estimate for part in mine] for mine in parts]
    return np.array(
        [[np.nan if one is None else one for one in mine] for mine in figures], dtype=np.float64
    )


def no_values(models: int, replications: int) -> Values:
    """The figures of a point that could not be run."""
    return np.full((models, replications), np.nan)
