"""Unclear thresholds: a share of what others decide reaches the experts as well."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.draws.address import threshold
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, nodes, time_to_launch
from tests.mechanisms.test_all import study_with

RECORD = MECHANISMS["unclear_thresholds"]


@pytest.mark.parametrize("share", [0.2, 1.0])
def test_low_risk_work_reaches_the_experts_too(share: float) -> None:
    study = study_with("decentralized", RECORD, {"share": share})
    plan = study.plan("changed")
    before = len(list(nodes(study.plan("decentralized"), "DECIDE", "approve")))
    # The small type alone has low-risk campaigns; the large one's tier is the experts' already.
    assert len(list(nodes(plan, "DECIDE", "approve"))) == before + 1
    markers = [node for _, node in nodes(plan, "PASS", "approve") if node.condition.chance >= 0]
    assert [node.condition.threshold for node in markers] == (
        [threshold(share)] if share < 1 else []
    )


def test_nothing_changes_where_the_experts_decide_anyway() -> None:
    study = study_with("centralized", RECORD, {"share": 1.0})
    assert study.plan("changed").programs == study.plan("centralized").programs


def test_double_approval_takes_more_reviews_and_more_time() -> None:
    study = study_with("decentralized", RECORD, {"share": 1.0})
    plain, double = simulate(study, "decentralized"), simulate(study, "changed")

    def reviews(simulation: object) -> int:
        places = {place for place, _ in nodes(simulation.plan, "WORK", "approve")}  # type: ignore[attr-defined]
        return len(activities_at(simulation, places))  # type: ignore[arg-type]

    assert reviews(double) > reviews(plain)
    assert time_to_launch(double).mean() > time_to_launch(plain).mean()
