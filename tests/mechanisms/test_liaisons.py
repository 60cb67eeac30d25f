"""Liaisons: they cost their time, and bring faster hand-offs and fewer questions."""

from __future__ import annotations

import pytest

from mom_sim import Study
from mom_sim.draws.address import threshold
from mom_sim.errors import ScenarioError
from mom_sim.operating_models.hand_offs import FAR
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import study_with

LIAISONS = MECHANISMS["liaisons"]


def productive(plan: Plan) -> dict[str, int]:
    return {person.name: person.productive_share for person in plan.people}


def hand_off_mean(study: Study, model: str) -> float:
    plan = study.plan(model)
    (draw,) = {
        draw
        for program in plan.programs
        for node in program.nodes
        if node.condition.distance == FAR and plan.steps[node.step] == "build"
        for draw in node.draws
    }
    distribution = plan.draws[draw].by_type[0]
    assert distribution is not None
    return distribution.mean()


def test_the_first_lead_gives_a_day_a_week() -> None:
    plan = study_with("functional", LIAISONS, {}).plan("changed")
    shares = productive(plan)
    assert shares.pop("strategy/1") == round(0.4 * PARTS)
    assert set(shares.values()) == {round(0.6 * PARTS)}


def test_each_brings_the_factor() -> None:
    one = study_with("functional", LIAISONS, {"hand_off": 0.5})
    two = study_with("functional", LIAISONS, {"hand_off": 0.5, "people": 2})
    before = hand_off_mean(one, "functional")
    assert hand_off_mean(one, "changed") == pytest.approx(before / 2)
    assert hand_off_mean(two, "changed") == pytest.approx(before / 4)


def test_fewer_have_to_ask_back() -> None:
    study = study_of(
        "functional",
        coordination={
            "liaisons": {"clarification": 0.5},
            "clarification": {"probability": "40%"},
        },
    )
    plan = study.plan("changed")
    asked = {
        node.condition.threshold
        for program in plan.programs
        for node in program.nodes
        if node.condition.chance >= 0
        and plan.draws[node.condition.chance].name.startswith("campaign:clarification:")
    }
    assert asked == {threshold(0.2)}


def test_more_than_there_are_is_a_fault() -> None:
    with pytest.raises(ScenarioError, match=r"kind lead, and there are 2 \(strategy\)"):
        study_with("functional", LIAISONS, {"people": 3})
