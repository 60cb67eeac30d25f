"""Agency management: one person's time, agency by agency."""

from __future__ import annotations

from mom_sim.plan.plan import Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import company, study_from
from tests.mechanisms.test_all import study_with

MANAGEMENT = MECHANISMS["agency_management"]


def lost(before: Plan, after: Plan) -> dict[str, int]:
    """Parts per million of scheduled time that people have less."""
    pairs = zip(before.people, after.people, strict=True)
    return {
        one.name: one.productive_share - other.productive_share
        for one, other in pairs
        if one.productive_share != other.productive_share
    }


def test_the_first_lead_has_less_time_for_campaigns() -> None:
    study = study_with("outsourced", MANAGEMENT, {"share": "17.5%"})
    assert lost(study.plan("outsourced"), study.plan("changed")) == {"strategy/1": 175_000}


def test_two_agencies_take_twice_the_time() -> None:
    agencies = [
        {"name": name, "skills": skill, "turnaround": "3 working days"}
        for name, skill in (("words", "content"), ("pictures", "design"))
    ]
    study = study_from(
        company(),
        "centralized",
        "who_does_the_work",
        agency=agencies,
        agency_management={"share": "15%", "manager": "producer"},
    )
    assert lost(study.plan("centralized"), study.plan("changed")) == {"content/1": 300_000}


def test_without_agency_nobody_loses_time_and_it_is_said() -> None:
    study = study_with("centralized", MANAGEMENT, {})
    assert lost(study.plan("centralized"), study.plan("changed")) == {}
    assert any("there is no agency" in one for one in study.plan("changed").warnings)
