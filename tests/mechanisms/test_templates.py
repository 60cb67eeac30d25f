"""Templates: covered work of those who have adopted takes less, week by week."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.draws.address import threshold
from mom_sim.operating_models.adoption import Adoption
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import nodes
from tests.mechanisms.test_all import study_with

TEMPLATES = MECHANISMS["templates"]
WEEK = 7 * 24 * 3_600_000_000
AT_ONCE = {"ramp": "0 weeks", "decay": "0%", "ceiling": "100%", "upkeep": "0h"}


def shares(plan: Plan, name: str) -> dict[int, float]:
    """Share of campaigns relieved, by the week from which on it holds."""
    curve = next(one for one in plan.curves if one.name == name)
    pairs = zip(curve.at, curve.values, strict=True)
    return {at // WEEK: value / 2**52 for at, value in pairs}


def test_adoption_is_at_a_twentieth_a_half_and_nineteen_of_its_ceiling() -> None:
    ramp = Adoption(0.4, begin=WEEK, ramp=8 * WEEK, shape="logistic")
    found = [ramp.at(week * WEEK) for week in (0, 1, 5, 9)]
    assert found == pytest.approx([0.0, 0.02, 0.2, 0.38])
    assert Adoption(0.4, 0, 8 * WEEK, "learning").at(8 * WEEK) == pytest.approx(0.38)
    assert Adoption(0.4, WEEK, 0, "logistic").at(WEEK) == 0.4


def test_work_that_is_covered_keeps_its_part_and_reviews_keep_all() -> None:
    study = study_with(
        "decentralized", TEMPLATES, {"coverage": "50%", "reduction": "70%", **AT_ONCE}
    )
    plan = study.plan("changed")
    for step in ("write", "draw", "build"):
        for _, node in nodes(plan, "WORK", step):
            (relief,) = node.reliefs
            assert relief.share == round(0.3 * PARTS)
            assert plan.draws[relief.chance].name == "campaign:covered"
            assert [plan.curves[curve].values for curve in relief.curves] == [(threshold(0.5),)] * 2
    assert all(not node.reliefs for _, node in nodes(plan, "WORK", "approve"))
    assert all(not node.reliefs for _, node in nodes(plan, "WORK", "brief"))


def test_more_coverage_relieves_all_that_less_does_and_more() -> None:
    found = []
    for coverage in ("20%", "60%"):
        values = {"coverage": coverage, "reduction": "100%", "steps": "write", **AT_ONCE}
        run = simulate(study_with("centralized", TEMPLATES, values), "changed")
        written = run.log.activities[run.log.activities["step"] == run.plan.steps.index("write")]
        is_work = written["team"] >= 0
        found.append(set(written[is_work & (written["effort"] == 0)]["campaign"]))
    assert found[0] and found[0] < found[1]


def test_units_begin_one_wave_after_the_other() -> None:
    values = {**AT_ONCE, "coverage": "50%", "begin": "2 weeks", "wave": "3 weeks"}
    plan = study_with("decentralized", TEMPLATES, values).plan("changed")
    assert shares(plan, "templates in use from week 2") == {0: 0.0, 2: 0.5}
    assert shares(plan, "templates in use from week 5") == {0: 0.0, 5: 0.5}


def test_coverage_decays_by_what_upkeep_falls_short() -> None:
    """Half of the upkeep, so 20% of a loss of 40% a year; after 26.09 weeks a half year is over."""
    values = {**AT_ONCE, "coverage": "50%", "decay": "40%", "upkeep": "4h", "upkeep_needed": "8h"}
    found = shares(study_with("centralized", TEMPLATES, values).plan("changed"),
                   "templates in use from week 0")  # fmt: skip
    year = 365.25 / 7
    assert found[26] == pytest.approx(0.5 * 0.8 ** (26 / year), abs=1e-9)
    enough = study_with("centralized", TEMPLATES, {**values, "upkeep": "8h"}).plan("changed")
    assert shares(enough, "templates in use from week 0") == {0: 0.5}


def test_upkeep_takes_time_of_platform_people_alone() -> None:
    """8 hours a week of two people with 40 hours each: a tenth of their time."""
    study = study_with("centralized", TEMPLATES, {"upkeep": "8h"})
    before = {one.name: one.productive_share for one in study.plan("centralized").people}
    after = {one.name: one.productive_share for one in study.plan("changed").people}
    changed = {name: before[name] - share for name, share in after.items() if share != before[name]}
    assert changed == {"operations/1": 100_000, "operations/2": 100_000}


def test_tiers_and_types_that_are_not_named_work_as_before() -> None:
    values = {"tiers": ["low"], "types": ["small"]}
    plan = study_with("centralized", TEMPLATES, values).plan("changed")
    low, high = 0b01, 0b10
    found = [
        (type_, node.condition.tiers, bool(node.reliefs))
        for (type_, _), node in nodes(plan, "WORK", "write")
    ]
    assert found == [(0, low, True), (0, high, False), (1, -1, False)]
