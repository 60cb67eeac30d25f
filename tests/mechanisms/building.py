"""Studies with several mechanisms and a changed company, and what was done in a simulation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from mom_sim import Simulation, Study, parse_scenario
from mom_sim.plan.plan import Node
from tests.mechanisms.test_all import COMPANY


def study_of(base: str, *, company: dict[str, Any] | None = None, **parts: Any) -> Study:
    """The company working by an archetype, and by the same with more in it, as `changed`.

    `company` takes the place of top-level keys of the scenario; `parts` are the four questions'.
    """
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8")) | (company or {})
    document["models"] = {"changed": {"base": base, **parts}}
    return Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))


@dataclass(frozen=True)
class Done:
    """An activity of the log with its node of the plan; `draw` is the name of what it draws."""

    activity: int
    campaign: int
    step: str
    node: Node
    draw: str
    attempt: int
    ready: int
    start: int
    finish: int
    effort: int


def activities_of(simulation: Simulation) -> list[Done]:
    """Every activity of a simulation, in the order of the log."""
    plan, log = simulation.plan, simulation.log
    types = [int(kind) for kind in log.campaigns["type"]]
    names = ("activity", "campaign", "node", "attempt", "ready", "start", "finish", "effort")
    columns = (log.activities[name].tolist() for name in names)
    done = []
    for activity, campaign, index, attempt, ready, start, finish, effort in zip(
        *columns, strict=True
    ):
        node = plan.programs[types[campaign]].nodes[index]
        draw = plan.draws[max(node.draws)].name if max(node.draws, default=-1) >= 0 else ""
        step = plan.steps[node.step]
        done.append(
            Done(activity, campaign, step, node, draw, attempt, ready, start, finish, effort)
        )
    return done


def company_where(applies: object) -> dict[str, Any]:
    """Workflows of the company, with the gate for a share of campaigns, by type or for all."""
    workflows = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))["workflows"]
    workflows["standard"]["steps"]["approve"]["gate"]["applies"] = applies
    return {"workflows": workflows}


def decided_on(simulation: Simulation) -> set[int]:
    """Campaigns on which the gate has decided."""
    return {
        one.campaign
        for one in activities_of(simulation)
        if one.step == "approve" and one.node.instruction == "DECIDE"
    }
