"""Gates removed from generated studies: the parts add up, and nothing else is touched."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mom_sim.engines.assembling import assemble
from mom_sim.engines.simpy_engine.engine import run
from mom_sim.experiments.gates.runs import GateRun, orders_of_removal, tell_run
from mom_sim.experiments.gates.shares import QUANTITIES, ReplicationShares, share_out
from mom_sim.log.log import Log
from mom_sim.log.validation import validate
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.operating_models.gate_removal import compile_without, gates_of
from mom_sim.plan.plan import Plan
from mom_sim.stats.shapley import removals
from tests.made.small import OUTCOMES_OF
from tests.strategies import Case, cases

MOST_GATES = 3
few = settings(max_examples=settings.default.max_examples // 6)


def plan_with(case: Case, gates: tuple[str, ...], present: int) -> Plan:
    gone = {gate for place, gate in enumerate(gates) if not present >> place & 1}
    return compile_without(case.scenario, case.model, gone, case.plan)


def log_of(case: Case, plan: Plan) -> Log:
    tape = case.tape
    recording, _ = run(plan, tape)
    return assemble(plan, tape, recording, {})


def runs_of(case: Case, gates: tuple[str, ...], sets: set[int]) -> dict[int, GateRun]:
    plans = {present: plan_with(case, gates, present) for present in sets}
    return {
        present: tell_run(log_of(case, plan), plan, (1, present)) for present, plan in plans.items()
    }


def assert_that_parts_add_up(found: ReplicationShares, runs: dict[int, GateRun]) -> None:
    every = max(runs)
    assert {run.launched.size for run in runs.values()} == {found.measured}
    same = np.logical_and.reduce([run.launched for run in runs.values()])
    for quantity in QUANTITIES:
        shared = found.quantities[quantity.name]
        of = same if quantity.of_same else np.ones_like(same)
        with_all, without = (quantity.value(runs[which], of) for which in (every, 0))
        assert sum(shared.shares, Fraction(0)) == quantity.sign * (with_all - without)
        assert (shared.with_all, shared.without) == (with_all, without)


@few
@given(cases())
def test_the_parts_add_up_to_the_difference_exactly(case: Case) -> None:
    gates = gates_of(case.scenario)[:MOST_GATES]
    assume(gates)
    runs = runs_of(case, gates, set(range(2 ** len(gates))))
    assert_that_parts_add_up(share_out(runs, len(gates)), runs)


@settings(max_examples=settings.default.max_examples // 12)
@given(cases(), st.integers(2, 3))
def test_sampled_orders_add_up_exactly(case: Case, count: int) -> None:
    gates = gates_of(case.scenario)[:MOST_GATES]
    assume(gates)
    orders = orders_of_removal(1, 1, gates, count)
    sets = {end for order in orders for pair in removals(order) for end in pair}
    runs = runs_of(case, gates, sets)
    assert_that_parts_add_up(share_out(runs, len(gates), orders), runs)


@few
@given(cases(), st.integers(1, 2**6 - 1))
def test_a_removed_gate_leaves_no_trace_and_touches_nothing_else(case: Case, chosen: int) -> None:
    gates = gates_of(case.scenario)
    gone = {gate for number, gate in enumerate(gates) if chosen >> number & 1}
    assume(gone)
    whole = compile_plan(case.scenario, case.model)
    plan = compile_without(case.scenario, case.model, gone, whole)

    for name in ("people", "teams", "units", "types", "steps", "clocks", "agencies", "risks"):
        assert getattr(plan, name) == getattr(whole, name), name
    for mine, theirs in zip(plan.defects, whole.defects, strict=True):
        assert (mine.first, mine.revised, mine.exposure) == (
            theirs.first,
            theirs.revised,
            theirs.exposure,
        )
        assert plan.draws[mine.draw] == whole.draws[theirs.draw]
        assert (mine.exposure_draw < 0) == (theirs.exposure_draw < 0)
        if mine.exposure_draw >= 0:
            assert plan.draws[mine.exposure_draw] == whole.draws[theirs.exposure_draw]

    log = log_of(case, plan)
    assert validate(log, OUTCOMES_OF) == []
    steps = {plan.steps.index(gate) for gate in gone}
    rows = log.activities[log.activities["step"].isin(steps)]
    words = log.vocabularies["instruction"]
    # Events that the scenario states before the gate's place stay; nobody decides or reviews.
    assert not {words[code] for code in rows["instruction"]} & {"WORK", "MEET", "DECIDE"}
    events = {risk.step for risk in case.scenario.event_risks}
    if not gone & events:
        assert {words[code] for code in rows["instruction"]} <= {"PASS", "EMBARGO"}


@few
@given(cases())
def test_nothing_removed_is_the_same_plan_and_all_removed_is_no_verdict(case: Case) -> None:
    gates = gates_of(case.scenario)
    assume(gates)
    assert compile_without(case.scenario, case.model, (), case.plan) is case.plan
    log = log_of(case, compile_without(case.scenario, case.model, gates, case.plan))
    verdict = log.vocabularies["event_kind"].index("verdict")
    assert not (log.events["kind"] == verdict).any()


@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(1, 6), st.integers(1, 5))
def test_orders_have_every_gate_once_and_do_not_depend_on_further_ones(
    seed: int, replication: int, gates: int, count: int
) -> None:
    names = [f"gate {number}" for number in range(gates)]
    orders = orders_of_removal(seed, replication, names, count)
    assert len(orders) == count
    assert all(sorted(order) == list(range(gates)) for order in orders)
    longer = orders_of_removal(seed, replication, [*names, "another"], count)
    assert [tuple(gate for gate in order if gate < gates) for order in longer] == orders


def test_orders_are_equally_likely() -> None:
    """Six orders of three gates; false alarm 1e-6 by a chi-square test, seed fixed."""
    orders = orders_of_removal(7, 1, ["a", "b", "c"], 6000)
    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6
    # 35.9 is the upper 1e-6 quantile of chi-square with 5 degrees of freedom.
    assert sum((count - 1000) ** 2 / 1000 for count in counts) < 35.9
