"""Familiarity: the rate rises with practice, inside task forces unless it is stated otherwise."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.errors import ScenarioError
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, nodes
from tests.mechanisms.test_all import study_with

FAMILIARITY = MECHANISMS["familiarity"]
HOUR = 3_600_000_000


def test_only_what_a_task_force_does_is_slower() -> None:
    """Large campaigns of 200 hours get a force in the archetype; small ones do not."""
    plan = study_with("campaign_centric", FAMILIARITY, {"start": "80%", "full_after": "80h"}).plan(
        "changed"
    )
    for step in ("write", "draw"):
        for (type_, _), node in nodes(plan, "WORK", step):
            assert bool(node.rate_curves) is node.in_force is (type_ == 1)
    (curve,) = plan.curves
    assert (curve.register, curve.at[0], curve.at[-1]) == ("practice", 0, 80 * HOUR)
    assert (curve.values[0], curve.values[10], curve.values[-1]) == (800_000, 900_000, PARTS)
    assert curve.at[10] == 40 * HOUR


def test_everywhere_means_every_hands_on_step_and_no_review() -> None:
    plan = study_with("centralized", FAMILIARITY, {"inside": "everywhere"}).plan("changed")
    for step in ("brief", "write", "draw", "build"):
        assert all(node.rate_curves for _, node in nodes(plan, "WORK", step))
    assert not any(node.rate_curves for _, node in nodes(plan, "WORK", "approve"))


def test_a_model_without_task_forces_is_not_touched() -> None:
    assert study_with("centralized", FAMILIARITY, {}).plan("changed").curves == ()


def test_somebody_who_cannot_begin_never_learns() -> None:
    with pytest.raises(ScenarioError, match="0% is too little; write 1% to 100%"):
        study_with("centralized", FAMILIARITY, {"start": "0%"})


def test_who_never_learns_takes_twice_as_long() -> None:
    """Everybody begins at half speed and never gets faster, in effect: spans are twice as long."""
    values = {"inside": "everywhere", "start": "50%", "full_after": "100000h"}
    study = study_with("centralized", FAMILIARITY, values)
    plain, slow = simulate(study, "centralized"), simulate(study, "changed")
    busy = []
    for run in (plain, slow):
        rows = activities_at(run, {place for place, _ in nodes(run.plan, "WORK", "build")})
        done = rows[(rows["attempt"] == 1) & (rows["finish"] >= 0)]
        stints = run.log.stints[run.log.stints["activity"].isin(done["activity"])]
        time = (stints["finish"] - stints["start"]).groupby(stints["activity"]).sum()
        busy.append(time.sum() / done["effort"].sum())
    assert busy[1] / busy[0] == pytest.approx(2.0, rel=0.01)
