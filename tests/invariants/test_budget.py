"""Equal budget: positions pay for what is bought outside, never for more than that."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mom_sim.errors import PlanError
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.metrics.view import view_of
from mom_sim.operating_models.budget import (
    equal_budget,
    outside_spend_per_year,
    position_cost_per_year,
)
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.operating_models.expected_demand import expected_revisions
from mom_sim.scenario.resolved import Demand, ErrorRates, GateRule, OperatingModel, Scenario
from mom_sim.simulation import Study, parse_scenario, run_plan
from mom_sim.tape.people import people_of
from mom_sim.tape.tape import draw_tape
from tests.made.lengths import DAY, HOUR, constant
from tests.made.people import KINDS, NO_TURNOVER, SKILLS
from tests.made.small import (
    agency,
    campaign_type,
    decided_by,
    flaw,
    gate,
    launch,
    model,
    people,
    play,
    study,
    work,
)
from tests.strategies import Case, cases

TWO_UNITS = """
name: Two units
units: [a, b]
people:
  lead: {kind: lead, headcount: 1}
  content: {kind: producer, headcount: {a: 2, b: 1}, cost: 200 USD/hour}
  design: {kind: producer, headcount: {a: 1, b: 2}, cost: 60 USD/hour}
workflows:
  standard:
    steps:
      draft: {skill: content, effort: 8h}
      draw: {skill: design, effort: 8h, after: draft}
      launch: {after: draw, launch: true}
campaigns:
  t: {demand: 120 per year}
operating_model:
  name: own
  who_does_the_work:
    teams: [{name: center, kinds: all, group: company}]
    agency: {name: agency, skills: [content], turnaround: 2 days, price: 300 USD/hour}
  who_decides: [{deciders: [expert]}]
  pays_with: [producer]
run: {horizon: 52 weeks, warm_up: 0 weeks}
"""


def test_a_dear_position_does_not_stop_cheaper_ones_from_paying() -> None:
    read = Study.of(parse_scenario(TWO_UNITS))
    budget = equal_budget(read.scenario, read.model())
    content, design = (
        position_cost_per_year(read.scenario, read.scenario.roles[n]) for n in (1, 2)
    )
    assert budget.outside_spend_per_year == pytest.approx(120 * 8 * 300)
    assert content > budget.outside_spend_per_year > 2 * design
    assert budget.removed == (("design", 2),)
    assert budget.residual_per_year == pytest.approx(120 * 8 * 300 - 2 * design)


# ---------------------------------------------------------------------- properties


@st.composite
def buyers(draw: st.DrawFn) -> Case:
    """Cases whose positions may cost anything, whose agency may charge in any way."""
    case = draw(cases())
    roles = tuple(
        replace(role, cost_per_hour=draw(st.sampled_from((0.0, 10.0, 50.0, 170.0))))
        for role in case.scenario.roles
    )
    who = case.model.who_does_the_work
    bought = replace(
        agency(3, *draw(st.sets(st.sampled_from(SKILLS), max_size=3))),
        price_per_hour=draw(st.floats(0, 400)),
        price_per_piece=draw(st.floats(0, 5_000)),
        retainer_per_year=draw(st.sampled_from((0.0, 80_000.0, 5e6))),
    )
    changed = replace(
        case.model,
        who_does_the_work=replace(who, agency=(bought,) if draw(st.booleans()) else ()),
        pays_with=tuple(draw(st.permutations(KINDS)))[: draw(st.integers(0, 4))],
    )
    return replace(case, scenario=replace(case.scenario, roles=roles), model=changed)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(buyers())
def test_positions_pay_for_the_outside_work_and_everybody_else_stays(case: Case) -> None:
    before = case.scenario
    try:
        budget = equal_budget(before, case.model)
    except PlanError:  # the agency cannot do without a skill that a crew lacks
        return
    spend, saved = budget.outside_spend_per_year, budget.saved_per_year
    assert 0 <= saved <= spend
    assert budget.residual_per_year == spend - saved >= 0
    removed = dict(budget.removed)
    costs = {role.name: position_cost_per_year(before, role) for role in before.roles}
    assert saved == pytest.approx(sum(count * costs[name] for name, count in removed.items()))
    for old, new in zip(before.roles, budget.scenario.roles, strict=True):
        assert new.headcount == old.headcount - removed.get(old.name, 0) >= 1
        assert old.kind in case.model.pays_with or new == old
        assert not new.home or sum(count for _, count in new.home) == new.headcount
        assert replace(new, headcount=old.headcount, home=old.home) == old
    people_before = people_of(before)
    assert [one for one in people_before if one in people_of(budget.scenario)] == list(
        people_of(budget.scenario)
    )
    if not case.model.who_does_the_work.agency:
        assert budget.scenario == before and spend == 0 and budget.removed == ()


def test_people_at_home_in_units_stay_there() -> None:
    """Whatever the order in which the units are named."""
    read = Study.of(parse_scenario(TWO_UNITS))
    roles = tuple(
        replace(role, home=(("b", 2), ("a", 1))) if role.name == "design" else role
        for role in read.scenario.roles
    )
    scenario = replace(read.scenario, roles=roles)
    budget = equal_budget(scenario, read.model())
    assert dict(budget.removed)["design"] == 2
    # Positions are numbered in the order of the units, so that the one in `a` is the first.
    assert dict(budget.scenario.roles[2].home) == {"a": 1, "b": 0}


# ---------------------------------------------------------------------- what a position costs


def test_vacation_and_sickness_are_paid_and_vacancies_are_not() -> None:
    scenario = reviewed()
    role = people("made", calendar="office", cost_per_hour=70.0)
    year = 70.0 * 8 * 261
    assert position_cost_per_year(scenario, role) == pytest.approx(year, rel=0.005)
    away = replace(role, absence=replace(role.absence, vacation_days=30.0, sickness_share=0.1))
    assert position_cost_per_year(scenario, away) == position_cost_per_year(scenario, role)
    leaves = replace(NO_TURNOVER, per_year=0.5, hire_delay=constant(24 * 365.25 / 5))
    vacant = position_cost_per_year(scenario, replace(role, turnover=leaves))
    # Two years in the position, then a fifth of a year vacant.
    assert vacant == pytest.approx(position_cost_per_year(scenario, role) * 2 / 2.2)


# ---------------------------------------------------------------------- rounds


def reviewed(first: float = 0.4, revised: float = 0.2, **changes: object) -> Scenario:
    """Writing that an agency does, and a gate that sends a quarter of it back."""
    rates = tuple(
        (word, ErrorRates(0.1, 0.3) if word == "expert" else ErrorRates(0.0, 0.6))
        for word in ("expert", "lead", "crew", "automated")
    )
    check = gate("check", "lead", 0.5, "write", revise={"write": 0.25}, error_rates=rates)
    check = replace(check, gate=(replace(check.gate[0], **changes),))  # type: ignore[arg-type]
    return study(
        [people("lead", 4, kind="lead"), people("writer", 2)],
        [work("write", "writer", 8), check, launch("check")],
        [],
        campaigns=(
            campaign_type(
                risk_tiers=(("low", 0.7), ("high", 0.3)),
                demand=(Demand("north", 0.0, (constant(6),), 0, True),),
            ),
        ),
        defect_risks=(flaw(first, revised),),
    )


def buying(*rules: GateRule, per_piece: float = 0.0) -> OperatingModel:
    return model(
        *rules, agency=(agency(5, "writer", price_per_hour=100, price_per_piece=per_piece),)
    )


def revisions(scenario: Scenario, of: OperatingModel) -> float:
    return expected_revisions(scenario, compile_plan(scenario, of), "t", "check")


def test_rounds_of_one_decider_follow_each_other_like_trials() -> None:
    first, later = 0.4 * 0.7 + 0.6 * 0.1, 0.2 * 0.7 + 0.8 * 0.1
    assert revisions(reviewed(), buying()) == pytest.approx(first / (1 - later))
    three = reviewed(rounds=3)
    assert revisions(three, buying()) == pytest.approx(first * (1 + later))
    assert revisions(reviewed(rounds=1), buying()) == 0
    half = reviewed(applies=(("t", 0.5),))
    assert revisions(half, buying()) == pytest.approx(first / (1 - later) / 2)
    coin = reviewed(0.0, 0.0, revise_probability=0.5)
    assert revisions(coin, buying()) == pytest.approx((1 - 0.5 * 0.9) / (0.5 * 0.9))
    by_round = reviewed(0.0, 0.0, revise_probability=0.5, revise_later=(0.25, 0.125))
    one, two, further = (1 - (1 - coin) * 0.9 for coin in (0.5, 0.25, 0.125))
    expected = one + one * two + one * two * further / (1 - further)
    assert revisions(by_round, buying()) == pytest.approx(expected)
    for rounds, sent_back in ((1, 0), (2, one), (3, one + one * two)):
        cut = reviewed(0.0, 0.0, revise_probability=0.5, revise_later=(0.25,), rounds=rounds)
        assert revisions(cut, buying()) == pytest.approx(sent_back)
    five = reviewed(0.0, 0.0, revise_probability=0.5, revise_later=(0.25,), rounds=5)
    assert revisions(five, buying()) == pytest.approx(one * (1 + two + two**2 + two**3))
    ends = reviewed(reject_share=0.5)
    assert revisions(ends, buying()) == pytest.approx(first / 2 / (1 - later / 2))


def test_the_first_fitting_rule_of_each_tier_counts() -> None:
    lead, expert = decided_by("lead", tiers=("low",)), decided_by("expert")
    by_lead = 0.4 * 0.4 / (1 - 0.2 * 0.4)
    by_expert = revisions(reviewed(), buying(expert))
    found = revisions(reviewed(), buying(lead, expert))
    assert found == pytest.approx(0.7 * by_lead + 0.3 * by_expert)
    sampled = decided_by("expert", sampled=0.25)
    assert revisions(reviewed(), buying(sampled)) == pytest.approx(by_expert / 4)


def test_each_round_is_a_piece_with_a_share_of_the_effort() -> None:
    scenario, of = reviewed(), buying(per_piece=500.0)
    again = revisions(scenario, of)
    per_year = 365.25 * DAY / (6 * HOUR)
    spend = outside_spend_per_year(scenario, compile_plan(scenario, of))
    assert spend == pytest.approx(per_year * (8 * 100 * (1 + again / 4) + 500 * (1 + again)))


def test_a_gate_that_lets_nothing_pass_has_no_expected_cost() -> None:
    scenario = reviewed(revise_probability=1.0)
    with pytest.raises(PlanError, match="gate check sends all work back again without end"):
        equal_budget(scenario, buying())


PANELS = (
    (decided_by("expert"),),
    (decided_by("lead", tiers=("low",)), decided_by("expert")),
    (decided_by("lead", "expert"),),
    (decided_by("lead", "expert", rule="any"),),
    (decided_by("expert", "lead", "automated", rule="k_of_n", need=2),),
)


@pytest.mark.parametrize("rules", PANELS)
def test_pieces_of_simulated_campaigns(rules: tuple[GateRule, ...]) -> None:
    """About 670 campaigns in 3 replications, a coin, a check and at most six rounds.

    The mean number of revisions lies within 4.5 standard errors of the expectation: false alarm
    below 1e-5 each by the normal approximation. Seed 1.
    """
    scenario = reviewed(revise_probability=0.3, rounds=6)
    scenario = replace(scenario, run=replace(scenario.run, horizon=8 * 7 * DAY))
    of = buying(*rules)
    plan = compile_plan(scenario, of)
    counts: list[int] = []
    for replication in (1, 2, 3):
        counts += pieces(scenario, of, replication)
    error = float(np.std(counts)) / sqrt(len(counts))
    assert len(counts) > 600
    assert abs(np.mean(counts) - 1 - expected_revisions(scenario, plan, "t", "check")) < 4.5 * error


def pieces(scenario: Scenario, of: OperatingModel, replication: int) -> list[int]:
    """Pieces that the agency delivered, by launched campaign."""
    log = play(scenario, of, draw_tape(scenario, replication)).log
    kind = log.vocabularies["instruction"].index("AGENCY")
    rows = log.activities
    done = (rows["instruction"] == kind) & (rows["outcome"] == ACTIVITY_OUTCOMES.index("done"))
    counts = rows["campaign"][done].value_counts()
    launched = log.campaigns.index[log.campaigns["launch_activity"] >= 0]
    return [int(counts.get(number, 0)) for number in launched]


REFERENCE = """
name: Small company
units: [north, south]
people:
  strategy: {headcount: 6, kind: lead}
  content: {headcount: 4, kind: producer}
  design: {headcount: 4, kind: producer}
  brand: {headcount: 4}
  operations: {headcount: 8}
campaigns:
  small: {demand: 250 per year}
run: {horizon: 65 weeks, warm_up: 13 weeks, follow_up: 26 weeks, seed: 7}
"""
PLENTY = "content: {headcount: 12"
"""So that whatever is asked for is done in time, in a strong season, too."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def with_months(factor: float) -> str:
    season = ", ".join(f"{month}: {factor}" for month in MONTHS)
    demand = "demand: 250 per year"
    return REFERENCE.replace(f"{{{demand}}}", f"{{{demand}, seasonality: {{{season}}}}}")


@pytest.mark.parametrize("text", [with_months(2.0), with_months(0.5)])
def test_the_expected_spend_is_what_simulated_replications_pay(text: str) -> None:
    """Default workflow, outsourced: two gates and all kinds of rework; in season and out of it.

    Spend of 2 replications with 125 or 500 campaigns each: the Poisson demand has a relative
    standard error of at most 6.3 percent, efforts and rounds bring it to about 7; the tolerance of
    28 percent has a false-alarm probability below 1e-3 by the normal approximation. Seed 7.
    """
    read = Study.of(parse_scenario(text.replace("content: {headcount: 4", PLENTY)))
    plan = read.plan("outsourced")
    paid = []
    for replication in (1, 2):
        tape = draw_tape(read.scenario, replication, seed=7, draws=plan.draws)
        view = view_of(run_plan(read, plan, tape).log, plan)
        paid.append(view.facts.spending.agency)
    expected = outside_spend_per_year(read.scenario, plan) * 364 / 365.25
    assert np.mean(paid) == pytest.approx(expected, rel=0.28)


def spend_of(text: str) -> float:
    read = Study.of(parse_scenario(text))
    return outside_spend_per_year(read.scenario, read.plan("outsourced"))


def test_what_is_expected_is_the_demand_of_the_measured_window() -> None:
    """The window is 52 weeks from 2026-04-06; whatever lies outside of it is not bought in it."""
    flat = spend_of(REFERENCE)
    assert spend_of(with_months(2.0)) == pytest.approx(2 * flat)
    assert spend_of(with_months(0.5)) == pytest.approx(flat / 2)
    early = REFERENCE.replace("per year}", "per year, seasonality: {mar: 2.0}}")
    late = REFERENCE.replace("per year}", "per year, seasonality: {jun: 0.0}}")
    assert spend_of(early) == pytest.approx(flat * (1 + 31 / 364), rel=0.01)  # not both Marches
    assert spend_of(late) == pytest.approx(flat * (1 - 30 / 364), rel=0.01)
    wave = "{period: 104 weeks, amplitude: 100%, phase: 13 weeks}"
    crest = REFERENCE.replace("per year}", f"per year, seasonality: {{cycle: {wave}}}}}")
    assert spend_of(crest) == pytest.approx(flat * (1 + 2 / np.pi), rel=0.01)


def test_dated_launches_count_where_they_lie_in_the_window() -> None:
    launch = "dated_launches: [{{id: x, unit: north, type: small, requested: {}, due: 2027-04-20}}]"
    flat, years = spend_of(REFERENCE), 364 / 365.25
    inside, outside = (
        spend_of(f"{REFERENCE}{launch.format(day)}") for day in ("2026-05-01", "2026-02-01")
    )
    assert outside == flat
    assert inside == pytest.approx(flat * (1 + 1 / years / 250))
