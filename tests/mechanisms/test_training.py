"""Training: hours a year out of everybody's time, or a dip in the first weeks."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.errors import UnworkableError
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

TRAINING = MECHANISMS["training"]
WEEKS = 365.25 / 7


def test_a_week_a_year_for_the_kinds_that_are_trained() -> None:
    plan = study_with("functional", TRAINING, {"hours": 40, "kinds": ["lead"]}).plan("changed")
    shares = {person.role: person.productive_share for person in plan.people}
    assert shares.pop("strategy") == round((0.6 - 1 / WEEKS) * PARTS)
    assert set(shares.values()) == {round(0.6 * PARTS)}


def test_two_trainings_add_up() -> None:
    both = [{"hours": 40, "kinds": ["lead"]}, {"hours": 80, "kinds": ["lead", "platform"]}]
    plan = study_of("functional", technology={"training": both}).plan("changed")
    shares = {person.role: person.productive_share for person in plan.people}
    assert shares["strategy"] == round((0.6 - 3 / WEEKS) * PARTS)
    assert shares["operations"] == round((0.6 - 2 / WEEKS) * PARTS)


def test_in_the_first_weeks_work_goes_slower() -> None:
    """48 of the 320 hours of 8 weeks: 15 of the 60% that are there for campaigns."""
    values = {"hours": 48, "kinds": ["producer"], "length": "8 weeks"}
    plan = study_with("functional", TRAINING, values).plan("changed")
    assert {person.productive_share for person in plan.people} == {round(0.6 * PARTS)}
    steps = {
        plan.steps[node.step]: [plan.curves[curve] for curve in node.rate_curves]
        for program in plan.programs
        for node in program.nodes
        if node.rate_curves
    }
    assert set(steps) == {"write", "draw"}
    for (curve,) in steps.values():
        assert (curve.register, curve.at) == ("time", (0, 8 * MICROSECONDS_PER_WEEK))
        assert curve.values == (750_000, PARTS)


def test_the_dip_is_over_after_the_last_week() -> None:
    """Half of the producers' time in the first ten weeks: their work takes twice as long there."""
    values = {"hours": 120, "kinds": ["producer"], "length": "10 weeks"}
    simulation = simulate(study_with("functional", TRAINING, values), "changed")
    stints = simulation.log.stints
    worked = (stints["finish"] - stints["start"]).groupby(stints["activity"]).sum().to_dict()
    ended = 10 * MICROSECONDS_PER_WEEK
    slowness: dict[bool, list[float]] = {True: [], False: []}
    for one in activities_of(simulation):
        whole = one.draw.startswith("campaign:effort:") and one.finish >= 0
        if whole and one.step in ("write", "draw") and one.effort:
            slowness[one.start < ended].append(worked[one.activity] * 0.6 / one.effort)
    assert slowness[True] == pytest.approx([2.0] * len(slowness[True]), rel=1e-4)
    assert slowness[False] == pytest.approx([1.0] * len(slowness[False]), rel=1e-4)
    assert slowness[True] and slowness[False]


def test_more_than_there_is_time_for_is_a_fault() -> None:
    study = study_with("functional", TRAINING, {"hours": 40, "length": "1 weeks"})
    with pytest.raises(UnworkableError, match="state a longer length"):
        study.plan("changed")
