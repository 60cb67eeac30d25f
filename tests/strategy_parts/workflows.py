"""Workflows: work of one or several people, waits, gates in series, launch and what follows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from mom_sim.draws.distributions import Distribution
from mom_sim.scenario.resolved import Cadence, ErrorRates, Gate, Step, Workflow
from tests.strategy_parts.people import SKILLS
from tests.strategy_parts.values import DAY, EFFORTS, HOUR, calendars, delays, lengths, optional

RISKS = ("wrong", "ugly")
DECIDERS = ("expert", "lead", "crew", "automated")


@st.composite
def cadences(draw: st.DrawFn) -> Cadence:
    """Meetings on weekdays at full hours, or at intervals."""
    every = draw(optional(st.sampled_from((4 * HOUR, DAY, 2 * DAY)), share=4))
    slots = st.tuples(st.integers(0, 4), st.sampled_from((540, 600, 720, 960)))
    weekly = draw(st.lists(slots, min_size=1, max_size=4, unique=True))
    return Cadence(
        weekly=() if every else tuple(weekly),
        calendar=draw(calendars),
        interval=tuple(_every(one) for one in every),
        agenda=draw(st.sampled_from((0, 1, 2))),
        every_weeks=draw(st.sampled_from((1, 1, 2))),
    )


def _every(length: int) -> Distribution:
    from tests.strategy_parts.values import constant

    return constant(length / HOUR)


@st.composite
def workflow(draw: st.DrawFn, types: tuple[str, ...]) -> Workflow:
    """Steps in an order in which they may follow each other; gates come after everything."""
    count = draw(st.integers(2, 5))
    steps: list[Step] = []
    for number in range(count):
        steps.append(draw(_step(f"s{number}", steps, types)))
        if draw(st.integers(0, 2)) == 0:
            steps.append(draw(_gate(f"g{number}", steps, types)))
    launch = Step("launch", "automated", _sinks(steps), (), (), (), launch=True, gate=())
    if draw(st.integers(0, 4)) == 0:
        effort = tuple((name, draw(lengths(*EFFORTS[:3]))) for name in types)
        launch = replace(launch, kind="work", skills=((SKILLS[2], 1),), effort=effort)
    steps.append(launch)
    if draw(st.booleans()):
        steps.append(replace(draw(_step("after", [], types)), after=("launch",)))
    return Workflow("standard", tuple(steps))


def _sinks(steps: list[Step]) -> tuple[str, ...]:
    followed = {name for step in steps for name in step.after}
    return tuple(step.name for step in steps if step.name not in followed)


@st.composite
def _step(draw: st.DrawFn, name: str, before: list[Step], types: tuple[str, ...]) -> Step:
    kind = draw(st.sampled_from(("work", "work", "work", "work", "wait", "automated")))
    after: tuple[str, ...] = ()
    if before:
        last_gate = max(
            (position for position, step in enumerate(before) if step.kind == "gate"), default=0
        )
        names = [step.name for step in before[last_gate:]]
        after = tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)))
    made = Step(name, kind, after, (), (), (), launch=False, gate=())
    if kind == "wait":
        return replace(made, wait=tuple((one, draw(delays(0, 4, 24))) for one in types))
    if kind == "automated":
        return made
    crew = [(draw(st.sampled_from(SKILLS)), 1)]
    more = draw(st.integers(0, 7))
    if more == 0:
        other = draw(st.sampled_from([skill for skill in SKILLS if skill != crew[0][0]]))
        crew.append((other, 1))
    elif more == 1:
        crew = [(crew[0][0], 2)]
    effort = tuple(
        (one, draw(lengths(*EFFORTS))) for one in types if draw(st.integers(0, 6)) > 0
    )
    return replace(made, skills=tuple(crew), effort=effort)


@st.composite
def _gate(draw: st.DrawFn, name: str, before: list[Step], types: tuple[str, ...]) -> Step:
    """A gate behind everything, that sends work of some steps before it back."""
    steps = [step.name for step in before]
    redone = draw(st.lists(st.sampled_from(steps), min_size=1, max_size=3, unique=True))
    rates = st.sampled_from((0.0, 0.1, 0.4))
    gate = Gate(
        checks=tuple(draw(st.lists(st.sampled_from(RISKS), max_size=2, unique=True))),
        applies=tuple((one, draw(st.sampled_from((1.0, 1.0, 0.5)))) for one in types),
        revise=tuple((step, draw(st.sampled_from((1.0, 0.25)))) for step in redone),
        reject_share=draw(st.sampled_from((0.0, 0.0, 0.3))),
        revise_probability=draw(st.sampled_from((0.0, 0.3, 0.6))),
        rounds=draw(st.sampled_from((2, 3, 6))),
        after_rounds=draw(st.sampled_from(("approve", "reject"))),
        error_rates=tuple((word, ErrorRates(draw(rates), draw(rates))) for word in DECIDERS),
        cadence=draw(optional(cadences())),
        experts_only=draw(st.integers(0, 5)) == 0,
    )
    effort = tuple((one, draw(lengths(*EFFORTS[:4]))) for one in types)
    skill = draw(st.sampled_from(SKILLS))
    return Step(name, "gate", _sinks(before), ((skill, 1),), effort, (), False, (gate,))
