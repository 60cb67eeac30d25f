"""Parts that every answer of a comparison has, be it whole or a first look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mom_sim.app.work.running import surge_factor
from mom_sim.app.work.studies import seed_of
from mom_sim.experiments.comparison import AS_WRITTEN, CALM, SURGE
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import Estimate, interval_of
from mom_sim.simulation import Study


def conditions_of(question: dict[str, Any]) -> dict[str, str]:
    """Conditions under which a question is run, and what each is called in its answer."""
    if surge_factor(question) is None:
        return {CALM: AS_WRITTEN}
    return {CALM: CALM, SURGE: SURGE}


def head_of(study: Study, question: dict[str, Any]) -> dict[str, Any]:
    """What an answer says beside its figures."""
    return {
        "seed": seed_of(study, question),
        "confidence": 0.95,
        "currency": study.scenario.currency,
        "own_model": study.own_model,
        "scenario": study.scenario.name,
        "conditions": list(conditions_of(question).values()),
    }


def command(question: dict[str, Any], replications: int) -> str:
    """The same on the command line, with the scenario as it can be taken along."""
    parts = ["mom-sim compare scenario.yaml", f"--replications {replications}"]
    if question.get("models"):
        parts.append(f"--models {','.join(question['models'])}")
    if question.get("seed") is not None:
        parts.append(f"--seed {question['seed']}")
    factor = surge_factor(question)
    if factor is not None:
        parts.append(f"--surge {factor:g}")
    return " ".join(parts)


def estimate(kpi: str, parts: Sequence[Ingredient], currency: str) -> Estimate:
    """Estimate a figure from what replications contribute to it."""
    metric = METRICS[kpi]
    interval = interval_of(metric, parts)
    return Estimate.of(kpi, metric.unit, metric.definition, interval).in_currency(currency)


def figure_json(figure: Estimate) -> dict[str, Any]:
    """A figure as an answer has it."""
    found = {
        "estimate": figure.estimate,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
    }
    return {**found, "reason": figure.reason} if figure.reason else found
