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

from mom_sim.experiments.changing import changed
from mom_sim.experiments.spreading import carry_out
from mom_sim.experiments.variants import main_variants
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import interval_of
from mom_sim.metrics.view import view_of
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
) -> list[Parts]:
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
    list of Parts
        In the order of the points; after an interruption those that are finished.

    Raises
    ------
    ScenarioError
        If a point is no scenario.
    RunError
        If a run had to stop.
    KeyboardInterrupt
        Before the first point is finished.
    """
    found: list[Parts] = []
    work = partial(run_point, asked)
    try:
        for parts in carry_out(work, points, workers=workers, progress=progress):
            found.append(parts)
    except KeyboardInterrupt:
        if not found:
            raise
    return found


def run_point(asked: Asked, point: Point) -> Parts:
    """Run the models and replications of one point.

    Parameters
    ----------
    asked : Asked
    point : Point

    Returns
    -------
    Parts
    """
    study = changed(asked.study, point.changes)
    refuse_too_large(study.scenario, [], AS_WRITTEN, file=study.loaded.file)
    plans = [one.plan for one in main_variants(study, asked.models, None)]
    refuse_too_large(study.scenario, plans, AS_WRITTEN, file=study.loaded.file)
    extract = METRICS[asked.kpi].extract
    parts: list[list[Ingredient]] = [[] for _ in plans]
    for replication in point.replications:
        tape = draw_tape(study.scenario, replication, seed=asked.seed)
        for plan, mine in zip(plans, parts, strict=True):
            log = run_plan(study, plan, tape, engine=asked.engine).log
            mine.append(extract(view_of(log, plan)))
    return tuple(map(tuple, parts))


def values_of(kpi: str, parts: Parts) -> Values:
    """The figure of every single replication.

    Parameters
    ----------
    kpi : str
    parts : Parts

    Returns
    -------
    Values
    """
    metric = METRICS[kpi]
    figures = [[interval_of(metric, [part]).estimate for part in mine] for mine in parts]
    return np.array(
        [[np.nan if one is None else one for one in mine] for mine in figures], dtype=np.float64
    )
