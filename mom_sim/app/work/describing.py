"""What a scenario is about: models, people, gates, and what may be moved."""

from __future__ import annotations

from typing import Any

from mom_sim.app.controls.all_controls import GROUPS, controls_of
from mom_sim.app.controls.changing import changes_of
from mom_sim.app.controls.documents import gates, role_of_skill
from mom_sim.app.controls.people import headcounts
from mom_sim.app.controls.surge import surge_json
from mom_sim.app.crew.work import Work
from mom_sim.app.words import name_label
from mom_sim.app.work.studies import base_study, study_in_force, study_of
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.plot.looks import COLORS
from mom_sim.simulation import Study
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN


def describe(work: Work, question: dict[str, Any]) -> dict[str, Any]:
    """Read a scenario and say what it is about.

    Parameters
    ----------
    work : Work
    question : dict

    Returns
    -------
    dict
        The body of ``/api/describe``.

    Raises
    ------
    ScenarioError
        With every fault.
    """
    study = study_of({**question, "surge": None})
    written = base_study(question)
    refuse_too_large(study.scenario, [], AS_WRITTEN, file=study.loaded.file)
    if question.get("surge") is not None:
        changes_of(written, {"surge": question["surge"]})
    scenario, run = study.scenario, study.scenario.run
    return {
        "name": scenario.name,
        "description": scenario.description,
        "currency": scenario.currency,
        "own_model": study.own_model,
        "models": models_json(study),
        "units": [unit.name for unit in scenario.units],
        "roles": [
            {
                "id": role.name,
                "path": f"people.{role.name}.headcount",
                "headcount": role.headcount,
                "kind": role.kind,
                "by_unit": headcounts(study, role),
            }
            for role in scenario.roles
        ],
        "gates": [
            {
                "id": name,
                "workflows": [workflow for workflow, _, _ in places],
                "skill": places[0][2],
                "approvers": role_of_skill(study, places[0][2]),
            }
            for name, places in gates(study).items()
        ],
        "campaigns": [
            {"id": one.name, "demand_per_year": sum(part.per_year for part in one.demand)}
            for one in scenario.campaigns
        ],
        "risk_tiers": list(scenario.risk_tiers),
        "start": run.start.isoformat(),
        "weeks": run.horizon / MICROSECONDS_PER_WEEK,
        "warm_up_weeks": run.warm_up / MICROSECONDS_PER_WEEK,
        "surge": surge_json(written),
        "controls": [control.to_json() for control in controls_of(written)],
        "groups": [{"id": name, "label": label} for name, label in GROUPS.items()],
        "replications": run.replications,
        "seed": run.seed,
        "warnings": list(study.loaded.warnings),
    }


def models_json(study: Study) -> list[dict[str, Any]]:
    """Operating models, with the color that each has in every picture."""
    return [
        {
            "id": name,
            "label": name_label(name),
            "summary": model.summary,
            "color": COLORS[place % len(COLORS)],
            "is_own": name == study.own_model,
        }
        for place, (name, model) in enumerate(study.models.items())
    ]


def title(work: Work, question: dict[str, Any]) -> str:
    """Name of a scenario, once it is known to be one that can be run here."""
    study = study_in_force(question)
    refuse_too_large(study.scenario, [], AS_WRITTEN, file=study.loaded.file)
    return study.scenario.name
