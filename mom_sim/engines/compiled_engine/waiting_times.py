"""Stints and waits by cause, from columns; the definition is `mom_sim.engines.assembling`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine.arrays import Integers, plain
from mom_sim.engines.compiled_engine.clock_unions import union_of
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
    write_stints,
    write_waits,
)
from mom_sim.engines.recording import STINT_ENDING
from mom_sim.log.contract import CAUSES, STINTS, SUB_CAUSES, WAITS, Table
from mom_sim.log.memory_pool import MemoryPool
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
_FEW = 256
"""There is always room for so many rows, and fewer foretell no table's length."""


class StintsAndWaits:
    """When somebody works on an activity, and intervals in which nobody does, by the first cause.

    Parameters
    ----------
    plan : Plan
    raw : RawRecording
    rows : Rows
        Activities of the log.
    place : ndarray of int64
        New number of an activity by that in the recording.
    is_used : ndarray of int64
        1 for every list of queues that works on any of them.
    clocks : sequence of WorkingClock
        Of the plan's people, then of crews.
    span_clock : ndarray of int64
        By span: position of its clock in `clocks`.
    """

    def __init__(
        self,
        plan: Plan,
        raw: RawRecording,
        rows: Rows,
        place: Integers,
        is_used: Integers,
        clocks: list[WorkingClock],
        span_clock: Integers,
    ) -> None:
        self._plan, self._raw, self._rows, self._place = plan, raw, rows, place
        self._is_used, self._clocks = is_used.astype(np.bool_), clocks
        self._tables = raw.tables.arrays
        of = {name: plain(column) for name, column in raw.spans.items()}
        self._of_spans = of
        self._spans = Spans(
            place[of["row"]], of["start"], of["finish"], of["ending"], plain(span_clock)
        )

    def columns(
        self, kept: MemoryPool, scratch: MemoryPool
    ) -> tuple[tuple[Integers, int], tuple[Integers, int]]:
        """Columns of the log's stints, in no order, and of its waits, in the order of the log.

        Each with room behind them, and their length.
        """
        row_clock, clocks = self._clocks_of_pools()
        rows = self._rows._replace(clock=row_clock)
        tables = self._tables_with([*self._clocks, *clocks])
        spans, of = self._spans, self._of_spans

        def write_all_stints(out: Integers) -> int:
            who = (of["team"], of["first"], of["people"], plain(self._raw.members))
            return int(write_stints(out, spans, *who, tables, STINT_ENDING["shift_end"]))

        first, free = scratch.array(2, rows.node.size + 1)
        first[:] = 0
        order = scratch.array(spans.row.size)
        sort_spans(spans.row, first, free, order)

        def write_all_waits(out: Integers) -> int:
            stopped = self._raw.stopped
            return int(write_waits(out, rows, stopped, spans, first, order, tables, _WORDS))

        room = _room_of(self._plan)
        stints = written_with_room(write_all_stints, STINTS, spans.row.size, room, scratch)
        waits = written_with_room(write_all_waits, WAITS, rows.node.size, room, kept)
        return stints, waits

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
        pools = _pools_of(plan)
        number_of: dict[tuple[tuple[int, ...], ...], int] = {}
        is_used = self._is_used
        self._slots_clock = np.full(is_used.size, -1, dtype=np.int64)
        for one in np.flatnonzero(is_used).tolist():
            key = tuple(pools[queue] for queue in queues[first[one] : first[one + 1]])
            self._slots_clock[one] = number_of.setdefault(key, len(number_of))
        who_is_inside = self._who_is_inside()
        row_clock = np.full(self._rows.node.size if who_is_inside else 0, -1, dtype=np.int64)
        people = len(self._clocks)
        for old, inside in who_is_inside.items():
            row = self._place[old]
            slots = self._rows.slots[row]
            of = queues[first[slots] : first[slots + 1]]
            key = tuple(
                tuple(inside.get(slot, ())) or pools[queue] for slot, queue in enumerate(of)
            )
            row_clock[row] = people + number_of.setdefault(key, len(number_of))
        self._slots_clock[is_used] += people
        clocks = []
        for key in number_of:
            there = [union_of([self._clocks[person] for person in pool]) for pool in key]
            clocks.append(there[0] if len(there) == 1 else intersect(*there))
        return row_clock, clocks

    def _who_is_inside(self) -> dict[int, dict[int, list[int]]]:
        inside: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        columns = (self._raw.inside[name].tolist() for name in ("row", "slot", "person"))
        for row, slot, person in zip(*columns, strict=True):
            inside[row][slot].append(person)
        return inside


def written_with_room(
    write: Callable[[Integers], int],
    table: Table,
    rows: int,
    rows_of: dict[str, float],
    pool: MemoryPool,
) -> tuple[Integers, int]:
    """Columns of a table, with room behind them, and their length.

    Where there is not enough room for them, they are written once more, which costs more than room
    that nothing is written to.

    Parameters
    ----------
    write : callable
        Writes the rows into columns as far as there is room, and says how many there are.
    table : Table
    rows : int
        What the table's length goes with.
    rows_of : dict of str to float
        By table: the most rows for each of these that have been needed, which is kept up to date;
        replications differ, and a run of a few rows says little.
    pool : MemoryPool

    Returns
    -------
    int64 array, shape (columns, room)
    int
    """
    room = int(rows * rows_of.get(table.name, 1.5) * 1.05) + _FEW
    out = pool.array(len(table.columns), room)
    count = write(out)
    if count > room:
        pool.take_back(out)
        out = pool.array(len(table.columns), count)
        write(out)
    rows_of[table.name] = max(rows_of.get(table.name, 0.0), count / max(rows, _FEW))
    return out, count


@lru_cache(maxsize=16)
def _room_of(plan: Plan) -> dict[str, float]:
    """Greatest lengths of tables so far, as multiples of what they go with."""
    return {}


@lru_cache(maxsize=16)  # the same in all replications
def _pools_of(plan: Plan) -> list[tuple[int, ...]]:
    """People by queue."""
    return [tuple(member.person for member in queue.pool) for queue in plan.queues]


@lru_cache(maxsize=16)
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
