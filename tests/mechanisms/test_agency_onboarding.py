"""Agency onboarding: hours of who manages agencies, in the first weeks alone."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.errors import ScenarioError, UnworkableError
from mom_sim.log.validation import validate
from mom_sim.plan.plan import PARTS, Curve, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

ONBOARDING = MECHANISMS["agency_onboarding"]


def slowed_by(plan: Plan) -> dict[str, list[Curve]]:
    """Curves on the rate of work, by skill that is slowed."""
    found: dict[str, list[Curve]] = {}
    for program in plan.programs:
        for node in program.nodes:
            if node.rate_curves:
                skill = plan.skills[plan.queues[node.queues[0][0]].skill]
                found[skill] = [plan.curves[curve] for curve in node.rate_curves]
    return found


def test_the_hours_are_taken_from_the_leads_over_the_weeks() -> None:
    """36 of the 480 hours that two leads have in six weeks: 7.5% of the 60% for campaigns."""
    plan = study_with("outsourced", ONBOARDING, {"hours": 36}).plan("changed")
    ((skill, (curve,)),) = slowed_by(plan).items()
    assert skill == "strategy"
    assert (curve.register, curve.at) == ("time", (0, 6 * MICROSECONDS_PER_WEEK))
    assert curve.values == (round(PARTS * (0.6 - 0.075) / 0.6), PARTS)


def test_every_agency_takes_them() -> None:
    agencies = [
        {"name": name, "skills": [skill], "turnaround": "3 working days"}
        for name, skill in (("texts", "content"), ("pictures", "design"))
    ]
    part = {"agency": agencies, "agency_onboarding": {"hours": 36, "length": "12 weeks"}}
    study = study_of("centralized", who_does_the_work=part)
    ((_, (curve,)),) = slowed_by(study.plan("changed")).items()
    # Twice the hours in twice the weeks: the same share, for longer.
    assert curve.at == (0, 12 * MICROSECONDS_PER_WEEK)
    assert curve.values == (875_000, PARTS)
    assert validate(simulate(study, "changed").log) == []


def test_leads_are_slower_in_those_weeks_and_never_after() -> None:
    """Half of the leads' time for campaigns: their work takes twice as long, exactly."""
    values = {"hours": 144, "length": "6 weeks"}
    simulation = simulate(study_with("outsourced", ONBOARDING, values), "changed")
    stints = simulation.log.stints
    worked = (stints["finish"] - stints["start"]).groupby(stints["activity"]).sum().to_dict()
    slowness: dict[bool, set[float]] = {True: set(), False: set()}
    for one in activities_of(simulation):
        if one.step == "brief" and one.finish >= 0 and one.effort:
            early = one.start < 6 * MICROSECONDS_PER_WEEK
            slowness[early].add(round(worked[one.activity] / one.effort, 6))
    # At the productive fraction of 60%, an hour of effort takes 1 2/3 hours.
    assert slowness == {True: {round(2 / 0.6, 6)}, False: {round(1 / 0.6, 6)}}


def test_hours_that_leave_no_time_are_refused() -> None:
    study = study_with("outsourced", ONBOARDING, {"hours": 300})
    with pytest.raises(UnworkableError, match="leave strategy no time for campaigns"):
        study.plan("changed")
    with pytest.raises(ScenarioError, match="write a length above zero"):
        study_with("outsourced", ONBOARDING, {"length": "0 weeks"})


def test_a_model_without_agency_is_told() -> None:
    plan = study_with("centralized", ONBOARDING, {}).plan("changed")
    assert not slowed_by(plan)
    assert any("there is no agency" in warning for warning in plan.warnings)
