"""Local priorities: whose teams rank by another rule, and what they start with then."""

from __future__ import annotations

from mom_sim import simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import study_with

PRIORITIES = MECHANISMS["local_priorities"]
SHARED = ("class_of_service", "due_date")


def test_teams_of_the_kind_rank_by_their_own_rule() -> None:
    plan = study_with("functional", PRIORITIES, {"rule": "value"}).plan("changed")
    rules = {team.name: team.rule for team in plan.teams}
    local = ("class_of_service", "value")
    assert {name for name, rule in rules.items() if rule == local} == {"content", "design"}
    assert {rule for rule in rules.values() if rule != local} == {SHARED}


def test_functions_can_conflict() -> None:
    mine = [{"roles": ["content"], "rule": "fifo"}, {"roles": ["design"], "rule": "value"}]
    plan = study_of("functional", who_does_the_work={"local_priorities": mine}).plan("changed")
    rules = {team.name: team.rule[-1] for team in plan.teams}
    assert (rules["content"], rules["design"], rules["operations"]) == ("fifo", "value", "due_date")


def test_a_mixed_team_keeps_the_models_rule() -> None:
    plan = study_with("centralized", PRIORITIES, {}).plan("changed")
    assert {team.rule for team in plan.teams} == {SHARED}
    assert any("no team is of producer alone" in warning for warning in plan.warnings)


def test_the_short_ones_come_first() -> None:
    """Twenty pieces wait for four writers: when one is taken, no shorter one is left."""
    backlog = [{"unit": "north", "type": "small", "step": "write", "count": 20}]
    study = study_of(
        "functional", company={"backlog": backlog}, who_does_the_work={"local_priorities": {}}
    )
    simulation = simulate(study, "changed")
    step = simulation.plan.steps.index("write")
    work = simulation.log.activities
    work = work[(work["step"] == step) & (work["effort"] > 0) & (work["start"] >= 0)]
    taken = 0
    for _, row in work[work["start"] > work["ready"]].iterrows():
        passed = work[(work["ready"] < row["start"]) & (work["start"] > row["start"])]
        assert (passed["effort"] >= row["effort"]).all()
        taken += len(passed)
    assert taken
