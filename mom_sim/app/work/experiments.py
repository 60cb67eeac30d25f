"""Experiments that take their time: the functions of the package, with progress and cancel."""

from __future__ import annotations

from typing import Any

from mom_sim.app.crew.work import Work
from mom_sim.app.work.axes import axis_text, without_axes
from mom_sim.app.work.checking import refuse_above, two_models
from mom_sim.app.work.commands import command_of
from mom_sim.app.work.running import fast_engine, surge_factor
from mom_sim.app.work.studies import study_in_force
from mom_sim.experiments.capacity.planning import plan_capacity
from mom_sim.experiments.decision_map.making import DEFAULT_KPI, make_decision_map
from mom_sim.experiments.explaining import explain
from mom_sim.experiments.surge.measuring import measure_surges
from mom_sim.simulation import Study

MOST_REPLICATIONS, MOST_EXPLAINED = 200, 20

MOST_CAMPAIGNS = 300
"""Of an explanation; those that differ most."""


def measure_surge(work: Work, question: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """At which surge each model breaks its promise; as ``surge --json``."""
    study = study_in_force(question)
    refuse_above(replications=(asked["replications"], MOST_REPLICATIONS))
    options = _options(question, asked, "factors", "weeks", "promises", "replications")
    found = measure_surges(
        study,
        question.get("models"),
        **options,
        workers=1,
        progress=work.progress("runs"),
        command=command_of("surge", models=question.get("models"), **options),
    )
    return _small(found.to_json(), study)


def make_plan(work: Work, question: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """The cheapest staffing that keeps a promise; as ``plan --json``."""
    study = study_in_force(question)
    refuse_above(replications=(asked["replications"], MOST_REPLICATIONS))
    options = _options(
        question,
        asked,
        *("model", "promises", "budget", "roles", "levers", "confidence", "replications"),
    )
    found = plan_capacity(
        study,
        **options,
        workers=1,
        progress=work.progress("runs"),
        command=command_of("plan", **options),
    )
    return _small(found.to_json(), study)


def make_map(work: Work, question: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Which model wins over two inputs; as ``map --json``."""
    study = study_in_force(without_axes(question, asked["x"], asked["y"]))
    refuse_above(replications=(asked["replications"], MOST_REPLICATIONS))
    x, y = (axis_text(question, asked[name], name) for name in ("x", "y"))
    found = make_decision_map(
        study,
        x,
        y,
        question.get("models"),
        kpi=asked["kpi"] or DEFAULT_KPI,
        replications=asked["replications"],
        seed=question.get("seed"),
        workers=1,
        progress=work.progress("cells"),
        command=command_of(
            "map",
            x=x,
            y=y,
            models=question.get("models"),
            kpi=asked["kpi"],
            replications=asked["replications"],
            seed=question.get("seed"),
        ),
    )
    return _small(found.to_json(), study)


def explain_difference(
    work: Work, question: dict[str, Any], asked: dict[str, Any]
) -> dict[str, Any]:
    """Why two models differ; as ``explain --json``, with the campaigns that differ most."""
    study = study_in_force(question)
    refuse_above(replications=(asked["replications"], MOST_EXPLAINED))
    a, b = two_models(study, question)
    options = _options(question, asked, "campaign", "replication", "replications")
    options["surge"] = surge_factor(question)
    found = explain(
        study,
        a,
        b,
        **options,
        workers=1,
        engine=fast_engine(study, (a, b)),
        progress=work.progress("replications"),
        command=command_of("explain", models=[a, b], **options),
    ).to_json()
    results = found["results"]
    campaigns = sorted(results["campaigns"], key=lambda one: -abs(one["difference"]))
    results["campaigns"] = campaigns[:MOST_CAMPAIGNS]
    results["campaigns_left_out"] = max(len(campaigns) - MOST_CAMPAIGNS, 0)
    return _small(found, study) | {"run_start": run_start(study)}


def _options(question: dict[str, Any], asked: dict[str, Any], *names: str) -> dict[str, Any]:
    """What a function of the package and the command that does the same take alike."""
    return {name: asked[name] for name in names} | {"seed": question.get("seed")}


def run_start(study: Study) -> str:
    """The instant that all times are counted from."""
    return f"{study.scenario.run.start.isoformat()}T00:00:00"


def _small(found: dict[str, Any], study: Study) -> dict[str, Any]:
    """Without the resolved scenario, which is large; its hash stays."""
    provenance = {
        name: value for name, value in found["provenance"].items() if name != "resolved_scenario"
    }
    return {
        **found,
        "provenance": provenance,
        "scenario": study.scenario.name,
        "currency": study.scenario.currency,
    }
