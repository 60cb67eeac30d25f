"""One study in which every instruction is carried out and every kind of event is written."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from mom_sim.draws.distributions import distribution
from mom_sim.engines.recording import EVENT_KIND
from mom_sim.log.contract import ACTIVITY_OUTCOMES, CAUSES, STINT_ENDINGS, SUB_CAUSES
from mom_sim.log.event_kinds import EVENT_KIND_RECORDS
from mom_sim.plan.instructions import INSTRUCTIONS
from mom_sim.scenario.resolved import (
    Absence,
    Backlog,
    Cadence,
    ClassOfService,
    Delay,
    Demand,
    ErrorRates,
    EventRisk,
    Freelancers,
    Freeze,
    HandOff,
    OperatingModel,
    Overflow,
    Overtime,
    Scenario,
    SurgeResponse,
    TaskForce,
    TeamRule,
    Turnover,
    Unit,
    WipLimit,
)
from tests.made.lengths import DAY, HOUR, WEEK, constant
from tests.made.small import (
    Played,
    agency,
    campaign_type,
    decided_by,
    flaw,
    gate,
    launch,
    model,
    people,
    play,
    request,
    study,
    wait,
    work,
)

TYPES = ("t", "u", "v")
ALWAYS_SAME = ("request", "launch", "shift_start", "shift_end")


def for_all(step):
    """The step with the same effort or wait for every type."""
    return replace(
        step,
        effort=tuple((name, step.effort[0][1]) for name in TYPES) if step.effort else (),
        wait=tuple((name, step.wait[0][1]) for name in TYPES) if step.wait else (),
    )


def everything() -> tuple[Scenario, OperatingModel]:
    """Three types: t standard, u urgent and by machine, v large with a task force."""
    hours = constant(3)
    sickly = Absence(20.0, 2.0, 0.15, distribution("exponential", mean=3.0))
    restless = Turnover(9.0, constant(60))
    steps = (
        work("plan", "boss", 2),
        work("write", "writer", 5, "plan"),
        work("draw", {"artist": 1, "writer": 1}, 3, "plan"),
        wait("print", 6, "write"),
        work("build", "builder", 4, "write", "draw"),
        gate(
            "board",
            "judge",
            1,
            "build",
            "print",
            revise={"write": 0.5},
            reject_share=0.2,
            revise_probability=0.2,
            rounds=4,
            error_rates=tuple((word, ErrorRates(0.1, 0.1)) for word in ("expert", "lead", "crew")),
        ),
        launch("board"),
        work("report", "boss", 1, "launch"),
        gate("audit", "judge", 0.5, "report", revise={"report": 0.5}, rounds=1),
    )
    scenario = study(
        [
            people("boss", 1, kind="lead"),
            people("writer", 3, absence=sickly, turnover=restless, hand_over_after=4 * HOUR),
            people("artist", 2, calendar="office", home=(("north", 1), ("south", 1))),
            people("builder", 2, kind="platform", calendar="office"),
            people("judge", 1, kind="decider", calendar="office"),
        ],
        [for_all(step) for step in steps],
        [
            request("embargoed", 0, due=14 * DAY, not_before=12 * DAY),
            *(
                request(f"rush {number}", 200 + number, type="u", unit="south")
                for number in range(9)
            ),
        ],
        units=(Unit("north", "always"), Unit("south", "always")),
        campaigns=(
            campaign_type(
                "t",
                demand=(Demand("north", 0.0, (constant(11),), 0, False),),
                risk_tiers=(("low", 0.5), ("high", 0.5)),
                patience=(hours,),
            ),
            campaign_type(
                "u",
                class_of_service="urgent",
                demand=(Demand("south", 0.0, (constant(23),), 0, False),),
            ),
            campaign_type("v", demand=(Demand("north", 0.0, (constant(70),), 0, True),)),
        ),
        classes_of_service=(
            ClassOfService("urgent", 0, True, HOUR // 4),
            ClassOfService("standard", 1, False, 0),
        ),
        backlog=(Backlog("north", "t", "build", 2),),
        hand_off=HandOff(Delay(constant(1), True), Delay(constant(2), False)),
        surge_response=SurgeResponse(
            (Overtime("office", WEEK, 2 * WEEK, 1.25),),
            (Freelancers("writer", 1, WEEK, 2 * WEEK, 80.0),),
            (Freeze(("v",), 2 * DAY, 3 * DAY),),
            (Overflow("builder", 2),),
        ),
        defect_risks=(
            flaw(
                0.6, 0.3, surfaces_after=Delay(constant(20), False), fix=(("writer", constant(2)),)
            ),
        ),
        event_risks=(
            EventRisk("late", 0.3, "draw", (Delay(constant(5), True),), 0.5, False, TYPES, 1.0),
            EventRisk("over", 0.15, "build", (), 0.0, True, TYPES, 1.0),
        ),
        reference_calendar="office",
    )
    meets = Cadence(((1, 600), (3, 600)), "office", (), 2, 1)
    rules = (
        decided_by("automated", gates=("audit",), escalates_to="expert"),
        decided_by("expert", tiers=("high",), delegate_after=HOUR, deemed_approved_after=3 * HOUR),
        decided_by("crew", "lead", rule="any", cadence="own", own_cadence=(meets,), sampled=0.9),
    )
    made = model(
        *rules,
        teams=(
            TeamRule("hub", ("lead", "platform", "decider"), (), "company"),
            TeamRule("spoke", ("rest",), (), "unit"),
        ),
        queue_rule=("class_of_service", "fifo"),
        crew_age_limit=16 * HOUR,
        task_force=(TaskForce(("v",), 0, (), "reserve", 2, 1, "steps", 1),),
        agency=(
            agency(6, name="outside", capacity=1),
            agency(9, "writer", name="texts", types=("u",), briefing=(constant(0.5),)),
        ),
        wip_limit=WipLimit("unit", 9, "reject"),
    )
    return scenario, made


@cache
def played() -> Played:
    return play(*everything())


def seen(table: str, column: str, vocabulary: str) -> set[str]:
    words = played().log.vocabularies[vocabulary]
    return {words[code] for code in set(played().log.table(table)[column])}


def test_every_instruction_is_in_a_program_and_is_carried_out():
    nodes = [node for program in played().plan.programs for node in program.nodes]
    assert {node.instruction for node in nodes} == set(INSTRUCTIONS)
    assert seen("activities", "instruction", "instruction") == set(INSTRUCTIONS)


def test_every_kind_of_event_is_written():
    assert seen("events", "kind", "event_kind") == set(EVENT_KIND_RECORDS)


def test_what_an_instruction_is_said_to_write_it_writes():
    """The instruction table's `emits` against the log."""
    emitted = {kind for record in INSTRUCTIONS.values() for kind in record.emits}
    assert emitted <= set(EVENT_KIND)
    assert emitted <= seen("events", "kind", "event_kind")


def test_every_outcome_cause_and_ending_occurs():
    assert seen("activities", "outcome", "activity_outcome") == set(ACTIVITY_OUTCOMES)
    assert seen("waits", "cause", "cause") == set(CAUSES) - {"work"}
    assert seen("waits", "sub_cause", "sub_cause") == set(SUB_CAUSES)
    assert seen("stints", "ended_by", "stint_ending") == set(STINT_ENDINGS)


def test_an_instruction_of_the_table_without_an_interpreter_fails():
    """The engine names who carries out what: nothing more and nothing less than the table."""
    from mom_sim.engines.recording import Recording
    from mom_sim.engines.simpy_engine.context import Context, Draws
    from mom_sim.engines.simpy_engine.environment import Environment
    from mom_sim.engines.simpy_engine.interpreter import Interpreter
    from mom_sim.engines.simpy_engine.registers import Registers

    run = played()
    environment = Environment(lambda: None)
    draws = Draws(run.plan, run.tape)
    registers = Registers(run.plan, run.tape, environment)
    context = Context(environment, run.plan, run.tape, Recording(), draws, registers)
    interpreter = Interpreter(context, lambda number: None)
    assert interpreter.instructions == set(INSTRUCTIONS)
