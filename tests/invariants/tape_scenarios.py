"""A small resolved scenario built by hand, whose parts a test replaces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mom_sim.calendars.calendar import Calendar, always_open
from mom_sim.calendars.units import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_WEEK,
)
from mom_sim.calendars.weekly_hours import parse_weekly_hours
from mom_sim.draws.distributions import Distribution, distribution
from mom_sim.scenario.resolved import (
    NEVER,
    Absence,
    Backlog,
    CampaignType,
    ClassOfService,
    DatedCampaign,
    Delay,
    Demand,
    HandOff,
    Ramp,
    Role,
    Run,
    Scenario,
    Seasonality,
    Step,
    Surge,
    SurgeResponse,
    Turnover,
    Unit,
    Value,
    Workflow,
)

HOUR, DAY, WEEK = MICROSECONDS_PER_HOUR, MICROSECONDS_PER_DAY, MICROSECONDS_PER_WEEK
YEAR = 1461 * DAY // 4

ALWAYS = always_open("UTC")
OFFICE = Calendar("office", parse_weekly_hours("mon-fri 09:00-17:00"), "UTC")

NO_ABSENCE = Absence(0.0, 5.0, 0.0, distribution("exponential", mean=3.0))
NO_TURNOVER = Turnover(0.0, distribution("constant", value=0.0))


def constant(microseconds: float) -> Distribution:
    return distribution("constant", value=float(microseconds))


NO_DELAY = Delay(constant(0), working=False)


def role(name: str, headcount: int = 1, **changes: Any) -> Role:
    made = Role(
        name=name,
        kind="producer",
        headcount=headcount,
        home=(),
        skills=((name, 1.0),),
        calendar="office",
        productive_fraction=1.0,
        cost_per_hour=50.0,
        available_from=0,
        available_until=NEVER,
        ramp=Ramp(1.0, 0),
        absence=NO_ABSENCE,
        turnover=NO_TURNOVER,
        hand_over_after=16 * HOUR,
    )
    return replace(made, **changes)


def demand(unit: str = "north", per_year: float = 100.0, **changes: Any) -> Demand:
    return replace(Demand(unit, per_year, (), 0, False), **changes)


def campaign_type(name: str = "small", *demands: Demand, **changes: Any) -> CampaignType:
    made = CampaignType(
        name=name,
        workflow="standard",
        demand=demands,
        arrive_in_working_hours=False,
        seasonality=Seasonality((), 0, 0.0, 0),
        due=Delay(constant(3 * WEEK), working=False),
        value=Value(0.0, "due", 0, 0),
        risk_tiers=(("low", 0.7), ("high", 0.3)),
        global_share=0.2,
        class_of_service="standard",
        patience=(),
    )
    return replace(made, **changes)


def step(name: str, **changes: Any) -> Step:
    made = Step(name, "work", (), ((name, 1),), (), (), launch=False, gate=())
    return replace(made, **changes)


def scenario(*types: CampaignType, **changes: Any) -> Scenario:
    """Two units, an office and an always-open calendar, a year measured after a quarter."""
    made = Scenario(
        name="test",
        description="",
        currency="USD",
        run=Run(
            start=date(2026, 1, 5),
            horizon=65 * WEEK,
            warm_up=13 * WEEK,
            follow_up=26 * WEEK,
            replications=1,
            seed=1,
        ),
        calendars=(OFFICE, ALWAYS),
        reference_calendar="office",
        hours_per_day=8.0,
        units=(Unit("north", "office"), Unit("south", "office")),
        skills=("design",),
        roles=(role("design", 3),),
        lead_skill="design",
        hand_off=HandOff(NO_DELAY, NO_DELAY),
        workflows=(Workflow("standard", (step("design"), step("build"))),),
        campaigns=types or (campaign_type("small", demand("north"), demand("south")),),
        classes_of_service=(ClassOfService("standard", 1, False, 0),),
        risk_tiers=("low", "medium", "high"),
        dated=(),
        backlog=(),
        surges=(),
        surge_response=SurgeResponse((), (), (), ()),
        defect_risks=(),
        event_risks=(),
        comparison="equal_people",
    )
    return replace(made, **changes)


HUMAN = Absence(20.0, 5.0, 0.03, distribution("exponential", mean=3.0))
RESTLESS = Turnover(1.0, constant(42 * DAY))


def company(**changes: Any) -> Scenario:
    """Every source of campaigns, and people with absences and departures."""
    season = Seasonality((1.0,) * 11 + (1.5,), 0, 0.0, 0)
    small = campaign_type(
        "small",
        demand("north", 150.0),
        demand("south", 80.0),
        arrive_in_working_hours=True,
        seasonality=season,
    )
    weekly = demand("south", 0.0, interval=(distribution("gamma", mean=float(WEEK), cv=0.5),))
    made = scenario(
        small,
        campaign_type("large", weekly, size=distribution("gamma", mean=1.0, cv=0.8)),
        roles=(
            role("content", 2, absence=HUMAN, turnover=RESTLESS),
            role("design", 3, absence=HUMAN, turnover=RESTLESS),
        ),
        dated=(
            DatedCampaign("spring", "dated", "north", "large", 10 * WEEK, 20 * WEEK, 0, 9.0, ()),
            *(
                DatedCampaign(
                    f"row {i}", "calendar", "south", "small", i * WEEK, (i + 4) * WEEK, 0, 1.0, ()
                )
                for i in range(60)
            ),
        ),
        backlog=(Backlog("north", "small", "build", 5), Backlog("south", "small", "design", 3)),
        surges=(Surge("q4", 30 * WEEK, 45 * WEEK, 1.6, ("north", "south"), ("small", "large")),),
    )
    return replace(made, **changes)
