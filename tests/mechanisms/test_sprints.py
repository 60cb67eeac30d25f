"""Sprints: so many campaigns go into production at each start, and the rest is held."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from mom_sim import Simulation, simulate
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR, MICROSECONDS_PER_WEEK
from mom_sim.log.contract import CAUSES
from mom_sim.log.validation import validate
from mom_sim.plan.printing import plan_text
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import Done, activities_of, study_of
from tests.mechanisms.test_all import study_with

SPRINTS = MECHANISMS["sprints"]
CADENCE = MECHANISMS["release_cadence"]
PLANNED = {"unplanned": "0%"}
NINE = 9 * MICROSECONDS_PER_HOUR
FORTNIGHT = 2 * MICROSECONDS_PER_WEEK


def held(simulation: Simulation) -> list[Done]:
    """Every hold of a campaign before a sprint."""
    return [one for one in activities_of(simulation) if one.step == "sprint"]


def planned(items: int, **more: object) -> Simulation:
    return simulate(
        study_with("centralized", SPRINTS, PLANNED | {"items": items} | more), "changed"
    )


def test_no_sprint_takes_more_than_its_capacity() -> None:
    simulation = planned(2)
    begun = Counter(one.finish for one in held(simulation) if one.finish >= 0)
    assert len(begun) > 5 and max(begun.values()) == 2
    assert all(start % FORTNIGHT == NINE for start in begun)


def test_who_is_ready_longest_goes_first_and_the_rest_waits() -> None:
    """At each start: the first of those that wait, by when they were ready; as many as it takes."""
    simulation = planned(2)
    waits = held(simulation)
    last = max(one.finish for one in waits)
    for start in {one.finish for one in waits if 0 <= one.finish <= last}:
        ready = [one for one in waits if one.ready <= start and not 0 <= one.finish < start]
        first = sorted(ready, key=lambda one: (one.ready, one.campaign))[:2]
        assert {one.campaign for one in first} == {o.campaign for o in waits if o.finish == start}


def test_the_wait_is_a_hold() -> None:
    simulation = planned(2)
    log, rows = simulation.log, {one.activity for one in held(simulation)}
    waits = log.waits[[row in rows for row in log.waits["activity"]]]
    assert len(waits) > 10 and set(waits["cause"]) == {CAUSES.index("hold")}
    assert validate(log) == []
    assert "cause: hold" in plan_text(simulation.plan)


def test_without_a_second_start_it_is_told() -> None:
    """The run and what follows it are 46 weeks long."""
    for record in (SPRINTS, CADENCE):
        for weeks, told in ((45, False), (46, True), (520, True)):
            plan = study_with("centralized", record, {"every_weeks": weeks}).plan("changed")
            warned = [one for one in plan.warnings if one.startswith(f"{record.name}: ")]
            assert len(warned) == told


def test_with_room_for_all_it_is_the_cadence_alone() -> None:
    """Work begins when it does with starts at which everything goes."""
    ample, plain = (
        simulate(study_with("centralized", mechanism, values), "changed")
        for mechanism, values in ((SPRINTS, PLANNED | {"items": 1000}), (CADENCE, PLANNED))
    )
    for one, other in zip(ample.log.campaigns["ended"], plain.log.campaigns["ended"], strict=True):
        assert one == other


def test_every_unit_may_have_sprints_of_its_own() -> None:
    simulation = planned(1, per="unit")
    unit = simulation.log.campaigns["unit"].tolist()
    begun = Counter((one.finish, unit[one.campaign]) for one in held(simulation) if one.finish >= 0)
    assert set(begun.values()) == {1}
    both = Counter(start for start, _ in begun)
    assert max(both.values()) == 2
    names = [meeting.name for meeting in simulation.plan.meetings]
    assert names == ["sprint of north", "sprint of south"]


def test_unplanned_work_passes_and_takes_no_capacity() -> None:
    study = study_with("centralized", SPRINTS, {"unplanned": "50%", "items": 1})
    simulation = simulate(study, "changed")
    waited = {one.campaign for one in held(simulation)}
    passed = set(simulation.log.campaigns["campaign"]) - waited
    assert len(passed) > 5 and len(waited) > 5
    begun = sorted(one.finish for one in held(simulation) if one.finish >= 0)
    assert all(one < other for one, other in pairwise(begun))


def test_open_campaigns_of_a_backlog_are_in_work_already() -> None:
    backlog = [{"unit": "north", "type": "small", "step": "write", "count": 3}]
    study = study_of("centralized", company={"backlog": backlog}, coordination={"sprints": PLANNED})
    simulation = simulate(study, "changed")
    campaigns = simulation.log.campaigns
    first = set(campaigns[campaigns["requested"] == 0]["campaign"])
    assert len(first) == 3 and not first & {one.campaign for one in held(simulation)}
