"""Work that is done while nothing else happens, and what follows from it, in one go.

An instant is a series of rounds: all events that are due, then a dispatch. Here a round is one
event, the end of work that hands on to other work, and people and requests on both sides are
`plain` (`plain_queues`): one person does the work, who serves no other queue, and nobody else may
take what waits for them. Then the dispatch can be told beforehand:

- Between dispatches nothing that waits could start, or a dispatch would have been asked for
  (`asked`). So only two lanes count: that of who has become free, and that of the new request.
- Each has people of its own, so that what starts in one leaves the other as it is, and the order
  in which they are looked at does not matter. Where both are the same lane, the new request is put
  in first.
- Where anything waits in a plain lane, nobody was free for it. So the first in order takes who has
  become free; its people take who comes into an empty lane.

Who goes from work to work is free for no time that anybody could see, and who begins at once has
waited nowhere: neither is written. What does not fit goes through `happening` and `matching`, and
nothing has been changed.

Work that becomes ready behind anything else (an arrival, a delay, a gate) is noted as `unasked` if
its queue is plain. When the round is over it begins if its lane is empty and somebody is free, for
by the same argument nobody else can be given to it, nor it to anybody else. It is put into its lane
as soon as anything could take it back, could become ready beside it, or is due before the dispatch.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.asking import make_request
from mom_sim.engines.compiled_engine.codes import (
    BY_FINISH,
    CAMPAIGN_MASK,
    FIRST_KEY,
    KEY_DISPATCH,
    KIND_FINISH,
    KIND_SHIFT,
    NEVER,
    NODE_BITS,
    NODE_MASK,
)
from mom_sim.engines.compiled_engine.event_list import (
    drop_first_event,
    key_of,
    replace_first_event,
    schedule,
)
from mom_sim.engines.compiled_engine.handing_on import effort_ahead, go_over
from mom_sim.engines.compiled_engine.lanes import dequeue, enqueue
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.people import first_free, occupy
from mom_sim.engines.compiled_engine.places import crew_at, index_at, place_of, slot_at
from mom_sim.engines.compiled_engine.registers import book
from mom_sim.engines.compiled_engine.tallying import tally_waiting
from mom_sim.engines.compiled_engine.working import set_to_work
from mom_sim.engines.compiled_engine.writing import write_span


@part
def is_alone(s: State, time: int) -> bool:
    """Whether the first event of the list is the only thing at its instant, and nothing is before.

    At an instant at which there has been a dispatch already, rounds have to be counted.
    """
    if (s.asked != 0) | (s.quiet_until <= time) | (s.later_round_at == time) | (time > s.stop_at):
        return False
    if s.next_arrival < s.campaigns and s.campaign_requested[s.next_arrival] <= time:
        return False
    if s.heap_count < 3:
        return s.heap_count == 1 or s.heap_time[1] > time
    return (s.heap_time[1] > time) & (s.heap_time[2] > time)


@part
def begin_with(s: State, slot: int, cn: int, row: int, slots: int, person: int) -> int:
    """Let somebody begin a piece of work; the instant at which it will be done, or NEVER."""
    s.crew[crew_at(s, cn)] = person
    s.person_activity[person] = cn
    return set_to_work(s, slot, cn, row, slots, 1)


@part
def take_first(s: State, lane: int, person: int) -> None:
    """Let who has become free take the first of a lane; its end replaces the present event."""
    request = s.lane_head[lane]
    dequeue(s, request)
    cn, slot, row = s.request_cn[request], s.request_slot[request], s.request_row[request]
    if not s.keeps_log:
        tally_waiting(s, row)
    finish = begin_with(s, slot, cn, row, s.request_slots[request], person)
    if finish < NEVER:
        key = key_of(KIND_FINISH, s.slot_campaign[slot], s.row_node[row])
        replace_first_event(s, finish, key, s.due[cn])
    else:
        drop_first_event(s)


@part
def enter_lane(s: State, slot: int, cn: int, index: int, lane: int, site: int) -> None:
    """Let a new piece of work begin, or wait in its lane."""
    person = -1
    if s.lane_count[lane] == 0:
        person = first_free(s, s.node_queue[site])
    if person < 0:
        enqueue(s, make_request(s, slot, index, cn, 0))
        return
    if s.staffings > 0:
        make_request(s, slot, index, cn, 0)  # it may have to wait again
    occupy(s, person, cn)
    finish = begin_with(s, slot, cn, s.live_row[cn], s.node_slots[site], person)
    if finish < NEVER:
        key = key_of(KIND_FINISH, s.slot_campaign[slot], index)
        schedule(s, finish, key, s.due[cn])


@part
def is_round_over(s: State) -> bool:
    """Whether nothing else is due at this instant before people are matched to work.

    Nor has anything been begun that goes on before: a meeting, answers, an overflow.
    """
    begun = (s.taken_count - s.taken_next) | (s.answer_last - s.answer_first)
    if (begun | (s.late_count - s.late_next)) != 0 or s.quiet_until <= s.now:
        return False
    if s.next_arrival < s.campaigns:
        if s.campaign_requested[s.next_arrival] <= s.now:
            return False
    elif s.more:
        return False
    return s.heap_count == 0 or s.heap_time[0] > s.now


@part
def begin_unasked(s: State) -> None:
    """Let the work begin, or wait in its lane, that became ready in the round that is over.

    It stands in no lane, and is the only one that does not: where its lane is empty, nobody
    else can be given who is free for it.
    """
    cn = s.unasked
    s.unasked = -1
    slot = slot_at(s, cn)
    campaign, index = s.slot_campaign[slot], index_at(s, slot, cn)
    node = s.program_first[s.campaign_type[campaign]] + index
    site = node * s.units + s.campaign_unit[campaign]
    enter_lane(s, slot, cn, index, s.node_lane[site], site)


@part
def finish_alone(s: State, time: int) -> bool:
    """Carry out the first event of the list and all that follows from it; False if it cannot."""
    code = s.heap_key[0] - FIRST_KEY
    if code >> KIND_SHIFT != KIND_FINISH:
        return False
    campaign = (code >> NODE_BITS) & CAMPAIGN_MASK
    slot = s.campaign_slot[campaign]
    if slot < 0 or s.slot_campaign[slot] != campaign or campaign >= s.drawn_until:
        return False
    index = code & NODE_MASK
    cn = place_of(s, slot, index)
    of_type = s.campaign_type[campaign]
    node = s.program_first[of_type] + index
    following = s.node_next[node]
    here = node * s.units + s.campaign_unit[campaign]
    there = here + (following - index) * s.units
    if (following < 0) or (s.node_queue[here] < 0) | (s.node_queue[there] < 0):
        return False
    if (s.due[cn] != s.heap_tag[0]) or not is_alone(s, time):
        return False
    person = s.crew[crew_at(s, cn)]
    efforts = effort_ahead(s, slot, cn, index, node)
    if (efforts == 0) | (s.person_on[person] == 0):
        return False
    row = s.live_row[cn]
    s.now = time
    s.order = KEY_DISPATCH
    s.later_round_at = time
    s.rounds = 1
    s.events += 1
    write_span(s, cn, BY_FINISH)
    if s.count_practice | s.count_load:
        book(s, person, of_type, s.duration[cn])
    s.crew_count[cn] = 0
    s.due[cn] = 0
    begun = go_over(s, slot, cn, index, node, row, efforts)
    lane, next_lane = s.node_lane[here], s.node_lane[there]
    if s.lane_count[lane] == 0:
        drop_first_event(s)
        occupy(s, person, -1)
        enter_lane(s, slot, begun, following, next_lane, there)
    else:
        # An end that this schedules stays behind the present event, also at the same time: edges
        # lead to later nodes, so that its key is greater, and `take_first` finds the present one.
        enter_lane(s, slot, begun, following, next_lane, there)
        take_first(s, lane, person)
    s.asked = 0
    return True
