"""Teams that take a share of a role's people, and types and risk tiers that are theirs alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from mom_sim import ScenarioError, Study, parse_scenario, simulate
from mom_sim.log.validation import validate
from mom_sim.plan.instructions import NAMES
from mom_sim.plan.plan import Plan

COMPANY = Path(__file__).with_name("company.yaml")
HUB = {"name": "hub", "kinds": "producer", "group": "company", "share": "50%", "types": ["large"]}
SPOKE = {"name": "spoke", "kinds": "rest", "group": "unit"}


def study(*teams: dict[str, Any]) -> Study:
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    changes = {"base": "hybrid", "who_does_the_work": {"teams": list(teams)}}
    document["models"] = {"changed": changes}
    return Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))


def teams_of(plan: Plan, skill: str, kind: str) -> set[str]:
    """Teams that do the work of a skill for a campaign type."""
    program = plan.programs[plan.types.index(kind)]
    return {
        plan.teams[plan.queues[queue].team].name
        for node in program.nodes
        if node.instruction == "WORK"
        for queues in node.queues
        for queue in queues
        if plan.skills[plan.queues[queue].skill] == skill
    }


def test_everybody_has_one_place_and_the_share_is_the_last_positions() -> None:
    plan = study(HUB, SPOKE).plan("changed")
    homes = {person.name: plan.teams[person.team].name for person in plan.people}
    assert [homes[f"content/{n}"] for n in (1, 2, 3, 4)] == ["north", "south", "hub", "hub"]
    assert homes["brand/1"] == "north" and homes["strategy/2"] == "south"


def test_types_of_a_team_are_theirs_alone() -> None:
    plan = study(HUB, SPOKE).plan("changed")
    assert teams_of(plan, "design", "large") == {"hub"}
    assert teams_of(plan, "design", "small") == {"north", "south"}
    assert validate(simulate(study(HUB, SPOKE), "changed").log) == []


def test_a_share_that_leaves_people_without_a_team_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"no team takes .*content"):
        study(HUB, {"name": "spoke", "kinds": ["lead", "platform", "decider"], "group": "unit"})


def test_an_unknown_type_and_a_team_of_nobody_are_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        study({**HUB, "types": ["huge"], "share": "0%"}, SPOKE)
    messages = [fault.message for fault in caught.value.faults]
    assert any('unknown campaign type "huge"' in message for message in messages)
    assert any("a team of nobody" in message for message in messages)


def test_tiers_of_a_team_are_theirs_alone() -> None:
    desk = {key: part for key, part in HUB.items() if key != "types"} | {"tiers": ["high"]}
    simulation = simulate(study(desk, SPOKE), "changed")
    plan, log = simulation.plan, simulation.log
    assert validate(log) == []
    drawn = log.activities[log.activities["step"] == plan.steps.index("draw")]
    drawn = drawn[drawn["instruction"] == NAMES.index("WORK")]
    tiers = log.campaigns.set_index("campaign")["tier"].loc[drawn["campaign"]].to_numpy()
    teams = [plan.teams[team].name for team in drawn["team"]]
    high = plan.tiers.index("high")
    assert {team for team, tier in zip(teams, tiers, strict=True) if tier == high} == {"hub"}
    assert "hub" not in {team for team, tier in zip(teams, tiers, strict=True) if tier != high}


def test_an_unknown_tier_is_refused() -> None:
    with pytest.raises(ScenarioError, match='unknown risk tier "huge"'):
        study({**HUB, "tiers": ["huge"]}, SPOKE)
