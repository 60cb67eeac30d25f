"""Separate tools: a cost for every unit that has a team of its own, and nothing else."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.log.comparing import first_difference
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import study_with

TOOLS = MECHANISMS["separate_tools"]
COST = {"cost": "30k USD/year"}


@pytest.mark.parametrize(
    ("base", "units"), [("centralized", 0), ("functional", 0), ("decentralized", 2), ("hybrid", 2)]
)
def test_every_unit_with_a_team_of_its_own_pays(base: str, units: int) -> None:
    study = study_with(base, TOOLS, COST)
    more = study.plan("changed").technology_cost_per_year
    assert more - study.plan(base).technology_cost_per_year == 30_000 * units


def test_teams_of_a_unit_and_role_count_once() -> None:
    teams = [
        {"name": "cell", "kinds": ["producer"], "group": "unit_and_role"},
        {"name": "center", "kinds": "rest", "group": "company"},
    ]
    study = study_of(
        "centralized", who_does_the_work={"teams": teams}, technology={"separate_tools": COST}
    )
    assert study.plan("changed").technology_cost_per_year == 60_000


def test_what_happens_is_the_same() -> None:
    study = study_with("decentralized", TOOLS, COST)
    one, other = (simulate(study, model).log for model in ("changed", "decentralized"))
    assert first_difference(one, other) is None


@pytest.mark.parametrize(("base", "is_told"), [("centralized", True), ("decentralized", False)])
def test_where_nobody_pays_it_is_told(base: str, is_told: bool) -> None:
    told = study_with(base, TOOLS, COST).plan("changed").warnings
    assert sum("no unit has a team of its own" in warning for warning in told) == is_told
    free = study_with(base, TOOLS, {"cost": 0}).plan("changed").warnings
    assert not any("separate_tools" in warning for warning in free)
