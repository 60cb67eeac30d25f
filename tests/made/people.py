"""People: roles with skills, absences, departures and ramps."""

from __future__ import annotations

from mom_sim.draws.distributions import distribution
from mom_sim.scenario.resolved import NEVER, Absence, Ramp, Role, Turnover
from tests.made.dice import Dice
from tests.made.lengths import CALENDAR_NAMES, DAY, HOUR, WEEK, constant

SKILLS = ("plan", "write", "draw", "check")
KINDS = ("lead", "producer", "platform", "decider")

NO_ABSENCE = Absence(0.0, 5.0, 0.0, distribution("exponential", mean=3.0))
NO_TURNOVER = Turnover(0.0, constant(0))
ABSENCES = (
    NO_ABSENCE,
    Absence(60.0, 3.0, 0.0, NO_ABSENCE.sickness_spell_days),
    Absence(30.0, 5.0, 0.2, distribution("exponential", mean=2.0)),
)
TURNOVERS = (
    NO_TURNOVER,
    Turnover(12.0, constant(5 * 24)),
    Turnover(40.0, distribution("exponential", mean=3.0 * DAY)),
)


def roles(dice: Dice, units: tuple[str, ...]) -> tuple[Role, ...]:
    """One role for each skill, whose people may know a second one."""
    return tuple(
        _role(dice.at(skill), skill, kind, units) for skill, kind in zip(SKILLS, KINDS, strict=True)
    )


def _role(dice: Dice, skill: str, kind: str, units: tuple[str, ...]) -> Role:
    headcount = dice.number("headcount", 1, 4)
    speeds = (1.0, 1.0, 2.0, 0.5, *((0.7, 0.3) if dice.has("off_grid") else ()))
    skills = [(skill, dice.one("speed", speeds))]
    if dice.chance("second", 0.5):
        other = dice.one("other", [one for one in SKILLS if one != skill])
        skills.append((other, dice.one("other speed", speeds)))
    home: tuple[tuple[str, int], ...] = ()
    if dice.chance("home", 0.2):
        seats = [dice.one(f"seat {number}", units) for number in range(headcount)]
        home = tuple((unit, seats.count(unit)) for unit in units if unit in seats)
    leaves = dice.has("departures") and dice.chance("leaves", 0.2)
    return Role(
        name=f"{skill}er",
        kind=kind,
        headcount=headcount,
        home=home,
        skills=tuple(skills),
        calendar=dice.one("calendar", CALENDAR_NAMES),
        productive_fraction=dice.one("productive", (1.0, 1.0, 0.5)),
        cost_per_hour=50.0,
        available_from=2 * DAY if dice.has("departures") and dice.chance("late", 0.2) else 0,
        available_until=dice.number("until", 3, 20) * DAY + 12 * HOUR if leaves else NEVER,
        ramp=Ramp(0.5, dice.one("ramp", (0, 2 * WEEK)) if dice.has("ramps") else 0),
        absence=dice.one("absence", ABSENCES) if dice.has("absences") else NO_ABSENCE,
        turnover=dice.one("turnover", TURNOVERS) if dice.has("departures") else NO_TURNOVER,
        hand_over_after=dice.one("hand over", (0, 4, 8, 16)) * HOUR,
    )
