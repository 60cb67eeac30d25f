"""From the kernel's columns to the log: the same as `mom_sim.engines.assembling` from rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine import codes
from mom_sim.engines.compiled_engine.arrays import Integers, plain
from mom_sim.engines.compiled_engine.raw_recording import RawRecording
from mom_sim.engines.compiled_engine.rows_machine_code import Nodes, order_rows, write_rows
from mom_sim.engines.compiled_engine.waiting_machine_code import Rows
from mom_sim.engines.compiled_engine.waiting_times import StintsAndWaits
from mom_sim.engines.finishing import log_of_columns
from mom_sim.engines.recording import EVENT_KIND
from mom_sim.log.arrays import stable_order
from mom_sim.log.contract import ACTIVITIES, EVENTS, NULL
from mom_sim.log.log import Log
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape


def assemble_columns(plan: Plan, tape: Tape, raw: RawRecording, provenance: dict[str, Any]) -> Log:
    """Make the log of one run.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    raw : RawRecording
    provenance : dict
        See `mom_sim.log.provenance`.

    Returns
    -------
    Log
    """
    activities, aside, place, is_used = _activities(plan, tape, raw)
    clocks = [tape.lives[person.name].clock for person in plan.people]
    span_clock = _clocks_of_spans(raw, clocks)
    ready, finish = activities["ready"], activities["finish"]
    rows = Rows(aside[0], aside[1], ready, aside[2], finish, np.zeros(0, dtype=np.int64))
    written = StintsAndWaits(plan, raw, rows, place, is_used, clocks, span_clock)
    stints, waits = written.columns()
    columns = {
        "campaigns": _campaigns(tape, raw, place),
        "activities": activities,
        "stints": stints,
        "waits": waits,
        "events": _events(plan, tape, raw, place),
    }
    return log_of_columns(plan, tape, columns, raw.stopped, provenance)


def _activities(
    plan: Plan, tape: Tape, raw: RawRecording
) -> tuple[dict[str, Integers], Integers, Integers, Integers]:
    """Columns of the activities, what `write_rows` lays aside, new numbers, lists of queues."""
    tables, rows, size = raw.tables.arrays, raw.block, len(raw.block)
    order = np.empty(size, dtype=np.int64)
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
    out = np.empty((len(ACTIVITIES.columns), size), dtype=np.int64)
    aside = np.empty((3, size), dtype=np.int64)
    is_used = np.zeros(max(tables["slots_first"].size - 1, 1), dtype=np.int64)
    # One number more: what refers to no activity finds it at the end.
    place = np.full(size + 1, NULL, dtype=np.int64)
    kind, unit = plain(tape.campaigns.type), plain(tape.campaigns.unit)
    write_rows(rows, order, kind, unit, nodes, place, out, aside, is_used)
    names = (column.name for column in ACTIVITIES.columns)
    return dict(zip(names, out, strict=True)), aside, place, is_used


def _campaigns(tape: Tape, raw: RawRecording, place: Integers) -> dict[str, Any]:
    of, ends = tape.campaigns, raw.of_campaigns
    count = ends["outcome"].size
    names = ("unit", "type", "stream", "index", "tier", "requested", "due", "not_before", "value")
    return {
        "campaign": np.arange(count),
        "id": list(of.id[:count]),
        **{name: getattr(of, name)[:count] for name in names},
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


def _events(plan: Plan, tape: Tape, raw: RawRecording, place: Integers) -> dict[str, Integers]:
    """What the kernel has written, and what the tape says of everybody's shifts and absences."""
    end, written = raw.stopped, raw.written
    times, sizes, told = [], [], []
    for number, person in enumerate(plan.people):
        life = tape.lives[person.name]
        for instants in (life.clock.starts, life.clock.ends):
            times.append(instants[: np.searchsorted(instants, end, side="right")])
            sizes.append(times[-1].size)
        told += [
            (time, EVENT_KIND[kind], number, value)
            for time, kind, value in life.events
            if 0 <= time <= end
        ]
    shifts = sum(sizes)
    first = written["time"].size
    last = first + shifts
    block = np.full((len(EVENTS.columns), last + len(told)), NULL, dtype=np.int64)
    columns = {column.name: out for column, out in zip(EVENTS.columns, block, strict=True)}
    for name, column in written.items():
        columns["activity" if name == "row" else name][:first] = column
    columns["activity"][:first] = place[written["row"]]
    kinds = [EVENT_KIND["shift_start"], EVENT_KIND["shift_end"]] * len(plan.people)
    people = np.repeat(np.arange(len(plan.people)), 2)
    if shifts:
        columns["time"][first:last] = np.concatenate(times)
        columns["kind"][first:last] = np.repeat(kinds, sizes)
        columns["person"][first:last] = np.repeat(people, sizes)
    if told:
        names = ("time", "kind", "person", "value")
        for name, column in zip(names, np.array(told, dtype=np.int64).T, strict=True):
            columns[name][last:] = column
    return columns
