"""Room in the buffers: one step of the kernel writes no more than is left."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import (
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
from mom_sim.engines.compiled_engine.parts import State, part, rare


@rare
def what_is_full(s: State) -> int:
    """Find where room is lacking."""
    if s.row_count > s.row_limit:
        return FULL_ROWS
    if s.span_count > s.span_limit or s.member_count > s.member_limit:
        return FULL_SPANS
    if s.event_count > s.event_limit:
        return FULL_EVENTS
    if s.heap_count > s.heap_limit:
        return FULL_HEAP
    if s.request_used > s.request_limit:
        return FULL_REQUESTS
    if s.inside_count > s.inside_limit:
        return FULL_INSIDE
    if s.fresh_count > s.fresh_limit:
        return FULL_FRESH
    if s.record_used > s.record_limit:
        return FULL_RECORDS
    return FULL_SLOTS


@part
def lacks_room(s: State) -> bool:
    """Whether Python has to make room before the next step; `full` says where."""
    # One test for all: the sign of what is left of each, or-ed together.
    left = (
        (s.row_limit - s.row_count)
        | (s.heap_limit - s.heap_count)
        | (s.request_limit - s.request_used)
        | (s.fresh_limit - s.fresh_count)
        | (s.slot_limit - s.slot_used)
        | (s.record_limit - s.record_used)
    )
    if s.keeps_log:
        left |= (
            (s.span_limit - s.span_count)
            | (s.member_limit - s.member_count)
            | (s.event_limit - s.event_count)
            | (s.inside_limit - s.inside_count)
        )
    if left >= 0:
        return False
    s.full = what_is_full(s)
    return True
