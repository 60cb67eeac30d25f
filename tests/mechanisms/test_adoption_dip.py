"""Adoption dip: slower from the change on, a bit less so every week, and then as before."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK as WEEK
from mom_sim.errors import ScenarioError
from mom_sim.log.validation import validate
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_agency_onboarding import slowed_by
from tests.mechanisms.test_all import study_with

DIP = MECHANISMS["adoption_dip"]


def test_the_rate_recovers_in_even_weekly_steps() -> None:
    values = {"dip": "20%", "recovery": "4 weeks", "begin": "6 weeks", "kinds": ["producer"]}
    plan = study_with("functional", DIP, values).plan("changed")
    found = slowed_by(plan)
    assert set(found) == {"content", "design"}
    for (curve,) in found.values():
        assert curve.register == "time"
        assert curve.at == (0, 6 * WEEK, 7 * WEEK, 8 * WEEK, 9 * WEEK, 10 * WEEK)
        assert curve.values == (PARTS, 800_000, 850_000, 900_000, 950_000, PARTS)


def test_from_the_start_there_is_no_time_before() -> None:
    values = {"dip": "15%", "recovery": "10 days"}
    plan = study_with("centralized", DIP, values).plan("changed")
    (curve,) = slowed_by(plan)["strategy"]
    assert curve.at == (0, WEEK, 10 * WEEK // 7)
    assert curve.values == (850_000, round(PARTS * (1 - 0.15 * 0.3)), PARTS)


def test_in_waves_one_role_after_the_other() -> None:
    values = {"begin": "2 weeks", "wave": "3 weeks", "recovery": "1 weeks"}
    found = slowed_by(study_with("centralized", DIP, values).plan("changed"))
    assert {skill: curve.at for skill, (curve,) in found.items()} == {
        "strategy": (0, 2 * WEEK, 3 * WEEK),
        "content": (0, 5 * WEEK, 6 * WEEK),
        "design": (0, 8 * WEEK, 9 * WEEK),
        "operations": (0, 11 * WEEK, 12 * WEEK),
    }


def test_work_takes_as_much_longer_as_the_rate_is_lower() -> None:
    """At half the rate for eight weeks without recovery in between: exactly twice as long."""
    values = {"dip": "50%", "recovery": "8 weeks", "kinds": ["platform"]}
    simulation = simulate(study_with("centralized", DIP, values), "changed")
    assert validate(simulation.log) == []
    stints = simulation.log.stints
    worked = (stints["finish"] - stints["start"]).groupby(stints["activity"]).sum().to_dict()
    slowness = {
        one.activity: (one.start, worked[one.activity] * 0.6 / one.effort)
        for one in activities_of(simulation)
        if one.step == "build" and one.draw.startswith("campaign:effort:") and one.finish >= 0
    }
    assert any(start < 8 * WEEK for start, _ in slowness.values())
    for start, factor in slowness.values():
        rate = 0.5 + 0.5 * min(8, start // WEEK) / 8
        assert factor == pytest.approx(1 / rate, rel=1e-6)


def test_two_changes_multiply() -> None:
    both = [{"dip": "10%"}, {"dip": "20%", "begin": "4 weeks", "kinds": ["producer"]}]
    study = study_of("functional", technology={"adoption_dip": both})
    found = slowed_by(study.plan("changed"))
    assert {skill: len(curves) for skill, curves in found.items()} == {
        "strategy": 1,
        "content": 2,
        "design": 2,
        "operations": 1,
    }


def test_a_dip_to_nothing_is_refused() -> None:
    with pytest.raises(ScenarioError, match="100% leaves too little; write 0% to 99%"):
        study_with("centralized", DIP, {"dip": "100%"})


@pytest.mark.parametrize(
    ("values", "late"),
    [
        ({"begin": "20 weeks"}, "strategy, content, design, operations"),
        ({"begin": "2030-01-07"}, "strategy, content, design, operations"),
        ({"begin": "15 weeks", "wave": "2 weeks"}, "operations"),
        ({"begin": "19 weeks"}, ""),
        ({"begin": "20 weeks", "dip": "0%"}, ""),
        ({}, ""),
    ],
)
def test_a_change_after_the_run_is_told(values: dict[str, str], late: str) -> None:
    """The company's run has a horizon of 20 weeks."""
    plan = study_with("centralized", DIP, values).plan("changed")
    told = [warning for warning in plan.warnings if "adoption_dip" in warning]
    assert len(told) == bool(late)
    assert all(f"for {late} the change comes at the horizon" in text for text in told)
