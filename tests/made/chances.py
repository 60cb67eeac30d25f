"""Risks, surges and how the company responds to them."""

from __future__ import annotations

from mom_sim.scenario.resolved import (
    DefectRisk,
    EventRisk,
    Freelancers,
    Freeze,
    Overflow,
    Overtime,
    Surge,
    SurgeResponse,
)
from tests.made.dice import Dice
from tests.made.lengths import delay, length, window
from tests.made.people import SKILLS
from tests.made.workflows import RISKS


def surges(
    dice: Dice, units: tuple[str, ...], types: tuple[str, ...], end: int
) -> tuple[Surge, ...]:
    if not dice.has("surges"):
        return ()
    start, finish = window(dice, end)
    return (Surge("peak", start, finish, dice.one("factor", (0.5, 2.0)), units, types[:1]),)


def surge_response(dice: Dice, types: tuple[str, ...], end: int) -> SurgeResponse:
    start, finish = window(dice, end)
    responds = dice.has("responses")
    overtime = Overtime("office", start, finish, 1.25)
    freelancers = Freelancers(f"{SKILLS[1]}er", dice.number("hired", 1, 2), start, finish, 80.0)
    freezes = dice.number("freezes", 1, 2) if dice.has("freezes") else 0
    overflow = Overflow(dice.one("skill", SKILLS), dice.number("queue", 1, 3))
    return SurgeResponse(
        overtime=(overtime,) if responds and dice.chance("overtime", 0.4) else (),
        freelancers=(freelancers,) if responds and dice.chance("freelancers", 0.4) else (),
        freeze=tuple(
            Freeze(types[: dice.number(f"types {number}", 1, 2)], *window(dice.at(number), end))
            for number in range(freezes)
        ),
        overflow=(overflow,) if dice.has("agencies") and dice.chance("overflow", 0.7) else (),
    )


def defect_risks(dice: Dice, gates: tuple[str, ...]) -> tuple[DefectRisk, ...]:
    return tuple(_defect(dice.at(name), name, gates) for name in RISKS)


def _defect(dice: Dice, name: str, gates: tuple[str, ...]) -> DefectRisk:
    fix = ((dice.one("skill", SKILLS), length(dice.at("fix"), 1, 4)),)
    return DefectRisk(
        name=name,
        first=dice.one("first", (0.2, 0.7)) if dice.has("defects") else 0.0,
        revised=dice.one("revised", (0.1, 0.4)) if dice.has("defects") else 0.0,
        surfaces_after=delay(dice.at("surfaces"), 0, 8, 48),
        fix=fix if dice.chance("fixed", 0.6) else (),
        cost=100.0,
        where=dice.one("where", ("", *gates)),
    )


def event_risks(
    dice: Dice, steps: tuple[str, ...], types: tuple[str, ...]
) -> tuple[EventRisk, ...]:
    names = ("late", "changed")[: dice.number("events", 1, 2)] if dice.has("events") else ()
    return tuple(_event(dice.at(name), name, steps, types) for name in names)


def _event(dice: Dice, name: str, steps: tuple[str, ...], types: tuple[str, ...]) -> EventRisk:
    return EventRisk(
        name=name,
        probability=dice.one("probability", (0.1, 0.6)),
        step=dice.one("step", steps),
        delay=(delay(dice.at("delay"), 0, 4, 24),) if dice.chance("delays", 0.5) else (),
        extra_effort=dice.one("extra", (0.0, 0.5, 1.0)),
        cancels=dice.chance("cancels", 0.25),
        types=dice.one("types", (types, types[:1])),
        cost=10.0,
    )
