"""Duplicates: some are answered with what exists, some adapted, the rest done in full."""

from __future__ import annotations

import pytest

from mom_sim import Simulation, simulate
from mom_sim.draws.address import threshold
from mom_sim.log.contract import OUTCOMES
from mom_sim.operating_models.budget import outside_spend_per_year
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, draws_of, nodes
from tests.mechanisms.test_all import study_with

DUPLICATES = MECHANISMS["duplicates"]


def reused(values: dict[str, object]) -> set[str]:
    run = simulate(study_with("centralized", DUPLICATES, values), "changed")
    campaigns = run.log.campaigns
    return set(campaigns[campaigns["outcome"] == OUTCOMES.index("reused")]["id"])


def first_writing(run: Simulation) -> dict[str, int]:
    """Effort of the first attempt at writing, by campaign."""
    rows = activities_at(run, {place for place, _ in nodes(run.plan, "WORK", "write")})
    first = rows[rows["attempt"] == 1]
    ids = run.log.campaigns.set_index("campaign")["id"]
    return dict(zip(ids.loc[first["campaign"]], first["effort"], strict=True))


def test_who_recognizes_more_recognizes_all_that_others_do() -> None:
    few = reused({"share": "100%", "recognized": "20%", "reused": "50%"})
    more = reused({"share": "100%", "recognized": "90%", "reused": "50%"})
    assert few and few < more


def test_what_is_adapted_takes_its_part_and_the_rest_is_done_in_full() -> None:
    values = {"share": "50%", "recognized": "60%", "reused": "0%", "adaptation": "40%",
              "effort": "0h"}  # fmt: skip
    study = study_with("centralized", DUPLICATES, values)
    plain, changed = simulate(study, "centralized"), simulate(study, "changed")
    chances = draws_of(study, changed.plan, "campaign:duplicate")
    before, after = first_writing(plain), first_writing(changed)
    both = before.keys() & after.keys()
    adapted = {name for name in both if chances[name] < threshold(0.3)}
    assert adapted and adapted < both
    for name in both:
        share = 0.4 if name in adapted else 1.0
        assert abs(after[name] - share * before[name]) <= 1


def test_nobody_looks_at_requests_where_nothing_is_recognized() -> None:
    study = study_with("decentralized", DUPLICATES, {"share": "12%", "recognized": "0%"})
    plan = study.plan("changed")
    assert "duplicate check" not in plan.steps and plan.curves == ()


def test_an_agency_charges_for_less_of_an_adapted_piece() -> None:
    plan = study_with("outsourced", DUPLICATES, {"adaptation": "40%"}).plan("changed")
    pieces = list(nodes(plan, "AGENCY", "write"))
    assert pieces
    assert all(node.reliefs[0].share == round(0.4 * PARTS) for _, node in pieces)


def test_equal_budget_expects_to_pay_for_less() -> None:
    """Of 50%, 60% are recognized, and 60% of their hours saved: 18% of all that is bought."""
    values = {"share": "50%", "recognized": "60%", "reused": "0%", "adaptation": "40%"}
    study = study_with("outsourced", DUPLICATES, values)
    plain = outside_spend_per_year(study.scenario, study.plan("outsourced"))
    assert outside_spend_per_year(study.scenario, study.plan("changed")) == pytest.approx(
        0.82 * plain
    )
