"""Consultation: those who are asked work; a gate waits for them only if the model says so."""

from __future__ import annotations

from mom_sim import simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, company_where, decided_on, study_of
from tests.mechanisms.looking import activities_at, nodes, time_to_launch
from tests.mechanisms.test_all import study_with

RECORD = MECHANISMS["consultation"]
HOUR = 3_600_000_000


def test_each_who_is_asked_works_once_a_campaign() -> None:
    study = study_with("centralized", RECORD, {"who": ["lead", "producer"], "effort": "0.5h"})
    simulation = simulate(study, "changed")
    plan = simulation.plan
    review = {plan.skills.index("brand")}
    places = {
        place
        for place, node in nodes(plan, "WORK", "approve")
        if plan.queues[node.queues[0][0]].skill not in review
    }
    rows = activities_at(simulation, places)
    assert set(rows["effort"]) == {HOUR // 2}
    decided = rows[rows["outcome"] >= 0].groupby("campaign").size()
    assert set(decided) <= {1, 2, 3} and (decided == 3).sum() > 20  # strategy, content, design


def test_a_gate_that_does_not_wait_is_passed_no_later_than_one_that_does() -> None:
    """The plan says so: with `blocks: false` nobody's answer leads to the gate's nodes."""
    waiting = study_with("centralized", RECORD, {"effort": "3h"}).plan("changed")
    beside = study_with("centralized", RECORD, {"effort": "3h", "blocks": False}).plan("changed")
    for plan, follows in ((waiting, True), (beside, False)):
        for (kind, index), node in nodes(plan, "WORK", "approve"):
            if plan.skills[plan.queues[node.queues[0][0]].skill] == "strategy":
                after = {plan.programs[kind].nodes[one].instruction for one in node.successors}
                assert (after != {"END"}) is follows, (index, after)


def test_waiting_for_long_answers_takes_longer() -> None:
    blocking = study_with("centralized", RECORD, {"effort": "6h"})
    beside = study_with("centralized", RECORD, {"effort": "6h", "blocks": False})
    one, other = simulate(blocking, "changed"), simulate(beside, "changed")
    assert time_to_launch(one).mean() > time_to_launch(other).mean()


def test_only_stated_tiers_are_asked_about() -> None:
    plan = study_with("centralized", RECORD, {"tiers": ["high"]}).plan("changed")
    masks = {
        node.condition.tiers
        for _, node in nodes(plan, "WORK", "approve")
        if plan.skills[plan.queues[node.queues[0][0]].skill] == "strategy"
    }
    assert masks == {0b10}


def test_nobody_is_asked_about_campaigns_that_do_not_need_the_gate() -> None:
    rights = {"consultation": {"who": ["lead"], "effort": "0.5h", "blocks": True}}
    company = company_where({"small": "50%", "large": "0%"})
    simulation = simulate(
        study_of("centralized", company=company, decision_rights=rights), "changed"
    )
    asked = {
        one.campaign for one in activities_of(simulation) if "consulted_effort:approve" in one.draw
    }
    assert len(asked) > 5
    assert decided_on(simulation) <= asked
    types = simulation.log.campaigns.set_index("campaign")["type"]
    assert {simulation.plan.types[types[one]] for one in asked} == {"small"}
    assert len(asked) < 0.8 * (types == simulation.plan.types.index("small")).sum()
