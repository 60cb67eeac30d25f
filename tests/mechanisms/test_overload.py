"""Overload: a threshold of load, a slower rate above it, and more bad work."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.draws.address import threshold
from mom_sim.errors import ScenarioError
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, nodes
from tests.mechanisms.test_all import study_with

OVERLOAD = MECHANISMS["overload"]


def test_above_the_threshold_everybody_is_slower_and_errs_more() -> None:
    """Off-brand work has a probability of 20%; a fifth on top is 24%."""
    values = {"threshold": "93%", "slow_down": "10%", "errors": "20%", "weeks": 6}
    plan = study_with("centralized", OVERLOAD, values).plan("changed")
    curve = plan.curves[plan.load_curve]
    assert (curve.register, curve.at, curve.values) == ("load", (0, 930_000), (PARTS, 900_000))
    assert plan.load_weeks == 6
    assert [one.tired for one in plan.defects] == [threshold(0.24)]


def test_errors_alone_still_mark_who_is_overloaded() -> None:
    plan = study_with("centralized", OVERLOAD, {"slow_down": "0%", "errors": "50%"}).plan("changed")
    assert plan.curves[plan.load_curve].values == (PARTS, PARTS - 1)
    slower = study_with("centralized", OVERLOAD, {"errors": "0%"}).plan("changed")
    assert [one.tired for one in slower.defects] == [-1]


def test_bad_work_is_never_more_than_certain() -> None:
    plan = study_with("centralized", OVERLOAD, {"errors": "1000%"}).plan("changed")
    assert plan.defects[0].tired == threshold(1.0)


def test_who_would_never_finish_is_refused() -> None:
    with pytest.raises(ScenarioError, match="100% leaves too little; write 0% to 99%"):
        study_with("centralized", OVERLOAD, {"slow_down": "100%"})


def test_people_who_are_busy_for_weeks_take_longer() -> None:
    """Whoever has worked on campaigns for a hundredth of the time is overloaded, and half as fast:
    after the first week all are, and their work takes twice as long."""
    values = {"threshold": "1%", "slow_down": "50%", "errors": "0%", "weeks": 8}
    study = study_with("centralized", OVERLOAD, values)
    paces = []
    for model in ("centralized", "changed"):
        run = simulate(study, model)
        rows = activities_at(run, {place for place, _ in nodes(run.plan, "WORK", "build")})
        late = rows[(rows["ready"] >= run.log.window.warm_up) & (rows["finish"] >= 0)]
        stints = run.log.stints[run.log.stints["activity"].isin(late["activity"])]
        paces.append((stints["finish"] - stints["start"]).sum() / late["effort"].sum())
    assert paces[1] / paces[0] == pytest.approx(2.0, rel=0.05)
