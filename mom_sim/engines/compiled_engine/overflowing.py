"""Work that overflows to an agency: it came in this round and finds too many before it, or is late.

The definition is `spill` of the SimPy engine's `work`.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.clocks import work_until
from mom_sim.engines.compiled_engine.codes import LOG_OVERFLOW, OVERFLOWED
from mom_sim.engines.compiled_engine.lanes import withdraw
from mom_sim.engines.compiled_engine.matching import order_of_activity
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.walking import finish
from mom_sim.engines.compiled_engine.writing import write_event


@part
def waiting_for(s: State, team: int, queue: int) -> int:
    """Requests for work that ask a team for somebody of a queue."""
    count = 0
    for active in range(s.active_count):
        lane = s.active_lane[active]
        request = s.lane_head[lane]
        slots = s.request_slots[request]
        if s.request_second[request] or s.request_inside[request] >= 0:
            continue
        if s.slots_team[slots] != team:
            continue
        for place in range(s.slots_first[slots], s.slots_first[slots + 1]):
            if s.slots_queue[place] == queue:
                count += s.lane_count[lane]
                break
    return count


@part
def queue_of(s: State, cn: int) -> int:
    """First queue that an activity asks for."""
    return s.slots_queue[s.slots_first[s.request_slots[s.held_request[cn]]]]


@part
def is_late(s: State, node: int, campaign: int) -> bool:
    """Whether less working time is left until the due date than the node asks for."""
    asked = s.node_overflow_late[node]
    if asked == 0:
        return False
    clock = s.reference_clock
    left = work_until(s, clock, s.campaign_due[campaign]) - work_until(s, clock, s.now)
    return left < asked


@part
def keep_fresh(s: State) -> int:
    """Keep, of what came in this round, what waits; in order of campaign and node."""
    kept = 0
    for each in range(s.fresh_count):
        cn, row = s.fresh_cn[each], s.fresh_row[each]
        if s.live_row[cn] != row or s.crew_count[cn] > 0:
            continue
        order = order_of_activity(s, cn)
        place = kept
        while place > 0 and order_of_activity(s, s.fresh_cn[place - 1]) > order:
            s.fresh_cn[place] = s.fresh_cn[place - 1]
            s.fresh_row[place] = s.fresh_row[place - 1]
            place -= 1
        s.fresh_cn[place] = cn
        s.fresh_row[place] = row
        kept += 1
    return kept


@rare
def find_overflow(s: State) -> None:
    """Find what overflows, after the matching: whoever is idle has taken work by then."""
    count = keep_fresh(s)
    s.fresh_count = 0
    s.late_count = 0
    s.late_next = 0
    for each in range(count):
        cn = s.fresh_cn[each]
        queue = queue_of(s, cn)
        # Before it are those who waited already, and those of this round that stay.
        behind = 0
        for other in range(count):
            if (other >= each or s.fresh_before[other]) and queue_of(s, s.fresh_cn[other]) == queue:
                behind += 1
        campaign = s.row_campaign[s.fresh_row[each]]
        node = s.program_first[s.campaign_type[campaign]] + s.row_node[s.fresh_row[each]]
        before = waiting_for(s, s.queue_team[queue], queue) - behind
        is_crowded = s.node_overflow[node] > 0 and s.node_overflow[node] <= before
        s.fresh_before[each] = int(is_crowded or is_late(s, node, campaign))
        if s.fresh_before[each]:
            s.late_cn[s.late_count] = cn
            s.late_row[s.late_count] = s.fresh_row[each]
            s.late_count += 1


@rare
def overflow_next(s: State) -> None:
    """Let the next piece of work overflow."""
    cn, row = s.late_cn[s.late_next], s.late_row[s.late_next]
    s.late_next += 1
    if s.live_row[cn] != row:
        return
    withdraw(s, s.held_request[cn])
    campaign = s.row_campaign[row]
    node = s.program_first[s.campaign_type[campaign]] + s.row_node[row]
    write_event(s, LOG_OVERFLOW, campaign, row, s.node_step[node], -1, -1, -1)
    finish(s, cn, row, OVERFLOWED)
