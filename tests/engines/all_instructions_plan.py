"""A small plan written by hand in which every instruction and every kind of record occurs."""

from __future__ import annotations

from mom_sim.calendars import WorkingClock
from mom_sim.draws.address import threshold
from mom_sim.draws.distributions import distribution
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.plan import (
    PARTS,
    PASS_OVER,
    AgencyRecord,
    Condition,
    Curve,
    Decision,
    Defect,
    Draw,
    Force,
    Limit,
    Meeting,
    Member,
    Node,
    Person,
    Plan,
    Program,
    Queue,
    Relief,
    Reviewer,
    Rework,
    Team,
    ValueRule,
)

HOUR = 3_600_000_000
DAYS = [day * 24 * HOUR for day in range(7)]
OFFICE = WorkingClock([day + 9 * HOUR for day in DAYS], [day + 17 * HOUR for day in DAYS])
VENDOR = WorkingClock([0], [90 * HOUR])

BEGIN, DESIGN, REVIEW, LAUNCH, REPAIR, END = range(6)
HAND_OFF, EFFORT, TURNAROUND, REVIEWING, SURFACES, REPAIRING, PATIENCE = range(7)
DATA_LATE, QUALITY, VERDICT, COIN, REJECTS, EXPOSED = range(7, 13)
COVERAGE, PRACTICE, LOAD, KNOWLEDGE = range(4)

LOGNORMAL = distribution("lognormal", mean=6.0 * HOUR, cv=0.8)
CONSTANT = distribution("constant", value=90.0 * 60_000_000)


def after(node: int, outcome: str) -> Condition:
    """The condition that a node has ended in some way."""
    return Condition(after_node=node, after_outcome=ACTIVITY_OUTCOMES.index(outcome))


CURVES = (
    Curve("coverage", "time", (0, 48 * HOUR), (0, threshold(0.5))),
    Curve("practice", "practice", (0, 40 * HOUR, 160 * HOUR), (PARTS // 2, PARTS, 1_200_000)),
    Curve("load", "load", (0, 900_000), (PARTS, 800_000)),
    Curve("knowledge", "deliveries", (0, 10), (threshold(0.4), threshold(0.1)), agency=0),
)
RELIEFS = (Relief(COIN, (COVERAGE, COVERAGE), PARTS // 5),)

LATE = Condition(chance=DATA_LATE, threshold=threshold(0.1))
ANSWERED = Condition(chance=DATA_LATE, curve=COVERAGE)
ESCAPED = Condition(escaped=0)

NODES = (
    Node("PASS", BEGIN, successors=(1,)),
    Node("FREEZE", BEGIN, windows=((24 * HOUR, 48 * HOUR),), successors=(2,)),
    Node("ADMIT", BEGIN, limits=(0, 1), successors=(3,)),
    Node("ASSEMBLE", BEGIN, queues=((0, 1), (1, 1)), force=0, successors=(4,)),
    Node("PASS", DESIGN, LATE, announce="risk_event", announce_value=1, successors=(5,)),
    Node("CANCEL", DESIGN, ANSWERED, ends="reused", successors=(6,)),
    Node("DELAY", DESIGN, draws=(HAND_OFF, -1), clock=0, cause="hand_off", successors=(7,)),
    Node(
        "WORK",
        DESIGN,
        draws=(EFFORT, EFFORT),
        share=PARTS // 2,
        reliefs=RELIEFS,
        rate_curves=(PRACTICE, LOAD),
        queues=((0,), (1, 1)),
        in_force=True,
        overflow=6,
        overflow_late=4 * HOUR,
        successors=(8,),
    ),
    Node(
        "AGENCY",
        DESIGN,
        after(7, "overflowed"),
        draws=(TURNAROUND, TURNAROUND),
        share=PARTS // 4,
        reliefs=RELIEFS,
        effort_draw=EFFORT,
        agency=0,
        successors=(9,),
    ),
    Node("MEET", REVIEW, Condition(tiers=2), meetings=(0, 1), timeout=16 * HOUR, successors=(10,)),
    Node(
        "WORK",
        REVIEW,
        draws=(REVIEWING, REVIEWING),
        queues=((2,), (2,)),
        timeout=16 * HOUR,
        timeout_from=9,
        review=True,
        successors=(11,),
    ),
    Node(
        "WORK",
        REVIEW,
        after(10, "timed_out"),
        draws=(REVIEWING, REVIEWING),
        queues=((0,), (0,)),
        review=True,
        announce="delegated",
        successors=(12,),
    ),
    Node("DECIDE", REVIEW, decision=0, successors=(13,)),
    Node("EMBARGO", LAUNCH, successors=(14,)),
    Node("PASS", LAUNCH, launch=True, successors=(15, 16)),
    Node("DISBAND", END, skills=(0, 1), successors=(18,)),
    Node(
        "DELAY",
        REPAIR,
        ESCAPED,
        draws=(SURFACES, SURFACES),
        cause="outside",
        announce="incident",
        announce_value=0,
        successors=(17,),
    ),
    Node(
        "WORK",
        REPAIR,
        ESCAPED,
        draws=(REPAIRING, REPAIRING),
        queues=((0,), (1,)),
        successors=(18,),
    ),
    Node("END", END),
)

DECISION = Decision(
    step=REVIEW,
    reviewers=(
        Reviewer((10, 11), "expert", threshold(0.05), threshold(0.1), deemed_approved=True),
        Reviewer((), "automated", 0, threshold(0.5), deemed_approved=False),
    ),
    need=2,
    risks=(0,),
    verdicts=(VERDICT,),
    revise_draw=COIN,
    revise_threshold=threshold(0.25),
    reject_draw=REJECTS,
    reject_threshold=threshold(0.125),
    rounds=3,
    after_rounds="reject",
    rework=Rework(
        nodes=(
            *((6, PARTS), (7, 150_000), (8, PARTS), (9, PASS_OVER)),
            *((10, PARTS), (11, PARTS), (12, PARTS)),
        ),
        edges=((6, 7), (7, 8), (8, 9), (9, 10), (10, 11), (11, 12)),
        entry=(6,),
    ),
    revise_curve=KNOWLEDGE,
)


def all_instructions_plan() -> Plan:
    """The plan."""
    person = {
        "cost_per_hour": 85.5,
        "productive_share": 600_000,
        "ramp_start": PARTS // 2,
        "ramp_length": 84 * 24 * HOUR,
    }
    durations = ("hand_off", "effort", "turnaround", "review", "surfaces", "repair", "patience")
    chances = ("event:data_late", "quality:off_brand", "verdict:off_brand", "revise", "reject")
    return Plan(
        model="by hand",
        units=("north", "south"),
        types=("small", "large"),
        tiers=("low", "high"),
        steps=("begin", "design", "design_review", "launch", "repair off_brand", "end"),
        skills=("design", "content", "brand"),
        risks=("off_brand", "data_late"),
        clocks=(OFFICE, VENDOR),
        clock_names=("office", "vendor"),
        reference_clock=0,
        hours_per_day=8.0,
        start=0,
        warm_up=24 * HOUR,
        horizon=120 * HOUR,
        limit=168 * HOUR,
        teams=(
            Team("studio", ("class_of_service", "fifo"), 40 * HOUR),
            Team("board", ("due_date",), 0),
            Team("vendor", ("fifo",), 0),
        ),
        people=(
            Person("design/1", "design", 1, 0, 0, **person),
            Person("design/freelancer 1", "design", 2, 0, 0, freelancer=True, **person),
            Person("brand/1", "brand", 1, 1, 0, **person),
        ),
        queues=(
            Queue(0, 0, (Member(0, 600_000), Member(1, 480_000))),
            Queue(0, 1, (Member(1, 300_000), Member(0, 1, lent=True))),
            Queue(1, 2, (Member(2, 600_000),)),
        ),
        draws=(
            Draw("campaign:hand_off", "duration", (CONSTANT, CONSTANT)),
            Draw("campaign:effort", "duration", (LOGNORMAL, CONSTANT), "design"),
            *(
                Draw(f"campaign:{name}", "duration", (LOGNORMAL, LOGNORMAL))
                for name in durations[2:]
            ),
            *(Draw(f"campaign:{name}", "chance", (None, None)) for name in (*chances, "exposed")),
        ),
        programs=(
            Program(
                type=0,
                nodes=NODES,
                body=3,
                entries=((DESIGN, 4), (REVIEW, 9)),
                patience=PATIENCE,
                rank=1,
                preempts=True,
                switching_cost=HOUR // 2,
                impatient="shadow",
            ),
            Program(
                type=1,
                nodes=(
                    Node("PASS", BEGIN, successors=(1,)),
                    Node(
                        "WORK",
                        DESIGN,
                        draws=(EFFORT, EFFORT),
                        queues=((0,), (0,)),
                        launch=True,
                        successors=(2,),
                    ),
                    Node("END", END),
                ),
                body=0,
                entries=(),
                patience=-1,
                rank=0,
                preempts=False,
                switching_cost=0,
            ),
        ),
        decisions=(DECISION,),
        meetings=(
            Meeting("board", (33 * HOUR, 81 * HOUR), None, 12),
            Meeting("board of south", (), distribution("gamma", mean=5.0 * HOUR, cv=0.7), 0),
        ),
        agencies=(
            AgencyRecord(
                *("vendor", 2, 1, 20, 140.0, 500.0, 100_000.0),
                windows=((24 * HOUR, 48 * HOUR, 5), (72 * HOUR, 80 * HOUR, 10)),
            ),
        ),
        forces=(Force(reserve=True, quorum=2, max_forces=3),),
        limits=(Limit("WIP north", 12, reject=False), Limit("WIP south", 8, reject=True)),
        defects=(
            Defect(
                "off_brand",
                QUALITY,
                threshold(0.2),
                threshold(0.1),
                5000.0,
                exposure_draw=EXPOSED,
                exposure=(threshold(0.5), threshold(1.0)),
                tired=threshold(0.3),
                agency_curves=(KNOWLEDGE,),
            ),
        ),
        crew_age_limit=80 * HOUR,
        technology_cost_per_year=50_000.0,
        event_costs=(5000.0, 250.0),
        value_rules=(ValueRule("due", 56 * 24 * HOUR, 0), ValueRule("request", 0, 84 * 24 * HOUR)),
        curves=CURVES,
        load_curve=LOAD,
        load_weeks=3,
        warnings=("brand: one person serves both units",),
    )
