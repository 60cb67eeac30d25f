"""Operating models: every way to form teams, to decide, to coordinate, to buy and to second."""

from __future__ import annotations

from hypothesis import strategies as st

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
from tests.strategy_parts.people import KINDS, SKILLS
from tests.strategy_parts.values import DAY, HOUR, calendars, delays, lengths, optional
from tests.strategy_parts.workflows import cadences

GROUPS = ("company", "unit", "role", "unit_and_role")
QUEUE_RULES = (
    ("fifo",),
    ("class_of_service", "fifo"),
    ("class_of_service", "due_date"),
    ("value",),
    ("cost_of_delay",),
    ("shortest_first",),
    ("fair_share",),
    ("class_of_service", "fair_share", "fifo"),
)


@st.composite
def operating_models(
    draw: st.DrawFn, types: tuple[str, ...], gates: tuple[str, ...], end: int
) -> OperatingModel:
    """A model that answers the four questions in any way that a file could."""
    return OperatingModel(
        name="generated",
        summary="",
        who_does_the_work=WhoDoesTheWork(
            teams=draw(_teams()),
            queue_rule=draw(st.sampled_from(QUEUE_RULES)),
            aging=draw(st.sampled_from((0, 0, 8 * HOUR, 2 * DAY))),
            crew_age_limit=draw(st.sampled_from((0, 8 * HOUR, 3 * DAY))),
            task_force=draw(optional(_task_forces(types), share=2)),
            agency=draw(_agencies(types)),
        ),
        who_decides=tuple(draw(st.lists(_gate_rules(gates), max_size=3))),
        coordination=Coordination(
            hand_off=draw(optional(st.builds(HandOff, delays(0, 1), delays(0, 4, 24)))),
            wip_limit=WipLimit(
                draw(st.sampled_from(("company", "unit"))),
                draw(st.sampled_from((0, 0, 2, 5))),
                draw(st.sampled_from(("hold", "reject"))),
            ),
        ),
        technology=Technology(0.0),
        pays_with=(),
    )


@st.composite
def _teams(draw: st.DrawFn) -> tuple[TeamRule, ...]:
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=2, unique=True))
    rules = []
    if kinds:
        rules.append(TeamRule("hub", tuple(kinds), (), draw(st.sampled_from(GROUPS))))
    rules.append(TeamRule("rest", ("rest",), (), draw(st.sampled_from(GROUPS))))
    return tuple(rules)


@st.composite
def _task_forces(draw: st.DrawFn, types: tuple[str, ...]) -> TaskForce:
    return TaskForce(
        types=draw(st.sampled_from((types, types[:1]))),
        min_effort=0,
        skills=tuple(draw(st.lists(st.sampled_from(SKILLS), max_size=3, unique=True))),
        assembly=draw(st.sampled_from(("reserve", "reserve", "wait"))),
        quorum=draw(st.sampled_from((0, 1, 2))),
        max_forces=draw(st.sampled_from((0, 1, 2))),
        release=draw(st.sampled_from(("end", "steps"))),
        members_per_skill=draw(st.sampled_from((1, 1, 2))),
    )


@st.composite
def _agencies(draw: st.DrawFn, types: tuple[str, ...]) -> tuple[Agency, ...]:
    made = []
    for number in range(draw(st.sampled_from((0, 0, 1, 2)))):
        turnaround = draw(delays(0, 4, 24))
        made.append(
            Agency(
                name=f"agency {number}",
                kinds=(),
                skills=tuple(
                    draw(st.lists(st.sampled_from(SKILLS[1:]), max_size=2, unique=True))
                ),
                types=draw(st.sampled_from(((), types[:1]))),
                turnaround=(("default", turnaround),),
                calendar=draw(calendars),
                capacity=draw(st.sampled_from((0, 1, 3))),
                briefing=draw(optional(lengths(0.5, 2), share=2)),
                price_per_hour=100.0,
                price_per_piece=0.0,
                retainer_per_year=0.0,
            )
        )
    return tuple(made)


@st.composite
def _gate_rules(draw: st.DrawFn, gates: tuple[str, ...]) -> GateRule:
    words = st.sampled_from(("expert", "lead", "crew", "automated"))
    deciders = draw(st.lists(words, min_size=1, max_size=3, unique=True))
    cadence = draw(st.sampled_from(("scenario", "continuous", "own")))
    delegate_after = draw(st.sampled_from((0, 0, 4, 8))) * HOUR
    deemed = draw(st.sampled_from((0, 0, 4, 16))) * HOUR
    return GateRule(
        gates=() if not gates else draw(st.sampled_from(((), gates[:1]))),
        tiers=draw(st.sampled_from(((), ("low",), ("high",)))),
        deciders=tuple(deciders),
        rule=draw(st.sampled_from(("serial", "all", "any", "k_of_n"))),
        need=draw(st.integers(1, len(deciders))),
        cadence=cadence,
        own_cadence=(draw(cadences()),) if cadence == "own" else (),
        sampled=draw(st.sampled_from((1.0, 1.0, 0.6))),
        delegate_after=delegate_after,
        deemed_approved_after=deemed,
        rounds=draw(st.sampled_from((-1, 1, 3))),
    )
