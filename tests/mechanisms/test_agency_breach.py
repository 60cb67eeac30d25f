"""Agency breach: late deliveries are time with the agency, nested in their probability."""

from __future__ import annotations

from mom_sim import Simulation, simulate
from mom_sim.log.contract import ACTIVITY_OUTCOMES, CAUSES
from mom_sim.metrics.view import view_of
from mom_sim.metrics.waiting_places import places_of, waiting_by_place
from mom_sim.plan.plan import Node
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import Place, activities_at, nodes
from tests.mechanisms.test_all import study_with

BREACH = MECHANISMS["agency_breach"]


def delays(run: Simulation) -> dict[Place, Node]:
    """Nodes in which deliveries are late."""
    return {
        place: node
        for step in ("write", "draw")
        for place, node in nodes(run.plan, "DELAY", step)
        if node.cause == "agency"
    }


def late(probability: str) -> set[tuple[int, int]]:
    run = simulate(study_with("outsourced", BREACH, {"probability": probability}), "changed")
    rows = activities_at(run, set(delays(run)))
    return set(zip(rows["campaign"], rows["node"], strict=True))


def test_more_breaches_include_all_of_fewer_ones() -> None:
    few, many = late("15%"), late("60%")
    assert few and few < many


def test_a_breach_is_time_with_the_agency_of_the_stated_length() -> None:
    study = study_with("outsourced", BREACH, {"probability": "100%", "delay": "3 days"})
    run = simulate(study, "changed")
    rows = activities_at(run, set(delays(run)))
    rows = rows[rows["outcome"] == ACTIVITY_OUTCOMES.index("done")]
    assert set(rows["finish"] - rows["start"]) == {3 * 24 * 3_600_000_000}
    waits = run.log.waits
    of_delay = waits[waits["activity"].isin(rows["activity"])]
    assert set(of_delay["cause"]) == {CAUSES.index("agency")}
    # The place of all this waiting is the agency, though a delay states none.
    view = view_of(run.log, run.plan)
    at = dict(zip(places_of(run.plan), waiting_by_place(view), strict=True))
    split = view.facts.split.pieces
    chosen = (split.cause == CAUSES.index("agency")) & view.launched[split.campaign]
    assert at["agency", "agency"] == split.working[chosen].sum() > 0


def test_where_nothing_goes_out_nothing_comes_back_late() -> None:
    study = study_with("centralized", BREACH, {"probability": "100%"})
    assert study.plan("changed").programs == study.plan("centralized").programs
