"""Agency revisions: rounds with the agency before anybody's gate, fewer with experience."""

from __future__ import annotations

import pandas as pd
import pytest

from mom_sim import Simulation, simulate
from mom_sim.draws.address import threshold
from mom_sim.errors import ScenarioError
from mom_sim.metrics.view import view_of
from mom_sim.metrics.waiting_places import gate_steps
from mom_sim.operating_models.budget import outside_spend_per_year
from mom_sim.plan.plan import PARTS
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.looking import activities_at, nodes
from tests.mechanisms.test_all import study_with

REVISIONS = MECHANISMS["agency_revisions"]
NEVER = {"first_pass": "0%", "experienced": "0%"}


def pieces(run: Simulation) -> pd.DataFrame:
    """Deliveries of what is written."""
    return activities_at(run, {place for place, _ in nodes(run.plan, "AGENCY", "write")})


def test_a_piece_is_accepted_after_the_last_round_at_the_latest() -> None:
    """Nothing passes by itself: every first pass takes three turnarounds and three looks."""
    study = study_with("outsourced", REVISIONS, {**NEVER, "rounds": 3, "effort": "25%"})
    run = simulate(study, "changed")
    delivered = pieces(run)
    looks = activities_at(run, {place for place, _ in nodes(run.plan, "WORK", "write")})
    done = delivered[delivered["finish"] >= 0]
    first_gate = run.log.activities[run.log.activities["step"] == run.plan.steps.index("build")]
    begun = first_gate.groupby("campaign")["ready"].min()
    before = done[done["finish"] <= done["campaign"].map(begun)]
    assert set(before.groupby("campaign").size()) == {3}
    assert set(looks.groupby("campaign").size()) >= {3}
    again = before[before["attempt"] > 1].set_index(["campaign", "attempt"])["effort"]
    assert len(again) and (again > 0).all()


def test_revisions_of_a_better_agency_are_part_of_those_of_a_worse_one() -> None:
    rounds = []
    for share in ("70%", "20%"):
        values = {"first_pass": share, "experienced": share, "rounds": 9}
        run = simulate(study_with("outsourced", REVISIONS, values), "changed")
        coin = activities_at(run, {place for place, _ in nodes(run.plan, "DECIDE", "write")})
        first = coin[coin["attempt"] == 1]
        rounds.append(set(first[first["outcome"] == 3]["campaign"]))
    assert rounds[0] and rounds[0] < rounds[1]


def test_share_sent_back_goes_down_with_deliveries() -> None:
    values = {"first_pass": "20%", "experienced": "50%", "pieces": 10}
    plan = study_with("outsourced", REVISIONS, values).plan("changed")
    curves = {
        plan.decisions[node.decision].revise_curve for _, node in nodes(plan, "DECIDE", "write")
    }
    (curve,) = (plan.curves[one] for one in curves)
    assert (curve.register, curve.agency, curve.at) == ("deliveries", 0, tuple(range(11)))
    assert curve.values[0] == threshold(0.8) and curve.values[5] == threshold(0.65)
    assert curve.values[-1] == threshold(0.5)


def test_gates_are_counted_without_it() -> None:
    study = study_with("outsourced", REVISIONS, NEVER)
    run = simulate(study, "changed")
    approve = run.plan.steps.index("approve")
    assert gate_steps(run.plan) == (approve,)
    decisions = view_of(run.log, run.plan).facts.decisions
    assert set(decisions.step) == {approve}


def test_a_gate_behind_it_has_the_piece_looked_at_again() -> None:
    plan = study_with("outsourced", REVISIONS, {}).plan("changed")
    for program in plan.programs:
        gates = [
            node for node in program.nodes
            if node.decision >= 0 and plan.decisions[node.decision].need
        ]  # fmt: skip
        again = dict(plan.decisions[gates[0].decision].rework.nodes)
        for index, node in enumerate(program.nodes):
            if plan.steps[node.step] == "write" and node.instruction in ("WORK", "DECIDE"):
                assert again[index] >= 0
            if plan.steps[node.step] == "write" and node.instruction == "AGENCY":
                assert again[index] == PARTS // 2


def test_equal_budget_expects_to_pay_for_the_rounds() -> None:
    """With three rounds and nothing accepted, a piece costs 1 + 2 x 25% of its hours."""
    costs = {}
    for effort in ("0%", "25%"):
        study = study_with("outsourced", REVISIONS, {**NEVER, "rounds": 3, "effort": effort})
        costs[effort] = outside_spend_per_year(study.scenario, study.plan("changed"))
    plain = outside_spend_per_year(study.scenario, study.plan("outsourced"))
    assert costs["0%"] == pytest.approx(plain)
    first_rounds = (costs["25%"] - plain) / 0.5
    assert 0 < first_rounds < plain


def test_an_agency_does_not_unlearn() -> None:
    with pytest.raises(ScenarioError, match="raise experienced"):
        study_with("outsourced", REVISIONS, {"first_pass": "60%"}).plan("changed")
