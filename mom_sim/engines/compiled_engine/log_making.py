"""From the kernel's columns to the log: the same as `mom_sim.engines.assembling` from rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine import codes
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.many_clocks import ManyClocks
from mom_sim.engines.compiled_engine.raw_recording import RawRecording
from mom_sim.engines.compiled_engine.waiting_times import Waits
from mom_sim.engines.finishing import log_of_columns
from mom_sim.engines.recording import EVENT_KIND, STINT_ENDING
from mom_sim.log.contract import NULL
from mom_sim.log.log import Log
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape

_STRETCH = 4096
"""Rows whose numbers the processor's second-level cache holds."""


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
    raw.rows = _side_by_side(raw.rows)
    campaign = raw.rows["campaign"]
    tables = raw.tables.arrays
    node = tables["program_first"][tape.campaigns.type[campaign]] + raw.rows["node"]
    site = node * len(plan.units) + tape.campaigns.unit[campaign]
    clocks = [tape.lives[person.name].clock for person in plan.people]
    span_clock = _clocks_of_spans(raw, clocks)
    columns = {
        "campaigns": _campaigns(tape, raw),
        "activities": _activities(raw, node),
        "stints": _stints(raw, clocks, span_clock),
        "waits": Waits(plan, raw, node, site, clocks, span_clock).columns(),
        "events": _events(plan, tape, raw),
    }
    return log_of_columns(plan, tape, columns, raw.stopped, provenance)


def _side_by_side(columns: dict[str, Integers]) -> dict[str, Integers]:
    """Copy columns that lie interleaved in the kernel's memory, a stretch of rows at a time.

    A row's numbers share a few lines of the processor's cache: fetched once for all of them.
    """
    size = max((column.size for column in columns.values()), default=0)
    # One large piece of memory costs the system far less than many small ones.
    block = np.empty((len(columns), size), dtype=np.int64)
    apart = dict(zip(columns, block, strict=True))
    for begin in range(0, size, _STRETCH):
        for name, column in columns.items():
            apart[name][begin : begin + _STRETCH] = column[begin : begin + _STRETCH]
    return apart


def _campaigns(tape: Tape, raw: RawRecording) -> dict[str, Any]:
    of, ends = tape.campaigns, raw.of_campaigns
    count = ends["outcome"].size
    names = ("unit", "type", "stream", "index", "tier", "requested", "due", "not_before", "value")
    return {
        "campaign": np.arange(count),
        "id": list(of.id[:count]),
        **{name: getattr(of, name)[:count] for name in names},
        "outcome": ends["outcome"],
        "ended": ends["ended"],
        "launch_activity": ends["launch"],
        "first_start": ends["first_start"],
    }


def _activities(raw: RawRecording, node: Integers) -> dict[str, Any]:
    rows, tables = raw.rows, raw.tables.arrays
    instruction = tables["node_instruction"][node]
    return {
        "activity": np.arange(node.size),
        **{name: rows[name] for name in ("campaign", "node", "attempt", "ready", "finish")},
        **{name: rows[name] for name in ("team", "outcome", "trigger", "effort")},
        "step": tables["node_step"][node],
        "instruction": instruction,
        # A meeting's `start` was only a mark of when the agenda began to matter.
        "start": np.where(instruction == codes.MEET, rows["finish"], rows["start"]),
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


def _stints(
    raw: RawRecording, clocks: list[WorkingClock], span_clock: Integers
) -> dict[str, Integers]:
    spans = raw.spans
    piece = ManyClocks(clocks, raw.stopped).cut(span_clock, spans["start"], spans["finish"])
    of, start, finish = piece.index, piece.start, piece.finish
    if not piece.open.all():
        rows = np.flatnonzero(piece.open)
        of, start, finish = of[rows], start[rows], finish[rows]
    last = np.ones(of.size, dtype=bool)
    last[:-1] = of[1:] != of[:-1]
    stints = {
        "activity": spans["row"][of],
        "person": spans["first"][of],  # where the people of the span begin, for now
        "team": spans["team"][of],
        "start": start,
        "finish": finish,
        "ended_by": np.where(last, spans["ending"][of], STINT_ENDING["shift_end"]),
    }
    people = spans["people"][of]
    if (people > 1).any():  # one row for each of a crew
        each = np.repeat(np.arange(of.size), people)
        stints = {name: column[each] for name, column in stints.items()}
        stints["person"] += np.arange(each.size) - (np.cumsum(people) - people)[each]
    stints["person"] = raw.members[stints["person"]]
    return stints


def _events(plan: Plan, tape: Tape, raw: RawRecording) -> dict[str, Integers]:
    end = raw.stopped
    times, kinds, people, values = [], [], [], []
    for number, person in enumerate(plan.people):
        life = tape.lives[person.name]
        for kind, instants in (("shift_start", life.clock.starts), ("shift_end", life.clock.ends)):
            kept = instants[instants <= end]
            times.append(kept)
            kinds.append(np.full(kept.size, EVENT_KIND[kind], dtype=np.int64))
            people.append(np.full(kept.size, number, dtype=np.int64))
            values.append(np.full(kept.size, NULL, dtype=np.int64))
        told = [(time, EVENT_KIND[kind], value) for time, kind, value in life.events]
        table = np.array([one for one in told if 0 <= one[0] <= end], dtype=np.int64)
        table = table.reshape(-1, 3)
        times.append(table[:, 0])
        kinds.append(table[:, 1])
        people.append(np.full(len(table), number, dtype=np.int64))
        values.append(table[:, 2])
    added = sum(map(len, times))
    null = np.full(added, NULL, dtype=np.int64)
    written = raw.written
    return {
        "time": np.concatenate([written["time"], *times]),
        "kind": np.concatenate([written["kind"], *kinds]),
        "campaign": np.concatenate([written["campaign"], null]),
        "activity": np.concatenate([written["row"], null]),
        "step": np.concatenate([written["step"], null]),
        "attempt": np.concatenate([written["attempt"], null]),
        "person": np.concatenate([written["person"], *people]),
        "value": np.concatenate([written["value"], *values]),
    }
