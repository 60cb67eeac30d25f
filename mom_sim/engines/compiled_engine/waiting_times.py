"""Waits by cause, from columns; the definition is `mom_sim.engines.assembling`."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from mom_sim.calendars.clock_sets import intersect, union
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine import codes
from mom_sim.engines.compiled_engine.arrays import Integers, plain
from mom_sim.engines.compiled_engine.raw_recording import RawRecording
from mom_sim.engines.compiled_engine.waiting_machine_code import (
    ASSEMBLY,
    MEETING,
    NO_WAIT,
    WHOLE,
    WORK,
    Rows,
    Spans,
    Tables,
    Words,
    sort_spans,
    write_waits,
)
from mom_sim.engines.recording import STINT_ENDING
from mom_sim.log.contract import CAUSES, SUB_CAUSES
from mom_sim.plan.plan import Plan

_CAUSE = {word: code for code, word in enumerate(CAUSES)}
_SUB = {word: code for code, word in enumerate(SUB_CAUSES)}
_WORDS = Words(
    hold=_CAUSE["hold"],
    assembly=_CAUSE["assembly"],
    decision=_CAUSE["decision"],
    queue=_CAUSE["queue"],
    closed=_CAUSE["closed"],
    none=_SUB["none"],
    cadence=_SUB["cadence"],
    agenda=_SUB["agenda"],
    is_closed=_SUB["closed"],
    is_busy=_SUB["busy"],
    is_preempted=_SUB["preempted"],
    preempted=STINT_ENDING["preempted"],
)
_KINDS = {
    "ADMIT": (WHOLE, "hold"),
    "FREEZE": (WHOLE, "hold"),
    "EMBARGO": (WHOLE, "embargo"),
    "AGENCY": (WHOLE, "agency"),
    "ASSEMBLE": (ASSEMBLY, ""),
    "MEET": (MEETING, ""),
    "WORK": (WORK, ""),
}
"""What activities of an instruction wait for; a delay or a meeting may state a cause."""

_NAMES = ("activity", "start", "finish", "cause", "sub_cause")


class Waits:
    """Intervals in which nobody works on an activity, by the first cause that holds.

    Parameters
    ----------
    plan : Plan
    raw : RawRecording
    node, site : ndarray of int64
        By row of activities: the node, counted over all programs; the node and the unit.
    clocks : sequence of WorkingClock
        Of the plan's people.
    span_clock : ndarray of int64
        By span: position of its clock in `clocks`.
    """

    def __init__(
        self,
        plan: Plan,
        raw: RawRecording,
        node: Integers,
        site: Integers,
        clocks: list[WorkingClock],
        span_clock: Integers,
    ) -> None:
        self._plan, self._raw, self._node = plan, raw, node
        self._clocks, self._span_clock = clocks, span_clock
        self._tables = raw.tables.arrays
        finish = raw.rows["finish"]
        self._finish = np.where(finish >= 0, finish, raw.stopped)
        self._slots = self._tables["node_slots"][site]

    def columns(self) -> dict[str, Integers]:
        """Columns of the log's table."""
        raw = self._raw
        first = np.zeros(self._node.size + 1, dtype=np.int64)
        order = np.empty(raw.spans["row"].size, dtype=np.int64)
        sort_spans(plain(raw.spans["row"]), first, np.empty_like(first), order)
        row_clock, clocks = self._clocks_of_pools()
        rows = Rows(
            node=plain(self._node),
            slots=plain(self._slots),
            ready=plain(raw.rows["ready"]),
            start=plain(raw.rows["start"]),
            finish=plain(self._finish),
            clock=row_clock,
        )
        start, finish, ending = (plain(raw.spans[name]) for name in ("start", "finish", "ending"))
        spans = Spans(plain(raw.spans["row"]), start, finish, ending, plain(self._span_clock))
        tables = self._tables_with([*self._clocks, *clocks])
        # As a rule an activity waits at most once; where there is no room, once more with enough.
        out = np.empty((5, self._node.size + 16), dtype=np.int64)
        count = write_waits(out, rows, spans, first, order, tables, _WORDS)
        if count > out.shape[1]:
            out = np.empty((5, count), dtype=np.int64)
            write_waits(out, rows, spans, first, order, tables, _WORDS)
        return {name: column[:count] for name, column in zip(_NAMES, out, strict=True)}

    def _tables_with(self, clocks: list[WorkingClock]) -> Tables:
        """What the plan says of each node, and clocks laid end to end."""
        kinds, causes = _kinds_of(self._plan)
        sizes = np.array([2 * clock.starts.size for clock in clocks], dtype=np.int64)
        bounds = np.empty(int(sizes.sum()), dtype=np.int64)
        if bounds.size:
            bounds[0::2] = np.concatenate([clock.starts for clock in clocks])
            bounds[1::2] = np.concatenate([clock.ends for clock in clocks])
        return Tables(
            node_kind=kinds,
            node_cause=causes,
            node_review=plain(self._tables["node_review"]),
            slots_is_crew=(np.diff(self._tables["slots_first"]) > 1).astype(np.int64),
            slots_clock=self._slots_clock,
            clock_first=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
            bounds=bounds,
        )

    def _clocks_of_pools(self) -> tuple[Integers, list[WorkingClock]]:
        """Find when somebody of every pool is there: by slots; by row inside task forces."""
        plan, tables = self._plan, self._tables
        first, queues = tables["slots_first"], tables["slots_queue"]
        pools = [tuple(member.person for member in queue.pool) for queue in plan.queues]
        number_of: dict[tuple[tuple[int, ...], ...], int] = {}
        is_used = np.zeros(max(first.size - 1, 1), dtype=np.bool_)
        is_work = tables["node_instruction"] == codes.WORK
        is_used[self._slots[is_work[self._node]]] = True
        self._slots_clock = np.full(is_used.size, -1, dtype=np.int64)
        for one in np.flatnonzero(is_used).tolist():
            key = tuple(pools[queue] for queue in queues[first[one] : first[one + 1]])
            self._slots_clock[one] = number_of.setdefault(key, len(number_of))
        row_clock = np.full(self._node.size, -1, dtype=np.int64)
        people = len(self._clocks)
        for row, inside in self._who_is_inside().items():
            of = queues[first[self._slots[row]] : first[self._slots[row] + 1]]
            key = tuple(
                tuple(inside.get(slot, ())) or pools[queue] for slot, queue in enumerate(of)
            )
            row_clock[row] = people + number_of.setdefault(key, len(number_of))
        self._slots_clock[is_used] += people
        clocks = []
        for key in number_of:
            there = [union(*(self._clocks[person] for person in pool)) for pool in key]
            clocks.append(there[0] if len(there) == 1 else intersect(*there))
        return row_clock, clocks

    def _who_is_inside(self) -> dict[int, dict[int, list[int]]]:
        inside: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        columns = (self._raw.inside[name].tolist() for name in ("row", "slot", "person"))
        for row, slot, person in zip(*columns, strict=True):
            inside[row][slot].append(person)
        return inside


def _kinds_of(plan: Plan) -> tuple[Integers, Integers]:
    """What an activity of each node waits for, and the cause where that is one for all its time."""
    kinds, causes = [], []
    for node in (node for program in plan.programs for node in program.nodes):
        kind, cause = _KINDS.get(node.instruction, (NO_WAIT, ""))
        if node.cause and node.instruction in ("DELAY", "MEET"):
            kind, cause = WHOLE, node.cause
        kinds.append(kind)
        causes.append(_CAUSE.get(cause, 0))
    return np.array(kinds, dtype=np.int64), np.array(causes, dtype=np.int64)
