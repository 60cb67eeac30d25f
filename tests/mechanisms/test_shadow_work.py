"""Shadow work: some of those who wait too long go round, at a cost that is counted."""

from __future__ import annotations

import pytest

from mom_sim import Study, simulate
from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.view import view_of
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.tape.tape import draw_tape
from tests.mechanisms.looking import company, study_from
from tests.mechanisms.test_all import study_with

SHADOW = MECHANISMS["shadow_work"]
DAY = 24 * 3_600_000_000


def busy_company(**values: object) -> Study:
    """One lead for seven times as many campaigns: many wait for a first start."""
    document = company()
    document["people"]["strategy"]["headcount"] = 1
    document["campaigns"]["small"]["demand"] = "400 per year"
    document["risks"]["off_brand"]["cost"] = "1000 USD"
    return study_from(document, "centralized", "coordination", shadow_work=values)


def balkers(share: str) -> set[str]:
    """Requests that do not wait longer than the tolerance."""
    study = busy_company(probability=share, tolerance="2 days")
    plan = study.plan("changed")
    tape = draw_tape(study.scenario, 1)
    patience = tape.durations(plan.draws[plan.programs[0].patience], 1)
    return {name for name, time in zip(tape.campaigns.id, patience, strict=True) if time == 2 * DAY}


def test_the_others_wait_without_end() -> None:
    plan = study_with("centralized", SHADOW, {"probability": "30%"}).plan("changed")
    for program in plan.programs:
        assert program.impatient == "shadow"
        distribution = plan.draws[program.patience].by_type[program.type]
        assert distribution is not None
        goes, stays = distribution.quantile([0.29, 0.31]).tolist()
        assert goes == 21 * DAY and stays > plan.limit


def test_more_who_would_go_round_include_the_fewer() -> None:
    few, more, all_of_them = balkers("20%"), balkers("60%"), balkers("100%")
    assert few and few < more < all_of_them


def test_who_goes_round_would_have_gone_round() -> None:
    run = simulate(busy_company(probability="30%", tolerance="2 days"), "changed")
    campaigns = run.log.campaigns
    gone = campaigns[campaigns["outcome"] == OUTCOMES.index("shadow")]
    assert len(gone) and set(gone["id"]) <= balkers("30%")
    assert set(gone["ended"] - gone["requested"]) == {2 * DAY}


def test_cost_of_a_request_is_its_hours_and_the_bad_work_that_nobody_notices() -> None:
    """A small campaign has 2 + 6 + 6 + 5 hours without the approval, at 75 each; and a fifth of an
    incident of 1000, of which the unit notices half."""
    run = simulate(
        busy_company(probability="50%", tolerance="2 days", price="75 USD/hour", caught="50%"),
        "changed",
    )
    small = run.plan.shadow_costs[0]
    assert small == pytest.approx(19 * 75 + 0.2 * 1000 * 0.5)
    campaigns, window = run.log.campaigns, run.log.window
    out = campaigns[campaigns["outcome"] == OUTCOMES.index("shadow")]
    inside = out[(out["ended"] >= window.warm_up) & (out["ended"] < window.horizon)]
    assert 0 < len(inside) <= len(out)
    expected = sum(run.plan.shadow_costs[kind] for kind in inside["type"])
    spending = view_of(run.log, run.plan).facts.spending
    assert spending.shadow == pytest.approx(expected)
    parts = spending.people + spending.agency + spending.technology + spending.incidents
    assert spending.total == pytest.approx(parts + expected)


def test_a_patience_of_its_own_stays() -> None:
    document = company()
    document["campaigns"]["small"]["patience"] = "4 weeks"
    study = study_from(document, "centralized", "coordination", shadow_work={})
    plan = study.plan("changed")
    assert [program.impatient for program in plan.programs] == ["canceled", "shadow"]
    assert plan.programs[0].patience == study.plan("centralized").programs[0].patience
    assert any("small states a patience of its own" in warning for warning in plan.warnings)
