"""The same luck in every organization: what one campaign draws does not depend on anything else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mom_sim.errors import PlanError
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import DatedCampaign, Demand, Scenario, Step, Surge, Unit
from mom_sim.tape.tape import Tape, draw_tape
from tests.made.dice import Dice
from tests.made.lengths import DAY, constant
from tests.made.operating_models import operating_model
from tests.made.people import SKILLS
from tests.strategies import Case, cases, dice, made_scenario

ATTEMPTS = (1, 2, 5)


# Lengths that an operating model states itself, and may state otherwise.
OF_THE_MODEL = ("campaign:briefing:", "campaign:turnaround:", "campaign:hand_off:")


def luck(plan: Plan, tape: Tape) -> dict[tuple[str, str, int], int]:
    """What chance decides, by campaign, by name of the draw and by attempt."""
    found: dict[tuple[str, str, int], int] = {}
    for draw in plan.draws:
        if draw.name.startswith(OF_THE_MODEL):
            continue
        read = tape.chances if draw.kind == "chance" else tape.durations
        for attempt in ATTEMPTS:
            for name, value in zip(tape.campaigns.id, read(draw, attempt), strict=True):
                if value >= 0:
                    found[name, draw.name, attempt] = value
    return found


def same_where_both_draw(case: Case, other: Scenario, plan: Plan | None = None) -> None:
    mine = luck(case.plan, case.tape)
    theirs = luck(plan or compile_plan(other, case.model), draw_tape(other, 1))
    common = mine.keys() & theirs.keys()
    assert common or not mine or not theirs
    assert {key: mine[key] for key in common} == {key: theirs[key] for key in common}


fewer = settings(max_examples=settings.default.max_examples // 4)


@fewer
@given(cases(), dice())
def test_of_the_operating_model(case: Case, another: Dice) -> None:
    gates = tuple(s.name for s in case.scenario.workflows[0].steps if s.kind == "gate")
    types = tuple(kind.name for kind in case.scenario.campaigns)
    model = operating_model(another, types, gates)
    try:
        plan = compile_plan(case.scenario, model)
    except PlanError:
        assume(False)
    same_where_both_draw(case, case.scenario, plan)


@fewer
@given(cases(), st.sampled_from(SKILLS))
def test_of_further_people(case: Case, skill: str) -> None:
    roles = tuple(
        replace(role, headcount=role.headcount + 1, home=())
        if role.name == f"{skill}er"
        else replace(role, home=())
        for role in case.scenario.roles
    )
    same_where_both_draw(case, replace(case.scenario, roles=roles))


@fewer
@given(cases())
def test_of_a_further_step(case: Case) -> None:
    (flow,) = case.scenario.workflows
    types = tuple(kind.name for kind in case.scenario.campaigns)
    effort = tuple((name, constant(1)) for name in types)
    more = Step("more", "work", (flow.steps[0].name,), ((SKILLS[0], 1),), effort, (), False, ())
    workflows = (replace(flow, steps=(*flow.steps, more)),)
    same_where_both_draw(case, replace(case.scenario, workflows=workflows))


@fewer
@given(cases())
def test_of_a_further_unit(case: Case) -> None:
    units = (*case.scenario.units, Unit("west", "office"))
    campaigns = tuple(
        replace(kind, demand=(*kind.demand, Demand("west", 300.0, (), 0, False)))
        for kind in case.scenario.campaigns
    )
    same_where_both_draw(case, replace(case.scenario, units=units, campaigns=campaigns))


@fewer
@given(cases())
def test_of_a_further_campaign(case: Case) -> None:
    row = DatedCampaign("extra", "dated", "north", "small", DAY, 9 * DAY, 0, 1.0, ())
    same_where_both_draw(case, replace(case.scenario, dated=(row, *case.scenario.dated)))


@fewer
@given(dice(), st.floats(1.0, 4.0))
def test_a_surge_leaves_every_baseline_request_where_it_was(made: Dice, factor: float) -> None:
    calm = replace(made_scenario(made), surges=())
    units = tuple(unit.name for unit in calm.units)
    types = tuple(kind.name for kind in calm.campaigns)
    surge = Surge("peak", 2 * DAY, 9 * DAY, factor, units, types)
    before, after = (
        draw_tape(calm, 1).campaigns,
        draw_tape(replace(calm, surges=(surge,)), 1).campaigns,
    )
    rows = {name: row for row, name in enumerate(after.id)}
    for row, name in enumerate(before.id):
        other = rows[name]
        for column in ("requested", "due", "tier", "unit", "type", "value", "not_before"):
            assert getattr(before, column)[row] == getattr(after, column)[other]
