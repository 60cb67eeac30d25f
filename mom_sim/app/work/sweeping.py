"""One point of a sweep: a scenario with other values, and the figures of its models."""

from __future__ import annotations

import pickle
from typing import Any

from mom_sim.app.crew.work import Work
from mom_sim.app.faults import fault_of_question
from mom_sim.app.work.axes import changes_at, control_of
from mom_sim.app.work.checking import kpi_faults, refuse_above
from mom_sim.app.work.running import run_models, surge_factor
from mom_sim.app.work.studies import base_study, study_of
from mom_sim.errors import ScenarioError
from mom_sim.experiments.chosen_models import chosen_or_all
from mom_sim.experiments.replicating import calm_and_surge
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import interval_of, unit_in

MOST_POINTS, MOST_REPLICATIONS = 400, 50

MOST_ROWS = 20_000
"""Of the answer: points x models x figures x conditions."""


def plan_sweep(work: Work, question: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Check a sweep before anything runs: its axes, at both ends, and its figures.

    Parameters
    ----------
    work : Work
    question : dict
    asked : dict
        `axes`, `kpis`, `replications`.

    Returns
    -------
    dict
        `models`, `title`, and `labels` of the axes.

    Raises
    ------
    ScenarioError
        With every fault.
    """
    study = study_of(question)
    refuse_above(replications=(asked["replications"], MOST_REPLICATIONS))
    faults = kpi_faults(asked["kpis"])
    points = 1
    for axis in asked["axes"]:
        points *= len(axis["values"])
    if points > MOST_POINTS:
        message = f"{points} points are more than {MOST_POINTS}; the command line does more"
        faults.append(fault_of_question("axes", message))
    names = chosen_or_all(study, question.get("models"), faults)
    kpis = len(set(asked["kpis"]))
    conditions = len(calm_and_surge(study.scenario, surge_factor(question)))
    if points * len(names) * kpis * conditions > MOST_ROWS:
        counts = f"{points} points x {len(names)} models x {kpis} figures"
        counts += f" x {conditions} conditions" if conditions > 1 else ""
        message = (
            f"{counts} are more than {MOST_ROWS:,} rows; ask for fewer figures, models or points, "
            "or use the command line"
        )
        raise ScenarioError([fault_of_question("axes", message)])
    labels = []
    for place, axis in enumerate(asked["axes"]):
        name = f"axes.{place}"
        if axis.get("control") is not None:
            control = control_of(question, axis["control"], name)
            for value in axis["values"]:
                changes_at(control, value, name)
            labels.append(control.label)
        else:
            labels.append(axis["path"])
    for end in (0, -1):
        study_of(at_point(question, asked["axes"], [axis["values"][end] for axis in asked["axes"]]))
    return {"models": names, "title": study.scenario.name, "labels": labels}


def sweep_point(
    work: Work,
    question: dict[str, Any],
    axes: list[dict[str, Any]],
    values: list[Any],
    models: list[str],
    kpis: list[str],
    replications: int,
) -> list[dict[str, Any]]:
    """Run one point.

    Returns
    -------
    list of dict
        A row a model, condition and figure.
    """
    moved = at_point(question, axes, values)
    currency = base_study(question).scenario.currency
    numbers = list(range(1, replications + 1))
    runs = run_models(work, moved, models, numbers, kpis)
    found = []
    for name in models:
        read = [pickle.loads(content).measurements for _, model, content in runs if model == name]
        for condition in read[0]:
            for kpi in dict.fromkeys(kpis):
                metric = METRICS[kpi]
                if metric.requires_surge and condition != "surge":
                    continue
                interval = interval_of(metric, [one[condition].figures[kpi] for one in read])
                row = {
                    "values": values,
                    "model": name,
                    "kpi": kpi,
                    "condition": condition if len(read[0]) > 1 else "as_written",
                    "estimate": interval.estimate,
                    "low": interval.low,
                    "high": interval.high,
                    "unit": unit_in(metric.unit, currency),
                }
                found.append({**row, "reason": interval.reason} if interval.reason else row)
    return found


def at_point(
    question: dict[str, Any], axes: list[dict[str, Any]], values: list[Any]
) -> dict[str, Any]:
    """The question at a point: controls among its settings, paths among its changes."""
    settings, changes = dict(question.get("settings") or {}), dict(question.get("changes") or {})
    for axis, value in zip(axes, values, strict=True):
        if axis.get("control") is not None:
            settings[axis["control"]] = value
        else:
            changes[axis["path"]] = value
    return {**question, "settings": settings, "changes": changes}
