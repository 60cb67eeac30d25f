"""Operating models: every way to form teams, to decide, to coordinate, to buy and to second."""

from __future__ import annotations

from mom_sim.scenario.resolved import (
    Agency,
    Coordination,
    GateRule,
    HandOff,
    OperatingModel,
    TaskForce,
    TeamRule,
    Technology,
    WhoDoesTheWork,
    WipLimit,
)
from tests.made.dice import Dice
from tests.made.lengths import CALENDAR_NAMES, DAY, HOUR, delay, length
from tests.made.people import KINDS, SKILLS
from tests.made.workflows import cadence

GROUPS = ("company", "unit", "role", "unit_and_role")
QUEUE_RULES = (
    ("fifo",),
    ("class_of_service", "fifo"),
    ("class_of_service", "due_date"),
    ("value",),
    ("cost_of_delay",),
    ("shortest_first",),
    ("latest_first",),
    ("class_of_service", "latest_first"),
)
FAIR_RULES = (("fair_share",), ("class_of_service", "fair_share", "fifo"))


def operating_model(dice: Dice, types: tuple[str, ...], gates: tuple[str, ...]) -> OperatingModel:
    """A model that answers the four questions in any way that a file could."""
    rules = FAIR_RULES if dice.has("fair_share") and dice.chance("fair", 0.4) else QUEUE_RULES
    limit = dice.one("limit", (2, 5)) if dice.has("limits") else 0
    hand_off = HandOff(delay(dice.at("within"), 0, 1), delay(dice.at("between"), 0, 4, 24))
    forces = dice.has("forces")
    return OperatingModel(
        name="made",
        summary="",
        who_does_the_work=WhoDoesTheWork(
            teams=_teams(dice.at("teams")),
            queue_rule=dice.one("rule", rules),
            aging=dice.one("aging", (0, 0, 8 * HOUR, 2 * DAY)),
            crew_age_limit=dice.one("age limit", (0, 8 * HOUR, 3 * DAY)),
            task_force=(_task_force(dice.at("force"), types),) if forces else (),
            agency=_agencies(dice.at("agencies"), types),
        ),
        who_decides=tuple(
            _gate_rule(dice.at("gate rule", number), gates)
            for number in range(dice.number("gate rules", 0, 3))
        ),
        coordination=Coordination(
            hand_off=(hand_off,) if dice.has("delays") and dice.chance("own", 0.3) else (),
            wip_limit=WipLimit(
                dice.one("scope", ("company", "unit")), limit, dice.one("full", ("hold", "reject"))
            ),
        ),
        technology=Technology(0.0),
        pays_with=(),
    )


def _teams(dice: Dice) -> tuple[TeamRule, ...]:
    rest = TeamRule("rest", ("rest",), (), dice.one("rest", GROUPS))
    kinds = dice.some("kinds", KINDS, 0, 2)
    tiers = dice.one("hub's tiers", ((), (), ("low",), ("high",)))
    hub = TeamRule("hub", kinds, (), dice.one("hub", GROUPS), tiers=tiers)
    return (hub, rest) if kinds else (rest,)


def _task_force(dice: Dice, types: tuple[str, ...]) -> TaskForce:
    return TaskForce(
        types=dice.one("types", (types, types[:1])),
        min_effort=0,
        skills=dice.some("skills", SKILLS, 2, 3) if dice.chance("named", 0.4) else (),
        assembly=dice.one("assembly", ("reserve", "reserve", "wait")),
        quorum=dice.one("quorum", (0, 1, 2)),
        max_forces=dice.one("most", (0, 1, 2)),
        release=dice.one("release", ("end", "steps")),
        members_per_skill=dice.one("members", (1, 1, 2)),
    )


def _agencies(dice: Dice, types: tuple[str, ...]) -> tuple[Agency, ...]:
    count = dice.one("count", (1, 1, 2)) if dice.has("agencies") else 0
    return tuple(_agency(dice.at(number), number, types) for number in range(count))


def _agency(dice: Dice, number: int, types: tuple[str, ...]) -> Agency:
    return Agency(
        name=f"agency {number}",
        kinds=(),
        skills=dice.some("skills", SKILLS[1:], 0, 2),
        types=dice.one("types", ((), types[:1])),
        turnaround=(("default", delay(dice.at("turnaround"), 0, 4, 24)),),
        calendar=dice.one("calendar", CALENDAR_NAMES),
        capacity=dice.one("capacity", (0, 1, 3)),
        briefing=(length(dice.at("briefing"), 0.5, 2),) if dice.chance("briefing", 0.5) else (),
        price_per_hour=100.0,
        price_per_piece=0.0,
        retainer_per_year=0.0,
    )


def _gate_rule(dice: Dice, gates: tuple[str, ...]) -> GateRule:
    words = ("expert", "lead", "crew", "automated")
    deciders = dice.some("deciders", words, 1, 3 if dice.has("panels") else 1)
    kinds = ("scenario", "continuous", "own") if dice.has("meetings") else ("continuous",)
    kind = dice.one("cadence", kinds)
    timeouts = (0, 0, 4, 8, 16) if dice.has("timeouts") else (0,)
    return GateRule(
        gates=dice.one("gates", ((), gates[:1])),
        tiers=dice.one("tiers", ((), ("low",), ("high",))),
        deciders=deciders,
        rule=dice.one("rule", ("serial", "all", "any", "k_of_n")),
        need=dice.number("need", 1, len(deciders)),
        cadence=kind,
        own_cadence=(cadence(dice.at("cadence")),) if kind == "own" else (),
        sampled=dice.one("sampled", (1.0, 1.0, 0.6)),
        delegate_after=dice.one("delegate", timeouts) * HOUR,
        deemed_approved_after=dice.one("deemed", timeouts) * HOUR,
        rounds=dice.one("rounds", (-1, 1, 3)),
        escalates_to=dice.one(
            "escalates to", ("", "", *(one for one in ("expert", "lead") if one not in deciders))
        ),
    )
