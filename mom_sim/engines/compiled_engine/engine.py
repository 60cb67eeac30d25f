"""The compiled engine: the plan and the tape laid out, the kernel called until the run is over."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.codes import (
    EVENTS_PER_RUN,
    FOREVER,
    FULL,
    GO_ON,
    LOOP,
    NEED_CAMPAIGNS,
    NEED_DRAW,
    STOPPED,
    TOO_MANY_EVENTS,
    WEEK,
)
from mom_sim.engines.compiled_engine.compiling import kernel
from mom_sim.engines.compiled_engine.fields import CAMPAIGN_ARRAYS
from mom_sim.engines.compiled_engine.limits import what_it_cannot_do
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_tables import plan_tables
from mom_sim.engines.compiled_engine.raw_recording import RawRecording, raw_recording_of
from mom_sim.engines.compiled_engine.reading import recording_of
from mom_sim.engines.compiled_engine.tape_tables import tape_tables
from mom_sim.engines.reasons import EVENT_LIMIT, FINISHED, LIMIT, ZERO_TIME_LOOP, Reason
from mom_sim.engines.recording import Recording
from mom_sim.errors import RunError
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape

STEPS_PER_CALL = 50_000
"""Some twenty milliseconds of work: so long may it take until a cancellation is noticed."""


def run(
    plan: Plan,
    tape: Tape,
    observe_until: int = 0,
    check: Callable[[], None] | None = None,
) -> tuple[Recording, Reason]:
    """Carry out one replication; see the SimPy engine's `run`.

    Parameters
    ----------
    plan : Plan
    tape : Tape
        Drawn for the same scenario.
    observe_until : int, microseconds
    check : callable, optional
        Called every few milliseconds; may raise to cancel the run.

    Returns
    -------
    Recording, Reason

    Raises
    ------
    RunError
        When the run cannot go on; the message says why and what to do.
    """
    raw, reason = run_columns(plan, tape, observe_until, check)
    return recording_of(raw), reason


def run_columns(
    plan: Plan,
    tape: Tape,
    observe_until: int = 0,
    check: Callable[[], None] | None = None,
) -> tuple[RawRecording, Reason]:
    """Carry out one replication and hand out its columns, for `log_making`; see `run`."""
    memory, reason = run_raw(plan, tape, observe_until, check)
    return raw_recording_of(memory, plan_tables(plan)), reason


def run_raw(
    plan: Plan,
    tape: Tape,
    observe_until: int = 0,
    check: Callable[[], None] | None = None,
) -> tuple[Memory, Reason]:
    """Carry out one replication and leave what it has written where it is; see `run`."""
    refuse_what_it_cannot_do(plan)
    memory = laid_out(plan, tape, observe_until)
    blocks = Blocks(plan, tape, memory)
    while not carry_on(memory, blocks):
        if check is not None:
            check()
    memory.remember_room()
    return memory, FINISHED if memory["left"] == 0 else LIMIT


def refuse_what_it_cannot_do(plan: Plan) -> None:
    """Raise a `RunError` that says what of a plan this engine cannot carry out, if anything."""
    faults = what_it_cannot_do(plan)
    if faults:
        raise RunError(
            f"the compiled engine cannot do this: {'; '.join(faults)}. Ask for the engine simpy"
        )


def carry_on(memory: Memory, blocks: Blocks) -> bool:
    """Call the kernel once, and give it what it asks for.

    Parameters
    ----------
    memory : Memory
    blocks : Blocks

    Returns
    -------
    bool
        Whether the run is over.

    Raises
    ------
    RunError
        When the run cannot go on; the message says why and what to do.
    """
    memory["budget"] = STEPS_PER_CALL
    code = kernel()(memory.address)
    if code == NEED_DRAW:
        memory["missing"] = 0
        blocks.add_asked(memory["missing_draw"], memory["missing_attempt"])
    elif code == NEED_CAMPAIGNS:
        blocks.add_next_campaigns()
    elif code == FULL:
        memory.grow(memory["full"])
    elif code == LOOP:
        raise RunError(ZERO_TIME_LOOP.message.format(time=memory["now"] / 3_600_000_000))
    elif code == TOO_MANY_EVENTS:
        raise RunError(EVENT_LIMIT.message.format(events=EVENTS_PER_RUN))
    else:
        assert code in (GO_ON, STOPPED)
    return bool(code == STOPPED)


def laid_out(plan: Plan, tape: Tape, observe_until: int) -> Memory:
    """Lay out a run that has not begun; see `run`."""
    memory = Memory()
    of_tape = lay_tables(memory, plan, tape)
    memory.make_campaigns(tape.campaigns.requested.size)
    for name, array in of_tape.items():
        memory.array(name)[:] = array
    requested = tape.campaigns.requested
    arriving = int(np.searchsorted(requested, plan.limit, side="right"))
    memory["campaigns"] = arriving
    memory["keeps_log"], memory["campaign_mask"], memory["drawn_until"] = 1, -1, FOREVER
    lay_rest(memory, plan, observe_until)
    memory["left"] = int(of_tape["campaign_followed"][: requested.size].sum())
    if memory["left"] == 0:
        memory["stop_at"] = min(plan.limit, memory["earliest"])
    _make_room(memory, arriving)
    return memory


def lay_tables(memory: Memory, plan: Plan, tape: Tape) -> dict[str, Integers]:
    """Lay out a plan and what of a tape is no campaign; returns the campaigns' columns."""
    memory.begin_as(plan_tables(plan).laid)
    of_tape = tape_tables(plan, tape)
    if of_tape["spell_ramps"].any():
        memory["steady"] = 0
    for name in ("staffings", "shifts", "changes"):
        memory[name] = int(of_tape.pop(name)[0])
    for name in [name for name in of_tape if name not in CAMPAIGN_ARRAYS]:
        memory.put(name, of_tape.pop(name))
    return of_tape


def lay_rest(memory: Memory, plan: Plan, observe_until: int) -> None:
    """Lay out how far a run goes, and the state that it begins in."""
    memory["weeks"] = plan.limit // WEEK + 2
    memory["earliest"] = max(plan.horizon, min(observe_until, plan.limit))
    memory["stop_at"] = plan.limit
    memory["warm_up"], memory["horizon"] = plan.warm_up, plan.horizon
    memory.make_fixed(teams=len(plan.teams), bodies=len(plan.meetings))
    memory.put("allowance_capacity", _capacities(plan))
    memory.put("body_next", memory.array("meeting_first").copy())
    memory.put("clock_last", memory.array("clock_first").copy())
    for name in ("finishing", "walking", "current", "early", "slot_free", "request_free"):
        memory[name] = -1
    for name in ("force_first", "force_last", "later_round_at", "unasked"):
        memory[name] = -1


def _capacities(plan: Plan) -> np.ndarray:
    return np.array(
        [
            *(limit.limit for limit in plan.limits),
            *(agency.capacity for agency in plan.agencies),
            *(force.max_forces for force in plan.forces),
            0,
        ],
        dtype=np.int64,
    )


def _make_room(memory: Memory, campaigns: int) -> None:
    """Make buffers that suffice for an ordinary run; the others grow."""
    people = memory["people"]
    memory.make_slots(memory.size_at_first("slots", 64))
    memory.make_records(memory.size_at_first("records", 128))
    memory.make_requests(memory.size_at_first("requests", 256 + 4 * memory["slots_max"]))
    nodes = memory["nodes"]
    memory.make_rows(memory.room_for_log("row", 1024 + campaigns * 16))
    memory.make_spans(memory.room_for_log("span", 1024 + campaigns * 8 + people + nodes))
    memory.make_events(memory.room_for_log("event", 1024 + campaigns * 8 + 3 * people + 2 * nodes))
    memory.make_inside(64 + 2 * people * memory["slots_max"])
    memory.make_heap(1024 + people)
    memory.make_fresh(256)
    memory.make_answers(256 + people)
