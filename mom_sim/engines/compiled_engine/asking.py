"""Asking a team for people: for work, or for places in a task force."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.keys import set_key
from mom_sim.engines.compiled_engine.lanes import enqueue, take_request
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.places import index_at, place_of, slot_at


@part
def rank_of(s: State, program: int) -> int:
    """Rank of a class that preempts, -1 of one that does not."""
    return s.program_rank[program] if s.program_preempts[program] else -1


@part
def make_request(s: State, slot: int, index: int, cn: int, inside: int) -> int:
    """Make the request of a new activity; it stands in no lane yet."""
    campaign = s.slot_campaign[slot]
    program = s.campaign_type[campaign]
    unit = s.campaign_unit[campaign]
    site = (s.program_first[program] + index) * s.units + unit
    slots = s.node_slots[site]
    row = s.live_row[cn]
    request = take_request(s)
    s.held_request[cn] = request
    s.request_cn[request] = cn
    s.request_row[request] = row
    s.request_slot[request] = slot
    s.request_second[request] = 0
    s.request_slots[request] = slots
    s.request_since[request] = s.row_ready[row]
    s.request_rank[request] = rank_of(s, program)
    s.request_least[request] = s.slots_first[slots + 1] - s.slots_first[slots]
    if inside:
        s.request_inside[request] = slot
        s.request_lane[request] = s.static_lanes + slot * s.inside_lanes + s.slots_inside[slots]
    else:
        s.request_inside[request] = -1
        s.request_lane[request] = s.node_lane[site]
    set_key(
        s,
        request,
        s.row_team[row],
        campaign,
        index,
        s.row_ready[row],
        s.row_effort[row],
        -1,
    )
    return int(request)


@part
def ask_for_work(s: State, slot: int, index: int, cn: int, inside: int) -> None:
    """Put a new activity into its team's queue, or that of its own task force."""
    enqueue(s, make_request(s, slot, index, cn, inside))


@part
def ask_for_unasked(s: State) -> None:
    """Put the work that has not been asked for yet into its team's queue; there is some."""
    cn = s.unasked
    s.unasked = -1
    slot = slot_at(s, cn)
    ask_for_work(s, slot, index_at(s, slot, cn), cn, 0)


@part
def ask_for_members(s: State, slot: int, slots: int, lane: int, least: int) -> None:
    """Ask for people to be seconded to a campaign's task force."""
    campaign = s.slot_campaign[slot]
    program = s.campaign_type[campaign]
    request = take_request(s)
    seat = s.slot_force_asked[slot]
    s.slot_force_asked[slot] = seat + 1
    s.request_cn[request] = place_of(s, slot, s.slot_force_node[slot])
    s.request_row[request] = s.slot_force_row[slot]
    s.request_slot[request] = slot
    s.request_second[request] = 1
    s.request_slots[request] = slots
    s.request_since[request] = s.now
    s.request_inside[request] = -1
    s.request_rank[request] = rank_of(s, program)
    count = s.slots_first[slots + 1] - s.slots_first[slots]
    s.request_least[request] = least if least > 0 else count
    s.request_lane[request] = lane
    set_key(
        s,
        request,
        s.slots_team[slots],
        campaign,
        s.slot_force_node[slot],
        s.slot_force_ready[slot],
        0,
        seat,
    )
    s.request_place[request * 3] = s.slot_force_started[slot]
    s.request_place[request * 3 + 1] = campaign
    s.request_place[request * 3 + 2] = seat
    # Into the list of the force's open requests, at its end.
    first = s.slot_force_requests[slot]
    s.request_force_next[request] = -1
    if first < 0:
        s.slot_force_requests[slot] = request
        s.request_force_before[request] = -1
    else:
        last = first
        while s.request_force_next[last] >= 0:
            last = s.request_force_next[last]
        s.request_force_next[last] = request
        s.request_force_before[request] = last
    enqueue(s, request)


@part
def leave_force_list(s: State, request: int) -> None:
    """Take a request off the list of its force's open requests."""
    before, after = s.request_force_before[request], s.request_force_next[request]
    if before < 0:
        s.slot_force_requests[s.request_slot[request]] = after
    else:
        s.request_force_next[before] = after
    if after >= 0:
        s.request_force_before[after] = before
