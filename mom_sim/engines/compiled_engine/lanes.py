"""Lanes: requests that the same people can serve, in order. Only lanes that are not empty count.

A lane is a list with links in both directions. Newcomers are put in from the end, where most of
them belong.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import NODE_WORDS
from mom_sim.engines.compiled_engine.event_list import capacity_came
from mom_sim.engines.compiled_engine.keys import place_is_less
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.places import crew_at
from mom_sim.engines.compiled_engine.state_type import prefetch
from mom_sim.engines.compiled_engine.tallying import tally_waiting

FETCHED_FROM = 16
"""Length of a lane from which on what stands first in it is fetched beforehand."""


@part
def take_request(s: State) -> int:
    """Take an unused request; there is one."""
    request = s.request_free
    if request >= 0:
        s.request_free = s.request_next[request]
        return request
    request = s.request_used
    s.request_used = request + 1
    return request


@part
def give_request_back(s: State, request: int) -> None:
    """Let a request be used again."""
    s.request_next[request] = s.request_free
    s.request_free = request


@part
def touch(s: State, lane: int) -> None:
    """Have a lane looked at in the next dispatch; of simple plans no others are."""
    if s.simple & (1 - s.lane_touched[lane]):
        s.lane_touched[lane] = 1
        s.touched_lane[s.touched_count] = lane
        s.touched_count += 1


@part
def enqueue(s: State, request: int) -> None:
    """Put a request into its lane, and ask for a dispatch."""
    lane = s.request_lane[request]
    before = s.lane_tail[lane]
    while before >= 0 and place_is_less(s, request, before):
        before = s.request_before[before]
    after = s.lane_head[lane] if before < 0 else s.request_next[before]
    s.request_before[request] = before
    s.request_next[request] = after
    if before < 0:
        s.lane_head[lane] = request
        touch(s, lane)
    else:
        s.request_next[before] = request
    if after < 0:
        s.lane_tail[lane] = request
    else:
        s.request_before[after] = request
    if s.lane_count[lane] == 0:
        s.lane_position[lane] = s.active_count
        s.active_lane[s.active_count] = lane
        s.active_count += 1
    s.lane_count[lane] += 1
    s.request_waits[request] = 1
    s.waiting += 1
    s.asked = 1


@part
def fetch_soon(s: State, request: int) -> None:
    """Have the cache fetch what is known of the new first of a long lane, and who comes next.

    Where thousands wait, all about each was written long ago and has left the cache.
    """
    cn, row, slot = s.request_cn[request], s.request_row[request], s.request_slot[request]
    prefetch(s.row_campaign, row)
    prefetch(s.row_outcome, row)
    prefetch(s.attempts, cn)
    prefetch(s.held_request, cn)
    prefetch(s.attempts, cn + NODE_WORDS)
    prefetch(s.held_request, cn + NODE_WORDS)
    prefetch(s.slot_campaign, slot)
    prefetch(s.campaign_unit, s.row_campaign[row])
    prefetch(s.crew, crew_at(s, cn))
    prefetch(s.edge_done, slot * s.edges)
    following = s.request_next[request]
    if following >= 0:
        prefetch(s.request_cn, following)
        prefetch(s.request_inside, following)
        prefetch(s.request_key, following * s.key_words)
        prefetch(s.row_campaign, s.request_row[following])


@part
def dequeue(s: State, request: int) -> None:
    """Take a request out of its lane."""
    lane = s.request_lane[request]
    before, after = s.request_before[request], s.request_next[request]
    if before < 0:
        s.lane_head[lane] = after
    else:
        s.request_next[before] = after
    if after < 0:
        s.lane_tail[lane] = before
    else:
        s.request_before[after] = before
    s.lane_count[lane] -= 1
    if s.lane_count[lane] == 0:
        s.active_count -= 1
        last = s.active_lane[s.active_count]
        place = s.lane_position[lane]
        s.active_lane[place] = last
        s.lane_position[last] = place
    s.request_waits[request] = 0
    s.waiting -= 1
    if s.lane_count[lane] > FETCHED_FROM:
        fetch_soon(s, s.lane_head[lane])


@part
def withdraw(s: State, request: int) -> None:
    """Take a request out without a crew; who would have served it may be lent now."""
    dequeue(s, request)
    touch(s, s.request_lane[request])
    if not (s.keeps_log or s.request_second[request]):
        tally_waiting(s, s.request_row[request])
    if s.lends:
        capacity_came(s)


@part
def is_aged(s: State, request: int) -> bool:
    """Whether a crew has waited longer than the age limit."""
    slots = s.request_slots[request]
    return (
        s.age_limit > 0
        and s.slots_first[slots + 1] - s.slots_first[slots] > 1
        and s.now - s.request_since[request] >= s.age_limit
    )


@part
def head_of(s: State, lane: int) -> int:
    """First of a lane; crews that have waited too long come before the others."""
    first = s.lane_head[lane]
    if s.lane_count[lane] == 1 or s.age_limit == 0:
        return first
    slots = s.request_slots[first]
    if s.slots_first[slots + 1] - s.slots_first[slots] == 1:
        return first
    request = first
    while request >= 0:
        if is_aged(s, request):
            return request
        request = s.request_next[request]
    return first
