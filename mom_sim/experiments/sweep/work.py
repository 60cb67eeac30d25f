"""What a worker does with a batch of points: resolve, say their keys, and carry them out.

Nothing here raises for a point: trouble is that point's result, and the others go on.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import thread_time

from mom_sim.errors import MomSimError, RunError, TooLargeError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.equal_terms import EQUAL_PEOPLE, on_terms
from mom_sim.experiments.provenance_of_runs import digest_of_tapes
from mom_sim.experiments.replicating import (
    SURGE_RUN,
    Question,
    Variant,
    calm_and_surge,
    replicate,
)
from mom_sim.experiments.sweep.design import Combination
from mom_sim.experiments.sweep.points import key_of
from mom_sim.experiments.sweep.reading import reason_of, versions
from mom_sim.experiments.sweep.results import DONE, FAILED, Figure, Result
from mom_sim.experiments.sweep.sweep import SURGE
from mom_sim.log.provenance import make_provenance
from mom_sim.metrics.summarizing import summarize
from mom_sim.metrics.trust import doubts_of, warnings_of
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.printing import resolved_hash
from mom_sim.simulation import AUTO, Study, engine_for, unknown_model
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import without_response

MACHINE_TROUBLE = (TooLargeError, MemoryError, OSError, ImportError)
"""What depends on the machine is no result: the point is lost, and tried again by the next run."""

RESULT_FORMAT = 1
"""Version of what is kept of a point; part of every key."""


@dataclass(frozen=True, slots=True)
class Row:
    """One point of a batch.

    Attributes
    ----------
    request : str
    place : int
        Of its combination in the batch.
    model : str or None
    seed : int or None
    replications : int or None
    """

    request: str
    place: int
    model: str | None
    seed: int | None
    replications: int | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A combination put into the scenario.

    Attributes
    ----------
    study : Study or None
        None if the scenario with it is none.
    surge : float or None
    reason : str
        Why there is no study.
    seconds : float
        Processor time that it took.
    """

    study: Study | None
    surge: float | None
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a request comes down to: a key, or the reason why there is none.

    Attributes
    ----------
    request : str
    key, reason : str or None
    seconds : float
        Processor time of putting its combination into the scenario; 0 where another request of the
        same combination says it.
    """

    request: str
    key: str | None
    reason: str | None
    seconds: float = 0.0


def check_versions(expected: tuple[str, int]) -> None:
    """Refuse to work for another version of the package: keys would not mean the same.

    Raises
    ------
    RunError
    """
    if versions() != expected:
        raise RunError(
            "the workers have mom-sim {} with engine semantics {}, and the sweep was started from "
            "{} with {}; install the same version everywhere".format(*versions(), *expected)
        )


def load_base(study: Study, expected: tuple[str, int]) -> Study:
    """Keep the scenario as written on a worker.

    Parameters
    ----------
    study : Study
    expected : tuple of str and int
        Versions of the process that asks.

    Returns
    -------
    Study

    Raises
    ------
    RunError
        As of `check_versions`, or if the campaign calendar cannot be read on the worker: that is no
        fault of any point.
    """
    check_versions(expected)
    for file in study.loaded.files:
        if file != study.loaded.file and not os.access(file, os.R_OK):
            raise RunError(
                f"a worker cannot read {Path(file).name}: give it the scenario's folder under the "
                "same path"
            )
    return study


def resolve(base: Study, batch: Sequence[Combination]) -> list[Resolved]:
    """Put each combination into the scenario.

    Parameters
    ----------
    base : Study
    batch : sequence of Combination

    Returns
    -------
    list of Resolved
        They stay on the worker.
    """
    found = []
    for combination in batch:
        start = thread_time()
        changes = dict(combination)
        surge = changes.pop(SURGE, None)
        study, reason = None, ""
        try:
            study = changed(base, changes)
        except MomSimError as error:
            surge, reason = None, reason_of(error)
        factor = None if surge is None else float(surge)
        found.append(Resolved(study, factor, reason, thread_time() - start))
    return found


def keys_of(resolved: Sequence[Resolved], rows: Sequence[Row]) -> list[Resolution]:
    """Say what each point is made from.

    Parameters
    ----------
    resolved : sequence of Resolved
    rows : sequence of Row

    Returns
    -------
    list of Resolution
    """
    found, told = [], set[int]()
    for row in rows:
        one = _resolution(resolved[row.place], row)
        if row.place not in told:
            told.add(row.place)
            one = replace(one, seconds=resolved[row.place].seconds)
        found.append(one)
    return found


def _resolution(of: Resolved, row: Row) -> Resolution:
    if of.study is None:
        return Resolution(row.request, None, of.reason)
    model = of.study.own_model if row.model is None else row.model
    if model not in of.study.models:
        fault = unknown_model(model, list(of.study.models), "")
        return Resolution(row.request, None, f"{fault.path}: {fault.message}")
    seed, replications = _numbers(of.study, row)
    faults = number_faults("", surge=of.surge)
    if faults:
        return Resolution(row.request, None, f"surge: {faults[0].message}")
    parts = [
        of.study.scenario_hash,
        model,
        resolved_hash(of.study.model(model)),
        of.surge,
        seed,
        replications,
        *versions(),
        RESULT_FORMAT,
    ]
    return Resolution(row.request, key_of(parts), None)


def _numbers(study: Study, row: Row) -> tuple[int, int]:
    run = study.scenario.run
    seed = run.seed if row.seed is None else row.seed
    return seed, run.replications if row.replications is None else row.replications


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker sends back of one point.

    Attributes
    ----------
    request : str
    result : Result or None
        None if it could not be had on this machine.
    trouble : str
        Why not.
    seconds : float
        Processor time that it took: on a busy machine the clock on the wall says less.
    """

    request: str
    result: Result | None
    trouble: str
    seconds: float


def compute(
    resolved: Sequence[Resolved], rows: Sequence[tuple[Row, str]], campaigns: int
) -> list[Done]:
    """Carry out points.

    Parameters
    ----------
    resolved : sequence of Resolved
    rows : sequence of (Row, str)
        With the key of each.
    campaigns : int
        How many the sweep sends through in all, for the choice of the engine; the result does not
        depend on it.

    Returns
    -------
    list of Done
    """
    found = []
    for row, key in rows:
        start = thread_time()
        result, trouble = None, ""
        try:
            result = _result(resolved[row.place], row, key, campaigns)
        except MACHINE_TROUBLE as error:
            trouble = reason_of(error)
        found.append(Done(row.request, result, trouble, thread_time() - start))
    return found


def _result(of: Resolved, row: Row, key: str, campaigns: int) -> Result:
    study = of.study
    if study is None:
        raise RunError(f"a point without a scenario was asked for: {of.reason}")
    model = study.own_model if row.model is None else row.model
    seed, replications = _numbers(study, row)
    comparison = EQUAL_PEOPLE
    try:
        question, comparison = _question(study, model, of.surge, seed, campaigns)
        return _figures(question, key, replications)
    except MACHINE_TROUBLE:
        raise
    except Exception as error:  # of any kind: the other points have to go on
        known = isinstance(error, MomSimError)
        reason = reason_of(error) if known else f"{type(error).__name__}: {reason_of(error)}"
        return Result(key, FAILED, model, comparison, seed, replications, reason=reason)


def _question(
    study: Study, model: str, surge: float | None, seed: int, campaigns: int
) -> tuple[Question, str]:
    """Ask for one model on the scenario's terms, as `compare` shows it."""
    conditions = calm_and_surge(study.scenario, surge)
    file = study.loaded.file
    refuse_too_large(study.scenario, [], conditions[-1].surge, file=file)
    scenario, comparison = on_terms(study, model)
    plan = study.plan(model, scenario)
    calm = None if surge is None else study.plan(model, without_response(scenario))
    refuse_too_large(study.scenario, [plan], conditions[-1].surge, file=file)
    engine = engine_for(AUTO, [plan], campaigns)
    variant = Variant(model, comparison, plan, calm)
    return Question(study, (variant,), conditions, seed, engine), comparison


def _figures(question: Question, key: str, replications: int) -> Result:
    """Summarize the replications, in their order."""
    study, (variant,) = question.study, question.variants
    condition = question.conditions[-1].name
    has_surge = condition == SURGE_RUN
    runs = [replicate(question, number) for number in range(1, replications + 1)]
    of = (variant.model, variant.comparison, condition)
    measurements = [run.measurements[of] for run in runs]
    currency = study.scenario.currency
    found = summarize(measurements, surge=has_surge)
    estimates = [one.in_currency(currency) for one in found.values()]
    warnings = [
        *study.loaded.warnings,
        *variant.plan_under(condition).warnings,
        *warnings_of(measurements, surge=has_surge),
    ]
    hashes = (run.tape_hashes[condition] for run in runs)
    provenance = make_provenance(
        engine=question.engine,
        model=variant.model,
        seed=question.seed,
        replication=0,
        scenario_hash=study.scenario_hash,
        plan_hash=study.plan_hash(variant.plan),
        tape_hash=digest_of_tapes(hashes),
    )
    for name in ("model", "seed", "replication", "command"):
        del provenance[name]  # said of the whole point, or of the whole sweep
    return Result(
        key,
        DONE,
        variant.model,
        variant.comparison,
        question.seed,
        replications,
        figures=tuple(
            Figure(one.name, one.estimate, one.low, one.high, one.unit, one.reason)
            for one in estimates
        ),
        doubts=doubts_of(measurements, surge=has_surge),
        warnings=tuple(dict.fromkeys(warnings)),
        provenance=provenance,
    )
