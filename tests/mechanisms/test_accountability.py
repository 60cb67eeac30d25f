"""Accountability: decisions that nobody owns stall, and nothing else waits longer by itself."""

from __future__ import annotations

from mom_sim import Simulation, simulate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import company_where, decided_on, study_of
from tests.mechanisms.looking import activities_at, nodes
from tests.mechanisms.test_all import study_with

RECORD = MECHANISMS["accountability"]
WORKING_DAY = 8 * 3_600_000_000


def stalls(simulation: Simulation) -> dict[int, int]:
    """Length of the stall by campaign, from the log's rows."""
    plan = simulation.plan
    places = {place for place, node in nodes(plan, "DELAY", "approve") if node.cause == "decision"}
    rows = activities_at(simulation, places)
    clock = plan.clocks[plan.reference_clock]
    return {
        int(row.campaign): clock.work(int(row.finish)) - clock.work(int(row.start))
        for row in rows.itertuples()
        if row.finish >= 0
    }


def test_every_decision_stalls_once_for_the_stated_time() -> None:
    study = study_with("centralized", RECORD, {"missing": "100%", "stall": "2 working days"})
    simulation = simulate(study, "changed")
    found = stalls(simulation)
    assert len(found) > 20
    assert set(found.values()) == {2 * WORKING_DAY}


def test_more_missing_owners_include_all_of_fewer() -> None:
    few = simulate(study_with("decentralized", RECORD, {"missing": "10%"}), "changed")
    many = simulate(study_with("decentralized", RECORD, {"missing": "50%"}), "changed")
    assert 0 < len(stalls(few)) < len(stalls(many))
    assert set(stalls(few)) <= set(stalls(many))


def test_the_wait_is_booked_as_decision() -> None:
    simulation = simulate(study_with("centralized", RECORD, {"missing": "100%"}), "changed")
    waits = simulation.log.readable("waits")
    rows = {int(c) for c in simulation.log.activities["activity"]}
    stalled = set(
        activities_at(
            simulation,
            {p for p, n in nodes(simulation.plan, "DELAY", "approve") if n.cause == "decision"},
        )["activity"]
    )
    assert stalled <= rows
    assert set(waits[waits["activity"].isin(stalled)]["cause"]) == {"decision"}


def test_only_campaigns_that_need_the_gate_stall() -> None:
    rights = {"accountability": {"missing": "100%", "stall": "2 working days"}}
    company = company_where({"small": "50%", "large": "0%"})
    simulation = simulate(
        study_of("centralized", company=company, decision_rights=rights), "changed"
    )
    stalled = set(stalls(simulation))
    types = simulation.log.campaigns.set_index("campaign")["type"]
    assert len(stalled) > 5
    assert decided_on(simulation) <= stalled
    assert {simulation.plan.types[types[one]] for one in stalled} == {"small"}
    assert len(stalled) < 0.8 * (types == simulation.plan.types.index("small")).sum()
