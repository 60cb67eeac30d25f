"""Intake: every request is looked at first, and an incomplete brief goes back once."""

from __future__ import annotations

from collections import Counter

from mom_sim import Simulation, simulate
from mom_sim.draws.address import threshold
from mom_sim.log.contract import CAUSES
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

INTAKE = MECHANISMS["intake"]
HOUR = 3_600_000_000
NO_WAIT = {"wait": "1 working days", "again": "0.5h"}


def at_intake(simulation: Simulation, instruction: str) -> Counter[int]:
    """Number of finished activities of an instruction at intake, by campaign."""
    return Counter(
        one.campaign
        for one in activities_of(simulation)
        if one.step == "intake" and one.node.instruction == instruction and one.finish >= 0
    )


def test_who_goes_back_at_10_percent_does_so_at_40() -> None:
    few, many = (
        set(
            at_intake(
                simulate(study_with("centralized", INTAKE, {"incomplete": share}), "changed"),
                "DELAY",
            )
        )
        for share in ("10%", "40%")
    )
    assert few and few < many


def test_an_incomplete_brief_is_looked_at_twice() -> None:
    study = study_with("centralized", INTAKE, {"effort": "1h", "incomplete": "100%", **NO_WAIT})
    simulation = simulate(study, "changed")
    looks = at_intake(simulation, "WORK")
    efforts: Counter[int] = Counter()
    for one in activities_of(simulation):
        efforts[one.campaign] += one.effort if one.step == "intake" else 0
    twice = [campaign for campaign, count in looks.items() if count == 2]
    assert twice and all(efforts[campaign] == 1.5 * HOUR for campaign in twice)


def test_causes_are_decision_and_outside() -> None:
    study = study_with("centralized", INTAKE, {"meets": {"on": {"mon": "10:00"}}})
    log = simulate(study, "changed").log
    step = study.plan("changed").steps.index("intake")
    rows = log.activities[log.activities["step"] == step]["activity"]
    causes = log.waits[log.waits["activity"].isin(rows)]["cause"]
    closed = CAUSES.index("closed")  # whoever works on it goes home in between
    assert {CAUSES[cause] for cause in set(causes) - {closed}} == {"decision", "outside"}


def test_a_better_brief_saves_half_of_the_questions() -> None:
    study = study_of(
        "functional",
        coordination={"intake": {}, "clarification": {"probability": "40%"}},
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


def test_first_steps_are_handed_over_from_triage() -> None:
    """Leads who do the triage go on with the brief; platform people have to hand it over."""
    handed = {}
    for who in ("lead", "platform"):
        simulation = simulate(study_with("functional", INTAKE, {"who": who}), "changed")
        handed[who] = sum(
            one.step == "brief" and one.node.cause == "hand_off"
            for one in activities_of(simulation)
        )
    assert handed["lead"] == 0 < handed["platform"]


def test_open_campaigns_have_had_it() -> None:
    backlog = [{"unit": "north", "type": "small", "step": "write", "count": 3}]
    study = study_of("functional", company={"backlog": backlog}, coordination={"intake": {}})
    simulation = simulate(study, "changed")
    campaigns = simulation.log.campaigns
    looked = at_intake(simulation, "WORK")
    first = campaigns[campaigns["requested"] == 0]["campaign"]
    assert len(first) == 3 and not looked.keys() & set(first)
    assert looked
