"""Waits by cause, from columns; the definition is `mom_sim.engines.assembling`."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.clock_sets import intersect, union
from mom_sim.calendars.units import NEVER
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine import codes
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.many_clocks import ManyClocks
from mom_sim.engines.compiled_engine.raw_recording import RawRecording
from mom_sim.engines.cutting import Pieces
from mom_sim.engines.recording import STINT_ENDING
from mom_sim.log.contract import CAUSES, SUB_CAUSES
from mom_sim.plan.plan import Plan

Columns = tuple[Integers, ...]
Flags = npt.NDArray[np.bool_]

_CAUSE = {word: code for code, word in enumerate(CAUSES)}
_SUB = {word: code for code, word in enumerate(SUB_CAUSES)}
_FIRST, _PREEMPTED = _SUB["none"], _SUB["preempted"]
_CREW = -1  # no sub-cause: a crew forms
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
        self._plan, self._raw, self._node, self._site = plan, raw, node, site
        self._clocks, self._span_clock = clocks, span_clock
        self._tables = raw.tables.arrays
        finish = raw.rows["finish"]
        self._finish = np.where(finish >= 0, finish, raw.stopped)
        self._lasts = self._finish > raw.rows["ready"]
        self._instruction = self._tables["node_instruction"][node]

    def columns(self) -> dict[str, Integers]:
        """Columns of the log's table."""
        parts = [*self._without_work(), *self._gaps_of_work()]
        merged = [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
        return dict(zip(_NAMES, merged, strict=True))

    # ------------------------------------------------------------------ nobody works

    def _rows(self, *instructions: int) -> Integers:
        return np.flatnonzero(self._lasts & np.isin(self._instruction, instructions))

    def _without_work(self) -> list[Columns]:
        ready, start = self._raw.rows["ready"], self._raw.rows["start"]
        causes = np.array(
            [_CAUSE.get(node.cause, -1) for p in self._plan.programs for node in p.nodes]
        )
        none = _SUB["none"]
        parts = [_waits(np.zeros(0, dtype=np.int64), ready[:0], ready[:0], 0, 0)]
        for instructions, cause in (
            ((codes.ADMIT, codes.FREEZE), "hold"),
            ((codes.EMBARGO,), "embargo"),
            ((codes.AGENCY,), "agency"),
        ):
            row = self._rows(*instructions)
            parts.append(_waits(row, ready[row], self._finish[row], _CAUSE[cause], none))
        row = self._rows(codes.DELAY, codes.MEET)
        row = row[causes[self._node[row]] >= 0]
        parts.append(_waits(row, ready[row], self._finish[row], causes[self._node[row]], none))
        row = self._rows(codes.ASSEMBLE)
        split = np.where(start[row] >= 0, start[row], self._finish[row])
        parts.append(_waits(row, ready[row], split, _CAUSE["hold"], none))
        parts.append(_waits(row, split, self._finish[row], _CAUSE["assembly"], none))
        row = self._rows(codes.MEET)
        row = row[causes[self._node[row]] < 0]
        finish = self._finish[row]
        is_known = (start[row] >= 0) & (start[row] < NEVER)
        split = np.where(is_known, np.minimum(start[row], finish), finish)
        decision = _CAUSE["decision"]
        parts.append(_waits(row, ready[row], split, decision, _SUB["cadence"]))
        parts.append(_waits(row, split, finish, decision, _SUB["agenda"]))
        return parts

    # ------------------------------------------------------------------ work

    def _gaps_of_work(self) -> list[Columns]:
        spans, tables = self._raw.spans, self._tables
        if not np.diff(tables["slots_first"]).size:
            return []  # nobody is asked for hands-on work in the whole plan
        slots = tables["node_slots"][self._site]
        crew = np.diff(tables["slots_first"])[slots] > 1
        review = tables["node_review"][self._node] == 1
        # Work that needs several people waits for its crew, until it has one for the first time.
        forming = np.where(crew & ~review, _CREW, _FIRST)
        order = np.argsort(spans["row"], kind="stable")
        order = order[self._lasts[spans["row"][order]]]
        row, start, finish = spans["row"][order], spans["start"][order], spans["finish"][order]
        is_first = np.ones(row.size, dtype=bool)
        is_first[1:] = row[1:] != row[:-1]
        after = np.where(spans["ending"][order] == STINT_ENDING["preempted"], _PREEMPTED, _FIRST)
        since = np.where(is_first, self._raw.rows["ready"][row], np.roll(finish, 1))
        sub = np.where(is_first, forming[row], np.roll(after, 1))
        gap = start > since
        work = self._rows(codes.WORK)
        last = np.full(slots.size, -1, dtype=np.int64)
        last[row] = np.arange(row.size)  # of several the last is kept
        held = last[work] >= 0
        until = np.where(held, finish[last[work]] if row.size else 0, self._raw.rows["ready"][work])
        then = np.where(held, after[last[work]] if row.size else 0, forming[work])
        left = self._finish[work] > until
        waiting = np.concatenate([row[gap], work[left]])
        clock, clocks = self._clocks_of_pools(waiting, slots)
        cutter = ManyClocks([*self._clocks, *clocks], self._raw.stopped)
        starts = np.concatenate([since[gap], until[left]])
        finishes = np.concatenate([start[gap], self._finish[work][left]])
        subs = np.concatenate([sub[gap], then[left]])
        without = cutter.cut(clock, starts, finishes)
        whole = np.ones(without.index.size, dtype=bool)
        parts = [_split(waiting, subs, review, without, whole)]
        # Breaks of the holders' own calendars; their open time is work.
        breaks = cutter.cut(self._span_clock[order], start, finish)
        none = np.full(row.size, _FIRST, dtype=np.int64)
        parts.append(_split(row, none, review, breaks, ~breaks.open))
        return parts

    def _clocks_of_pools(
        self, rows: Integers, slots: Integers
    ) -> tuple[Integers, list[WorkingClock]]:
        """Find when somebody of every pool is there, for each of some rows."""
        plan, tables = self._plan, self._tables
        first, queues = tables["slots_first"], tables["slots_queue"]
        pools = [tuple(member.person for member in queue.pool) for queue in plan.queues]
        number_of: dict[tuple[tuple[int, ...], ...], int] = {}
        clock_of_slots = np.full(first.size, -1, dtype=np.int64)
        for one in np.unique(slots[rows]).tolist():
            key = tuple(pools[queue] for queue in queues[first[one] : first[one + 1]])
            clock_of_slots[one] = number_of.setdefault(key, len(number_of))
        clock = clock_of_slots[slots[rows]]
        inside = self._who_is_inside()
        for place in np.flatnonzero(np.isin(rows, list(inside))).tolist():
            row = int(rows[place])
            of = queues[first[slots[row]] : first[slots[row] + 1]]
            key = tuple(
                tuple(inside[row].get(slot, ())) or pools[queue] for slot, queue in enumerate(of)
            )
            clock[place] = number_of.setdefault(key, len(number_of))
        clocks = []
        for key in number_of:
            there = [union(*(self._clocks[person] for person in pool)) for pool in key]
            clocks.append(there[0] if len(there) == 1 else intersect(*there))
        return clock + len(self._clocks), clocks

    def _who_is_inside(self) -> dict[int, dict[int, list[int]]]:
        inside: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        columns = (self._raw.inside[name].tolist() for name in ("row", "slot", "person"))
        for row, slot, person in zip(*columns, strict=True):
            inside[row][slot].append(person)
        return inside


def _waits(
    row: Integers, start: Integers, finish: Integers, cause: Integers | int, sub: int
) -> Columns:
    keep = finish > start
    causes = np.broadcast_to(np.asarray(cause, dtype=np.int64), row.shape)
    return (
        row[keep],
        start[keep],
        finish[keep],
        causes[keep],
        np.full(int(keep.sum()), sub, dtype=np.int64),
    )


def _split(rows: Integers, subs: Integers, review_of: Flags, piece: Pieces, keep: Flags) -> Columns:
    """Waits of the pieces of gaps, by whether anybody could have been there."""
    index, opened = piece.index, piece.open
    row, sub = rows[index], subs[index]
    review = review_of[row]
    closed = np.where(opened, _CAUSE["queue"], _CAUSE["closed"])
    cause = np.where(review, _CAUSE["decision"], closed)
    # While all of a crew could be there, it forms; at other times it could not.
    cause = np.where(opened & (sub == _CREW), _CAUSE["assembly"], cause)
    busy = np.where(sub == _PREEMPTED, _PREEMPTED, np.where(review, _SUB["busy"], 0))
    sub_cause = np.where(opened, busy, np.where(review, _SUB["closed"], 0))
    columns = (row, piece.start, piece.finish, cause, sub_cause)
    return tuple(column[keep] for column in columns)
