"""Lending: idle people of other teams help, never before their own work and never all of them."""

from __future__ import annotations

from mom_sim.plan.plan import Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.test_all import study_with

RECORD = MECHANISMS["lending"]


def lent(plan: Plan) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """People who are lent and their rate, by team and skill."""
    return {
        (plan.teams[queue.team].name, plan.skills[queue.skill]): [
            (plan.people[member.person].name, member.rate) for member in queue.pool if member.lent
        ]
        for queue in plan.queues
    }


def test_units_lend_half_of_each_role_to_each_other() -> None:
    study = study_with(
        "decentralized", RECORD, {"lenders": "units", "people": "50%", "travel": "10%"}
    )
    found = lent(study.plan("changed"))
    # Four content people, two in either unit: the first two positions are lent, both from north.
    assert found["south", "content"] == [("content/1", 540_000), ("content/2", 540_000)]
    assert found["north", "content"] == []


def test_own_people_come_first_and_are_nowhere_lent_to_themselves() -> None:
    plan = study_with("decentralized", RECORD, {"lenders": "all", "people": "100%"}).plan("changed")
    for queue in plan.queues:
        flags = [member.lent for member in queue.pool]
        assert flags == sorted(flags)
        people = [member.person for member in queue.pool]
        assert len(set(people)) == len(people)


def test_a_company_team_has_nobody_to_borrow_from() -> None:
    study = study_with("centralized", RECORD, {"lenders": "all", "people": "100%"})
    assert study.plan("changed").queues == study.plan("centralized").queues
