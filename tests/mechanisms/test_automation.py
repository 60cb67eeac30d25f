"""Automation: less hands-on work where it works, more review where it was used."""

from __future__ import annotations

from mom_sim import simulate
from mom_sim.draws.address import threshold
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import nodes
from tests.mechanisms.test_all import study_with

AUTOMATION = MECHANISMS["automation"]
WORKS = {"ceiling": "100%", "ramp": "0 weeks", "failure": "0%"}


def test_work_is_relieved_where_it_is_used_and_does_not_fail() -> None:
    values = {"touch": "60%", "skills": "content", "ceiling": "50%", "ramp": "0 weeks",
              "failure": "10%", "review": 1.25}  # fmt: skip
    plan = study_with("centralized", AUTOMATION, values).plan("changed")
    for _, node in nodes(plan, "WORK", "write"):
        (relief,) = node.reliefs
        assert relief.share == round(0.6 * PARTS)
        assert plan.curves[relief.curves[0]].values == (threshold(0.45),)
        (review,) = next(node for _, node in nodes(plan, "WORK", "approve")).reliefs
        assert (review.share, review.chance, review.curves) == (
            round(1.25 * PARTS), relief.chance, relief.curves
        )  # fmt: skip
    assert all(not node.reliefs for _, node in nodes(plan, "WORK", "draw"))


def test_reviews_of_what_it_does_not_touch_stay_as_they_are() -> None:
    """The gate sends writing and drawing back, and never building."""
    plan = study_with("centralized", AUTOMATION, {"steps": "build"}).plan("changed")
    assert all(node.reliefs for _, node in nodes(plan, "WORK", "build"))
    assert all(not node.reliefs for _, node in nodes(plan, "WORK", "approve"))


def test_efforts_in_the_log_are_those_by_hand_times_what_is_left() -> None:
    """At once, everywhere, without failure: 60% of each first draft; reviews take half as much
    again."""
    study = study_with("centralized", AUTOMATION, {**WORKS, "touch": "60%", "review": 1.5})
    efforts = {}
    for model in ("centralized", "changed"):
        run = simulate(study, model)
        rows = run.log.activities
        first = rows[(rows["attempt"] == 1) & (rows["team"] >= 0) & (rows["effort"] > 0)]
        steps = [run.plan.steps[step] for step in first["step"]]
        keys = zip(first["campaign"], steps, strict=True)
        efforts[model] = dict(zip(keys, first["effort"], strict=True))
    by_hand, changed = efforts["centralized"], efforts["changed"]
    share = {"write": 0.6, "draw": 0.6, "approve": 1.5, "brief": 1.0, "build": 1.0}
    both = [key for key in changed if key in by_hand and key[1] in share]
    assert {step for _, step in both} == set(share)
    assert all(abs(changed[key] - share[key[1]] * by_hand[key]) <= 1 for key in both)


def test_several_may_be_stated_and_their_costs_add_up() -> None:
    values = [
        {"skills": "content", "cost": "20k USD/year"},
        {"skills": "design", "cost": "15k USD/year"},
    ]
    study = study_with("centralized", AUTOMATION, values)
    cost = study.plan("changed").technology_cost_per_year
    assert cost - study.plan("centralized").technology_cost_per_year == 35_000
