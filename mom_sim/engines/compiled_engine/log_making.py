"""From the kernel's columns to the log: the same as `mom_sim.engines.assembling` from rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine import codes
from mom_sim.engines.compiled_engine.arrays import Integers, plain
from mom_sim.engines.compiled_engine.event_making import event_columns
from mom_sim.engines.compiled_engine.raw_recording import RawRecording
from mom_sim.engines.compiled_engine.row_order import keys_of, order_of
from mom_sim.engines.compiled_engine.rows_machine_code import Nodes, order_rows, write_rows
from mom_sim.engines.compiled_engine.waiting_machine_code import Rows
from mom_sim.engines.compiled_engine.waiting_times import StintsAndWaits
from mom_sim.engines.finishing import log_of_columns
from mom_sim.log.arrays import stable_order
from mom_sim.log.contract import ACTIVITIES, EVENTS, NULL, STINTS, WAITS, Table
from mom_sim.log.log import Log
from mom_sim.log.memory_pool import MemoryPool
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape


def assemble_columns(
    plan: Plan, tape: Tape, raw: RawRecording, provenance: Mapping[str, object]
) -> Log:
    """Make the log of one run.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    raw : RawRecording
    provenance : mapping
        See `mom_sim.log.provenance`.

    Returns
    -------
    Log
    """
    size = raw.rows["campaign"].size * len(ACTIVITIES.columns)
    scratch = MemoryPool(size)
    pools = MemoryPool(size), scratch
    activities, aside, place, is_used = _activities(plan, tape, raw, *pools)
    clocks = [tape.lives[person.name].clock for person in plan.people]
    span_clock = _clocks_of_spans(raw, clocks)
    ready, finish = activities["ready"], activities["finish"]
    rows = Rows(aside[0], aside[1], ready, aside[2], finish, np.zeros(0, dtype=np.int64))
    written = StintsAndWaits(plan, raw, rows, place, is_used, clocks, span_clock)
    stints, waits = written.columns(*pools)
    columns = {
        "campaigns": _campaigns(tape, raw, place),
        "activities": activities,
        "stints": _ordered(STINTS, *stints, *pools),
        "waits": _named(WAITS, waits[0][:, : waits[1]]),
        "events": _named(EVENTS, event_columns(plan, tape, raw, place, *pools)),
    }
    return log_of_columns(plan, tape, columns, raw.stopped, provenance, is_ordered=True)


def _ordered(
    table: Table, block: Integers, size: int, kept: MemoryPool, scratch: MemoryPool
) -> dict[str, Integers]:
    """Columns of a table, of which there are so many rows, sorted as the contract says."""
    order = order_of(block, keys_of(table), size, scratch)
    moved = kept.array(len(block), size)
    for column, out in zip(block, moved, strict=True):
        np.take(column, order, out=out, mode="clip")
    return _named(table, moved)


def _named(table: Table, block: Integers) -> dict[str, Integers]:
    return dict(zip((column.name for column in table.columns), block, strict=True))


def _activities(
    plan: Plan, tape: Tape, raw: RawRecording, kept: MemoryPool, scratch: MemoryPool
) -> tuple[dict[str, Integers], Integers, Integers, Integers]:
    """Columns of the activities, what `write_rows` lays aside, new numbers, lists of queues."""
    tables, rows, size = raw.tables.arrays, raw.block, len(raw.block)
    order = scratch.array(size)
    if not order_rows(rows, order):
        order = stable_order(raw.rows[name] for name in ACTIVITIES.order)
    nodes = Nodes(
        program_first=plain(tables["program_first"]),
        step=plain(tables["node_step"]),
        instruction=plain(tables["node_instruction"]),
        slots=plain(tables["node_slots"]),
        units=len(plan.units),
        work=codes.WORK,
        meet=codes.MEET,
    )
    out = kept.array(len(ACTIVITIES.columns), size)
    aside = scratch.array(3, size)
    is_used = np.zeros(max(tables["slots_first"].size - 1, 1), dtype=np.int64)
    # One number more: what refers to no activity finds it at the end.
    place = scratch.array(size + 1)
    place[-1] = NULL
    kind, unit = plain(tape.campaigns.type), plain(tape.campaigns.unit)
    write_rows(rows, order, kind, unit, nodes, place, out, aside, is_used)
    return _named(ACTIVITIES, out), aside, place, is_used


def _campaigns(tape: Tape, raw: RawRecording, place: Integers) -> dict[str, Any]:
    of, ends = tape.campaigns, raw.of_campaigns
    count = ends["outcome"].size
    names = ("unit", "type", "stream", "index", "tier", "due", "not_before", "value")
    return {
        "campaign": np.arange(count),
        "id": of.id[:count],
        **{name: getattr(of, name)[:count] for name in names},
        "requested": of.requested[:count].copy(),  # with these go the draws that blocks keep
        "outcome": ends["outcome"],
        "ended": ends["ended"],
        "launch_activity": place[ends["launch"]],
        "first_start": ends["first_start"],
    }


def _clocks_of_spans(raw: RawRecording, clocks: list[WorkingClock]) -> Integers:
    """Clock of each span; those of crews are added to `clocks`."""
    people, first = raw.spans["people"], raw.spans["first"]
    if not people.size:
        return people
    clock = raw.members[first]
    number_of: dict[tuple[int, ...], int] = {}
    for span in np.flatnonzero(people > 1).tolist():
        crew = tuple(raw.members[first[span] : first[span] + people[span]].tolist())
        key = tuple(sorted(crew))
        if key not in number_of:
            number_of[key] = len(clocks)
            clocks.append(intersect(*(clocks[person] for person in key)))
        clock[span] = number_of[key]
    return clock
