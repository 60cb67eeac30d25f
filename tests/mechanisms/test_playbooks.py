"""Playbooks: narrower work around the same mean, shorter ramps, hours of upkeep."""

from __future__ import annotations

from typing import Any

import pytest

from mom_sim import Study, simulate
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.log.validation import validate
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.tape.tape import draw_tape
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import study_with

PLAYBOOKS = MECHANISMS["playbooks"]
ALONE = {"touch": "100%", "spread": 1, "ramp": 1, "clarification": 1, "hours": 0}


def only(base: str = "functional", **values: Any) -> Study:
    return study_with(base, PLAYBOOKS, ALONE | values)


def draw_of(plan: Plan, step: str) -> Any:
    return next(one for one in plan.draws if one.name == f"campaign:effort:{step}")


def test_work_is_narrower_around_the_same_mean() -> None:
    study = only(spread=0.5)
    plan, plain = study.plan("changed"), study.plan("functional")
    for step in ("write", "draw"):
        for one, other in zip(
            draw_of(plan, step).by_type, draw_of(plain, step).by_type, strict=True
        ):
            assert one.mean() == pytest.approx(other.mean())
            assert one.variance() == pytest.approx(other.variance() / 4) or other.variance() == 0
    assert draw_of(plan, "brief") == draw_of(plain, "brief")  # constants


def test_who_needs_much_needs_much_still() -> None:
    study = only(spread=0.5)
    tape = draw_tape(study.scenario, 1)
    one, other = (
        tape.durations(draw_of(study.plan(m), "write"), 1) for m in ("changed", "functional")
    )
    kinds = tape.campaigns.type.tolist()
    small = [number for number, kind in enumerate(kinds) if kind == 0]
    assert sorted(small, key=one.__getitem__) == sorted(small, key=other.__getitem__)
    assert max(one[n] for n in small) < max(other[n] for n in small)
    assert min(one[n] for n in small) > min(other[n] for n in small)


def test_without_any_spread_all_are_alike() -> None:
    plan = only(spread=0).plan("changed")
    small = draw_of(plan, "write").by_type[0]
    assert (small.kind, small.variance()) == ("constant", 0)


def test_the_work_that_is_left_and_the_hours_of_upkeep() -> None:
    plan = only(touch="90%", hours=40, kinds=["producer"]).plan("changed")
    shares = {
        plan.steps[node.step]: node.share
        for program in plan.programs
        for node in program.nodes
        if node.instruction == "WORK" and plan.draws[node.draws[0]].overridden_by
    }
    assert shares.pop("write") == shares.pop("draw") == 900_000
    assert set(shares.values()) == {PARTS}
    weeks = 365.25 / 7
    productive = {person.role: person.productive_share for person in plan.people}
    assert productive["content"] == round((0.6 - 1 / weeks) * PARTS)
    assert productive["strategy"] == round(0.6 * PARTS)


def test_newcomers_of_these_kinds_learn_faster() -> None:
    plan = only(ramp=0.5, kinds=["producer"]).plan("changed")
    lengths = {person.role: person.ramp_length / MICROSECONDS_PER_WEEK for person in plan.people}
    assert lengths == {
        "strategy": 12,
        "content": 6,
        "design": 6,
        "operations": 12,
        "brand": 12,
    }


def test_fewer_ask_back() -> None:
    """With a factor of 0 nobody does: the log is as without clarification."""
    asks = {"clarification": {"probability": "40%"}}
    study = study_of(
        "functional", coordination=asks | {"playbooks": ALONE | {"clarification": 0.0}}
    )
    quiet = simulate(study, "changed").log
    without = simulate(study, "functional").log
    assert quiet.campaigns["ended"].tolist() == without.campaigns["ended"].tolist()
    loud = simulate(study_of("functional", coordination=asks), "changed").log
    assert loud.campaigns["ended"].tolist() != without.campaigns["ended"].tolist()
    assert validate(quiet) == []
