"""Local relevance: who has to do the work, and what it is worth then."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.log.comparing import first_difference
from mom_sim.metrics.measuring import measure
from mom_sim.metrics.summarizing import summarize
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.looking import company
from tests.mechanisms.test_all import study_with

RELEVANCE = MECHANISMS["local_relevance"]


def factors(base: str, **values: object) -> list[tuple[float, ...]]:
    plan = study_with(base, RELEVANCE, values).plan("changed")
    return [rule.by_unit for rule in plan.value_rules]


def test_all_of_it_in_the_units_own_teams() -> None:
    assert factors("decentralized", bonus="8%") == [pytest.approx((1.08, 1.08))] * 2


@pytest.mark.parametrize("base", ["centralized", "functional"])
def test_nothing_of_it_in_the_units_own_teams(base: str) -> None:
    assert factors(base, bonus="8%") == [(), ()]


def test_the_part_of_the_work_that_is_theirs_counts() -> None:
    """Leads in the units, producers in the center: 2 of 14 hours, and 30 of 170."""
    teams = [
        {"name": "desk", "kinds": ["lead"], "group": "unit"},
        {"name": "center", "kinds": "rest", "group": "company"},
    ]
    part = {"teams": teams, "local_relevance": {"bonus": "70%", "types": ["small"]}}
    plan = study_of("centralized", who_does_the_work=part).plan("changed")
    small, large = plan.value_rules
    assert small.by_unit == pytest.approx((1.1, 1.1))
    assert large.by_unit == ()
    part["local_relevance"] = {"bonus": "170%"}
    plan = study_of("centralized", who_does_the_work=part).plan("changed")
    assert plan.value_rules[1].by_unit == pytest.approx((1.3, 1.3))


def test_what_an_agency_does_is_nobodys_own() -> None:
    agency = {"name": "texts", "skills": ["content"], "turnaround": "3 working days"}
    part = {
        "agency": agency,
        "local_relevance": {"bonus": "10%", "kinds": ["producer"], "types": ["small"]},
    }
    plan = study_of("decentralized", who_does_the_work=part).plan("changed")
    assert plan.value_rules[0].by_unit == pytest.approx((1.05, 1.05))


def test_the_same_log_is_worth_more() -> None:
    document = company()
    for kind in document["campaigns"].values():
        kind["value"] = {"amount": "1000 USD", "after": "request", "half_life": "4 weeks"}
    study = study_of(
        "decentralized",
        company=document,
        who_does_the_work={"local_relevance": {"bonus": "10%"}},
    )
    one, plain = (simulate(study, model) for model in ("changed", "decentralized"))
    assert first_difference(one.log, plain.log) is None
    more, less = (summarize([measure(each.log, each.plan)]) for each in (one, plain))
    for name in ("value_captured_share", "cost_of_delay_per_launch"):
        plain_figure = less[name].estimate
        assert plain_figure is not None and plain_figure > 0
        assert more[name].estimate == pytest.approx(1.1 * plain_figure)


@pytest.mark.parametrize(
    ("base", "values", "types", "told"),
    [
        ("decentralized", ("0 USD", "0 USD"), None, "has a value"),
        ("decentralized", ("0 USD", "1k USD"), None, ""),
        ("decentralized", ("0 USD", "1k USD"), ["small"], "has a value"),
        ("centralized", ("1k USD", "1k USD"), None, "in a team of its own"),
    ],
)
def test_where_nothing_is_worth_more_it_is_told(
    base: str, values: tuple[str, str], types: list[str] | None, told: str
) -> None:
    document = company()
    for kind, amount in zip(document["campaigns"].values(), values, strict=True):
        kind["value"] = {"amount": amount}
    relevance = {"bonus": "10%"} | ({"types": types} if types else {})
    part = {"local_relevance": relevance}
    study = study_of(base, company=document, who_does_the_work=part)
    warnings = [text for text in study.plan("changed").warnings if "local_relevance" in text]
    assert len(warnings) == bool(told) and all(told in text for text in warnings)
    part["local_relevance"] = {"bonus": "0%"}
    off = study_of(base, company=document, who_does_the_work=part).plan("changed").warnings
    assert not any("local_relevance" in text for text in off)


def test_a_campaign_of_the_calendar_may_have_a_value_of_its_own() -> None:
    document = company()
    for kind in document["campaigns"].values():
        kind["value"] = {"amount": "0 USD"}
    document["dated_launches"] = [
        {
            "id": "anniversary",
            "type": "small",
            "unit": "north",
            "requested": "2026-02-02",
            "due": "2026-03-02",
            "value": "9k USD",
        }
    ]
    part = {"local_relevance": {"bonus": "10%"}}
    plan = study_of("decentralized", company=document, who_does_the_work=part).plan("changed")
    assert not any("local_relevance" in text for text in plan.warnings)
