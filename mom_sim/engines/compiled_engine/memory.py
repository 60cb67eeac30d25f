"""The kernel's memory: its arrays, their table of addresses, and how they grow."""

from __future__ import annotations

from typing import Any

import numpy as np

from mom_sim.engines.compiled_engine import codes, fields
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.codes import (
    FULL_ANSWERS,
    FULL_EVENTS,
    FULL_FRESH,
    FULL_HEAP,
    FULL_INSIDE,
    FULL_RECORDS,
    FULL_REQUESTS,
    FULL_ROWS,
    FULL_SLOTS,
    FULL_SPANS,
)
from mom_sim.log.contract import CAUSES, EVENT_KINDS, OUTCOMES
from mom_sim.log.spare_memory import spare_memory

_POSITION = {name: place for place, name in enumerate((*fields.ARRAYS, *fields.SCALARS))}
_LANES = ("lane_count", "lane_position", "lane_touched")
_NO_LANES = ("lane_head", "lane_tail")


_LOGGED = {"row": "row_node", "span": "span_row", "event": "event_time"}
"""What a log grows by, each with one of its arrays."""

_LINE = 8
"""Numbers in a line of the processor's cache."""

_MANY = 1 << 16
"""Numbers from which on memory is taken over from runs before."""


_TYPES: dict[int, type[np.signedinteger[Any]]] = {
    8: np.int8,
    16: np.int16,
    32: np.int32,
    64: np.int64,
}
"""Of entries, by their width in bits."""


def type_of(name: str) -> type[np.signedinteger[Any]]:
    """Type of the entries of an array, by its name."""
    return _TYPES[fields.BITS.get(name, 64)]


def _aligned(size: int, *, zero: bool = False) -> tuple[Integers, int]:
    """Array that begins where a line of the cache does, so that groups of numbers share lines.

    Returned with its address. Zeros come from the system, which makes them when they are looked at.
    """
    numbers = size + _LINE - 1
    if zero:
        whole = np.zeros(numbers, dtype=np.int64)
    elif numbers < _MANY:
        whole = np.empty(numbers, dtype=np.int64)
    else:
        whole = spare_memory(numbers)
    address = whole.ctypes.data
    first = -(address // whole.itemsize) % _LINE
    return whole[first : first + size], address + first * whole.itemsize


class Memory:
    """Arrays and numbers of one run, at the addresses that the kernel reads.

    Attributes
    ----------
    table : ndarray of int64
        Addresses of the arrays, then the numbers; the order is that of `fields`.
    """

    def __init__(self) -> None:
        self.table = np.zeros(len(_POSITION), dtype=np.int64)
        self._arrays: dict[str, Integers] = {}
        self._needed: dict[str, int] = {}

    @property
    def address(self) -> int:
        """Where the table stands."""
        return int(self.table.ctypes.data)

    def __getitem__(self, name: str) -> int:
        return int(self.table[_POSITION[name]])

    def __setitem__(self, name: str, value: int) -> None:
        self.table[_POSITION[name]] = value

    def array(self, name: str) -> Integers:
        """One of the arrays."""
        return self._arrays[name]

    def put(self, name: str, array: Integers) -> None:
        """Have the kernel use an array from now on."""
        if array.dtype != np.int64 or not array.flags.c_contiguous:
            array = np.ascontiguousarray(array, dtype=np.int64)
        self._arrays[name] = array
        self.table[_POSITION[name]] = array.ctypes.data

    def begin_as(self, other: Memory) -> None:
        """Take over numbers and arrays, which are shared: the kernel only reads them."""
        self.table[:] = other.table
        self._arrays.update(other._arrays)
        self._needed = other._needed

    def drop(self, name: str) -> None:
        """Forget what an array holds."""
        del self._arrays[name]

    def make(self, names: tuple[str, ...], size: int, value: int | None = None) -> None:
        """Make arrays of one width, or make them longer: what they hold is kept.

        The rest has `value`; without one, what happens to stand there.
        """
        size = max(size, 1)
        kind = type_of(names[0])
        a_line = _LINE * 8 // np.dtype(kind).itemsize
        # A line more than they need: equal places of large arrays do not compete in the cache.
        lines = size // a_line + 2
        is_new = not any(name in self._arrays for name in names)
        block, address = _aligned(lines * _LINE * len(names), zero=is_new and value == 0)
        for number, name in enumerate(names):
            first = number * lines * _LINE
            array = block[first : first + lines * _LINE].view(kind)[:size]
            old = self._arrays.get(name)
            kept = 0 if old is None else old.size
            if old is not None:
                array[:kept] = old
            if value is not None and not (is_new and value == 0):
                array[kept:].fill(value)
            self._arrays[name] = array
            self.table[_POSITION[name]] = address + first * block.itemsize

    # ------------------------------------------------------------------ sizes

    def size_at_first(self, what: str, least: int) -> int:
        """Room to begin with: what the last run of the plan has needed, but a least size."""
        needed = self._needed.get(what, 0)
        return least if needed <= least else 1 << (needed - 1).bit_length()

    def room_for_log(self, kind: str, least: int) -> int:
        """Room to begin with for rows, spans or events of a log: what runs of the plan needed."""
        return max(least, self._needed.get(kind, 0))

    def remember_room(self) -> None:
        """Note what a run has needed, so that the next one of the plan need not grow."""
        if not self["keeps_log"]:
            self._needed["campaigns"] = self["campaign_mask"] + 1
        if self["only_stations"]:
            return
        margin = 2 * self["slots_max"] + 4
        self._needed.update(slots=self["slot_used"] + 2, requests=self["request_used"] + margin)
        self._needed["records"] = self["record_used"] + 2
        if not self["keeps_log"]:
            self._needed["rows"] = self["row_count"] + 4
            return
        for kind, array in _LOGGED.items():
            used, margin = self[f"{kind}_count"], self.array(array).size - self[f"{kind}_limit"]
            # An eighth more: a plan's runs seldom differ by more, and each growth copies them all.
            needed = used + used // 8 + margin
            self._needed[kind] = max(needed, self._needed.get(kind, 0))

    def make_fixed(self, *, teams: int, bodies: int) -> None:
        """Make what keeps its size during a run."""
        people, weeks, types = self["people"], self["weeks"], self["types"]
        allowances = self["allowances"]
        zeros = ("person_on", "person_free", "person_withheld", "person_claimed", "person_kept")
        self.make((*zeros, "person_chosen", "person_load", "person_freed"), people, 0)
        self.make(("freed_person",), people, 0)
        self.make(("person_activity", "person_force", "person_skill"), people, -1)
        self.make(("person_load_week",), people, -1)
        self.make(("free_bits",), int(self.array("queue_word_first")[-1]), 0)
        self.make(("team_served",), teams * self["units"], 0)
        self.make(("practice",), people * types if self["count_practice"] else 1, 0)
        self.make(("booked",), people * weeks if self["count_load"] else 1, 0)
        self.make(("deliveries",), self["agencies"], 0)
        self.make(("allowance_in_use",), allowances, 0)
        self.make(("allowance_head", "allowance_tail"), allowances, -1)
        self.make(("body_called", "body_head", "body_tail"), bodies, -1)
        self.make(("body_count",), bodies, 0)
        slots = self["slots_max"]
        self.make(("option",), slots * people * 2, 0)
        self.make(("option_count", "option_next", "found", "victim"), slots + 1, 0)
        self.make(("express_found",), codes.LEVELS, -1)
        self.make(("agenda",), 4 * (self["nodes"] + self["edges"]) + 64, 0)

    def _make_wide(self, block: str, names: tuple[str, ...], size: int) -> None:
        """Make the arrays of a group, interleaved; see `state_type.ArrayType`."""
        distance = fields.DISTANCES[names[0]]
        self.make((block,), size * distance)
        self._see(block, names, size, distance)

    def _see(self, block: str, names: tuple[str, ...], size: int, distance: int) -> None:
        """Have the arrays of a group, `distance` numbers apart, at hand by name."""
        whole = self._arrays[block]
        for name in names:
            self._arrays[name] = np.ndarray(
                (size,), type_of(name), whole, fields.PLACES[name][1], (distance * whole.itemsize,)
            )

    def make_campaigns(self, size: int) -> None:
        """Make what is known by campaign."""
        self._make_wide("campaign_block", fields.CAMPAIGN_ARRAYS, max(size, 1))
        # Whole lines, one after the other: that is what memory is fastest at.
        line = [0 if name == "end_outcome" else -1 for name in fields.CAMPAIGN_ARRAYS]
        distance = fields.DISTANCES["end_outcome"]
        line += [-1] * (distance - len(line))
        self.array("campaign_block").reshape(-1, distance)[:] = line
        if self["only_stations"]:
            self._make_wide("visit_block", fields.VISIT_ARRAYS, max(size, 1))
            self.make(fields.VISIT_NODE_ARRAYS, size * self["nodes"])

    def make_more_campaigns(self, size: int, before: Integers, after: Integers) -> None:
        """Make room for more campaigns; what is known of some goes from places to other places."""
        names = fields.CAMPAIGN_ARRAYS
        by_node: tuple[str, ...] = ()
        if self["only_stations"]:
            names, by_node = (*names, *fields.VISIT_ARRAYS), fields.VISIT_NODE_ARRAYS
        nodes = self["nodes"]
        kept = {name: self.array(name)[before] for name in names}
        kept |= {name: self.array(name).reshape(-1, nodes)[before] for name in by_node}
        self.drop("campaign_block")
        for name in ("visit_block", *by_node) if by_node else ():
            self.drop(name)
        self.make_campaigns(size)
        for name in names:
            self.array(name)[after] = kept[name]
        for name in by_node:
            self.array(name).reshape(-1, nodes)[after] = kept[name]

    def make_stations(self, people: list[int], rates: list[int]) -> None:
        """Make the stations: by queue, how many people are free, their rate, and who waits."""
        self["only_stations"], self["visitor"] = 1, -1
        self.make(fields.STATION_ARRAYS, len(people), -1)
        self.array("station_free")[:] = people
        self.array("station_rate")[:] = rates

    def make_tallies(self, *, teams: int, histograms: Integers) -> None:
        """Make what statistics without a log are added up in.

        `histograms` has zeros for two histograms and one for each team.
        """
        self["keeps_log"], self["row_free"] = 0, -1
        self.make(("tally",), codes.TALLIES, 0)
        self.make(("tally_events",), len(EVENT_KINDS), 0)
        self.make(("tally_busy", "tally_queue", "tally_waited"), teams, 0)
        self.make(("tally_ends",), len(OUTCOMES), 0)
        self.make(("tally_cause",), len(CAUSES), 0)
        for number, name in enumerate(("histogram_time", "histogram_cycle", "histogram_wait")):
            begin = number * codes.BUCKETS
            self.put(
                name, histograms[begin : begin + (teams if number == 2 else 1) * codes.BUCKETS]
            )

    def make_slots(self, size: int) -> None:
        """Make room for so many campaigns at a time; what a slot holds is written by who takes it.

        What only task forces need is there only where the plan has any.
        """
        stride = self["node_stride"]
        self.make(("slot_block",), size * stride)
        self._see("slot_block", fields.SLOT_ARRAYS, size, stride)
        self["slot_words"] = self["slot_block"]
        self["node_state"] = self["slot_block"] + 8 * fields.SLOT_HEAD
        self.make(fields.EDGE_STATE_ARRAYS, size * self["edges"])
        for name in fields.RISK_STATE_ARRAYS:
            self.make((name,), size * self["risks"])
        self.make(fields.REFUSAL_STATE_ARRAYS, size * self["refusal_count"])
        in_forces = size if self["forces"] else 1
        self.make(fields.SLOT_FORCE_ARRAYS, in_forces)
        self.make(fields.SKILL_STATE_ARRAYS, in_forces * self["skills"])
        lanes = self["static_lanes"] + size * self["inside_lanes"]
        self.make(_NO_LANES, lanes, -1)
        self.make(fields.EXPRESS_ENDS, lanes * codes.LEVELS, -1)
        self.make(_LANES, lanes, 0)
        self.make(fields.ACTIVE_ARRAYS, lanes)
        self.make(fields.CANDIDATE_KEY_ARRAYS, lanes * (self["key_words"] + 1))
        self["slot_limit"] = size - 1

    def make_records(self, size: int) -> None:
        """Make room for so many activities under way; see `records`."""
        is_new = "record_block" not in self._arrays
        self._make_wide("record_block", (*fields.RECORD_ARRAYS, *fields.UNDER_WAY_ARRAYS), size)
        self.make(fields.CREW_ARRAYS, size * self["slots_max"])
        self.make(("taken_cn", "taken_row"), size)
        if is_new:
            for name in ("live_row", "held_request"):
                self.array(name)[0] = -1
            for name in ("crew_count", "due", "stage"):
                self.array(name)[0] = 0
            self["record_used"] = 1
        self["record_limit"] = size - 2

    def make_requests(self, size: int) -> None:
        """Make room for so many requests at a time."""
        self._make_wide("request_block", fields.REQUEST_ARRAYS, size)
        self.make(fields.KEY_ARRAYS, size * self["key_words"])
        self.make(fields.EXPRESS_ARRAYS, size * codes.LEVELS)
        self.make(fields.PLACE_ARRAYS, size * 3 if self["forces"] else 1)
        self["request_limit"] = size - 2 * self["slots_max"] - 4

    def make_rows(self, size: int) -> None:
        """Make room for so many activities."""
        self._make_wide("row_block", fields.ROW_ARRAYS, size)
        self.make(fields.ROW_INSIDE_ARRAYS, size * self["inside_words"])
        self["row_limit"] = size - 4

    def make_spans(self, size: int) -> None:
        """Make room for so many spans; one step ends no more than a campaign has under way."""
        self.make(fields.SPAN_ARRAYS, size)
        margin = self["nodes"] + self["people"] + 8
        self["span_limit"] = size - margin
        members = 2 * size if self["slots_max"] > 1 else size
        self.make(fields.MEMBER_ARRAYS, members)
        self["member_limit"] = members - margin * self["slots_max"]

    def make_events(self, size: int) -> None:
        """Make room for so many events of the log."""
        self.make(fields.EVENT_ARRAYS, size)
        margin = 3 * self["people"] + 2 * self["nodes"] + self["risks"] + 64
        self["event_limit"] = size - margin

    def make_inside(self, size: int) -> None:
        """Make room for who could do what inside task forces."""
        self.make(fields.INSIDE_ARRAYS, size)
        self["inside_limit"] = size - self["people"] * self["slots_max"] - 1

    def make_heap(self, size: int) -> None:
        """Make room for so many events to come."""
        self._make_wide("heap_block", fields.HEAP_ARRAYS, size)
        self["heap_limit"] = size - 16

    def make_fresh(self, size: int) -> None:
        """Make room for what may overflow in one round."""
        lists = ("fresh_cn", "fresh_row", "fresh_before", "late_cn", "late_row")
        self.make(lists, size)
        self["fresh_limit"] = size - 4

    def make_answers(self, size: int) -> None:
        """Make room for the answers of one dispatch."""
        kinds = ("answer_kind", "answer_allowance", "answer_slot")
        self.make((*kinds, "answer_cn", "answer_row", "answer_value"), size)
        self["answer_limit"] = size

    def grow(self, which: int) -> None:
        """Make room where the kernel lacks it."""
        people, slots = self["people"], self["slots_max"]
        if which == FULL_ROWS:
            self.make_rows(2 * self.array("row_node").size)
        elif which == FULL_SPANS:
            self.make_spans(2 * self.array("span_row").size)
        elif which == FULL_EVENTS:
            self.make_events(2 * self.array("event_time").size)
        elif which == FULL_INSIDE:
            self.make_inside(2 * self.array("inside_row").size + people * slots)
        elif which == FULL_HEAP:
            self.make_heap(2 * self.array("heap_time").size)
        elif which == FULL_REQUESTS:
            self.make_requests(2 * self.array("request_cn").size)
        elif which == FULL_FRESH:
            self.make_fresh(2 * self.array("fresh_cn").size)
        elif which == FULL_ANSWERS:
            self.make_answers(2 * self.array("answer_cn").size + self["waiting"] + people)
        elif which == FULL_SLOTS:
            self.make_slots(2 * self.array("slot_campaign").size)
        elif which == FULL_RECORDS:
            self.make_records(2 * self.array("record_next").size)
        else:
            raise AssertionError(f"the kernel asks for room of an unknown kind: {which}")
