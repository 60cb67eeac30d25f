"""measure_sensitivity(): which input decides a figure of a model, or the difference of models."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.comparing import FEW_REPLICATIONS
from mom_sim.experiments.provenance_of_runs import record_of_runs
from mom_sim.experiments.sensitivity.choosing import default_inputs, named_inputs, same_place
from mom_sim.experiments.sensitivity.input import Input
from mom_sim.experiments.sensitivity.methods import (
    Found,
    Runner,
    StoppedEarly,
    Target,
    morris,
    screened,
    sobol,
    targets_of,
    tornado,
)
from mom_sim.experiments.sensitivity.result import METHODS, MORRIS, SOBOL, TORNADO, Sensitivity
from mom_sim.experiments.sensitivity.runs import STOPPED, Asked
from mom_sim.experiments.variants import main_variants
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import names_of, unit_in
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import AUTO, Study, engine_for_runs, unknown_model
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN

DEFAULT_KPI = "time_to_launch_p50_working_days"
DEFAULT_REPLICATIONS: Mapping[str, int] = {TORNADO: 10, MORRIS: 2, SOBOL: 2}
"""By method, or the scenario's if those are fewer."""
MOST_INPUTS: Mapping[str, int] = {TORNADO: 12, MORRIS: 10, SOBOL: 6}
"""By method: how many of the uncertain inputs are looked at closely where none are named."""
TRAJECTORIES, SAMPLES = 10, 64
SOURCES = "mom-sim sources prints all paths and what is written there"
NOT_YET = "not looked at when the work was interrupted"
FEW = f"too few for a reliable interval; ask for at least {FEW_REPLICATIONS}"


def measure_sensitivity(
    scenario: Study | LoadedScenario | str | Path,
    models: Sequence[str] | str | None = None,
    *,
    kpi: str = DEFAULT_KPI,
    inputs: Sequence[str] | None = None,
    method: str = TORNADO,
    replications: int | None = None,
    trajectories: int = TRAJECTORIES,
    samples: int = SAMPLES,
    most: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    progress: Callable[[int, int], None] | None = None,
    command: Sequence[str] = (),
) -> Sensitivity:
    """Measure what inputs do to a figure.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    models : sequence of str, optional
        The scenario's own by default. With several, the differences of the first from the others
        are measured, too.
    kpi : str
    inputs : sequence of str, optional
        Paths, alone or with a range: see `named_inputs`. By default all uncertain inputs are tried
        in one replication; the `most` that change the figure most are then looked at closely, in
        other replications.
    method : str
        ``tornado``: one input at a time, at both ends of its range. ``morris``: elementary effects.
        ``sobol``: shares of the variance.
    replications : int, optional
        Of every point; the default depends on the method.
    trajectories : int, at least 2
        Of Morris' method.
    samples : int
        Of Sobol's; a power of 2. Runs of each model are (inputs + 2) x samples x replications.
    most : int, optional
    seed : int, optional
        The scenario's by default.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
    progress : callable, optional
        Called with (done, all), counted in replications of points.
    command : sequence of str
        For provenance.

    Returns
    -------
    Sensitivity

    Raises
    ------
    ScenarioError
        If the scenario, a model, an input or a number is wrong, or the runs would not fit into
        memory.
    RunError
        If a run had to stop.
    KeyboardInterrupt
        Before anything that can be used is finished. After that, the rest is left out; where it
        comes while all uncertain inputs are tried in one replication, what that says so far is
        told as a tornado without intervals.
    """
    study = Study.of(scenario)
    names = chosen_models(study, models)
    refuse(
        study,
        number_faults(study.loaded.file, replications=replications, seed=seed, workers=workers),
        kpi_faults(kpi),
        _method_faults(method, trajectories, samples, most),
    )
    usual = min(DEFAULT_REPLICATIONS[method], study.scenario.run.replications)
    count = usual if replications is None else int(replications)
    number = study.scenario.run.seed if seed is None else int(seed)
    unit = unit_in(METRICS[kpi].unit, study.scenario.currency)
    if inputs is None:
        listed = default_inputs(study, names, with_money=unit != METRICS[kpi].unit)
    else:
        listed = named_inputs(study, inputs, names)
        ends = [("inputs", one.changes_at(end)) for one in listed for end in (0.0, 1.0)]
        check_scenarios(study, ends)
    processes = (os.cpu_count() or 1) if workers is None else workers
    plans = [one.plan for one in main_variants(study, names, None)]
    refuse_too_large(study.scenario, plans, AS_WRITTEN, file=study.loaded.file, workers=processes)
    limit = len(listed)
    if inputs is None:
        limit = min(limit, MOST_INPUTS[method] if most is None else most)
    later = count * _points(method, limit, trajectories, samples)
    engine = engine_for_runs(engine, study, plans, AS_WRITTEN, later)
    runner = Runner(Asked(study, names, kpi, number, engine), processes, progress)
    targets = targets_of(names)
    kept: tuple[Input, ...] = listed
    left_out: tuple[tuple[Input, str], ...] = ()
    first = 1
    try:
        if inputs is None:
            runner.expect(later)
            kept, left_out = screened(runner, targets, listed, limit)
            first = 2
        bases, effects, spreads, confidence = _measured(
            method,
            runner,
            targets,
            kept,
            tuple(range(first, first + count)),
            number,
            trajectories,
            samples,
        )
    except StoppedEarly as stopped:
        kept, (bases, effects, spreads, confidence) = stopped.inputs, stopped.found
        method, count = TORNADO, 1
        left_out = tuple((one, NOT_YET) for one in listed[len(kept) :])
    details = {
        "models": list(names),
        "kpi": kpi,
        "method": method,
        "replications": count,
        "first_replication": first,
        "runs": runner.runs * len(names),
    }
    return Sensitivity(
        scenario=study.scenario.name,
        method=method,
        kpi=kpi,
        unit=unit,
        models=names,
        inputs=kept,
        left_out=left_out,
        bases=bases,
        effects=effects,
        spreads=spreads,
        confidence=confidence,
        warnings=(
            *study.loaded.warnings,
            *([_few(count)] if method == TORNADO and count < FEW_REPLICATIONS else []),
            *runner.told(),
            *([STOPPED] if runner.is_interrupted else []),
        ),
        provenance=record_of_runs(study, details, engine=engine, seed=number, command=command),
    )


def _few(count: int) -> str:
    return f"{'1 replication is' if count == 1 else f'{count} replications are'} {FEW}"


def chosen_models(study: Study, models: Sequence[str] | str | None) -> tuple[str, ...]:
    """Names of the models that are asked for; the scenario's own by default.

    Raises
    ------
    ScenarioError
        With every name that there is not.
    """
    if models is None:
        return (study.own_model,)
    names = [models] if isinstance(models, str) else list(dict.fromkeys(models))
    known, file = list(study.models), study.loaded.file
    refuse(study, [unknown_model(name, known, file) for name in names if name not in known])
    if not names:
        refuse(study, [("models", f"no model is named; name some of {', '.join(known)}")])
    return tuple(names)


def refuse(study: Study, *groups: Sequence[Fault | tuple[str, str]]) -> None:
    """Raise if there is a fault: ready, or as a path with its message."""
    faults = [
        one if isinstance(one, Fault) else Fault(study.loaded.file, 1, 1, *one)
        for group in groups
        for one in group
    ]
    if faults:
        raise ScenarioError(faults)


def check_scenarios(study: Study, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Refuse values that make no scenario even alone: whoever has named them can correct them.

    Parameters
    ----------
    study : Study
    asked : sequence of (str, mapping)
        Option that names the values, and the values by path.

    Raises
    ------
    ScenarioError
        With the faults of every input, under the name of the option.
    """
    faults: list[Fault] = []
    known = [row.path for row in study.loaded.sources]
    refused: set[tuple[str, ...]] = set()
    for option, changes in asked:
        if (option, *changes) in refused:
            continue  # its other end is wrong already, most often in the same way
        try:
            changed(study, changes)
        except ScenarioError as error:
            refused.add((option, *changes))
            is_there = any(same_place(path, one) for path in changes for one in known)
            hint = "" if is_there else f" ({SOURCES})"
            written = ", ".join(f"{path}={value}" for path, value in changes.items())
            for fault in error.faults:
                where = "" if fault.path in changes else f"{fault.path}: "
                message = f"{written}: {where}{fault.message}{hint}"
                faults.append(Fault(study.loaded.file, 1, 1, option, message))
    if faults:
        raise ScenarioError(list(dict.fromkeys(faults)))


def kpi_faults(kpi: str, known: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """What is wrong with the name of a figure."""
    names = list(names_of()) if known is None else list(known)
    if kpi in names:
        return []
    near = get_close_matches(kpi, names, n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return [("kpi", f'there is no figure "{kpi}"; allowed: {", ".join(names)}{hint}')]


def _method_faults(
    method: str, trajectories: int, samples: int, most: int | None
) -> Sequence[tuple[str, str]]:
    return list(_faults(method, trajectories, samples, most))


def _faults(
    method: str, trajectories: int, samples: int, most: int | None
) -> Iterator[tuple[str, str]]:
    if method not in METHODS:
        yield "method", f'there is no method "{method}"; allowed: {", ".join(METHODS)}'
    if trajectories < 2:
        yield "trajectories", f"{trajectories} is too few for an interval; ask for 2 or more"
    if samples < 2 or samples & (samples - 1):
        yield "samples", f"{samples} is no power of 2; ask for 64, 128, 256 ..."
    if most is not None and most < 1:
        yield "most", f"expected a whole number from 1, got {most}"


def _points(method: str, inputs: int, trajectories: int, samples: int) -> int:
    """How many points a method takes."""
    if method == TORNADO:
        return 1 + 2 * inputs
    return 1 + (trajectories * (inputs + 1) if method == MORRIS else samples * (inputs + 2))


def _measured(
    method: str,
    runner: Runner,
    targets: Sequence[Target],
    inputs: Sequence[Input],
    replications: tuple[int, ...],
    seed: int,
    trajectories: int,
    samples: int,
) -> Found:
    if not inputs:
        return tornado(runner, targets, inputs, replications)
    if method == SOBOL:
        return sobol(runner, targets, inputs, replications, samples, seed)
    if method == MORRIS:
        return morris(runner, targets, inputs, replications, trajectories, seed)
    return tornado(runner, targets, inputs, replications)
