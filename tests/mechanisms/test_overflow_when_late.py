"""Overflow when late: what would wait and is due soon goes out."""

from __future__ import annotations

from typing import Any

from mom_sim import Study, simulate
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, company, nodes, study_from
from tests.mechanisms.test_all import study_with

LATE = MECHANISMS["overflow_when_late"]
HOUR = 3_600_000_000
OVERFLOWED = ACTIVITY_OUTCOMES.index("overflowed")


def study(within: str) -> Study:
    """Two writers for four times the campaigns, and an agency that writes nothing by itself."""
    document: dict[str, Any] = company()
    document["people"]["content"]["headcount"] = 2
    document["campaigns"]["small"]["demand"] = "240 per year"
    agency = {"name": "vendor", "skills": "brand", "turnaround": "3 working days"}
    return study_from(
        document,
        "centralized",
        "who_does_the_work",
        agency=agency,
        overflow_when_late={"within": within, "skills": "content"},
    )


def test_only_the_stated_work_overflows_and_an_agency_takes_it() -> None:
    plan = study("5 working days").plan("changed")
    for _, node in nodes(plan, "WORK", "write"):
        assert (node.overflow, node.overflow_late) == (0, 5 * 8 * HOUR)
    assert all(not node.overflow_late for _, node in nodes(plan, "WORK", "draw"))
    orders = [node for _, node in nodes(plan, "AGENCY", "write")]
    assert len(orders) == 2
    assert {node.condition.after_outcome for node in orders} == {OVERFLOWED}


def test_what_overflows_is_due_soon() -> None:
    run = simulate(study("10 working days"), "changed")
    rows = activities_at(run, {place for place, _ in nodes(run.plan, "WORK", "write")})
    out = rows[rows["outcome"] == OVERFLOWED]
    assert 0 < len(out) < len(rows)
    due = run.log.campaigns.set_index("campaign")["due"].loc[out["campaign"]].to_numpy()
    clock = run.plan.clocks[run.plan.reference_clock]
    left = clock.work_array(due) - clock.work_array(out["ready"].to_numpy())
    assert (left < 10 * 8 * HOUR).all()


def test_without_agency_nothing_goes_out_and_it_is_said() -> None:
    changed = study_with("centralized", LATE, {})
    assert changed.plan("changed").programs == changed.plan("centralized").programs
    assert any("nowhere to go" in warning for warning in changed.plan("changed").warnings)
