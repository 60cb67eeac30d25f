"""Shared tools: hand-offs and questions get fewer by a factor, under the same luck."""

from __future__ import annotations

import pytest

from mom_sim import Simulation, simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of
from tests.mechanisms.test_all import study_with

TOOLS = MECHANISMS["shared_tools"]


def delays(simulation: Simulation) -> dict[tuple[int, str, int], int]:
    """Working time of every finished hand-off, by campaign, step and attempt."""
    clock = simulation.plan.clocks[simulation.plan.reference_clock]
    return {
        (one.campaign, one.step, one.attempt): clock.work(one.finish) - clock.work(one.ready)
        for one in activities_of(simulation)
        if one.finish >= 0 and one.node.cause == "hand_off"
    }


def test_hand_offs_are_as_much_shorter_as_stated() -> None:
    study = study_with("functional", TOOLS, {"hand_off": 0.4})
    plain, tools = (
        {draw.name: draw.by_type[0] for draw in study.plan(model).draws if "hand_off" in draw.name}
        for model in ("functional", "changed")
    )
    assert plain and plain.keys() == tools.keys()
    for name, before in plain.items():
        after = tools[name]
        assert before is not None and after is not None
        assert after.mean() == pytest.approx(0.4 * before.mean())


def test_silos_delay_every_hand_off() -> None:
    study = study_with("functional", TOOLS, {"hand_off": 2})
    plain, silo = delays(simulate(study, "functional")), delays(simulate(study, "changed"))
    common = plain.keys() & silo.keys()
    assert common and all(silo[key] == 2 * plain[key] > 0 for key in common)


def test_no_hand_off_at_all() -> None:
    study = study_with("functional", TOOLS, {"hand_off": 0})
    causes = {n.cause for p in study.plan("changed").programs for n in p.nodes}
    assert "hand_off" not in causes


def test_tools_cost_what_is_stated() -> None:
    study = study_with("functional", TOOLS, {"cost": "30k USD/year"})
    plain, tools = study.plan("functional"), study.plan("changed")
    assert tools.technology_cost_per_year - plain.technology_cost_per_year == 30_000
