"""Data readiness: who waits for data, who fixes them, and what a steward changes."""

from __future__ import annotations

import pytest

from mom_sim import Simulation, simulate
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of
from tests.mechanisms.test_all import study_with

DATA = MECHANISMS["data_readiness"]
HOUR = 3_600_000_000


def efforts(simulation: Simulation, slot: str) -> dict[int, int]:
    """Effort of the activities whose draw is a slot, by campaign."""
    done = activities_of(simulation)
    return {one.campaign: one.effort for one in done if one.draw == f"campaign:{slot}"}


def test_a_steward_spares_some_of_the_same_campaigns() -> None:
    without = simulate(study_with("functional", DATA, {"not_ready": "60%"}), "changed")
    values = {"not_ready": "60%", "steward": "20%", "with_steward": 0.5}
    steward = simulate(study_with("functional", DATA, values), "changed")
    many, few = efforts(without, "data_wait"), efforts(steward, "data_wait")
    assert few and few.keys() < many.keys()


def test_the_steward_pays_with_time() -> None:
    values = {"steward": "20%"}
    people = study_with("functional", DATA, values).plan("changed").people
    shares = {person.name: person.productive_share for person in people}
    assert shares.pop("operations/1") == round(0.4 * PARTS)
    assert set(shares.values()) == {round(0.6 * PARTS)}


def test_all_data_are_fixed_once_before_the_build() -> None:
    study = study_with("functional", DATA, {"not_ready": "100%", "effort": "3h"})
    plan = study.plan("changed")
    simulation = simulate(study, "changed")
    fixes = efforts(simulation, "data_fix")
    assert fixes and set(fixes.values()) == {3 * HOUR}
    for program in plan.programs:
        (wait,) = [
            n for n in program.nodes if n.cause == "outside" and plan.steps[n.step] == "build"
        ]
        assert wait.condition.threshold == 2**52


@pytest.mark.parametrize("steward", ["0%", "50%"])
def test_no_lack_no_steward(steward: str) -> None:
    study = study_with("functional", DATA, {"not_ready": "0%", "steward": steward})
    assert study.plan("changed").people == study.plan("functional").people
