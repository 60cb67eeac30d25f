"""Gates whose deciders meet now and then: the wait for the next meeting."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import numpy as np

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import (
    Estimator,
    Quantile,
    mean_item,
    variance_of_items,
)
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.laws import Law, hours, moments_law, named_law
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, study
from tests.formula.oracles.view import Floats, Views

GATE, REWORK = "gate", "rework"
NO_TIME = "0.000001s"
"""Of a review in a meeting: a microsecond, the least there is. None at all would be no review."""
AT_ONCE = 1e-3 / 3600.0
"""A millisecond less than the rework takes, in hours, for the microseconds of the reviews."""

_OF_GATE = Place(GATE, instruction="MEET")


def cadence(case: Case, profile: Profile) -> Experiment:
    """A gate with meetings at intervals, and rework that waits for somebody outside."""
    interval = _interval(case)
    rate = case.number("lam", "arrival_rate", default=1.0)
    rejected = case.number("p_reject", "p", default=0.0)
    gate: dict[str, Any] = {"meets": {"every": interval.text}}
    steps: dict[str, Any] = {}
    if rejected:
        rework = case.number("d", "rework", default=0.0)
        steps[REWORK] = {"wait": hours(max(0.0, rework - AT_ONCE))}
        gate |= {"revise": {REWORK: "100%"}, "revise_probability": rejected}
    steps[GATE] = {
        "skill": "deciders",
        "effort": NO_TIME,
        "after": list(steps),
        "gate": gate,
        "launch": True,
    }
    scenario = study(
        people={"deciders": 1},
        steps=steps,
        campaigns={"item": item(demand=demand(rate))},
        window=long_run(
            interval.mean * (1.0 + interval.scv) / (1.0 - rejected), rate, periods=100.0
        ),
    )
    return experiment(case, (scenario,), partial(_figure, interval=interval))


def _interval(case: Case) -> Law:
    if case.has("T", "interval"):
        return named_law("constant", case.number("T", "interval"), 0.0)
    mean, scv = case.number("mean_interval"), case.number("scv", default=0.0)
    name = case.parameters.get("distribution")
    return moments_law(mean, scv) if name is None else named_law(str(name), mean, scv)


def _figure(name: str, interval: Law) -> Estimator | None:
    match name:
        case "mean_wait" | "var_wait":
            return flow_metric({"mean_wait": "Wq", "var_wait": "var_Wq"}[name], _OF_GATE)
        case "mean_gate_cycle":
            return mean_item(_cycles)
        case "var_gate_cycle":
            return variance_of_items(_cycles)
        case "mean_reviews":
            return flow_metric("mean_visits", _OF_GATE)
        case "mean_batch" | "var_batch":
            if interval.scv:
                raise CannotExpress("meetings that nobody waits for leave no trace in the log")
            batches = partial(_batches, interval=interval.mean)
            return mean_item(batches) if name == "mean_batch" else variance_of_items(batches)
    quantile = re.fullmatch(r"(?:W|wait)_q(\d+(?:\.\d+)?)", name)
    if quantile:
        return Quantile(_OF_GATE.waits, float(quantile[1]) / 100.0)
    return flow_metric(name, _OF_GATE)


def _cycles(views: Views) -> Floats:
    """From the first time that an item is ready for the gate to its approval."""
    visits = _OF_GATE.visits(views)
    requests = _OF_GATE.requests(views)
    order = np.lexsort((visits.ready, visits.campaign))
    campaign, ready = visits.campaign[order], visits.ready[order]
    first = np.searchsorted(campaign, requests.number)
    return requests.ended - ready[first]


def _batches(views: Views, interval: float) -> Floats:
    """How many items each meeting of the window dealt with; also those that dealt with none."""
    view = views[0]
    left = _OF_GATE.visits(views).left
    first, last = np.ceil(view.start / interval), np.ceil(view.end / interval)
    number = np.rint(left / interval)
    return np.bincount(
        (number[(number >= first) & (number < last)] - first).astype(np.int64),
        minlength=int(last - first),
    ).astype(np.float64)
