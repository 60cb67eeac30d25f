"""Ownership: who works for the own unit alone needs less time for the same effort."""

from __future__ import annotations

import pytest

from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.test_all import study_with

OWNERSHIP = MECHANISMS["ownership"]


def rates(plan: Plan) -> dict[tuple[str, str], int]:
    return {
        (plan.people[member.person].name, plan.skills[queue.skill]): member.rate
        for queue in plan.queues
        for member in queue.pool
    }


def test_people_in_a_units_own_team_need_a_tenth_less_time() -> None:
    study = study_with("decentralized", OWNERSHIP, {"speed_up": "10%"})
    before, after = rates(study.plan("decentralized")), rates(study.plan("changed"))
    assert set(before.values()) == {round(0.6 * PARTS)}
    for who, rate in before.items():
        assert after[who] == pytest.approx(rate / 0.9, abs=1), who


def test_who_serves_the_whole_company_is_no_faster() -> None:
    study = study_with("centralized", OWNERSHIP, {"speed_up": "10%"})
    assert rates(study.plan("centralized")) == rates(study.plan("changed"))
