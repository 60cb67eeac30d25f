"""Center of excellence: whose work, how often, and whether the step waits for it."""

from __future__ import annotations

import pytest

from mom_sim import Simulation, simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

CENTER = MECHANISMS["center_of_excellence"]


def advice(simulation: Simulation) -> dict[tuple[int, str], int]:
    """Finish of the experts' work, by campaign and step."""
    return {
        (one.campaign, one.step): one.finish
        for one in activities_of(simulation)
        if one.draw.startswith("campaign:expert_effort:")
    }


def first_work(simulation: Simulation) -> dict[tuple[int, str], int]:
    """Instant at which the work of a step became ready for the first time."""
    return {
        (one.campaign, one.step): one.ready
        for one in reversed(activities_of(simulation))
        if one.draw == f"campaign:effort:{one.step}"
    }


def test_more_advice_includes_all_of_less() -> None:
    few, many = (
        set(advice(simulate(study_with("functional", CENTER, {"probability": p}), "changed")))
        for p in ("10%", "40%")
    )
    assert few and few < many
    assert {step for _, step in many} == {"write", "draw"}


@pytest.mark.parametrize("blocking", [True, False])
def test_work_waits_for_the_expert_or_does_not(blocking: bool) -> None:
    values = {"probability": "100%", "blocking": blocking, "effort": "3h"}
    simulation = simulate(study_with("centralized", CENTER, values), "changed")
    asked, begun = advice(simulation), first_work(simulation)
    both = [key for key in asked.keys() & begun.keys() if asked[key] >= 0]
    assert both
    waited = [begun[key] >= asked[key] for key in both]
    assert all(waited) if blocking else not any(waited)


def test_named_steps_and_roles() -> None:
    own = [{"probability": "100%", "roles": ["design", "content"], "steps": ["build", "write"]}]
    study = study_of("functional", coordination={"center_of_excellence": own})
    nodes = study.plan("changed").programs[0].nodes
    plan = study.plan("changed")
    asked = {
        (plan.steps[node.step], plan.skills[plan.queues[node.queues[0][0]].skill])
        for node in nodes
        if node.condition.chance >= 0 and node.instruction == "WORK"
    }
    # Writers do not ask writers.
    assert {("build", "design"), ("build", "content"), ("write", "design")} <= asked
    assert ("write", "content") not in asked


def test_without_experts_nobody_is_asked() -> None:
    values = {"kinds": ["platform"], "before": ["platform"]}
    study = study_with("functional", CENTER, values)
    assert study.plan("changed").programs == study.plan("functional").programs
