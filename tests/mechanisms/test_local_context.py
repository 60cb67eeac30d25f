"""Local context: people outside a unit need more time or have to ask; those inside do not."""

from __future__ import annotations

import pytest

from mom_sim import Simulation, simulate
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

CONTEXT = MECHANISMS["local_context"]
HOUR = 3_600_000_000


def rates(plan: Plan) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for queue in plan.queues:
        for member in queue.pool:
            found.setdefault(plan.people[member.person].role, set()).add(member.rate)
    return found


def asked(simulation: Simulation) -> set[tuple[int, str]]:
    """Campaign and step of every question to a unit."""
    return {
        (one.campaign, one.step)
        for one in activities_of(simulation)
        if one.draw.startswith("campaign:local_context_wait:")
    }


def test_effort_on_top_for_people_outside() -> None:
    plan = study_with("centralized", CONTEXT, {"penalty": "15%"}).plan("changed")
    slower, same = {round(0.6 / 1.15 * PARTS)}, {round(0.6 * PARTS)}
    found = rates(plan)
    assert found["strategy"] == found["content"] == found["design"] == slower
    assert found["operations"] == found["brand"] == same


def test_people_inside_know_their_market() -> None:
    study = study_with("decentralized", CONTEXT, {"penalty": "15%", "probability": "100%"})
    assert rates(study.plan("changed")) == rates(study.plan("decentralized"))
    assert study.plan("changed").programs == study.plan("decentralized").programs


def test_a_company_of_one_unit_has_no_outside() -> None:
    study = study_of(
        "centralized",
        company={"units": ["north"]},
        coordination={"local_context": {"penalty": "15%", "probability": "100%"}},
    )
    assert study.plan("changed").programs == study.plan("centralized").programs
    assert rates(study.plan("changed")) == rates(study.plan("centralized"))


def test_more_questions_include_all_of_fewer_ones() -> None:
    few = study_with("centralized", CONTEXT, {"probability": "10%"})
    many = study_with("centralized", CONTEXT, {"probability": "40%"})
    some, more = asked(simulate(few, "changed")), asked(simulate(many, "changed"))
    assert some and some < more
    assert {step for _, step in more} == {"brief", "write", "draw"}


@pytest.mark.parametrize("base", ["centralized", "functional"])
def test_the_same_questions_in_every_model(base: str) -> None:
    values = {"probability": "40%"}
    one = asked(simulate(study_with(base, CONTEXT, values), "changed"))
    other = asked(simulate(study_with("campaign_centric", CONTEXT, values), "changed"))
    both = {campaign for campaign, _ in one} & {campaign for campaign, _ in other}
    briefs = [{c for c, step in found if step == "brief" and c in both} for found in (one, other)]
    assert briefs[0] == briefs[1] and briefs[0]
