"""Capacity reserve: who works for the first class alone, and who goes on as before."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from mom_sim import Study, simulate
from mom_sim.log.validation import validate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import COMPANY, study_with

RESERVE = MECHANISMS["capacity_reserve"]


def study(base: str = "centralized", **values: Any) -> Study:
    """The company, with large campaigns in the first class of service."""
    campaigns = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))["campaigns"]
    campaigns["large"] |= {"class_of_service": "expedite", "demand": "20 per year"}
    part = {"capacity_reserve": values}
    return study_of(base, company={"campaigns": campaigns}, who_does_the_work=part)


def pools(study: Study, model: str, kind: int) -> dict[str, list[str]]:
    """People by step, in the order in which they are tried."""
    plan = study.plan(model)
    return {
        plan.steps[node.step]: [
            plan.people[member.person].name for member in plan.queues[node.queues[0][0]].pool
        ]
        for node in plan.programs[kind].nodes
        if node.instruction == "WORK" and plan.draws[node.draws[0]].overridden_by
    }


def test_a_quarter_is_kept_for_the_first_class() -> None:
    company = study(share="25%")
    small, large = (pools(company, "changed", kind) for kind in (0, 1))
    assert small["write"] == ["content/1", "content/2", "content/3"]
    assert large["write"] == ["content/4", "content/1", "content/2", "content/3"]
    # Half a person of two is one; leads and deciders are not kept free.
    assert small["build"] == ["operations/1"]
    assert len(small["brief"]) == len(small["approve"]) == 2


def test_the_reserve_works_for_nothing_else() -> None:
    company = study(share="25%")
    simulation = simulate(company, "changed")
    log, names = simulation.log, [person.name for person in simulation.plan.people]
    assert validate(log) == []
    reserve = names.index("content/4")
    campaign = log.activities.set_index("activity")["campaign"]
    worked = log.stints[log.stints["person"] == reserve]["activity"].map(campaign)
    assert len(worked) and set(log.campaigns["type"][worked]) == {1}


@pytest.mark.parametrize("base", ["campaign_centric", "decentralized"])
def test_it_runs_where_pools_are_small_or_seconded(base: str) -> None:
    assert validate(simulate(study(base, share="50%"), "changed").log) == []


def test_a_crew_keeps_whom_it_needs() -> None:
    """Two designers have to be there at the same time: of two, none can be kept free."""
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    steps = document["workflows"]["standard"]["steps"]
    steps["draw"] = {"skills": {"design": 2}, "after": ["brief"]}
    document["people"]["design"]["headcount"] = 2
    document["campaigns"]["large"]["class_of_service"] = "expedite"
    changed = study_of(
        "centralized", company=document, who_does_the_work={"capacity_reserve": {"share": "50%"}}
    )
    assert len(pools(changed, "changed", 0)["draw"]) == 2
    assert len(pools(changed, "changed", 0)["write"]) == 2


def test_with_one_class_nobody_is_kept_free() -> None:
    plain = study_with("centralized", RESERVE, {})
    assert plain.plan("changed").queues == plain.plan("centralized").queues
    assert any("one class of service" in warning for warning in plain.plan("changed").warnings)
