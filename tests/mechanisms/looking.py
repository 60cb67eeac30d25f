"""Looking at the nodes of a changed plan, and at what a run did in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from mom_sim import Simulation, Study, parse_scenario
from mom_sim.plan.plan import Node, Plan
from mom_sim.tape.tape import draw_tape

COMPANY = Path(__file__).with_name("company.yaml")

Place = tuple[int, int]
"""Campaign type and position of a node in its program."""


def nodes(plan: Plan, instruction: str, step: str) -> Iterator[tuple[Place, Node]]:
    """Nodes of an instruction that are logged under a step."""
    for program in plan.programs:
        for index, node in enumerate(program.nodes):
            if node.instruction == instruction and plan.steps[node.step] == step:
                yield (program.type, index), node


def activities_at(simulation: Simulation, places: set[Place]) -> pd.DataFrame:
    """Activities of a run at some nodes."""
    activities = simulation.log.activities
    types = simulation.log.campaigns.set_index("campaign")["type"]
    pairs = zip(types.loc[activities["campaign"]], activities["node"], strict=True)
    return activities[[pair in places for pair in pairs]]


def time_to_launch(simulation: Simulation) -> pd.Series:
    """Microseconds from request to launch of every launched campaign, by its identity."""
    campaigns = simulation.log.campaigns
    launched = campaigns[campaigns["outcome"] == 1]
    return (launched["ended"] - launched["requested"]).set_axis(launched["id"])


def draws_of(study: Study, plan: Plan, name: str) -> dict[str, int]:
    """What chance draws for every campaign at its first attempt, by the campaign's identity."""
    tape = draw_tape(study.scenario, 1)
    draw = next(one for one in plan.draws if one.name == name)
    return dict(zip(tape.campaigns.id, tape.chances(draw, 1), strict=True))


def company() -> dict[str, Any]:
    """The small company's scenario, to be changed before it is read."""
    document: dict[str, Any] = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    return document


def study_from(document: dict[str, Any], base: str, part: str, **mechanisms: object) -> Study:
    """A study of a scenario in which the model `changed` states mechanisms in one of its parts."""
    changed = {"base": base, part: mechanisms}
    document = {**document, "models": {"changed": changed}}
    return Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))
