"""Risk mitigation: fewer events, and the work of who sees to it."""

from __future__ import annotations

from typing import Any

from mom_sim import Simulation, Study, simulate
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.log.contract import EVENT_KINDS
from mom_sim.log.validation import validate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.looking import company
from tests.mechanisms.test_all import study_with

MITIGATION = MECHANISMS["risk_mitigation"]
OUTAGE = {
    "kind": "event",
    "probability": "60%",
    "step": "build",
    "types": ["small"],
    "delay": "3 working days",
}


def study(values: Any, **more: Any) -> Study:
    risks = company()["risks"] | {"outage": OUTAGE}
    part = {"risk_mitigation": values}
    return study_of("centralized", company={"risks": risks, **more}, coordination=part)


def hit(simulation: Simulation) -> set[int]:
    """Campaigns to which the event happened."""
    events = simulation.log.events
    return set(events[events["kind"] == EVENT_KINDS.index("risk_event")]["campaign"])


def test_more_prevention_leaves_a_part_of_the_same_events() -> None:
    none, some, most = (
        simulate(study({"prevented": share, "effort": "0h"}), "changed")
        for share in ("0%", "40%", "80%")
    )
    assert hit(most) < hit(some) < hit(none)
    assert validate(most.log) == []
    reached = {one.campaign for one in activities_of(none) if one.step == "build"}
    assert 0.4 < len(hit(none)) / len(reached) < 0.8


def test_the_owner_works_on_what_an_event_can_happen_to() -> None:
    simulation = simulate(study({"prevented": "50%", "effort": "2h"}), "changed")
    kinds = simulation.log.campaigns["type"].tolist()
    looks = [one for one in activities_of(simulation) if one.step == "mitigation"]
    assert {kinds[one.campaign] for one in looks} == {0} == {kind for kind in kinds if not kind}
    assert {one.effort for one in looks if one.finish >= 0} == {2 * MICROSECONDS_PER_HOUR}
    skills = {
        simulation.plan.skills[simulation.plan.queues[queue].skill]
        for one in looks
        for (queue,) in one.node.queues
    }
    assert skills == {"strategy"}


def test_all_prevented_is_as_without_the_risk_but_for_the_work() -> None:
    with_work = study({"prevented": "100%", "effort": "0h"})
    assert not hit(simulate(with_work, "changed"))


def test_what_the_scenario_lacks_is_told() -> None:
    plan = study_with("centralized", MITIGATION, {}).plan("changed")
    assert "mitigation" not in plan.steps
    assert any("no risk of the kind event" in warning for warning in plan.warnings)
    plan = study({"who": "platform"}).plan("changed")
    assert not any("risk_mitigation" in warning for warning in plan.warnings)
