"""Scope creep: which pieces grow, by how much, and what milestones prevent and cost."""

from __future__ import annotations

import pytest

from mom_sim import Simulation, simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of
from tests.mechanisms.test_all import study_with

CREEP = MECHANISMS["scope_creep"]
HOUR = 3_600_000_000
Efforts = dict[tuple[int, str], int]


def efforts(simulation: Simulation, *, grown: bool) -> Efforts:
    """Effort of a step's work in its first round, or of what came on top."""
    return {
        (one.campaign, one.step): one.effort
        for one in activities_of(simulation)
        if one.node.instruction == "WORK"
        and one.draw == f"campaign:effort:{one.step}"
        and one.attempt == 1
        and (one.node.condition.chance >= 0) is grown
    }


def test_what_grows_takes_a_share_of_its_own_effort_on_top() -> None:
    values = {"probability": "100%", "extra": "50%"}
    simulation = simulate(study_with("functional", CREEP, values), "changed")
    first, more = efforts(simulation, grown=False), efforts(simulation, grown=True)
    assert {step for _, step in more} == {"write", "draw"}
    assert all(2 * effort == pytest.approx(first[key], abs=2) for key, effort in more.items())


def test_milestones_prevent_a_part_and_nothing_else_grows() -> None:
    """Three milestones of 50%: an eighth of what would grow without."""
    free, held = (
        simulate(
            study_with(
                "functional", CREEP, {"probability": "80%", "milestones": m, "damping": "50%"}
            ),
            "changed",
        )
        for m in (0, 3)
    )
    many, few = efforts(free, grown=True), efforts(held, grown=True)
    assert few and few.keys() < many.keys()
    assert {key: many[key] for key in few} == few


def test_milestones_take_a_leads_time_and_nobody_waits() -> None:
    values = {"milestones": 3, "milestone_effort": "1h"}
    study = study_with("functional", CREEP, values)
    plan = study.plan("changed")
    nodes = plan.programs[0].nodes
    held = [
        index
        for index, node in enumerate(nodes)
        if node.draws and plan.draws[node.draws[0]].name.startswith("campaign:milestones:")
    ]
    assert [plan.steps[nodes[index].step] for index in held] == ["write", "draw"]
    assert all(nodes[index].successors == (len(nodes) - 1,) for index in held)
    done = activities_of(simulate(study, "changed"))
    assert {one.effort for one in done if "milestones" in one.draw} == {3 * HOUR}


def test_an_agency_delivers_what_comes_on_top_as_another_piece() -> None:
    plan = study_with("outsourced", CREEP, {"extra": "50%"}).plan("changed")
    for program in plan.programs:
        orders = [node for node in program.nodes if node.instruction == "AGENCY"]
        pieces = {
            step: [n for n in orders if plan.steps[n.step] == step] for step in ("write", "draw")
        }
        for first, more in pieces.values():
            assert (more.agency, more.effort_draw) == (first.agency, first.effort_draw)
            assert 2 * more.share == first.share
            assert program.nodes[more.condition.after_node] is first
