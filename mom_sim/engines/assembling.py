"""From an engine's raw rows to the log: stints cut at shift ends, waits by cause, staffing events.

This is integer arithmetic on what the engine wrote, the plan and the tape; every engine shares it,
so that causes of waiting have one definition (DESIGN.md section 2, idea 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.clock_sets import intersect, union
from mom_sim.calendars.units import NEVER
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.cutting import cut_by_clock
from mom_sim.engines.finishing import log_of_columns
from mom_sim.engines.recording import EVENT_KIND, STINT_ENDING, ActivityRow, Recording, Span
from mom_sim.log.contract import CAUSES, NULL, SUB_CAUSES
from mom_sim.log.log import Log
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Node, Plan
from mom_sim.tape.tape import Tape

Integers = npt.NDArray[np.int64]
Pools = tuple[tuple[int, ...], ...]

_CAUSE = {word: code for code, word in enumerate(CAUSES)}
_SUB = {word: code for code, word in enumerate(SUB_CAUSES)}
_GAP_FIRST, _GAP_PREEMPTED = _SUB["none"], _SUB["preempted"]
_GAP_CREW = -1  # no sub-cause: a crew forms


def assemble(plan: Plan, tape: Tape, recording: Recording, provenance: Mapping[str, object]) -> Log:
    """Make the log of one run.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    recording : Recording
        What the engine wrote.
    provenance : mapping
        See `mom_sim.log.provenance`.

    Returns
    -------
    Log
    """
    end = recording.stopped
    clocks = {number: tape.lives[person.name].clock for number, person in enumerate(plan.people)}
    columns = {
        "campaigns": _campaigns(tape, recording),
        "activities": _activities(plan, tape, recording),
        "stints": _stints(recording, clocks),
        "waits": _Waits(plan, tape, recording, clocks, end).columns(),
        "events": _events(plan, tape, recording, clocks, end),
    }
    return log_of_columns(plan, tape, columns, end, provenance)


def _campaigns(tape: Tape, recording: Recording) -> dict[str, Any]:
    numbers = np.array(sorted(recording.ends), dtype=np.int64)
    ends = [recording.ends[number] for number in numbers.tolist()]
    of = tape.campaigns
    # Requests arrive in the order of the tape, so what has arrived is a beginning of it.
    return {
        "campaign": numbers,
        "id": [of.id[number] for number in numbers.tolist()],
        "unit": of.unit[numbers],
        "type": of.type[numbers],
        "stream": of.stream[numbers],
        "index": of.index[numbers],
        "tier": of.tier[numbers],
        "requested": of.requested[numbers],
        "due": of.due[numbers],
        "not_before": of.not_before[numbers],
        "value": of.value[numbers],
        "outcome": [end.outcome for end in ends],
        "ended": [end.ended for end in ends],
        "launch_activity": [end.launch_activity for end in ends],
        "first_start": [end.first_start for end in ends],
    }


def _activities(plan: Plan, tape: Tape, recording: Recording) -> dict[str, Any]:
    types = tape.campaigns.type.tolist()
    nodes = [plan.programs[types[row.campaign]].nodes[row.node] for row in recording.activities]
    rows = recording.activities
    return {
        "activity": [row.row for row in rows],
        "campaign": [row.campaign for row in rows],
        "node": [row.node for row in rows],
        "step": [node.step for node in nodes],
        "instruction": [CODES[node.instruction] for node in nodes],
        "attempt": [row.attempt for row in rows],
        "ready": [row.ready for row in rows],
        # A meeting's `start` was only a mark of when the agenda began to matter.
        "start": [
            row.finish if node.instruction == "MEET" else row.start
            for row, node in zip(rows, nodes, strict=True)
        ],
        "finish": [row.finish for row in rows],
        "team": [row.team for row in rows],
        "outcome": [row.outcome for row in rows],
        "trigger": [row.trigger for row in rows],
        "effort": [row.effort for row in rows],
    }


def _stints(recording: Recording, clocks: dict[int, WorkingClock]) -> dict[str, Integers]:
    by_person: dict[int, list[Span]] = defaultdict(list)
    joint: list[Span] = []
    for span in recording.spans:
        if len(span.people) == 1:
            by_person[span.people[0]].append(span)
        else:
            joint.append(span)
    parts: list[tuple[Integers, ...]] = []
    for person, spans in sorted(by_person.items()):
        parts.append(_cut_spans(spans, person, clocks[person]))
    for span in joint:
        together = intersect(*(clocks[person] for person in span.people))
        parts.extend(_cut_spans([span], person, together) for person in span.people)
    names = ("activity", "person", "team", "start", "finish", "ended_by")
    if not parts:
        return {name: np.zeros(0, dtype=np.int64) for name in names}
    return {
        name: np.concatenate(arrays)
        for name, arrays in zip(names, zip(*parts, strict=True), strict=True)
    }


def _cut_spans(spans: list[Span], person: int, clock: WorkingClock) -> tuple[Integers, ...]:
    starts = np.array([span.start for span in spans], dtype=np.int64)
    finishes = np.array([span.finish for span in spans], dtype=np.int64)
    piece = cut_by_clock(starts, finishes, clock)
    keep = piece.open
    of, start, finish = piece.index[keep], piece.start[keep], piece.finish[keep]
    last = np.ones(len(of), dtype=bool)
    last[:-1] = of[1:] != of[:-1]
    ended = np.array([span.ended_by for span in spans], dtype=np.int64)[of]
    return (
        np.array([span.activity for span in spans], dtype=np.int64)[of],
        np.full(len(of), person, dtype=np.int64),
        np.array([span.team for span in spans], dtype=np.int64)[of],
        start,
        finish,
        np.where(last, ended, STINT_ENDING["shift_end"]),
    )


class _Waits:
    """Intervals in which nobody works on an activity, by the first cause that holds."""

    def __init__(
        self,
        plan: Plan,
        tape: Tape,
        recording: Recording,
        clocks: dict[int, WorkingClock],
        end: int,
    ) -> None:
        self._plan, self._recording, self._clocks, self._end = plan, recording, clocks, end
        self._units = tape.campaigns.unit.tolist()
        self._types = tape.campaigns.type.tolist()
        self._rows: list[tuple[Integers, ...]] = []
        self._whole: list[tuple[int, int, int, int, int]] = []
        # Gaps of work, by whether they lie within its holders' time and by who could fill them:
        # (activity, start, finish, review, sub-cause).
        self._gaps: dict[tuple[bool, Pools], list[tuple[int, int, int, int, int]]] = defaultdict(
            list
        )
        self._pools = [tuple(member.person for member in queue.pool) for queue in plan.queues]

    def columns(self) -> dict[str, Integers]:
        held: dict[int, list[Span]] = defaultdict(list)
        for span in self._recording.spans:
            held[span.activity].append(span)
        for row in self._recording.activities:
            node = self._plan.programs[self._types[row.campaign]].nodes[row.node]
            finish = row.finish if row.finish >= 0 else self._end
            if finish <= row.ready:
                continue
            if node.instruction == "WORK":
                self._gaps_of_work(row, node, held[row.row], finish)
            else:
                self._whole.extend(_waits_of(node, row.row, row.ready, row.start, finish))
        self._cut_gaps()
        table = np.array(self._whole, dtype=np.int64).reshape(-1, 5)
        parts = [tuple(table.T), *self._rows]
        names = ("activity", "start", "finish", "cause", "sub_cause")
        merged = [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
        return dict(zip(names, merged, strict=True))

    def _gaps_of_work(self, row: ActivityRow, node: Node, spans: list[Span], finish: int) -> None:
        queues = node.queues[self._units[row.campaign]]
        # Of a task force, those who were there; where nobody was, whoever could have come.
        waiting_for = tuple(
            inside or self._pools[queue]
            for inside, queue in zip(row.crew or ((),) * len(queues), queues, strict=True)
        )
        review = int(node.review)
        # Work that needs several people waits for its crew, until it has one for the first time.
        forming = _GAP_CREW if len(queues) > 1 and not review else _GAP_FIRST
        since, sub = row.ready, forming
        for span in spans:
            if span.start > since:
                self._gaps[False, waiting_for].append((row.row, since, span.start, review, sub))
            # Breaks of the holders' own calendars.
            holders = tuple((person,) for person in span.people)
            self._gaps[True, holders].append((row.row, span.start, span.finish, review, _GAP_FIRST))
            since = span.finish
            sub = _GAP_PREEMPTED if span.ended_by == STINT_ENDING["preempted"] else _GAP_FIRST
        if finish > since:
            self._gaps[False, waiting_for].append((row.row, since, finish, review, sub))

    def _cut_gaps(self) -> None:
        for (held, pools), gaps in self._gaps.items():
            table = np.array(gaps, dtype=np.int64)
            piece = cut_by_clock(table[:, 1], table[:, 2], self._clock(pools))
            of = table[piece.index]
            keep = np.ones(len(piece.index), dtype=bool)
            if held:
                keep = ~piece.open  # open time of the holders is work
            review = of[:, 3] == 1
            cause = np.where(
                review, _CAUSE["decision"], np.where(piece.open, _CAUSE["queue"], _CAUSE["closed"])
            )
            # While all of a crew could be there, it forms; at other times it could not.
            cause = np.where(piece.open & (of[:, 4] == _GAP_CREW), _CAUSE["assembly"], cause)
            busy = np.where(
                of[:, 4] == _GAP_PREEMPTED, _SUB["preempted"], np.where(review, _SUB["busy"], 0)
            )
            sub = np.where(piece.open, busy, np.where(review, _SUB["closed"], 0))
            columns = (of[:, 0], piece.start, piece.finish, cause, sub)
            self._rows.append(tuple(column[keep] for column in columns))

    def _clock(self, pools: Pools) -> WorkingClock:
        """When somebody of every pool is there."""
        open_times = [union(*(self._clocks[person] for person in pool)) for pool in pools]
        return open_times[0] if len(open_times) == 1 else intersect(*open_times)


def _waits_of(
    node: Node, row: int, ready: int, start: int, finish: int
) -> list[tuple[int, int, int, int, int]]:
    """Waits of an activity that nobody works on: known without looking at people."""
    none = _SUB["none"]
    match node.instruction:
        case "DELAY":
            return [(row, ready, finish, _CAUSE[node.cause], none)]
        case "ADMIT" | "FREEZE":
            return [(row, ready, finish, _CAUSE["hold"], none)]
        case "EMBARGO":
            return [(row, ready, finish, _CAUSE["embargo"], none)]
        case "AGENCY":
            return [(row, ready, finish, _CAUSE["agency"], none)]
        case "ASSEMBLE":
            split = start if start >= 0 else finish
            waits = [
                (row, ready, split, _CAUSE["hold"], none),
                (row, split, finish, _CAUSE["assembly"], none),
            ]
        case "MEET" if node.cause:
            return [(row, ready, finish, _CAUSE[node.cause], none)]
        case "MEET":
            split = min(start, finish) if 0 <= start < NEVER else finish
            waits = [
                (row, ready, split, _CAUSE["decision"], _SUB["cadence"]),
                (row, split, finish, _CAUSE["decision"], _SUB["agenda"]),
            ]
        case _:
            return []
    return [wait for wait in waits if wait[2] > wait[1]]


def _events(
    plan: Plan,
    tape: Tape,
    recording: Recording,
    clocks: dict[int, WorkingClock],
    end: int,
) -> dict[str, Integers]:
    rows = np.array(recording.events, dtype=np.int64).reshape(-1, 8)
    parts = [rows]
    for number, person in enumerate(plan.people):
        clock = clocks[number]
        for kind, times in (("shift_start", clock.starts), ("shift_end", clock.ends)):
            parts.append(_staffing(times[times <= end], EVENT_KIND[kind], number))
        for time, kind, value in tape.lives[person.name].events:
            if 0 <= time <= end:
                parts.append(_staffing(np.array([time]), EVENT_KIND[kind], number, value))
    table = np.concatenate(parts)
    names = ("time", "kind", "campaign", "activity", "step", "attempt", "person", "value")
    return dict(zip(names, table.T, strict=True))


def _staffing(times: Integers, kind: int, person: int, value: int = NULL) -> Integers:
    rows = np.full((len(times), 8), NULL, dtype=np.int64)
    rows[:, 0], rows[:, 1], rows[:, 6], rows[:, 7] = times, kind, person, value
    return rows
