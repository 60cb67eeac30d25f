"""Tickets: what no template covers waits for the platform's people first."""

from __future__ import annotations

import yaml

from mom_sim import Study, parse_scenario, simulate
from mom_sim.draws.address import threshold
from mom_sim.log.validation import validate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, draws_of, nodes
from tests.mechanisms.test_all import COMPANY, study_with

TICKETS = MECHANISMS["tickets"]
HOUR = 3_600_000_000


def tickets(study: Study) -> set[tuple[int, int]]:
    """Campaign and node of every ticket that was worked on."""
    run = simulate(study, "changed")
    assert validate(run.log) == []
    found = activities_at(run, {place for place, _ in nodes(run.plan, "WORK", "ticket")})
    return set(zip(found["campaign"], found["node"], strict=True))


def with_templates(coverage: str) -> Study:
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    templates = {"coverage": coverage, "decay": "0%", "tiers": ["low"]}
    document["models"] = {
        "changed": {
            "base": "centralized",
            "technology": {"templates": templates, "tickets": {"share": "100%", "effort": "1h"}},
        }
    }
    return Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))


def test_more_tickets_include_all_of_fewer_ones() -> None:
    few = tickets(study_with("decentralized", TICKETS, {"share": "20%"}))
    many = tickets(study_with("decentralized", TICKETS, {"share": "60%"}))
    assert few and few < many


def test_a_ticket_is_platform_work_of_its_own_step() -> None:
    run = simulate(study_with("functional", TICKETS, {"share": "100%", "effort": "1h"}), "changed")
    plan = run.plan
    found = activities_at(run, {place for place, _ in nodes(plan, "WORK", "ticket")})
    assert set(found["effort"]) == {HOUR}
    assert {plan.teams[team].name for team in found["team"]} == {"operations"}
    # One before writing and one before drawing; not again when a gate sends these back.
    assert found.groupby("campaign").size().max() == 2


def test_nothing_covered_needs_one_and_nothing_uncovered_goes_without() -> None:
    study = with_templates("60%")
    plan = study.plan("changed")
    log = simulate(study, "changed").log
    chances = draws_of(study, plan, "campaign:covered")
    low = log.campaigns[log.campaigns["tier"] == 0]
    fits = {
        campaign
        for campaign, name in zip(low["campaign"], low["id"], strict=True)
        if chances[name] < threshold(0.6)
    }
    written = log.activities[log.activities["step"] == plan.steps.index("write")]
    begun = set(written["campaign"])
    asked = {campaign for campaign, _ in tickets(study)}
    assert fits & begun and asked.isdisjoint(fits)
    assert begun - fits <= asked


def test_without_platform_people_there_are_none_and_it_is_said() -> None:
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    document["people"]["operations"]["kind"] = "producer"
    document["models"] = {"changed": {"base": "centralized", "technology": {"tickets": {}}}}
    plan = Study.of(parse_scenario(yaml.safe_dump(document))).plan("changed")
    assert list(nodes(plan, "WORK", "ticket")) == []
    assert any("tickets: nobody is platform" in warning for warning in plan.warnings)
