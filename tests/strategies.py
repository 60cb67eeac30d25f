"""Scenarios and operating models of every kind, generated as they are resolved.

Times lie on a coarse grid on purpose, so that arrivals, finishes, shifts and meetings often fall on
one instant; teams are small, so that queues form, crews compete and people are missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import reject
from hypothesis import strategies as st

from mom_sim.errors import PlanError
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import (
    DefectRisk,
    EventRisk,
    Freelancers,
    Freeze,
    HandOff,
    OperatingModel,
    Overflow,
    Overtime,
    Run,
    Scenario,
    Surge,
    SurgeResponse,
    Unit,
)
from mom_sim.tape.tape import Tape, draw_tape
from tests.strategy_parts.campaigns import (
    TIERS,
    backlogs,
    campaign_type,
    classes_of_service,
    dated,
)
from tests.strategy_parts.operating_models import operating_models
from tests.strategy_parts.people import SKILLS, roles
from tests.strategy_parts.values import (
    CALENDARS,
    DAY,
    NO_TIME,
    WEEK,
    delays,
    lengths,
    optional,
    windows,
)
from tests.strategy_parts.workflows import RISKS, workflow


@dataclass(frozen=True)
class Case:
    """One replication of one operating model."""

    scenario: Scenario
    model: OperatingModel
    plan: Plan
    seed: int

    @property
    def tape(self) -> Tape:
        """A tape that nobody has read from."""
        return draw_tape(self.scenario, 1, seed=self.seed)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A scenario with a model that can carry its work."""
    scenario = draw(scenarios())
    gates = tuple(step.name for step in scenario.workflows[0].steps if step.kind == "gate")
    end = scenario.run.horizon + scenario.run.follow_up
    types = tuple(kind.name for kind in scenario.campaigns)
    model = draw(operating_models(types, gates, end))
    try:
        plan = compile_plan(scenario, model)
    except PlanError:  # a crew that is larger than a team
        reject()
    return Case(scenario, model, plan, draw(st.integers(1, 3)))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A scenario of one to three units, a few weeks long."""
    units = ("north", "south", "east")[: draw(st.integers(1, 3))]
    types = ("small", "large")[: draw(st.integers(1, 2))]
    flow = draw(workflow(types))
    horizon = draw(st.integers(1, 3)) * WEEK
    return Scenario(
        name="generated",
        description="",
        currency="USD",
        run=Run(
            start=date(2026, 1, 5),
            horizon=horizon,
            warm_up=draw(st.sampled_from((0, 2 * DAY))),
            follow_up=draw(st.sampled_from((0, WEEK, 4 * WEEK))),
            replications=1,
            seed=1,
        ),
        calendars=CALENDARS,
        reference_calendar="office",
        hours_per_day=8.0,
        units=tuple(Unit(name, "office") for name in units),
        skills=SKILLS,
        roles=draw(roles(units)),
        lead_skill=SKILLS[0],
        hand_off=HandOff(draw(delays(0, 1)), draw(st.one_of(st.just(NO_TIME), delays(2, 8)))),
        workflows=(flow,),
        campaigns=tuple(draw(campaign_type(name, units)) for name in types),
        classes_of_service=draw(classes_of_service()),
        risk_tiers=TIERS,
        dated=draw(dated(units, types, flow, horizon)),
        backlog=draw(backlogs(units, types, flow)),
        surges=draw(_surges(units, types, horizon)),
        surge_response=draw(_responses(types, horizon)),
        defect_risks=draw(_defects(tuple(s.name for s in flow.steps if s.kind == "gate"))),
        event_risks=draw(_events(tuple(step.name for step in flow.steps), types)),
        comparison="equal_people",
    )


@st.composite
def _surges(
    draw: st.DrawFn, units: tuple[str, ...], types: tuple[str, ...], end: int
) -> tuple[Surge, ...]:
    if draw(st.integers(0, 2)):
        return ()
    start, finish = draw(windows(end))
    return (Surge("peak", start, finish, draw(st.sampled_from((0.5, 2.0))), units, types[:1]),)


@st.composite
def _responses(draw: st.DrawFn, types: tuple[str, ...], end: int) -> SurgeResponse:
    start, finish = draw(windows(end))
    overtime = Overtime("office", start, finish, 1.25)
    freelancers = Freelancers(f"{SKILLS[1]}er", draw(st.integers(1, 2)), start, finish, 80.0)
    freezes = st.tuples(windows(end), st.sampled_from((types, types[:1]))).map(
        lambda one: Freeze(one[1], *one[0])
    )
    overflow = Overflow(draw(st.sampled_from(SKILLS)), draw(st.integers(1, 3)))
    return SurgeResponse(
        overtime=draw(optional(st.just(overtime))),
        freelancers=draw(optional(st.just(freelancers))),
        freeze=tuple(draw(st.lists(freezes, max_size=2))),
        overflow=draw(optional(st.just(overflow), share=2)),
    )


@st.composite
def _defects(draw: st.DrawFn, gates: tuple[str, ...]) -> tuple[DefectRisk, ...]:
    repair = st.tuples(st.sampled_from(SKILLS), lengths(1, 4))
    return tuple(
        DefectRisk(
            name=name,
            first=draw(st.sampled_from((0.2, 0.7))),
            revised=draw(st.sampled_from((0.1, 0.4))),
            surfaces_after=draw(delays(0, 8, 48)),
            fix=draw(optional(repair, share=2)),
            cost=100.0,
            where=draw(st.sampled_from(("", *gates))),
        )
        for name in RISKS
    )


@st.composite
def _events(
    draw: st.DrawFn, steps: tuple[str, ...], types: tuple[str, ...]
) -> tuple[EventRisk, ...]:
    return tuple(
        EventRisk(
            name=name,
            probability=draw(st.sampled_from((0.1, 0.6))),
            step=draw(st.sampled_from(steps)),
            delay=draw(optional(delays(0, 4, 24), share=2)),
            extra_effort=draw(st.sampled_from((0.0, 0.5, 1.0))),
            cancels=draw(st.integers(0, 3)) == 0,
            types=draw(st.sampled_from((types, types[:1]))),
            cost=10.0,
        )
        for name in ("late", "changed")[: draw(st.integers(0, 2))]
    )
