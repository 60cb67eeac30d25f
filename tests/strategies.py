"""Scenarios and operating models of every kind, generated as they are resolved.

Times lie on a coarse grid on purpose, so that arrivals, finishes, shifts and meetings often fall on
one instant; teams are small, so that queues form, crews compete and people are missed. What is
drawn is a seed and the features that occur; shrinking takes features away and leaves the rest as it
is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import reject
from hypothesis import strategies as st

from mom_sim.errors import PlanError
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import HandOff, OperatingModel, Run, Scenario, Unit
from mom_sim.tape.tape import Tape, draw_tape
from tests.made.campaigns import TIERS, backlogs, campaign_type, classes_of_service, dated
from tests.made.chances import defect_risks, event_risks, surge_response, surges
from tests.made.dice import FEATURES, Dice
from tests.made.lengths import CALENDARS, DAY, NO_TIME, WEEK, delay
from tests.made.operating_models import operating_model
from tests.made.people import SKILLS, roles
from tests.made.plan_changes import changed
from tests.made.workflows import workflow


@dataclass(frozen=True)
class Case:
    """One replication of one operating model; `dice` made them.

    The plan is that of the model, and beyond it what mechanisms would put into it.
    """

    dice: Dice
    scenario: Scenario
    model: OperatingModel
    plan: Plan

    @property
    def tape(self) -> Tape:
        """A tape that nobody has read from."""
        return draw_tape(self.scenario, 1)

    def __repr__(self) -> str:
        return f"made_case({self.dice!r})"


@st.composite
def dice(draw: st.DrawFn) -> Dice:
    """A seed, and which features occur: most of them, most of the time."""
    seed = draw(st.integers(0, 2**32))
    features = frozenset(name for name in FEATURES if draw(st.integers(0, 9)) > 3)
    return Dice(seed, features)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A scenario with a model that can carry its work."""
    try:
        return made_case(draw(dice()))
    except PlanError:  # a crew that is larger than a team, or a skill that no team has
        reject()


def made_case(dice: Dice) -> Case:
    scenario = made_scenario(dice)
    gates = tuple(step.name for step in scenario.workflows[0].steps if step.kind == "gate")
    types = tuple(kind.name for kind in scenario.campaigns)
    model = operating_model(dice.at("model"), types, gates)
    plan = changed(dice.at("plan"), compile_plan(scenario, model))
    return Case(dice, scenario, model, plan)


def made_scenario(dice: Dice) -> Scenario:
    """A scenario of one to three units, a few weeks long."""
    units = ("north", "south", "east")[: dice.number("units", 1, 3) if dice.has("units") else 1]
    types = ("small", "large")[: 2 if dice.has("second_type") else 1]
    flow = workflow(dice.at("workflow"), types)
    gates = tuple(step.name for step in flow.steps if step.kind == "gate")
    steps = tuple(step.name for step in flow.steps)
    horizon = dice.number("horizon", 1, 2) * WEEK
    between = delay(dice.at("between"), 0, 2, 8) if dice.has("delays") else NO_TIME
    return Scenario(
        name="made",
        description="",
        currency="USD",
        run=Run(
            start=date(2026, 1, 5),
            horizon=horizon,
            warm_up=dice.one("warm up", (0, 2 * DAY)),
            follow_up=dice.one("follow up", (0, WEEK, 3 * WEEK)),
            replications=1,
            seed=dice.number("seed", 1, 3),
        ),
        calendars=CALENDARS,
        reference_calendar="office",
        hours_per_day=8.0,
        units=tuple(Unit(name, "office") for name in units),
        skills=SKILLS,
        roles=roles(dice.at("roles"), units),
        lead_skill=SKILLS[0],
        hand_off=HandOff(NO_TIME, between),
        workflows=(flow,),
        campaigns=tuple(campaign_type(dice.at("type", name), name, units) for name in types),
        classes_of_service=classes_of_service(dice.at("classes")),
        risk_tiers=TIERS,
        dated=dated(dice.at("dated"), units, types, flow, horizon),
        backlog=backlogs(dice.at("backlog"), units, types, flow),
        surges=surges(dice.at("surges"), units, types, horizon),
        surge_response=surge_response(dice.at("response"), types, horizon),
        defect_risks=defect_risks(dice.at("defects"), gates),
        event_risks=event_risks(dice.at("events"), steps, types),
        comparison="equal_people",
    )
