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


def test_without_a_stated_surge_nothing_changes_and_it_is_told() -> None:
    study = study_with("outsourced", MARKET, {})
    plan, plain = study.plan("changed"), study.plan("outsourced")
    assert (plan.agencies, plan.programs) == (plain.agencies, plain.programs)
    told = [warning for warning in plan.warnings if warning not in plain.warnings]
    (warning,) = told
    assert warning.startswith("agency_market: the scenario states no surge")


def test_a_slump_is_no_surge() -> None:
    document = company()
    document["surges"] = {
        "slump": {"start": "4 weeks", "weeks": 2, "factor": 0.5},
        "rush": {"start": "5 weeks", "weeks": 1, "factor": 2},
    }
    study = study_from(
        document, "outsourced", "who_does_the_work", agency_market={"capacity": "50%"}
    )
    assert study.plan("changed").agencies[0].windows == ((5 * WEEK, 6 * WEEK, 60),)


def test_without_an_agency_of_limited_capacity_it_is_told() -> None:
    document = company()
    document["surges"] = {"rush": {"start": "5 weeks", "weeks": 1, "factor": 2}}
    study = study_from(document, "centralized", "who_does_the_work", agency_market={})
    warnings = study.plan("changed").warnings
    assert any("agency_market: there is no agency of limited capacity" in one for one in warnings)
