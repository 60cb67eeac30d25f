"""Asset reuse: the tape's global campaigns, and no others, are adapted where assets are found."""

from __future__ import annotations

from mom_sim import Study, simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.tape.tape import draw_tape
from tests.mechanisms.looking import activities_at, company, nodes, study_from
from tests.mechanisms.test_all import study_with

REUSE = MECHANISMS["asset_reuse"]


def company_with_global_campaigns(found: str) -> Study:
    document = company()
    document["campaigns"]["small"]["global_share"] = "60%"
    values = {"found": found, "adaptation": "0%"}
    return study_from(document, "centralized", "coordination", asset_reuse=values)


def adapted(study: Study) -> tuple[set[int], set[int]]:
    """Campaigns that have been written for, and those whose first writing took no work at all."""
    run = simulate(study, "changed")
    rows = activities_at(run, {place for place, _ in nodes(run.plan, "WORK", "write")})
    free = rows[(rows["attempt"] == 1) & (rows["effort"] == 0)]
    return set(rows["campaign"]), set(free["campaign"])


def test_with_everything_found_exactly_the_global_campaigns_are_adapted() -> None:
    study = company_with_global_campaigns("100%")
    written, found = adapted(study)
    is_global = draw_tape(study.scenario, 1).campaigns.is_global
    assert found and found == {number for number in written if is_global[number]}


def test_what_is_found_less_often_is_part_of_what_is_found_more_often() -> None:
    _, few = adapted(company_with_global_campaigns("40%"))
    _, more = adapted(company_with_global_campaigns("100%"))
    assert few and few < more


def test_types_without_global_campaigns_and_other_peoples_work_stay() -> None:
    plan = study_with("centralized", REUSE, {}).plan("changed")
    found = {(type_, bool(node.reliefs)) for (type_, _), node in nodes(plan, "WORK", "draw")}
    assert found == {(0, False), (1, True)}
    assert all(not node.reliefs for _, node in nodes(plan, "WORK", "brief"))
