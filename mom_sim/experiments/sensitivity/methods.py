"""The runs that each method of sensitivity analysis takes, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from mom_sim.errors import RunError
from mom_sim.experiments.sensitivity.input import Input
from mom_sim.experiments.sensitivity.morris import Trajectories, effects_of, trajectories_of
from mom_sim.experiments.sensitivity.result import Base, Effect
from mom_sim.experiments.sensitivity.runs import (
    Asked,
    Point,
    PointRun,
    Values,
    no_values,
    run_points,
    values_of,
)
from mom_sim.experiments.sensitivity.sobol import Spread, indices_of, sobol_points, whole_samples
from mom_sim.experiments.sensitivity.tornado import bar_of, interval_over_years
from mom_sim.stats import bonferroni

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
Found = tuple[tuple[Base, ...], tuple[Effect, ...], tuple[Spread, ...], float]

CONFIDENCE = 0.95
"""With which all intervals of one kind of a target hold together (the Bonferroni inequality)."""

FEWEST = 2
"""Trajectories without which there is no interval."""

NOTHING = "changes nothing at either end of its range, in the first replication"
SMALLER = "changes less than those that were kept, in the first replication"


DOUBTS = {
    "idle": "nothing was launched",
    "overloaded": "no slack somewhere, or work piles up (figures depend on the run's length)",
    "restricted": "campaigns were still inside when the runs stopped (times are lower bounds)",
}
"""In words, why not to trust a model's figures at a point."""


@dataclass(frozen=True)
class Target:
    """A model, or a model less another, by their positions among the models."""

    name: str
    rows: tuple[int, ...]

    @property
    def is_difference(self) -> bool:
        """Whether it is of two models."""
        return len(self.rows) > 1

    def of(self, values: Values) -> Floats:
        """Its figure in every replication, of the figures of all models."""
        first: Floats = values[self.rows[0]]
        return first - values[self.rows[1]] if self.is_difference else first


def targets_of(models: Sequence[str]) -> tuple[Target, ...]:
    """All models, then the differences of the first from the others."""
    alone = [Target(name, (row,)) for row, name in enumerate(models)]
    against = [Target(f"{models[0]} - {name}", (0, row)) for row, name in enumerate(models) if row]
    return (*alone, *against)


class Runner:
    """Runs points in several rounds, and counts.

    Parameters
    ----------
    asked : Asked
    workers : int
    progress : callable, optional
        Called with (done, all) in replications of points.

    Attributes
    ----------
    runs : int
        Replications of points so far.
    is_interrupted : bool
        Whether the last round was stopped: its first points are there.
    has_failed : bool array
        Which points of the last round could not be run.
    """

    def __init__(self, asked: Asked, workers: int, progress: Progress | None) -> None:
        self._asked, self._workers, self._progress = asked, workers, progress
        self.runs = self._later = 0
        self.is_interrupted = False
        self.has_failed = np.zeros(0, dtype=np.bool_)
        self._points: list[Point] = []
        self._found: list[PointRun] = []

    def expect(self, runs: int) -> None:
        """Count on more runs after the next round."""
        self._later = runs

    def run(self, points: Sequence[Point]) -> list[Values]:
        """Figures of all models at some points, the first of which is the scenario as it is.

        Raises
        ------
        RunError
            If the scenario as it is cannot be run. Any other point may fail: its figures are NaN.
        """
        before, later = self.runs, self._later
        done = [before, *accumulate((len(one.replications) for one in points), initial=before)][1:]

        def tell(count: int, _: int) -> None:
            if self._progress is not None:
                self._progress(done[count], done[-1] + later)

        found = run_points(self._asked, points, workers=self._workers, progress=tell)
        if found[0].reason:
            raise RunError(found[0].reason)
        self.runs, self._later = done[len(found)], 0
        self.is_interrupted = len(found) < len(points)
        self.has_failed = np.array([bool(one.reason) for one in found])
        self._points, self._found = list(points[: len(found)]), found
        return [
            no_values(len(self._asked.models), len(point.replications))
            if one.reason
            else values_of(self._asked.kpi, one.parts)
            for one, point in zip(found, points, strict=False)
        ]

    def told(self) -> list[str]:
        """What a reader should know of the points of the last round, in sentences."""
        count = len(self._found)
        found = []
        failed = [
            (point, one.reason)
            for point, one in zip(self._points, self._found, strict=True)
            if one.reason
        ]
        if failed:
            point, reason = failed[0]
            where = ", ".join(f"{path}={value}" for path, value in point.changes.items())
            found.append(
                f"{len(failed)} of {count} points could not be run and are left out; the first is "
                f"{where}: {reason}"
            )
        for place, model in enumerate(self._asked.models):
            for doubt, words in DOUBTS.items():
                at = [doubt in one.doubts[place] for one in self._found if not one.reason]
                if any(at):
                    too = ", the scenario as it is among them" if at[0] else ""
                    found.append(f"{model}: {words} at {sum(at)} of {count} points{too}")
        return found


class StoppedEarly(Exception):
    """The search for the inputs that matter was interrupted.

    Attributes
    ----------
    inputs : tuple of Input
        Those of which both ends were run, in one replication.
    found : Found
        What it says, without intervals.
    """

    def __init__(self, inputs: tuple[Input, ...], found: Found) -> None:
        super().__init__()
        self.inputs, self.found = inputs, found


def screened(
    runner: Runner, targets: Sequence[Target], inputs: Sequence[Input], most: int
) -> tuple[tuple[Input, ...], tuple[tuple[Input, str], ...]]:
    """Keep the inputs that change a target most, by one replication at the ends of their ranges.

    What is measured afterwards is measured in other replications, so that being kept by luck does
    not make an effect look larger than it is.

    Returns
    -------
    tuple of Input, tuple of (Input, str)
        Those that are kept, in their order, and the others with the reason.

    Raises
    ------
    StoppedEarly
        With what this replication says so far, if it is interrupted.
    """
    base, *ends = runner.run([Point({}, (1,)), *_ends(inputs, (1,))])
    if runner.is_interrupted:
        raise StoppedEarly(*_bars(targets, inputs, base, ends))
    sizes = np.zeros(len(inputs))
    for target in targets:
        here = target.of(base)[0]
        changes = np.array([target.of(one)[0] - here for one in ends]).reshape(-1, 2)
        largest = np.nan_to_num(np.abs(changes), nan=np.inf).max(axis=1)
        known = largest[np.isfinite(largest)]
        scale = known.max() if known.size and known.max() > 0 else 1.0
        sizes = np.maximum(sizes, largest / scale)  # every target has a say
    kept = set(np.argsort(-sizes, kind="stable")[:most].tolist())
    kept -= set(np.flatnonzero(sizes == 0.0).tolist())
    left_out = tuple(
        (one, NOTHING if sizes[number] == 0.0 else SMALLER)
        for number, one in enumerate(inputs)
        if number not in kept
    )
    return tuple(one for number, one in enumerate(inputs) if number in kept), left_out


def tornado(
    runner: Runner,
    targets: Sequence[Target],
    inputs: Sequence[Input],
    replications: tuple[int, ...],
) -> Found:
    """One input at a time, at both ends of its range."""
    base, *ends = runner.run([Point({}, replications), *_ends(inputs, replications)])
    return _bars(targets, inputs, base, ends)[1]


def _bars(
    targets: Sequence[Target], inputs: Sequence[Input], base: Values, ends: Sequence[Values]
) -> tuple[tuple[Input, ...], Found]:
    """What the ends of ranges say; after an interruption, of inputs with both ends."""
    inputs = tuple(inputs[: len(ends) // 2])
    confidence = bonferroni(CONFIDENCE, max(1, len(inputs)))
    effects: list[Effect] = []
    for target in targets:
        figures = [target.of(one) for one in ends]
        bars = [
            bar_of(
                target.name,
                one,
                target.of(base),
                low,
                high,
                confidence=confidence,
                is_difference=target.is_difference,
            )
            for one, low, high in zip(inputs, figures[::2], figures[1::2], strict=False)
        ]
        effects += _sorted(bars)
    return inputs, (_bases(targets, base), tuple(effects), (), confidence)


def morris(
    runner: Runner,
    targets: Sequence[Target],
    inputs: Sequence[Input],
    replications: tuple[int, ...],
    count: int,
    seed: int,
) -> Found:
    """Elementary effects; every trajectory has replications of its own."""
    paths = trajectories_of(len(inputs), count, seed)
    each = len(replications)
    points = [
        _point(inputs, shares, tuple(one + number * each for one in replications))
        for number, trajectory in enumerate(paths.points)
        for shares in trajectory
    ]
    base, *found = runner.run([Point({}, replications), *points])
    done = len(found) // (len(inputs) + 1)  # after an interruption, whole trajectories
    if done < count and done < FEWEST:
        raise KeyboardInterrupt
    paths = Trajectories(paths.points[:done], paths.order[:done])
    failed = runner.has_failed[1 : 1 + done * (len(inputs) + 1)].reshape(done, -1)
    confidence = bonferroni(CONFIDENCE, max(1, len(inputs)))
    effects: list[Effect] = []
    for target in targets:
        figures = np.array([target.of(one) for one in found[: done * (len(inputs) + 1)]])
        shape = (done, len(inputs) + 1, each)
        effects += _sorted(
            effects_of(
                target.name,
                inputs,
                paths,
                figures.reshape(shape),
                confidence=confidence,
                has_failed=failed,
            )
        )
    return _bases(targets, base), tuple(effects), (), confidence


def sobol(
    runner: Runner,
    targets: Sequence[Target],
    inputs: Sequence[Input],
    replications: tuple[int, ...],
    samples: int,
    seed: int,
) -> Found:
    """Shares of the variance; all points have the same replications."""
    design = sobol_points(len(inputs), samples, seed)
    points = [_point(inputs, shares, replications) for sample in design for shares in sample]
    base, *found = runner.run([Point({}, replications), *points])
    if len(found) < len(points):
        raise KeyboardInterrupt  # a part of this design says nothing
    failed = runner.has_failed[1:].reshape(len(inputs) + 2, samples)
    confidence = bonferroni(CONFIDENCE, max(1, len(inputs)))
    effects: list[Effect] = []
    spreads = []
    for target in targets:
        figures = np.array([target.of(one) for one in found])
        shape = (len(inputs) + 2, samples, len(replications))
        values = whole_samples(figures.reshape(shape), failed)
        indices, spread = indices_of(target.name, inputs, values, seed, confidence=confidence)
        effects += _sorted(indices)
        spreads.append(spread)
    return _bases(targets, base), tuple(effects), tuple(spreads), confidence


def _ends(inputs: Sequence[Input], replications: tuple[int, ...]) -> list[Point]:
    return [Point(one.changes_at(end), replications) for one in inputs for end in (0.0, 1.0)]


def _point(inputs: Sequence[Input], shares: Floats, replications: tuple[int, ...]) -> Point:
    # No two inputs are about the same place: see `named_inputs`.
    values = zip(inputs, shares.tolist(), strict=True)
    return Point(
        {path: value for one, share in values for path, value in one.changes_at(share).items()},
        replications,
    )


def _sorted(effects: Sequence[Effect]) -> list[Effect]:
    return sorted(effects, key=lambda one: -one.size)


def _bases(targets: Sequence[Target], base: Values) -> tuple[Base, ...]:
    found = []
    for target in targets:
        values = target.of(base)
        luck = float(values.std(ddof=1)) if values.size > 1 else None
        figure = interval_over_years(values, CONFIDENCE)
        found.append(Base(target.name, figure, None if figure.estimate is None else luck))
    return tuple(found)
