"""compare(): the same campaigns with the same luck through several operating models."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.chosen_models import chosen_or_all
from mom_sim.experiments.comparison import (
    CALM,
    SURGE,
    Bottleneck,
    BudgetNote,
    Comparison,
    Difference,
    ModelPromise,
    ModelResult,
)
from mom_sim.experiments.equal_terms import EQUAL_BUDGET, EQUAL_PEOPLE
from mom_sim.experiments.input_draws import draw_inputs
from mom_sim.experiments.precision import PrecisionGoal, read_precision
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.promises import outcome_of, read_promises
from mom_sim.experiments.provenance_of_runs import digest_of_tapes, record_of_runs
from mom_sim.experiments.replicating import Question, Replicated, Variant, calm_and_surge
from mom_sim.experiments.rounds import run_rounds
from mom_sim.experiments.variants import variants_of
from mom_sim.experiments.winning import winners_of
from mom_sim.metrics.bottlenecks import static_bottleneck
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.pairing import cross_table_of_ends, paired_time_difference
from mom_sim.metrics.summarizing import Estimate, difference, names_of, summarize
from mom_sim.metrics.trust import doubts_of, warnings_of
from mom_sim.scenario.asked_numbers import Allowed, number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import AUTO, Study, engine_for_runs
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN

PAIRED_TIME = "time_to_launch_paired_working_days"
"""Difference of the time-to-launch over the campaigns that both models launched."""

MOST_DRAWS = Allowed(0, 100_000)
"""Draws of the inputs that can be asked for."""

FEW_REPLICATIONS = 5
"""Below this, the width of an interval is itself a guess."""


def compare(
    scenario: Study | LoadedScenario | str | Path,
    models: Sequence[str] | str | None = None,
    *,
    replications: int | None = None,
    precision: str | float | PrecisionGoal | None = None,
    promises: Sequence[str] = (),
    inputs: int = 0,
    seed: int | None = None,
    surge: float | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    progress: Callable[[int, int], None] | None = None,
    command: Sequence[str] = (),
) -> Comparison:
    """Compare operating models on the same campaigns with the same luck.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    models : sequence of str, optional
        Names; all that the scenario knows by default. Where the scenario's own model is not among
        them, it is run for the differences alone.
    replications : int, optional
        The scenario's by default; with `precision` those of the first round.
    precision : str, float or PrecisionGoal, optional
        ``2%``: replications are added until no half-width of a 95% interval is larger, relative to
        its figure.
    promises : sequence of str
        Such as ``p90 time-to-launch <= 20 working days``.
    inputs : int
        Draws of the uncertain inputs; 0 takes them as they are.
    seed : int, optional
        The scenario's by default.
    surge : float, optional
        Factor of a second run beside a calm one. Without it the scenario runs as it is written.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
    progress : callable, optional
        Called with (done, all) after every replication, and after every draw of the inputs.
    command : sequence of str
        For provenance.

    Returns
    -------
    Comparison

    Raises
    ------
    ScenarioError
        If the scenario, a model's name, a promise or a number is wrong, or the run would not fit
        into memory.
    RunError
        If a run had to stop.
    """
    study = Study.of(scenario)
    file = study.loaded.file
    faults = number_faults(file, replications=replications, seed=seed, surge=surge, workers=workers)
    if message := MOST_DRAWS.message(inputs):
        faults.append(Fault(file, 1, 1, "inputs", message))
    goal: PrecisionGoal | None = None
    promised: tuple[Promise, ...] = ()
    count = study.scenario.run.replications if replications is None else replications
    try:
        if precision is not None:
            goal, count = read_precision(precision, file, replications)
    except ScenarioError as error:
        faults += error.faults
    try:
        promised = read_promises(study, promises)
    except ScenarioError as error:
        faults += error.faults
    names = chosen_or_all(study, models, faults)
    count = int(count)
    number = study.scenario.run.seed if seed is None else int(seed)
    surge = None if surge is None else float(surge)
    refuse_too_large(study.scenario, [], AS_WRITTEN, file=file)
    variants, budgets = variants_of(study, dict.fromkeys([*names, study.own_model]), surge)
    terms = study.scenario.comparison
    by_key = {(variant.model, variant.comparison): variant for variant in variants}
    main = {
        name: by_key.get((name, terms)) or by_key[name, EQUAL_PEOPLE]
        for name in dict.fromkeys([*names, study.own_model])
    }
    base = main[study.own_model]
    variants = tuple(one for one in variants if one.model in names or one == base)
    conditions = calm_and_surge(study.scenario, surge)
    available = os.cpu_count() or 1
    processes = min(count, available) if workers is None else workers
    plans = [variant.plan for variant in variants]
    for condition in conditions:
        refuse_too_large(
            study.scenario,
            plans * len(conditions),
            condition.surge,
            file=file,
            workers=processes,
            replications=count,
        )
    engine = engine_for_runs(engine, study, plans, conditions[-1].surge, count)
    question = Question(study, variants, conditions, number, engine)
    done, reached = run_rounds(
        question, count, goal, main, base.model, workers=processes, progress=progress
    )
    found = {
        key: _result(variant, base, done, budgets, surge is not None, study.scenario.currency)
        for key, variant in by_key.items()
        if variant.model in names
    }
    results = tuple(found[name, main[name].comparison] for name in names)
    shown = {(result.model, result.comparison) for result in results}
    others = tuple(result for key, result in found.items() if key not in shown)
    drawn = None
    if inputs:
        drawn = draw_inputs(
            study,
            {
                (result.model, condition): measurements
                for result in results
                for condition, measurements in result.measurements.items()
            },
            draws=int(inputs),
            seed=number,
            surge=surge,
            engine=engine,
            workers=min(int(inputs), available) if workers is None else workers,
            progress=progress,
        )
    return Comparison(
        scenario=study.scenario.name,
        own_model=base.model,
        surge_factor=surge,
        results=results,
        others=others,
        differences=tuple(one for result in results for one in result.differences),
        warnings=study.loaded.warnings,
        currency=study.scenario.currency,
        provenance=_provenance(
            study, names, variants, done, number, len(done), surge, engine, command
        ),
        winners=winners_of(results),
        promises=_promises(promised, (*results, *others)),
        precision=reached,
        inputs=drawn,
    )


def _promises(
    promised: Sequence[Promise], results: Sequence[ModelResult]
) -> tuple[ModelPromise, ...]:
    """How every model does against every promise, under every condition."""
    return tuple(
        ModelPromise(result.model, result.comparison, condition, outcome_of(promise, measurements))
        for promise in promised
        for condition in (results[0].measurements if results else ())
        for result in results
        for measurements in (result.measurements[condition],)
    )


def _measurements(
    done: Sequence[Replicated], variant: Variant, condition: str
) -> list[Measurement]:
    key = (variant.model, variant.comparison, condition)
    return [one.measurements[key] for one in done]


def _result(
    variant: Variant,
    base: Variant,
    done: Sequence[Replicated],
    budgets: dict[str, BudgetNote],
    with_surge: bool,
    currency: str,
) -> ModelResult:
    calm = _measurements(done, variant, CALM)
    surge = _measurements(done, variant, SURGE) if with_surge else None
    kpis = _summary(calm, currency)
    warnings = [*variant.plan_under(CALM).warnings, *variant.plan.warnings, *warnings_of(calm)]
    if len(done) < FEW_REPLICATIONS:
        warnings.append(
            f"{len(done)} replication{'s are' if len(done) > 1 else ' is'} too few for a reliable "
            f"interval; ask for at least {FEW_REPLICATIONS}"
        )
    surge_kpis = None
    if surge is not None:
        surge_kpis = _summary(surge, currency, surge=True)
        warnings += [f"under the surge: {text}" for text in warnings_of(surge, surge=True)]
    differences: list[Difference] = []
    ends: dict[str, dict[str, int]] = {}
    if variant != base:
        differences = _differences(variant, base, done, CALM)
        if surge is not None:
            differences += _differences(variant, base, done, SURGE)
        ends = _ends(calm, _measurements(done, base, CALM))
    return ModelResult(
        model=variant.model,
        comparison=variant.comparison,
        kpis=kpis,
        surge=surge_kpis,
        bottleneck=_bottleneck(calm),
        surge_bottleneck=_bottleneck(surge) if surge is not None else None,
        warnings=tuple(dict.fromkeys(warnings)),
        budget=budgets.get(variant.model) if variant.comparison == EQUAL_BUDGET else None,
        measurements={CALM: calm} if surge is None else {CALM: calm, SURGE: surge},
        ends=ends,
        differences=tuple(differences),
        doubts={CALM: doubts_of(calm)}
        | ({} if surge is None else {SURGE: doubts_of(surge, surge=True)}),
    )


def _summary(
    measurements: Sequence[Measurement], currency: str, *, surge: bool = False
) -> dict[str, Estimate]:
    found = summarize(measurements, surge=surge)
    return {name: one.in_currency(currency) for name, one in found.items()}


def _bottleneck(measurements: Sequence[Measurement]) -> Bottleneck:
    finding = static_bottleneck(measurements)
    return Bottleneck(finding.name, finding.share.estimate, finding.reason)


def _differences(
    variant: Variant, base: Variant, done: Sequence[Replicated], condition: str
) -> list[Difference]:
    """Every figure's difference from the base, then that of the time of the same campaigns."""
    mine = _measurements(done, variant, condition)
    against = _measurements(done, base, condition)
    intervals = {kpi: difference(mine, against, kpi) for kpi in names_of(surge=condition == SURGE)}
    intervals[PAIRED_TIME] = paired_time_difference(mine, against)
    return [
        Difference(
            variant.model,
            base.model,
            kpi,
            condition,
            interval.estimate,
            interval.low,
            interval.high,
            interval.reason,
        )
        for kpi, interval in intervals.items()
    ]


def _ends(mine: Sequence[Measurement], against: Sequence[Measurement]) -> dict[str, dict[str, int]]:
    """Ends of the same campaigns: here, then in the base; pairs that occur."""
    table = cross_table_of_ends(mine, against)
    found: dict[str, dict[str, int]] = {}
    for here, row in table.iterrows():
        counts = {str(there): int(count) for there, count in row.items() if count}
        if counts:
            found[str(here)] = counts
    return found


def _provenance(
    study: Study,
    names: Sequence[str],
    variants: Sequence[Variant],
    done: Sequence[Replicated],
    seed: int,
    replications: int,
    surge: float | None,
    engine: str,
    command: Sequence[str],
) -> dict[str, Any]:
    plan_hashes = {
        f"{variant.model}, {variant.comparison}": study.plan_hash(variant.plan)
        for variant in variants
    } | {
        f"{variant.model}, {variant.comparison}, calm": study.plan_hash(variant.calm_plan)
        for variant in variants
        if variant.calm_plan not in (None, variant.plan)
    }
    details = {
        "models": list(names),
        "replications": replications,
        "surge": surge,
        "surges": "as written" if surge is None else f"calm, and factor {surge:g}",
        "plan_hashes": plan_hashes,
        "tape_hashes": {
            condition: digest_of_tapes(one.tape_hashes[condition] for one in done)
            for condition in done[0].tape_hashes
        },
    }
    return record_of_runs(study, details, engine=engine, seed=seed, command=command)
