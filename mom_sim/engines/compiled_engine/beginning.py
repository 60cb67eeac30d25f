"""The instructions: what each does when its node becomes ready.

Each returns the outcome at once, or -1 for one that an activity will bring.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.allowances import ask_allowance
from mom_sim.engines.compiled_engine.arithmetic import part_of
from mom_sim.engines.compiled_engine.asking import ask_for_unasked, ask_for_work
from mom_sim.engines.compiled_engine.clocks import finish_on
from mom_sim.engines.compiled_engine.codes import (
    DONE,
    KIND_DELAYED,
    KIND_TIMEOUT,
    NEVER,
    UNDER_WAY,
)
from mom_sim.engines.compiled_engine.draws import drawn
from mom_sim.engines.compiled_engine.event_list import key_of, schedule
from mom_sim.engines.compiled_engine.forces import has_all_skills
from mom_sim.engines.compiled_engine.meetings import attend, next_meeting
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.places import index_at, place_of
from mom_sim.engines.compiled_engine.records import take_record
from mom_sim.engines.compiled_engine.registers import value_now
from mom_sim.engines.compiled_engine.serving_hours import note_who_is_inside

TAKES_TIME = -1


@part
def begin_activity(s: State, slot: int, cn: int, row: int) -> None:
    """Make an activity of a node that takes time."""
    take_record(s, cn, row)
    s.slot_live[slot] += 1
    s.stage[cn] = UNDER_WAY


@part
def finish_at(s: State, slot: int, cn: int, instant: int) -> None:
    """Finish an activity at an instant, unless it is canceled before."""
    if instant < NEVER:
        key = key_of(KIND_DELAYED, s.slot_campaign[slot], index_at(s, slot, cn))
        schedule(s, instant, key, s.live_row[cn])


@part
def instant_after(s: State, duration: int, clock: int) -> int:
    """Instant at which a duration has passed, in a clock's working time or wall-clock time."""
    return s.now + duration if clock < 0 else finish_on(s, clock, s.now, duration)


@part
def effort_of_node(s: State, slot: int, cn: int, node: int, draw: int, attempt: int) -> int:
    """Effort of a node at an attempt that becomes ready now: drawn, its share, and reliefs."""
    campaign = s.slot_campaign[slot]
    effort = part_of(drawn(s, draw, campaign, attempt), s.shares[cn])
    for relief in range(s.relief_first[node], s.relief_first[node + 1]):
        curve = s.relief_curve[relief * s.units + s.campaign_unit[campaign]]
        if drawn(s, s.relief_chance[relief], campaign, 1) < value_now(s, curve):
            effort = part_of(effort, s.relief_share[relief])
    return effort


@rare
def do_freeze(s: State, slot: int, cn: int, node: int, row: int) -> int:
    """Hold a request until the end of the windows that it was made in; no open campaign."""
    until = -1
    for window in range(s.window_first[node], s.window_first[node + 1]):
        if s.window_start[window] <= s.now and s.now < s.window_end[window]:
            until = max(until, s.window_end[window])
    if until < 0 or s.slot_entry[slot] >= 0:
        return DONE
    s.row_start[row] = s.now
    begin_activity(s, slot, cn, row)
    finish_at(s, slot, cn, until)
    return TAKES_TIME


@rare
def do_embargo(s: State, slot: int, cn: int, row: int) -> int:
    """Wait for the campaign's not-before date."""
    until = s.campaign_not_before[s.slot_campaign[slot]]
    if until <= s.now:
        return DONE
    s.row_start[row] = s.now
    begin_activity(s, slot, cn, row)
    finish_at(s, slot, cn, until)
    return TAKES_TIME


@part
def do_delay(s: State, slot: int, cn: int, node: int, row: int) -> int:
    """Let a drawn length of time pass."""
    campaign = s.slot_campaign[slot]
    s.row_start[row] = s.now
    draw = s.node_draw[node * s.units + s.campaign_unit[campaign]]
    duration = drawn(s, draw, campaign, s.row_attempt[row])
    begin_activity(s, slot, cn, row)
    finish_at(s, slot, cn, instant_after(s, duration, s.node_clock[node]))
    return TAKES_TIME


@part
def set_timeout(s: State, slot: int, index: int, node: int, row: int) -> None:
    """End what waits too long, from its ready or from that of another node."""
    if s.node_timeout[node] == 0:
        return
    begun, other = s.now, s.node_timed_from[node]
    if other >= 0:
        begun = s.row_ready[s.passed[place_of(s, slot, other)]]
    deadline = finish_on(s, s.reference_clock, begun, s.node_timeout[node])
    if deadline < NEVER:
        key = key_of(KIND_TIMEOUT, s.slot_campaign[slot], index)
        schedule(s, max(s.now, deadline), key, row)


@rare
def do_meet(s: State, slot: int, cn: int, node: int, row: int) -> int:
    """Wait for the next meeting that has room."""
    body = s.node_meeting[node * s.units + s.campaign_unit[s.slot_campaign[slot]]]
    begin_activity(s, slot, cn, row)
    first = next_meeting(s, body)
    s.row_start[row] = first if first < NEVER else -1  # what comes later is the agenda's doing
    attend(s, body, cn)
    set_timeout(s, slot, index_at(s, slot, cn), node, row)
    return TAKES_TIME


@rare
def do_admit(s: State, slot: int, cn: int, node: int, row: int) -> int:
    """Wait for a place, in order of request. A backlog is in progress already."""
    campaign = s.slot_campaign[slot]
    limit = s.node_limit[node * s.units + s.campaign_unit[campaign]]
    if s.slot_entry[slot] >= 0:
        s.allowance_in_use[limit] += 1
        s.campaign_admitted[campaign] = limit
        return DONE
    begin_activity(s, slot, cn, row)
    ask_allowance(s, limit, cn)
    return TAKES_TIME


@rare
def do_agency(s: State, slot: int, cn: int, node: int, row: int) -> int:
    """Order a piece of work."""
    agency = s.node_agency[node]
    s.row_team[row] = s.agency_team[agency]
    draw = s.node_effort_draw[node]
    if draw >= 0:
        s.row_effort[row] = effort_of_node(s, slot, cn, node, draw, s.row_attempt[row])
    begin_activity(s, slot, cn, row)
    ask_allowance(s, s.limits + agency, cn)
    return TAKES_TIME


@rare
def do_assemble(s: State, slot: int, cn: int, node: int, row: int) -> int:
    """Wait for a permit; then people are taken out of their teams."""
    begin_activity(s, slot, cn, row)
    ask_allowance(s, s.limits + s.agencies + s.node_force[node], cn)
    return TAKES_TIME


@rare
def write_who_is_inside(s: State, slot: int, slots: int, row: int) -> None:
    """Write who of the task force could do an activity, by its slots."""
    if not s.keeps_log:
        note_who_is_inside(s, slot, slots, row)
        return
    first = s.slots_first[slots]
    for place in range(first, s.slots_first[slots + 1]):
        queue = s.slots_queue[place]
        for person in range(s.people):
            if s.person_force[person] == slot and s.queue_member[queue * s.people + person] > 0:
                at = s.inside_count
                s.inside_count = at + 1
                s.inside_row[at] = row
                s.inside_slot[at] = place - first
                s.inside_person[at] = person


@part
def do_work(s: State, slot: int, cn: int, node: int, row: int) -> int:
    """Ask a team for the work."""
    campaign = s.slot_campaign[slot]
    index = index_at(s, slot, cn)
    site = node * s.units + s.campaign_unit[campaign]
    slots = s.node_slots[site]
    begin_activity(s, slot, cn, row)
    s.row_team[row] = s.slots_team[slots]
    effort = effort_of_node(s, slot, cn, node, s.node_draw[site], s.row_attempt[row])
    s.row_effort[row] = effort
    s.remaining[cn] = effort
    inside = 0
    if s.node_in_force[node] and has_all_skills(s, slot, slots):
        inside = 1
        write_who_is_inside(s, slot, slots, row)
    overflows = s.node_overflow[node] | s.node_overflow_late[node]
    if s.unasked >= 0:
        ask_for_unasked(s)
    if s.node_queue[site] >= 0 and (inside | overflows | s.node_timeout[node]) == 0:
        # Whether it has to wait is known when this round is over (`alone_at_an_instant`).
        s.unasked = cn
        return TAKES_TIME
    ask_for_work(s, slot, index, cn, inside)
    if inside == 0 and overflows:
        at = s.fresh_count
        s.fresh_count = at + 1
        s.fresh_cn[at] = cn
        s.fresh_row[at] = row
    set_timeout(s, slot, index, node, row)
    return TAKES_TIME
