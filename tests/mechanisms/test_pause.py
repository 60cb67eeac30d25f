"""Pause: who rests, for how long, and under which cause it is booked."""

from __future__ import annotations

from mom_sim import Simulation, simulate
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.log.contract import CAUSES
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

PAUSE = MECHANISMS["pause"]


def rests(simulation: Simulation) -> dict[tuple[int, str], int]:
    """Length of every hold that is over, by campaign and step."""
    return {
        (one.campaign, one.step): one.finish - one.ready
        for one in activities_of(simulation)
        if one.node.cause == "hold" and one.finish >= 0
    }


def test_more_pauses_include_all_of_fewer_ones() -> None:
    few, many = (
        rests(simulate(study_with("centralized", PAUSE, {"probability": p}), "changed"))
        for p in ("15%", "60%")
    )
    assert few and few.keys() < many.keys()
    assert {step for _, step in many} == {"write"}


def test_it_rests_as_long_as_stated_and_is_a_hold() -> None:
    study = study_with("centralized", PAUSE, {"probability": "100%", "length": "3 weeks"})
    simulation = simulate(study, "changed")
    lengths = rests(simulation).values()
    assert lengths and set(lengths) == {3 * MICROSECONDS_PER_WEEK}
    held = {one.activity for one in activities_of(simulation) if one.node.cause == "hold"}
    waits = simulation.log.waits
    causes = waits["cause"][waits["activity"].isin(held)]
    assert set(causes) == {CAUSES.index("hold")}


def test_a_lead_takes_it_up_again() -> None:
    own = [{"probability": "100%", "steps": ["build"], "types": ["small"], "restart": "2h"}]
    plan = study_of("functional", coordination={"pause": own}).plan("changed")
    small, large = plan.programs
    (hold,) = [index for index, node in enumerate(small.nodes) if node.cause == "hold"]
    (restart,) = [node for node in small.nodes if node.condition.after_node == hold]
    assert plan.skills[plan.queues[restart.queues[0][0]].skill] == "strategy"
    assert not any(node.cause == "hold" for node in large.nodes)
