"""Campaigns: demand of all kinds, priorities, patience, dated rows, a backlog."""

from __future__ import annotations

from hypothesis import strategies as st

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
from tests.strategy_parts.values import DAY, HOUR, WEEK, constant, delays, lengths, optional

TIERS = ("low", "high")
CLASSES = ("urgent", "quick", "standard")


@st.composite
def classes_of_service(draw: st.DrawFn) -> tuple[ClassOfService, ...]:
    cost = st.sampled_from((0, HOUR // 2, 777_777))
    return (
        ClassOfService("urgent", 0, draw(st.booleans()), draw(cost)),
        ClassOfService("quick", 1, draw(st.booleans()), draw(cost)),
        ClassOfService("standard", 2, False, 0),
    )


@st.composite
def campaign_type(draw: st.DrawFn, name: str, units: tuple[str, ...]) -> CampaignType:
    demand = []
    for unit in units:
        kind = draw(st.sampled_from(("interval", "interval", "poisson", "none")))
        first = draw(st.integers(0, 3)) * DAY + draw(st.integers(0, 20)) * HOUR
        if kind == "interval":
            every = draw(st.sampled_from((8, 24, 24, 48, 100)))
            demand.append(Demand(unit, 0.0, (constant(every),), first, draw(st.booleans())))
        elif kind == "poisson":
            demand.append(Demand(unit, draw(st.sampled_from((100.0, 300.0))), (), first, False))
    return CampaignType(
        name=name,
        workflow="standard",
        demand=tuple(demand),
        arrive_in_working_hours=draw(st.booleans()),
        seasonality=Seasonality((), 0, 0.0, 0),
        due=draw(delays(24, 100)),
        value=Value(1000.0, "due", draw(st.sampled_from((0, WEEK))), 0),
        risk_tiers=draw(
            st.sampled_from(((("low", 1.0),), (("low", 0.5), ("high", 0.5)), (("high", 1.0),)))
        ),
        global_share=0.0,
        class_of_service=draw(st.sampled_from((*CLASSES, "standard"))),
        patience=draw(optional(lengths(2, 24, 60), share=4)),
    )


@st.composite
def dated(
    draw: st.DrawFn, units: tuple[str, ...], types: tuple[str, ...], workflow: Workflow, end: int
) -> tuple[DatedCampaign, ...]:
    """Dated launches and rows of a campaign calendar, with embargo and stated effort."""
    rows = []
    works = [step.name for step in workflow.steps if step.effort]
    for number in range(draw(st.integers(0, 6))):
        requested = draw(st.integers(0, max(1, end // (4 * HOUR)))) * 4 * HOUR
        due = requested + draw(st.integers(1, 10)) * DAY
        stated = draw(st.lists(st.sampled_from(works), max_size=2, unique=True)) if works else []
        rows.append(
            DatedCampaign(
                id=f"row {number}",
                stream=draw(st.sampled_from(("dated", "calendar"))),
                unit=draw(st.sampled_from(units)),
                type=draw(st.sampled_from(types)),
                requested=requested,
                due=due,
                not_before=draw(st.sampled_from((0, 0, due))),
                value=float(draw(st.integers(0, 3))) * 1000,
                effort=tuple((step, draw(st.integers(0, 6)) * HOUR) for step in stated),
            )
        )
    return tuple(rows)


@st.composite
def backlogs(
    draw: st.DrawFn, units: tuple[str, ...], types: tuple[str, ...], workflow: Workflow
) -> tuple[Backlog, ...]:
    steps = [step.name for step in workflow.steps]
    entry = st.builds(
        Backlog,
        st.sampled_from(units),
        st.sampled_from(types),
        st.sampled_from(steps),
        st.integers(1, 3),
    )
    return tuple(draw(st.lists(entry, max_size=2)))
