"""Cross-training: who stands in which pool, behind whom, how fast, and what it costs."""

from __future__ import annotations

import pytest

from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import study_with

TRAINING = MECHANISMS["cross_training"]


def pools(plan: Plan) -> dict[str, list[tuple[str, int]]]:
    """By skill: role and rate of everybody in its pool, in order, each role once."""
    return {
        plan.skills[queue.skill]: list(
            dict.fromkeys((plan.people[one.person].role, one.rate) for one in queue.pool)
        )
        for queue in plan.queues
    }


def test_a_chain_along_the_workflow() -> None:
    plan = study_with("centralized", TRAINING, {"training": 0}).plan("changed")
    full, learned = round(0.6 * PARTS), round(0.6 * 0.7 * PARTS)
    assert pools(plan) == {
        "strategy": [("strategy", full), ("operations", learned)],
        "content": [("content", full), ("strategy", learned)],
        "design": [("design", full), ("content", learned)],
        "operations": [("operations", full), ("design", learned)],
        "brand": [("brand", full)],
    }


def test_full_flexibility() -> None:
    values = {"pattern": "all", "kinds": ["producer", "platform"], "training": 0}
    found = pools(study_with("centralized", TRAINING, values).plan("changed"))
    assert {role for role, _ in found["design"]} == {"design", "content", "operations"}
    assert found["design"][0][0] == "design"
    assert [role for role, _ in found["strategy"]] == ["strategy"]


@pytest.mark.parametrize(("pattern", "skills"), [("chain", 1), ("all", 3)])
def test_every_learned_skill_costs_time(pattern: str, skills: int) -> None:
    values = {"pattern": pattern, "training": 40}
    people = study_with("functional", TRAINING, values).plan("changed").people
    shares = {person.role: person.productive_share for person in people}
    assert shares.pop("brand") == round(0.6 * PARTS)
    assert set(shares.values()) == {round((0.6 - skills / (365.25 / 7)) * PARTS)}


def test_alone_it_is_of_no_use_to_teams_of_one_role() -> None:
    study = study_with("functional", TRAINING, {})
    assert any("only costs time" in warning for warning in study.plan("changed").warnings)
    lent = study_of("functional", who_does_the_work={"cross_training": {}, "lending": {}})
    plan = lent.plan("changed")
    assert not any("only costs time" in warning for warning in plan.warnings)
    assert {role for role, _ in pools(plan)["design"]} == {"design", "content"}
