"""Budget approval: no step begins before the money is released."""

from __future__ import annotations

from mom_sim import simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, nodes
from tests.mechanisms.test_all import study_with

RECORD = MECHANISMS["budget_approval"]
STEP = "budget approval"


def test_nothing_begins_before_the_release() -> None:
    study = study_with("functional", RECORD, {"meets": {"on": {"mon": "10:00"}}})
    simulation = simulate(study, "changed")
    plan = simulation.plan
    released = activities_at(simulation, {p for p, _ in nodes(plan, "WORK", STEP)})
    finish = released.set_index("campaign")["finish"]
    began = activities_at(simulation, {p for p, _ in nodes(plan, "WORK", "brief")})
    assert len(began) > 20
    assert all(row.ready >= finish[row.campaign] for row in began.itertuples())


def test_money_is_released_in_the_meeting() -> None:
    study = study_with("functional", RECORD, {"meets": {"on": {"mon": "10:00"}}})
    simulation = simulate(study, "changed")
    met = activities_at(simulation, {p for p, _ in nodes(simulation.plan, "MEET", STEP)})
    week = 7 * 24 * 3_600_000_000
    done = met[met["finish"] >= 0]
    # The study starts on a Monday at midnight: meetings are ten hours into a week.
    assert {int(finish) % week for finish in done["finish"]} == {10 * 3_600_000_000}


def test_only_stated_types_need_it() -> None:
    plan = study_with("centralized", RECORD, {"types": ["large"]}).plan("changed")
    assert {kind for (kind, _), _ in nodes(plan, "WORK", STEP)} == {plan.types.index("large")}
