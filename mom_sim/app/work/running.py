"""Replications of some models: the part of a comparison that one process does."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from mom_sim.app.crew.work import Work
from mom_sim.app.words import DEFAULT_KPIS
from mom_sim.app.work.readying import is_at_hand
from mom_sim.app.work.studies import seed_of, study_of
from mom_sim.engines.compiled_engine.limits import what_it_cannot_do
from mom_sim.experiments.precision import KPIS as PRECISION_KPIS
from mom_sim.experiments.replicating import (
    Question,
    Replicated,
    Variant,
    calm_and_surge,
    replicate,
)
from mom_sim.experiments.variants import main_variants
from mom_sim.log.contract import CAUSES
from mom_sim.metrics.kpis.waits import PARTS_OF_TIME
from mom_sim.metrics.measuring import Measurement
from mom_sim.simulation import Study
from mom_sim.tape.memory import refuse_too_large


@dataclass(frozen=True)
class ModelRun:
    """One replication of one model.

    Attributes
    ----------
    comparison : str
    warnings : tuple of str
        Of compiling.
    measurements : dict of str to Measurement
        By condition.
    """

    comparison: str
    warnings: tuple[str, ...]
    measurements: dict[str, Measurement]


CAUSE_KPIS = {
    CAUSES[code]: f"{'work' if CAUSES[code] == 'work' else f'wait_{CAUSES[code]}'}_working_days"
    for code in PARTS_OF_TIME
}
"""Figures that split the time-to-launch, by cause."""

Runs = list[tuple[int, str, bytes]]
"""Replication, model, and the `ModelRun`, pickled: what passes through the server unread."""


def run_models(
    work: Work,
    question: dict[str, Any],
    models: list[str],
    replications: list[int],
    kpis: list[str] | None = None,
) -> Runs:
    """Run replications of some models, and measure them.

    Parameters
    ----------
    work : Work
        May be canceled every twenty milliseconds or so of a run of the compiled engine, before
        its log is made, and before each figure of it.
    question : dict
    models : list of str
    replications : list of int
    kpis : list of str, optional
        Figures that are asked for; those of an answer by default.

    Returns
    -------
    list of (int, str, bytes)
    """
    study = study_of(question)
    surge = surge_factor(question)
    seed = seed_of(study, question)
    conditions = calm_and_surge(study.scenario, surge)
    by_engine: dict[str, list[Variant]] = {}
    for variant in sized_variants(work, study, models, question):
        by_engine.setdefault(engine_of(variant), []).append(variant)
    kept = {*(DEFAULT_KPIS if kpis is None else kpis), *PRECISION_KPIS, *CAUSE_KPIS.values()}
    found: Runs = []
    for engine, variants in by_engine.items():
        watched = _Watched(work, variants)
        asked = Question(study, watched, conditions, seed, engine, by_group=False)
        for replication in replications:
            done = replicate(asked, replication, work.check)
            for variant in variants:
                run = _run(variant, [one.name for one in conditions], done, kept)
                content = pickle.dumps(run, pickle.HIGHEST_PROTOCOL)
                found.append((replication, variant.model, content))
    return found


def sized_variants(
    work: Work, study: Study, models: Iterable[str], question: dict[str, Any]
) -> Iterator[Variant]:
    """Compile models one after the other, and refuse what would not fit into memory.

    Parameters
    ----------
    work : Work
        May be canceled between two models.
    study : Study
    models : iterable of str
    question : dict

    Yields
    ------
    Variant

    Raises
    ------
    ScenarioError
    """
    surge, file = surge_factor(question), study.loaded.file
    for name in models:
        work.check()
        (variant,) = main_variants(study, [name], surge)
        for condition in calm_and_surge(study.scenario, surge):
            plans = [variant.plan]
            refuse_too_large(study.scenario, plans, condition.surge, file=file)
        yield variant


def _run(
    variant: Variant, conditions: list[str], done: Replicated, kept: Collection[str]
) -> ModelRun:
    """What an answer needs of one model's replication, and no more: it goes to another process."""
    texts = [text for name in conditions for text in variant.plan_under(name).warnings]
    measurements = {}
    for name in conditions:
        measurement = done.measurements[variant.model, variant.comparison, name]
        figures = {kpi: value for kpi, value in measurement.figures.items() if kpi in kept}
        measurements[name] = replace(measurement, figures=figures)
    return ModelRun(variant.comparison, tuple(dict.fromkeys(texts)), measurements)


class _Watched(tuple[Variant, ...]):
    """Models to run one after the other, unless the answer is no longer wanted."""

    _work: Work

    def __new__(cls, work: Work, variants: Iterable[Variant]) -> Self:
        made = super().__new__(cls, variants)
        made._work = work
        return made

    def __iter__(self) -> Iterator[Variant]:
        for variant in super().__iter__():
            self._work.check()
            yield variant


def surge_factor(question: dict[str, Any]) -> float | None:
    """Factor of the surge that is asked for; None: as the scenario is written."""
    surge = question.get("surge")
    return None if surge is None else float(surge["factor"])


def engine_of(variant: Variant) -> str:
    """The compiled engine wherever it can do the plan, unless it is just being compiled."""
    plans = [variant.plan, *((variant.calm_plan,) if variant.calm_plan else ())]
    can_do = not any(map(what_it_cannot_do, plans))
    return "compiled" if can_do and is_at_hand() else "simpy"


def fast_engine(study: Study, models: Iterable[str]) -> str:
    """One engine for several models of a study as it is written."""
    engines = {engine_of(variant) for variant in main_variants(study, models, None)}
    return engines.pop() if len(engines) == 1 else "simpy"


def own_and_asked(study: Study, names: list[str]) -> list[str]:
    """Models to run: those asked for, and the scenario's own, which they are compared with."""
    return list(dict.fromkeys([*names, study.own_model]))
