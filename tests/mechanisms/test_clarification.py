"""Clarification: loops after hand-offs, nested in their probability, the same in every model."""

from __future__ import annotations

import pandas as pd

from mom_sim import Simulation, simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.test_all import study_with

CLARIFICATION = MECHANISMS["clarification"]
HOUR = 3_600_000_000


def loops(simulation: Simulation) -> set[tuple[int, str]]:
    """Campaign and step of everything that somebody has asked back about."""
    plan = simulation.plan
    asked = {
        (program.type, index): plan.steps[node.step]
        for program in plan.programs
        for index, node in enumerate(program.nodes)
        if node.instruction == "PASS" and node.condition.chance >= 0 and node.condition.distance
    }
    campaigns = simulation.log.campaigns.set_index("campaign")["type"]
    activities: pd.DataFrame = simulation.log.activities
    found = set()
    for campaign, node in zip(activities["campaign"], activities["node"], strict=True):
        step = asked.get((int(campaigns[campaign]), int(node)))
        if step is not None:
            found.add((int(campaign), step))
    return found


def test_more_questions_include_all_of_fewer_ones() -> None:
    few = study_with("functional", CLARIFICATION, {"probability": "10%"})
    many = study_with("functional", CLARIFICATION, {"probability": "40%"})
    some, more = loops(simulate(few, "changed")), loops(simulate(many, "changed"))
    assert some and some < more


def test_nobody_asks_back_inside_a_team() -> None:
    study = study_with("centralized", CLARIFICATION, {"probability": "100%"})
    assert loops(simulate(study, "changed")) == set()
    within = study_with("centralized", CLARIFICATION, {"within_team": "100%"})
    assert loops(simulate(within, "changed"))


def test_asking_takes_the_wait_and_the_work() -> None:
    """One question in every hand-off, a day's wait and an hour's work: both are in the log."""
    study = study_with(
        "functional",
        CLARIFICATION,
        {"probability": "100%", "wait": "1 working days", "effort": "1h"},
    )
    plain, asked = simulate(study, "functional"), simulate(study, "changed")
    steps = {step for _, step in loops(asked)}
    assert steps == {"write", "draw", "build"}
    efforts = asked.log.activities.groupby("campaign")["effort"].sum()
    before = plain.log.activities.groupby("campaign")["effort"].sum()
    ended = asked.log.campaigns.set_index("campaign")["outcome"]
    once = [c for c in efforts.index if c in before.index and ended[c] == 1]
    assert once
    assert all(efforts[c] - before[c] == 3 * HOUR for c in once if c in before.index)
