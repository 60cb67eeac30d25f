"""Campaigns: demand of all kinds, priorities, patience, dated rows, a backlog."""

from __future__ import annotations

from mom_sim.scenario.resolved import (
    Backlog,
    CampaignType,
    ClassOfService,
    DatedCampaign,
    Demand,
    Seasonality,
    Value,
    Workflow,
)
from tests.made.dice import Dice
from tests.made.lengths import DAY, HOUR, WEEK, constant, delay, length

TIERS = ("low", "high")
CLASSES = ("urgent", "quick", "standard")
TIER_SHARES = ((("low", 1.0),), (("low", 0.5), ("high", 0.5)), (("high", 1.0),))


def classes_of_service(dice: Dice) -> tuple[ClassOfService, ...]:
    preempts = dice.has("preemption")
    return (
        ClassOfService("urgent", 0, preempts, dice.one("cost 0", (0, HOUR // 2, 777_777))),
        ClassOfService("quick", 1, preempts and dice.chance("both", 0.5), HOUR),
        ClassOfService("standard", 2, False, 0),
    )


def campaign_type(dice: Dice, name: str, units: tuple[str, ...]) -> CampaignType:
    return CampaignType(
        name=name,
        workflow="standard",
        demand=tuple(one for unit in units for one in _demand(dice.at(unit), unit)),
        arrive_in_working_hours=dice.chance("in working hours", 0.5),
        seasonality=Seasonality((), 0, 0.0, 0),
        due=delay(dice.at("due"), 24, 100),
        value=Value(1000.0, "due", dice.one("half life", (0, WEEK)), 0),
        risk_tiers=dice.one("tiers", TIER_SHARES),
        global_share=0.0,
        class_of_service=dice.one("class", CLASSES[:2] if name == "large" else CLASSES[1:]),
        patience=(length(dice.at("patience"), 2, 24, 60),)
        if dice.has("patience") and dice.chance("patience", 0.4)
        else (),
    )


def _demand(dice: Dice, unit: str) -> tuple[Demand, ...]:
    first = dice.number("day", 0, 3) * DAY + dice.number("hour", 0, 20) * HOUR
    match dice.one("kind", ("interval", "interval", "poisson", "none")):
        case "interval":
            every = constant(dice.one("every", (12, 24, 24, 48, 100)))
            return (Demand(unit, 0.0, (every,), first, dice.chance("at once", 0.5)),)
        case "poisson":
            return (Demand(unit, dice.one("rate", (100.0, 300.0)), (), first, False),)
    return ()


def dated(
    dice: Dice, units: tuple[str, ...], types: tuple[str, ...], flow: Workflow, end: int
) -> tuple[DatedCampaign, ...]:
    """Dated launches and rows of a campaign calendar, with embargo and stated effort."""
    if not dice.has("dated"):
        return ()
    works = [step.name for step in flow.steps if step.effort]
    rows = []
    for number in range(dice.number("rows", 1, 6)):
        row = dice.at(number)
        requested = row.number("requested", 0, end // (4 * HOUR)) * 4 * HOUR
        due = requested + row.number("due", 1, 10) * DAY
        stated = row.some("stated", works, 0, 2)
        rows.append(
            DatedCampaign(
                id=f"row {number}",
                stream=row.one("stream", ("dated", "calendar")),
                unit=row.one("unit", units),
                type=row.one("type", types),
                requested=requested,
                due=due,
                not_before=row.one("embargo", (0, 0, due)),
                value=row.number("value", 0, 3) * 1000.0,
                effort=tuple((step, row.number(step, 0, 6) * HOUR) for step in stated),
            )
        )
    return tuple(rows)


def backlogs(
    dice: Dice, units: tuple[str, ...], types: tuple[str, ...], flow: Workflow
) -> tuple[Backlog, ...]:
    if not dice.has("backlog"):
        return ()
    steps = [step.name for step in flow.steps]
    return tuple(
        Backlog(
            dice.one(f"unit {number}", units),
            dice.one(f"type {number}", types),
            dice.one(f"step {number}", steps),
            dice.number(f"count {number}", 1, 3),
        )
        for number in range(dice.number("entries", 1, 2))
    )
