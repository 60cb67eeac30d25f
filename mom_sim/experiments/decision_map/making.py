"""make_decision_map(): which model wins over a grid of two inputs, and how sure that is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mom_sim.errors import Fault, RunError, ScenarioError
from mom_sim.experiments.decision_map.result import SURE, Axis, Cell, DecisionMap, FlipOfAnswer
from mom_sim.experiments.directions import BETTER, MORE
from mom_sim.experiments.provenance_of_runs import record_of_runs
from mom_sim.experiments.sensitivity.input import input_of
from mom_sim.experiments.sensitivity.measuring import (
    check_scenarios,
    chosen_models,
    kpi_faults,
    refuse,
)
from mom_sim.experiments.sensitivity.runs import (
    STOPPED,
    Asked,
    Parts,
    Point,
    PointRun,
    run_points,
)
from mom_sim.experiments.variants import main_variants
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import interval_of, unit_in
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.scenario.quantities import QuantityError
from mom_sim.simulation import AUTO, Study, engine_for_runs
from mom_sim.stats import Interval, chance_above_zero, probability_of_correct_selection
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN

DEFAULT_KPI = "time_to_launch_p50_working_days"
MOST_REPLICATIONS = 5
"""Replications where none are asked for, or the scenario's if those are fewer."""
FINEST = 50
"""Largest number of values on an axis."""
EXAMPLE = "campaigns.*.demand=x0.8:x1.6:5"

ONE_REPLICATION = "one replication cannot tell luck from truth: run at least 2"
NO_FIGURE = "fewer than two models have this figure here"


def make_decision_map(
    scenario: Study | LoadedScenario | str | Path,
    x: str,
    y: str,
    models: Sequence[str] | str | None = None,
    *,
    kpi: str = DEFAULT_KPI,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    progress: Callable[[int, int], None] | None = None,
    command: Sequence[str] = (),
) -> DecisionMap:
    """Map which model is best by a figure over two inputs.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    x, y : str
        ``PATH=LOW:HIGH:N``: N values from LOW to HIGH, as they are written in a scenario:
        ``campaigns.*.demand=x0.8:x1.6:5``, ``people.design.headcount=8:16:5``.
    models : sequence of str, optional
        All by default.
    kpi : str
        One that has a better side: see `mom_sim.experiments.directions`.
    replications : int, optional
        Of every model in every cell; the same luck in all of them.
    seed : int, optional
        The scenario's by default.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
    progress : callable, optional
        Called with (done, all) after every cell.
    command : sequence of str
        For provenance.

    Returns
    -------
    DecisionMap

    Raises
    ------
    ScenarioError
        If the scenario, an axis, a model or a number is wrong.
    RunError
        If no cell could be run at all; one that could not says why.
    KeyboardInterrupt
        Before the first cell is finished; after it, the others say that they were not run.

    Source: probability of correct selection as in `mom_sim.stats.best_of`.
    """
    study = Study.of(scenario)
    names = tuple(study.models) if models is None else chosen_models(study, models)
    refuse(
        study,
        number_faults(study.loaded.file, replications=replications, seed=seed, workers=workers),
        kpi_faults(kpi, [name for name in BETTER if not METRICS[name].requires_surge]),
        [] if len(names) > 1 else [("models", "a map is about two models or more")],
    )
    axes = _axes(study, x, y)
    named = list(zip(("x", "y"), axes, strict=True))
    ends = [(name, {axis.path: axis.values[end]}) for name, axis in named for end in (0, -1)]
    check_scenarios(study, ends)
    usual = min(MOST_REPLICATIONS, study.scenario.run.replications)
    count = usual if replications is None else int(replications)
    number = study.scenario.run.seed if seed is None else int(seed)
    processes = (os.cpu_count() or 1) if workers is None else workers
    plans = [one.plan for one in main_variants(study, names, None)]
    refuse_too_large(study.scenario, plans, AS_WRITTEN, file=study.loaded.file, workers=processes)
    places = [
        (across, up) for up in range(len(axes[1].values)) for across in range(len(axes[0].values))
    ]
    engine = engine_for_runs(engine, study, plans, AS_WRITTEN, count * len(places))
    asked = Asked(study, names, kpi, number, engine)
    repeated = tuple(range(1, count + 1))
    points = [
        Point({axes[0].path: axes[0].values[across], axes[1].path: axes[1].values[up]}, repeated)
        for across, up in places
    ]
    found = run_points(asked, points, workers=processes, progress=progress)
    cells = tuple(_cell(kpi, names, place, one) for place, one in zip(places, found, strict=False))
    if all(one.reason for one in found):
        raise RunError(f"no cell could be run: {found[0].reason}")
    cells += tuple(Cell(*place, {}, None, None, STOPPED) for place in places[len(found) :])
    details = {
        "models": list(names),
        "kpi": kpi,
        "replications": count,
        "runs": count * len(places) * len(names),
    }
    return DecisionMap(
        scenario=study.scenario.name,
        kpi=kpi,
        unit=unit_in(METRICS[kpi].unit, study.scenario.currency),
        better=BETTER[kpi],
        models=names,
        x=axes[0],
        y=axes[1],
        cells=cells,
        boundary=tuple(boundary_of(axes[0], axes[1], cells)),
        warnings=study.loaded.warnings,
        provenance=record_of_runs(study, details, engine=engine, seed=number, command=command),
    )


def _cell(kpi: str, models: Sequence[str], place: tuple[int, int], run: PointRun) -> Cell:
    """Judge a cell, or say why it could not be run."""
    if run.reason:
        return Cell(*place, {}, None, None, run.reason)
    return replace(
        cell_of(kpi, models, place, run.parts),
        doubts={name: doubts for name, doubts in zip(models, run.doubts, strict=True) if doubts},
    )


def cell_of(kpi: str, models: Sequence[str], place: tuple[int, int], parts: Parts) -> Cell:
    """Judge one cell.

    Parameters
    ----------
    kpi : str
    models : sequence of str
    place : (int, int)
    parts : Parts
        By model, then by replication.

    Returns
    -------
    Cell
    """
    metric, sign = METRICS[kpi], -1.0 if BETTER[kpi] == MORE else 1.0
    of = dict(zip(models, parts, strict=True))
    figures = {name: interval_of(metric, mine) for name, mine in of.items()}
    known = {name: one.estimate for name, one in figures.items() if one.estimate is not None}
    leader = min(known, key=lambda name: sign * known[name], default=None)
    if leader is None or len(known) < 2:
        return Cell(*place, figures, leader, None, NO_FIGURE)
    if len(parts[0]) < 2:
        return Cell(*place, figures, leader, None, ONE_REPLICATION)
    doubts = [_doubt(kpi, of[leader], of[name], sign) for name in known if name != leader]
    sure = [doubt for doubt in doubts if doubt is not None]
    if len(sure) < len(doubts):
        return Cell(*place, figures, leader, None, "some differences have no interval")
    return Cell(*place, figures, leader, probability_of_correct_selection(sure))


def boundary_of(x: Axis, y: Axis, cells: Sequence[Cell]) -> Iterator[FlipOfAnswer]:
    """Where the best model changes, between neighboring cells of a grid.

    Parameters
    ----------
    x, y : Axis
    cells : sequence of Cell
        Row by row.

    Yields
    ------
    FlipOfAnswer
        Where the two leaders' figures are equal if both change in a straight line.
    """
    by_place = {(cell.x, cell.y): cell for cell in cells}
    for cell in cells:
        for across, up in ((1, 0), (0, 1)):
            other = by_place.get((cell.x + across, cell.y + up))
            if other is None or cell.leader is None or other.leader is None:
                continue
            if cell.leader != other.leader:
                share = _crossing(cell, other, (cell.leader, other.leader))
                yield FlipOfAnswer(
                    _between(x.numbers[cell.x], x.numbers[other.x], share),
                    _between(y.numbers[cell.y], y.numbers[other.y], share),
                    (cell.leader, other.leader),
                    cell.winner is not None and other.winner is not None,
                )


def _crossing(cell: Cell, other: Cell, models: tuple[str, str]) -> float:
    """Share of the way at which the two models are equally good."""
    here, there = (_gap(one.figures, models) for one in (cell, other))
    if here is None or there is None or here == there:
        return 0.5
    return min(1.0, max(0.0, here / (here - there)))


def _gap(figures: Mapping[str, Interval], models: tuple[str, str]) -> float | None:
    first, second = (figures[name].estimate for name in models)
    return None if first is None or second is None else first - second


def _between(low: float, high: float, share: float) -> float:
    return low + (high - low) * share


def _doubt(
    kpi: str, leader: Sequence[Ingredient], other: Sequence[Ingredient], sign: float
) -> float | None:
    """Probability that the other model is truly better."""
    kind = METRICS[kpi].kind
    mine, theirs = (leader, other) if sign > 0 else (other, leader)
    found = kind.difference(mine, theirs, SURE)
    return chance_above_zero(found, len(leader) - 1, SURE)


def _axes(study: Study, x: str, y: str) -> tuple[Axis, Axis]:
    """Both axes; raise with every fault."""
    axes, faults = [], []
    for name, text in (("x", x), ("y", y)):
        try:
            axes.append(_axis(text))
        except QuantityError as error:
            faults.append(Fault(study.loaded.file, 1, 1, name, str(error)))
    if not faults and axes[0].path == axes[1].path:
        message = f"{axes[0].path} is the other axis already; name another input"
        faults.append(Fault(study.loaded.file, 1, 1, "y", message))
    if faults:
        raise ScenarioError(faults)
    return axes[0], axes[1]


def _axis(text: str) -> Axis:
    path, equals, span = (part.strip() for part in text.partition("="))
    parts = [part.strip() for part in span.split(":")]
    if not equals or len(parts) != 3:
        raise QuantityError(f'"{text}" is no axis; write PATH=LOW:HIGH:N, such as {EXAMPLE}')
    low, high, many = parts
    if not (many.isascii() and many.isdigit()) or not 2 <= int(many) <= FINEST:
        raise QuantityError(f'"{many}" values: write a whole number from 2 to {FINEST}')
    of = input_of(path, low, high)
    shares = [place / (int(many) - 1) for place in range(int(many))]
    values = tuple(of.value_at(share) for share in shares)
    if len(set(values)) < len(values):
        raise QuantityError(
            f"there are no {many} different values from {low} to {high}; ask for fewer"
        )
    numbers = tuple(of.number_at(share) for share in shares)
    if numbers[0] > numbers[-1]:
        raise QuantityError(f"{low} is more than {high}; write the lower value first")
    return Axis(path, values, numbers, of.unit)
