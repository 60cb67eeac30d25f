"""Lanes: requests that the same people can serve, in order. Only lanes that are not empty count.

A lane is a list with links in both directions. Newcomers belong at the end as a rule. For others
there are further links, each of which passes over many: their place in a long lane is found in a
few dozen comparisons.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import LEVEL_BITS, LEVELS, NODE_WORDS
from mom_sim.engines.compiled_engine.event_list import capacity_came
from mom_sim.engines.compiled_engine.keys import place_is_less
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.places import crew_at
from mom_sim.engines.compiled_engine.state_type import first_bit, prefetch
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
def height_of_next(s: State) -> int:
    """Number of levels in which the next newcomer stands: one in eight in the first, and so on."""
    s.enqueued += 1
    # Scattered, so that no lane gets more than its share; the order does not depend on it.
    mixed = (s.enqueued * 0x1E3779B97F4A7C15) >> 32
    return min(LEVELS, first_bit(mixed) // LEVEL_BITS)


@rare
def find_before(s: State, lane: int, request: int) -> int:
    """Last of a lane that stands before a request that does not belong at its end, -1 for none.

    That of each level stands in `express_found`. A skip list; source: Pugh, Skip lists: a
    probabilistic alternative to balanced trees, Communications of the ACM 33 (1990) 668-676.
    """
    at = -1
    for down in range(LEVELS):
        level = LEVELS - 1 - down
        following = s.express_head[lane * LEVELS + level]
        if at >= 0:
            following = s.express_next[at * LEVELS + level]
        while following >= 0 and not place_is_less(s, request, following):
            at = following
            following = s.express_next[at * LEVELS + level]
        s.express_found[level] = at
    following = s.lane_head[lane] if at < 0 else s.request_next[at]
    while not place_is_less(s, request, following):  # at the latest, the tail ends this
        at = following
        following = s.request_next[at]
    return at


@part
def last_before(s: State, lane: int, request: int, height: int) -> int:
    """Last of a lane that stands before a request, -1 for none.

    That of each level, up to a height, stands in `express_found`.
    """
    tail = s.lane_tail[lane]
    if tail >= 0 and place_is_less(s, request, tail):
        return find_before(s, lane, request)
    for level in range(height):
        s.express_found[level] = s.express_tail[lane * LEVELS + level]
    return tail


@rare
def link_express(s: State, lane: int, request: int, height: int) -> None:
    """Let a newcomer stand in some levels, behind those in `express_found`."""
    for level in range(height):
        before, at = s.express_found[level], request * LEVELS + level
        end = lane * LEVELS + level
        after = s.express_head[end]
        if before >= 0:
            after = s.express_next[before * LEVELS + level]
            s.express_next[before * LEVELS + level] = request
        else:
            s.express_head[end] = request
        s.express_before[at] = before
        s.express_next[at] = after
        if after >= 0:
            s.express_before[after * LEVELS + level] = request
        else:
            s.express_tail[end] = request


@rare
def unlink_express(s: State, lane: int, request: int) -> None:
    """Take a request out of the levels in which it stands."""
    for level in range(s.request_height[request]):
        at, end = request * LEVELS + level, lane * LEVELS + level
        before, after = s.express_before[at], s.express_next[at]
        if before >= 0:
            s.express_next[before * LEVELS + level] = after
        else:
            s.express_head[end] = after
        if after >= 0:
            s.express_before[after * LEVELS + level] = before
        else:
            s.express_tail[end] = before


@part
def enqueue(s: State, request: int) -> None:
    """Put a request into its lane, and ask for a dispatch."""
    lane = s.request_lane[request]
    height = height_of_next(s)
    s.request_height[request] = height
    before = last_before(s, lane, request, height)
    if height > 0:
        link_express(s, lane, request, height)
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


@rare
def fetch_soon(s: State, request: int) -> None:
    """Have the cache fetch what is known of the first of a long lane and of those behind it.

    Where thousands wait, all about each was written long ago and has left the cache. What one
    number leads to is fetched a turn after the number itself, so that nothing has to be waited
    for: the request of the third, then its row, slot and node, then its record and its crew.
    """
    cn, slot = s.request_cn[request], s.request_slot[request]
    campaign = s.slot_campaign[slot]
    prefetch(s.record_next, s.record[cn])
    prefetch(s.crew, crew_at(s, cn))
    prefetch(s.campaign_unit, campaign)
    prefetch(s.end_first_start, campaign)
    prefetch(s.edge_done, slot * s.edges)
    second = s.request_next[request]
    if second >= 0:
        cn, row = s.request_cn[second], s.request_row[second]
        prefetch(s.slot_campaign, s.request_slot[second])
        prefetch(s.attempts, cn)
        prefetch(s.attempts, cn + NODE_WORDS)
        prefetch(s.row_campaign, row)
        prefetch(s.row_outcome, row)
        third = s.request_next[second]
        if third >= 0:
            prefetch(s.request_cn, third)
            prefetch(s.request_key, third * s.key_words)


@part
def dequeue(s: State, request: int) -> None:
    """Take a request out of its lane."""
    lane = s.request_lane[request]
    before, after = s.request_before[request], s.request_next[request]
    if s.request_height[request] > 0:
        unlink_express(s, lane, request)
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


@rare
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
