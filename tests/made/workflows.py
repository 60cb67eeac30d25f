"""Workflows: work of one or several people, waits, gates, launch and what follows."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.scenario.resolved import Cadence, ErrorRates, Gate, Step, Workflow
from tests.made.dice import Dice
from tests.made.lengths import CALENDAR_NAMES, constant, delay, length
from tests.made.people import SKILLS

RISKS = ("wrong", "ugly")
DECIDERS = ("expert", "lead", "crew", "automated")
EFFORTS = (0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 20.0)
RATES = (0.0, 0.1, 0.4)


def workflow(dice: Dice, types: tuple[str, ...]) -> Workflow:
    """Steps in an order in which they may follow each other; gates come after everything."""
    steps: list[Step] = []
    for number in range(dice.number("steps", 2, 5)):
        steps.append(_step(dice.at("step", number), f"s{number}", steps, types))
        if dice.has("gates") and dice.chance(f"gate {number}", 0.4):
            steps.append(_gate(dice.at("gate", number), f"g{number}", steps, types))
    launch = Step("launch", "automated", _sinks(steps), (), (), (), launch=True, gate=())
    if dice.chance("hands-on launch", 0.2):
        effort = tuple((name, length(dice.at("launch", name), *EFFORTS[:3])) for name in types)
        launch = replace(launch, kind="work", skills=((SKILLS[2], 1),), effort=effort)
    steps.append(launch)
    if dice.chance("after", 0.5):
        steps.append(replace(_step(dice.at("after"), "after", [], types), after=("launch",)))
    return Workflow("standard", tuple(steps))


def cadence(dice: Dice) -> Cadence:
    """Meetings on weekdays at full hours, or at intervals."""
    by_interval = dice.chance("by interval", 0.3)
    slots = [(day, minute) for day in range(5) for minute in (540, 600, 720, 960)]
    every = dice.one("every", (4, 24, 48))
    return Cadence(
        weekly=() if by_interval else dice.some("slots", slots, 1, 4),
        calendar=dice.one("calendar", CALENDAR_NAMES),
        interval=(constant(every),) if by_interval else (),
        agenda=dice.one("agenda", (0, 1, 2)),
        every_weeks=dice.one("weeks", (1, 1, 2)),
    )


def _sinks(steps: list[Step]) -> tuple[str, ...]:
    followed = {name for step in steps for name in step.after}
    return tuple(step.name for step in steps if step.name not in followed)


def _step(dice: Dice, name: str, before: list[Step], types: tuple[str, ...]) -> Step:
    after: tuple[str, ...] = ()
    if before:
        gates = [position for position, step in enumerate(before) if step.kind == "gate"]
        names = [step.name for step in before[max(gates, default=0) :]]
        after = dice.some("after", names, 1, 2)
    step = Step(name, "work", after, (), (), (), launch=False, gate=())
    kind = dice.one("kind", ("work", "work", "work", "work", "wait", "automated"))
    if kind == "wait":
        waits = tuple((one, delay(dice.at("wait", one), 0, 4, 24)) for one in types)
        return replace(step, kind=kind, wait=waits)
    if kind == "automated":
        return replace(step, kind=kind)
    crew = ((dice.one("skill", SKILLS), 1),)
    if dice.has("crews") and dice.chance("crew", 0.4):
        other = dice.one("other", [skill for skill in SKILLS if skill != crew[0][0]])
        crew = dice.one("crew kind", (((crew[0][0], 2),), (*crew, (other, 1))))
    none = [one for one in types if dice.has("workless") and dice.chance(f"no {one}", 0.15)]
    effort = tuple(
        (one, constant(0) if one in none else length(dice.at("effort", one), *EFFORTS))
        for one in types
    )
    return replace(step, skills=crew, effort=effort)


def _gate(dice: Dice, name: str, before: list[Step], types: tuple[str, ...]) -> Step:
    """A gate behind everything, that sends work of some steps before it back."""
    redone = dice.some("redone", [step.name for step in before], 1, 3)
    gate = Gate(
        checks=dice.some("checks", RISKS, 0, 2),
        applies=tuple((one, dice.one(f"applies {one}", (1.0, 1.0, 0.5))) for one in types),
        revise=tuple((step, dice.one(f"share {step}", (1.0, 0.25))) for step in redone),
        reject_share=dice.one("reject", (0.0, 0.0, 0.3)),
        revise_probability=dice.one("coin", (0.0, 0.3, 0.6)),
        rounds=dice.one("rounds", (2, 3, 6)),
        after_rounds=dice.one("after rounds", ("approve", "reject", "escalate")),
        error_rates=tuple(
            (word, ErrorRates(dice.one(f"{word} +", RATES), dice.one(f"{word} -", RATES)))
            for word in DECIDERS
        ),
        cadence=(cadence(dice.at("cadence")),)
        if dice.has("meetings") and dice.chance("meets", 0.4)
        else (),
        experts_only=dice.chance("experts only", 0.15),
        revise_later=dice.one("coins", ((), (), (0.6,), (0.0, 0.6), (0.3, 0.6, 0.0))),
    )
    hours = (0, 0.5, 1, 2) if dice.has("workless") else (0.5, 1, 2)
    effort = tuple((one, length(dice.at("effort", one), *hours)) for one in types)
    skill = dice.one("skill", SKILLS)
    return Step(name, "gate", _sinks(before), ((skill, 1),), effort, (), False, (gate,))
