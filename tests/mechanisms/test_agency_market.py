"""Agency market: less capacity in the windows of surges."""

from __future__ import annotations

from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import company, study_from
from tests.mechanisms.test_all import study_with

MARKET = MECHANISMS["agency_market"]
WEEK = 7 * 24 * 3_600_000_000


def test_capacity_falls_in_surges_that_overlap_as_in_one() -> None:
    """The archetype's agency has 120 pieces; 70% of them are 84."""
    document = company()
    document["surges"] = {
        "second": {"start": "12 weeks", "weeks": 2, "factor": 1.5},
        "first": {"start": "4 weeks", "weeks": 2, "factor": 2},
        "overlap": {"start": "5 weeks", "weeks": 3, "factor": 1.2},
    }
    study = study_from(
        document, "outsourced", "who_does_the_work", agency_market={"capacity": "70%"}
    )
    (agency,) = study.plan("changed").agencies
    assert agency.capacity == 120
    assert agency.windows == ((4 * WEEK, 8 * WEEK, 84), (12 * WEEK, 14 * WEEK, 84))


def test_no_surge_or_no_limited_agency_is_told() -> None:
    plan = study_with("outsourced", MARKET, {}).plan("changed")
    assert plan.agencies[0].windows == ()
    assert any("there is no surge" in warning for warning in plan.warnings)
    plan = study_with("centralized", MARKET, {}).plan("changed")
    assert any("no agency of limited capacity and no surge" in one for one in plan.warnings)
