"""The answer of a comparison from the replications that there are so far."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

from mom_sim.app.crew.work import Work
from mom_sim.app.faults import fault_of_question
from mom_sim.app.headline import headline
from mom_sim.app.words import DEFAULT_KPIS, cause_label, name_label
from mom_sim.app.work.answer_parts import command, conditions_of, estimate, figure_json, head_of
from mom_sim.app.work.checking import kpi_faults
from mom_sim.app.work.collecting import without_collections
from mom_sim.app.work.looking import REPLICATION
from mom_sim.app.work.running import CAUSE_KPIS, ModelRun, Runs, own_and_asked, surge_factor
from mom_sim.app.work.studies import study_of
from mom_sim.errors import ScenarioError
from mom_sim.experiments.chosen_models import chosen_or_all
from mom_sim.experiments.comparison import CALM, SURGE, Bottleneck, ModelResult
from mom_sim.experiments.precision import (
    HalfWidth,
    PrecisionGoal,
    half_widths,
    read_precision,
    replications_next,
)
from mom_sim.experiments.replicating import calm_and_surge
from mom_sim.experiments.winning import winners_of
from mom_sim.metrics.bottlenecks import static_bottleneck
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import difference
from mom_sim.metrics.trust import doubts_of, warnings_of
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.simulation import Study
from mom_sim.tape.memory import refuse_too_large

MOST_REPLICATIONS = 200
"""Of one comparison, also without a precision."""

FIRST_LOOKS = (1, 2, 4)
"""Replications after which there is an answer before those that are asked for."""

Read = dict[str, list[ModelRun]]
"""By model, in the order of replications."""

ByCondition = dict[str, list[Measurement]]


@without_collections()
def prepare(work: Work, question: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Check a comparison before anything runs.

    Parameters
    ----------
    work : Work
    question : dict
    asked : dict
        `precision`, `most_replications`, `replications`, `kpis`.

    Returns
    -------
    dict
        `models` to run, those that are `shown`, `first` (replications of the first round),
        `title`, and of a first `look` what it says beside its figures.

    Raises
    ------
    ScenarioError
        With every fault.
    """
    study = study_of(question)
    file = study.loaded.file
    replications, most = asked.get("replications"), asked.get("most_replications")
    faults = number_faults("", seed=question.get("seed"), replications=replications)
    for name, number in (("replications", replications), ("most_replications", most)):
        if number is not None and not 1 <= number <= MOST_REPLICATIONS:
            message = f"expected a whole number from 1 to {MOST_REPLICATIONS}, got {number}"
            faults.append(fault_of_question(name, message))
    faults += kpi_faults(asked.get("kpis") or ())
    first = replications
    if replications is None and not faults:
        try:
            _, first = goal_and_first(asked)
        except ScenarioError as error:
            faults += error.faults
    names = chosen_or_all(study, question.get("models"), faults)
    for condition in calm_and_surge(study.scenario, surge_factor(question)):
        refuse_too_large(study.scenario, [], condition.surge, file=file)
    return {
        "models": own_and_asked(study, names),
        "shown": names,
        "first": first,
        "title": study.scenario.name,
        "look": {
            **head_of(study, question),
            "warnings": list(study.loaded.warnings),
            "command": command(question, REPLICATION),
        },
    }


def goal_and_first(asked: dict[str, Any]) -> tuple[PrecisionGoal, int]:
    """The precision that is asked for, and the replications before it is first looked at."""
    precision = asked.get("precision") or "5%"
    most = int(asked.get("most_replications") or 100)
    goal, first = read_precision(precision, "", None if most >= 10 else max(most, 2))
    goal = PrecisionGoal(goal.relative, goal.kpis, max(most, first))
    return goal, first


def answer(
    work: Work,
    question: dict[str, Any],
    asked: dict[str, Any],
    done: Runs,
    shown: list[str],
) -> dict[str, Any]:
    """Estimate every figure from the replications so far.

    Parameters
    ----------
    work : Work
    question, asked : dict
        As of `prepare`.
    done : list of (int, str, bytes)
        Of `run_models`, complete replications of all models.
    shown : list of str
        Models of the answer; the scenario's own may be there for the differences alone.

    Returns
    -------
    dict
        An ``answer`` of the contract, and beside it `next`: replications after the next round, as
        many as now where it is enough.
    """
    study = study_of(question)
    factor = surge_factor(question)
    words = conditions_of(question)
    conditions = list(words)
    read = _read(done)
    runs = {model: _by_condition(of) for model, of in read.items()}
    count = len(next(iter(runs.values()))[CALM])
    kpis = [
        name
        for name in dict.fromkeys(asked.get("kpis") or DEFAULT_KPIS)
        if factor is not None or not METRICS[name].requires_surge
    ]
    results = []
    for name in shown:
        work.check()
        results.append(_result(study, read[name], conditions, kpis))
    work.check()
    winners = winners_of(results)
    work.check()
    own = study.own_model
    precision, following = _precision(study, asked, runs, own, count)
    found: dict[str, Any] = {
        "replications": count,
        "is_first_look": False,
        "is_final": following <= count,
        "wanted": following if asked.get("replications") is None else asked["replications"],
        "next": following,
        **head_of(study, question),
        "models": [_model_json(study, result, words) for result in results],
        "winners": [one.to_json(words[one.condition]) for one in winners],
        "differences": list(_differences(work, runs, shown, own, conditions, kpis, words)),
        "precision": precision,
        "warnings": list(study.loaded.warnings),
        "command": command(question, count),
    }
    found["headline"] = headline(found, {model.model: model.doubts for model in results})
    return found


def _read(done: Runs) -> Read:
    read: Read = {}
    for _, model, content in sorted(done, key=lambda one: one[0]):
        read.setdefault(model, []).append(pickle.loads(content))
    return read


def _by_condition(runs: list[ModelRun]) -> ByCondition:
    return {
        condition: [one.measurements[condition] for one in runs]
        for condition in runs[0].measurements
    }


def _result(
    study: Study, read: list[ModelRun], conditions: list[str], kpis: list[str]
) -> ModelResult:
    runs = _by_condition(read)
    figures = {
        condition: {
            kpi: estimate(kpi, _parts(kpi, runs[condition]), study.scenario.currency)
            for kpi in kpis
            if condition == SURGE or not METRICS[kpi].requires_surge
        }
        for condition in conditions
    }
    warnings: list[str] = []
    for condition in conditions:
        lead = "under the surge: " if condition == SURGE else ""
        said = warnings_of(runs[condition], surge=condition == SURGE)
        warnings += [f"{lead}{text}" for text in said]
    bottlenecks = {condition: _bottleneck(runs[condition]) for condition in conditions}
    return ModelResult(
        model=runs[CALM][0].of.model,
        comparison=read[0].comparison,
        kpis=figures[CALM],
        surge=figures.get(SURGE),
        bottleneck=bottlenecks[CALM],
        surge_bottleneck=bottlenecks.get(SURGE),
        warnings=tuple(dict.fromkeys([*read[0].warnings, *warnings])),
        measurements=runs,
        doubts={
            condition: doubts_of(runs[condition], surge=condition == SURGE)
            for condition in conditions
        },
    )


def _parts(kpi: str, runs: Sequence[Measurement]) -> list[Ingredient]:
    return [one.figures[kpi] for one in runs]


def _bottleneck(runs: Sequence[Measurement]) -> Bottleneck:
    finding = static_bottleneck(runs)
    return Bottleneck(finding.name, finding.share.estimate, finding.reason)


def _model_json(study: Study, result: ModelResult, words: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "model": result.model,
        "label": name_label(result.model),
        "comparison": result.comparison,
        "warnings": list(result.warnings),
    }
    bottlenecks = {CALM: result.bottleneck, SURGE: result.surge_bottleneck}
    for condition, figures in result.conditions():
        bottleneck = bottlenecks[condition]
        found[words[condition]] = {
            "kpis": {name: figure_json(figure) for name, figure in figures.items()},
            "causes": _causes(result.measurements[condition], study.scenario.currency),
            "bottleneck": None
            if bottleneck is None
            else {"name": bottleneck.name, "share": bottleneck.share, "why": bottleneck.why},
            "doubts": list(result.doubts[condition]),
        }
    return found


def _causes(runs: Sequence[Measurement], currency: str) -> list[dict[str, Any]]:
    return [
        {"cause": cause, "label": cause_label(cause)}
        | figure_json(estimate(kpi, _parts(kpi, runs), currency))
        for cause, kpi in CAUSE_KPIS.items()
    ]


def _differences(
    work: Work,
    runs: dict[str, ByCondition],
    shown: list[str],
    own: str,
    conditions: list[str],
    kpis: list[str],
    words: dict[str, str],
) -> Any:
    for name in shown:
        if name == own:
            continue
        work.check()
        for condition in conditions:
            for kpi in kpis:
                if METRICS[kpi].requires_surge and condition != SURGE:
                    continue
                found = difference(runs[name][condition], runs[own][condition], kpi)
                row = {
                    "model": name,
                    "versus": own,
                    "kpi": kpi,
                    "condition": words[condition],
                    "estimate": found.estimate,
                    "low": found.low,
                    "high": found.high,
                }
                yield {**row, "reason": found.reason} if found.reason else row


def _precision(
    study: Study, asked: dict[str, Any], runs: dict[str, ByCondition], own: str, count: int
) -> tuple[dict[str, Any] | None, int]:
    """How precise the figures are, and how many replications there shall be next."""
    replications = asked.get("replications")
    if replications is not None:
        return None, _next_look(count, int(replications))
    goal, first = goal_and_first(asked)
    widths: tuple[HalfWidth, ...] = ()
    if count >= 2:
        flat = {
            (model, condition): of
            for model, conditions in runs.items()
            for condition, of in conditions.items()
        }
        widths = half_widths(goal, flat, own)
    known = [one for one in widths if one.relative is not None]
    widest = max(known, key=lambda one: one.relative or 0.0, default=None)
    following = (
        _next_look(count, first) if count < first else replications_next(goal, count, widths)
    )
    reached = widest is not None and (widest.relative or 0.0) <= goal.relative
    relative = (
        None if widest is None or widest.relative in (None, float("inf")) else widest.relative
    )
    return {
        "goal": goal.relative,
        "reached": relative,
        "is_reached": reached,
        "at_most": goal.at_most,
        "widest": None
        if widest is None
        else {"model": widest.model, "condition": widest.condition, "kpi": widest.kpi},
    }, following


def _next_look(count: int, wanted: int) -> int:
    """A look on the way to the replications that are wanted."""
    if count >= wanted:
        return count
    return min([look for look in FIRST_LOOKS if look > count] + [wanted])
