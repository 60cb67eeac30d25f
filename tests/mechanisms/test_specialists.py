"""Specialists: who works among people of the own role needs less time for its main skill."""

from __future__ import annotations

import pytest

from mom_sim.errors import ScenarioError
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.test_all import study_with

SPECIALISTS = MECHANISMS["specialists"]


def rates(plan: Plan) -> set[int]:
    return {member.rate for queue in plan.queues for member in queue.pool}


def test_a_team_of_one_role_needs_15_percent_less_time() -> None:
    study = study_with("functional", SPECIALISTS, {})
    assert rates(study.plan("functional")) == {round(0.6 * PARTS)}
    assert rates(study.plan("changed")) == {round(0.6 / 0.85 * PARTS)}


@pytest.mark.parametrize("base", ["centralized", "decentralized"])
def test_mixed_teams_are_no_faster(base: str) -> None:
    study = study_with(base, SPECIALISTS, {})
    assert rates(study.plan("changed")) == {round(0.6 * PARTS)}


def test_nobody_works_in_no_time() -> None:
    with pytest.raises(ScenarioError, match="100% leaves too little; write 0% to 99%"):
        study_with("functional", SPECIALISTS, {"speed_up": "100%"})
