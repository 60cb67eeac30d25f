"""measure_surges(): at which surge each operating model breaks its promises."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mom_sim.errors import Fault
from mom_sim.experiments.chosen_models import chosen_or_all
from mom_sim.experiments.equal_terms import on_terms
from mom_sim.experiments.promises import read_promises
from mom_sim.experiments.provenance_of_runs import digest_of_tapes, record_of_runs
from mom_sim.experiments.surge.default import (
    DEFAULT_FACTORS,
    MOST_REPLICATIONS,
    default_promise,
    stated_surge,
)
from mom_sim.experiments.surge.estimates import curve_point
from mom_sim.experiments.surge.rounds import SurgeRounds, expected_factors
from mom_sim.experiments.surge.runs import SurgeQuestion
from mom_sim.experiments.surge.search import breaking_point_of
from mom_sim.experiments.surge.setting import RISE, length_as_written, surge_settings
from mom_sim.experiments.surge.study import ModelUnderSurge, SurgeStudy
from mom_sim.experiments.surge.warnings import model_warnings, study_warnings
from mom_sim.scenario.asked_numbers import LARGEST_SURGE, number_faults
from mom_sim.scenario.loading import LoadedScenario
from mom_sim.simulation import AUTO, Study, engine_for_runs
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN

MOST_FACTORS, MOST_WEEKS = 200, 520


def measure_surges(
    scenario: Study | LoadedScenario | str | Path,
    models: Sequence[str] | str | None = None,
    *,
    factors: Sequence[float] | None = None,
    weeks: Sequence[float] | None = None,
    promises: Sequence[str] = (),
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    engine: str = AUTO,
    progress: Callable[[int, int], None] | None = None,
    command: Sequence[str] = (),
) -> SurgeStudy:
    """Find the surge at which each operating model breaks its promises, and what surges do to it.

    Parameters
    ----------
    scenario : Study, LoadedScenario, str or Path
    models : sequence of str, optional
        Names; all that the scenario knows by default.
    factors : sequence of float, optional
        Of the degradation curve, from 1 to 100; 1 to 3 in steps of a quarter by default. The factor
        1, which is the calm run, and that of the stated surge are added.
    weeks : sequence of float, optional
        Lengths of the surge; as the scenario writes it, or eight, by default.
    promises : sequence of str
        As of `parse_promise`; ``p90 time-to-launch`` within the usual due time by default.
    replications : int, optional
        The scenario's by default, at most 10.
    seed : int, optional
        The scenario's by default.
    workers : int, optional
        Processes; as many as there are processors by default. The result does not depend on it.
    engine : str
    progress : callable, optional
        Called with (done, all) after every step; `all` is an estimate as long as breaking points
        are searched for.
    command : sequence of str
        For provenance.

    Returns
    -------
    SurgeStudy
        Of the replications that are complete, with a warning, if the work is interrupted by a
        `KeyboardInterrupt`.

    Raises
    ------
    ScenarioError
        If the scenario, a model's name, a promise or a number is wrong, or the runs would not fit
        into memory.
    RunError
        If a run had to stop.
    """
    study = Study.of(scenario)
    asked = number_faults(study.loaded.file, replications=replications, seed=seed, workers=workers)
    names = chosen_or_all(study, models, [*asked, *_faults(study.loaded.file, factors, weeks)])
    read = read_promises(study, promises or [default_promise(study.scenario)])
    lengths = tuple(dict.fromkeys(weeks or [length_as_written(study.scenario)]))
    grid = {1.0, *map(float, DEFAULT_FACTORS if factors is None else factors)}
    stated = stated_surge(study.scenario, sorted(grid), lengths)
    grid.add(stated[1])
    count = min(study.scenario.run.replications, MOST_REPLICATIONS)
    count = count if replications is None else int(replications)

    settings, rise, calm = surge_settings(study.scenario, lengths if weeks else None)
    longest, largest = max(settings, key=lambda one: one.end).scenario, max(grid)
    refuse_too_large(longest, [], AS_WRITTEN, file=study.loaded.file)
    question = SurgeQuestion(
        study=study,
        settings={one.name: one for one in (*settings, rise)},
        calm=calm,
        promises=read,
        seed=study.scenario.run.seed if seed is None else int(seed),
        engine="",
    )
    plans = [question.plan(name, settings[-1]) for name in names]
    processes = (os.cpu_count() or 1) if workers is None else int(workers)
    refuse_too_large(
        longest,
        plans * (len(settings) * len(grid)),
        largest,
        file=study.loaded.file,
        workers=processes,
        replications=count,
    )
    runs = count * expected_factors(len(settings), len(grid), len(read))
    question = replace(question, engine=engine_for_runs(engine, study, plans, 1.0, runs))
    rounds = SurgeRounds(question, tuple(names), tuple(sorted(grid)), count, processes, progress)
    rounds.carry_out()
    results = tuple(_result(rounds, name, stated) for name in names)
    return SurgeStudy(
        scenario=study.scenario.name,
        promises=read,
        is_default_promise=not promises,
        factors=rounds.factors,
        weeks=lengths,
        stated=stated,
        results=results,
        warnings=study_warnings(rounds),
        provenance=_provenance(rounds, lengths, command),
        currency=study.scenario.currency,
        was_interrupted=rounds.is_cut_short,
    )


def _faults(
    file: str, factors: Sequence[float] | None, weeks: Sequence[float] | None
) -> list[Fault]:
    """What is wrong with factors and lengths."""
    told = []
    if factors is not None and not 0 < len(factors) <= MOST_FACTORS:
        told.append(("factors", f"expected 1 to {MOST_FACTORS} factors, got {len(factors)}"))
    for one in () if factors is None else factors:
        if not 1 <= one <= LARGEST_SURGE:
            told.append(
                (
                    "factors",
                    f"expected factors from 1 (calm) to {LARGEST_SURGE}, such as 1:3:0.25, got "
                    f"{one:g}",
                )
            )
    if weeks is not None and not weeks:
        told.append(("weeks", "expected at least one length in weeks, such as 8, got none"))
    for one in () if weeks is None else weeks:
        if not 0 < one <= MOST_WEEKS:
            told.append(
                ("weeks", f"expected lengths above 0 and up to {MOST_WEEKS} weeks, got {one:g}")
            )
    return [Fault(file, 1, 1, path, message) for path, message in dict.fromkeys(told)]


def _result(rounds: SurgeRounds, model: str, stated: tuple[float, float]) -> ModelUnderSurge:
    question = rounds.question
    lengths = {name: one.weeks for name, one in question.settings.items() if one.weeks is not None}
    curve = tuple(
        curve_point(
            rounds.runs(model, name, factor),
            question.promises,
            weeks,
            factor,
            question.study.scenario.currency,
        )
        for name, weeks in lengths.items()
        for factor in rounds.factors
    )
    last = rounds.factors[-1]
    return ModelUnderSurge(
        model=model,
        comparison=on_terms(question.study, model)[1],
        breaking_points=tuple(
            breaking_point_of(promise, rounds.figures(model, name, promise), weeks, last)
            for promise in question.promises
            for name, weeks in lengths.items()
        ),
        headrooms=tuple(
            breaking_point_of(promise, rounds.figures(model, RISE, promise), None, last)
            for promise in question.promises
        ),
        curve=curve,
        stated=next(one for one in curve if (one.weeks, one.factor) == stated),
        warnings=model_warnings(rounds, model, curve),
    )


def _provenance(
    rounds: SurgeRounds, weeks: Sequence[float], command: Sequence[str]
) -> dict[str, Any]:
    question = rounds.question
    study, first = question.study, next(iter(question.settings))
    some = rounds.runs(rounds.models[0], first, rounds.factors[-1])
    details = {
        "models": list(rounds.models),
        "replications": len(some),
        "factors": list(rounds.factors),
        "weeks": list(weeks),
        "promises": [one.text for one in question.promises],
        "plan_hashes": {
            model: study.plan_hash(question.plan(model, question.settings[first]))
            for model in rounds.models
        },
        "tape_hashes": {
            f"{name} weeks, factor {factor:g}": digest_of_tapes(
                one.tape_hash for one in rounds.runs(rounds.models[0], name, factor)
            )
            for name, setting in question.settings.items()
            if setting.weeks is not None
            for factor in rounds.factors
        },
    }
    return record_of_runs(
        study, details, engine=question.engine, seed=question.seed, command=command
    )
