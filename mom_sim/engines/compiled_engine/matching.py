"""Matching of idle people to waiting work; the definition is the SimPy engine's `dispatcher`."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import NODE_BITS
from mom_sim.engines.compiled_engine.crews import find_crew
from mom_sim.engines.compiled_engine.forces import claim, second
from mom_sim.engines.compiled_engine.keys import key_is_less
from mom_sim.engines.compiled_engine.lanes import head_of, is_aged, touch
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.people import (
    any_free,
    anybody_idle,
    change_shifts,
    first_free,
    is_idle_for,
    may_serve,
)
from mom_sim.engines.compiled_engine.places import index_at, slot_at
from mom_sim.engines.compiled_engine.room import lacks_room
from mom_sim.engines.compiled_engine.working import preempt, take_work

MATCHED, AGAIN, NO_ROOM = range(3)


@rare
def hold_back_lent(s: State) -> None:
    """Note who is kept from being lent: what asks for them otherwise waits."""
    for person in range(s.people):
        s.person_kept[person] = 0
    for active in range(s.active_count):
        request = s.lane_head[s.active_lane[active]]
        if s.request_second[request] or s.request_inside[request] >= 0:
            continue
        slots = s.request_slots[request]
        for place in range(s.slots_first[slots], s.slots_first[slots + 1]):
            queue = s.slots_queue[place]
            for member in range(s.pool_first[queue], s.pool_first[queue + 1]):
                person = s.pool_person[member]
                if s.pool_lent[member] == 0 and s.person_force[person] < 0:
                    s.person_kept[person] = 1


@part
def may_start(s: State, request: int) -> bool:
    """Quick look: somebody is there for every slot, or may be interrupted."""
    if s.request_rank[request] >= 0:
        return True
    slots, inside = s.request_slots[request], s.request_inside[request]
    first, last = s.slots_first[slots], s.slots_first[slots + 1]
    found = 0
    for place in range(first, last):
        if anybody_idle(s, s.slots_queue[place], inside):
            found += 1
    if s.request_least[request] == last - first:
        return found == last - first
    return found > 0


@part
def add_candidate(s: State, at: int, request: int, lane: int) -> None:
    """Note the first of a lane with its place in the order of the pass.

    Aged crews and places in task forces come first. What a unit has had replaces its place in a
    rule of fair shares.
    """
    s.candidate_request[at] = request
    s.candidate_lane[at] = lane
    team = s.slots_team[s.request_slots[request]]
    fair = s.team_fair[team]
    s.candidate_fair[at] = fair
    s.candidate_done[at] = 0
    key = at * (s.key_words + 1)
    s.candidate_key[key] = 0 if s.request_second[request] or is_aged(s, request) else 1
    for word in range(s.key_words):
        s.candidate_key[key + 1 + word] = s.request_key[request * s.key_words + word]
    if fair >= 0 and s.request_second[request] == 0:
        unit = s.campaign_unit[s.slot_campaign[s.request_slot[request]]]
        s.candidate_key[key + 1 + fair] = s.team_served[team * s.units + unit]


@part
def list_candidates(s: State) -> int:
    """List the first of every lane that may start, or keep others from starting."""
    count = 0
    for active in range(s.active_count):
        lane = s.active_lane[active]
        request = s.lane_head[lane]
        slots = s.request_slots[request]
        first = s.slots_first[slots]
        if s.slots_first[slots + 1] - first == 1 and s.request_rank[request] < 0:
            # The common case: one person, and nobody is interrupted for it.
            if anybody_idle(s, s.slots_queue[first], s.request_inside[request]):
                add_candidate(s, count, request, lane)
                count += 1
            continue
        request = head_of(s, lane)
        if may_start(s, request) or is_aged(s, request):
            add_candidate(s, count, request, lane)
            count += 1
    return count


@part
def first_candidate(s: State, count: int) -> int:
    """Find the least of those that are left, -1 if there are none."""
    best = -1
    words = s.key_words + 1
    for at in range(count):
        if s.candidate_done[at]:
            continue
        if best < 0:
            best = at
            continue
        a, b = at * words, best * words
        for word in range(words):
            one, other = s.candidate_key[a + word], s.candidate_key[b + word]
            if one != other:
                if one < other:
                    best = at
                break
    return best


@rare
def withhold(s: State, request: int) -> None:
    """Keep those idle whom a crew that has waited too long could use."""
    slots = s.request_slots[request]
    for place in range(s.slots_first[slots], s.slots_first[slots + 1]):
        queue = s.slots_queue[place]
        for member in range(s.pool_first[queue], s.pool_first[queue + 1]):
            person = s.pool_person[member]
            if is_idle_for(s, person, s.request_inside[request]) and may_serve(s, person, queue):
                s.person_withheld[person] = 1


@part
def order_of_activity(s: State, cn: int) -> int:
    """Order among activities: campaign, then node."""
    slot = slot_at(s, cn)
    return (s.slot_campaign[slot] << NODE_BITS) | (index_at(s, slot, cn))


@rare
def interrupt_victims(s: State, request: int) -> bool:
    """Interrupt the work of those found who have some, in order of campaign and node."""
    slots = s.request_slots[request]
    count = 0
    for member in range(s.slots_first[slots + 1] - s.slots_first[slots]):
        person = s.found[member]
        if person < 0 or s.person_activity[person] < 0:
            continue
        cn = s.person_activity[person]
        order = order_of_activity(s, cn)
        place = count
        while place > 0 and order_of_activity(s, s.victim[place - 1]) > order:
            place -= 1
        if place > 0 and s.victim[place - 1] == cn:
            continue
        for move in range(count, place, -1):
            s.victim[move] = s.victim[move - 1]
        s.victim[place] = cn
        count += 1
    for each in range(count):
        preempt(s, s.victim[each], s.request_cn[request])
    return count > 0


@rare
def one_pass(s: State) -> int:
    """Go through the firsts of all lanes in order; AGAIN when the pass has to begin anew."""
    withheld = False
    if s.lends:
        hold_back_lent(s)
    count = list_candidates(s)
    result = MATCHED
    while True:
        at = first_candidate(s, count)
        if at < 0:
            break
        if lacks_room(s):
            result = NO_ROOM
            break
        request, lane = s.candidate_request[at], s.candidate_lane[at]
        s.candidate_done[at] = 1
        is_second = s.request_second[request] == 1
        if is_second:
            claim(s, s.request_slot[request])
        if not find_crew(s, request, is_second):
            if is_aged(s, request):
                withhold(s, request)
                withheld = True
            continue
        interrupted = s.request_rank[request] >= 0 and interrupt_victims(s, request)
        if is_second:
            second(s, request)
        else:
            take_work(s, request)
        if interrupted or is_second or s.candidate_fair[at] >= 0:
            result = AGAIN
            break
        if s.lane_count[lane] == 0:
            if s.lends:
                result = AGAIN
                break
        else:
            following = head_of(s, lane)
            if may_start(s, following) or is_aged(s, following):
                add_candidate(s, at, following, lane)
    if withheld:
        for person in range(s.people):
            s.person_withheld[person] = 0
    return result


@part
def touch_lanes_of_freed(s: State) -> None:
    """Touch the lanes that somebody could serve who has become free."""
    for each in range(s.freed_count):
        person = s.freed_person[each]
        s.person_freed[person] = 0
        if s.person_free[person]:
            for place in range(s.person_queue_first[person], s.person_queue_first[person + 1]):
                queue = s.person_queue[place]
                for of_queue in range(s.queue_lane_first[queue], s.queue_lane_first[queue + 1]):
                    touch(s, s.queue_lane[of_queue])
    s.freed_count = 0


@part
def can_start(s: State, lane: int) -> bool:
    """Whether somebody is free for every slot of what waits in a lane; for a crew, perhaps."""
    if s.lane_count[lane] == 0:
        return False
    slots = s.request_slots[s.lane_head[lane]]
    for place in range(s.slots_first[slots], s.slots_first[slots + 1]):
        if not any_free(s, s.slots_queue[place]):
            return False
    return True


@part
def find_free_crew(s: State, request: int) -> bool:
    """Find the people who would serve a request of a simple plan."""
    slots = s.request_slots[request]
    first = s.slots_first[slots]
    if s.slots_first[slots + 1] - first > 1:
        return find_crew(s, request, False)
    person = first_free(s, s.slots_queue[first])
    s.found[0] = person
    return person >= 0


@part
def match_touched(s: State) -> bool:
    """Start what can start in a simple plan: only the lanes that were touched can have changed.

    `touched_lane` is used up as the list of those that are left.
    """
    touch_lanes_of_freed(s)
    left = 0
    for each in range(s.touched_count):
        lane = s.touched_lane[each]
        s.lane_touched[lane] = 0
        if can_start(s, lane):
            s.touched_lane[left] = lane
            left += 1
    s.touched_count = 0
    while left > 0:
        best = 0
        for each in range(1, left):
            if key_is_less(s, s.lane_head[s.touched_lane[each]], s.lane_head[s.touched_lane[best]]):
                best = each
        if lacks_room(s):
            for each in range(left):  # each is put back where it stands, or before
                touch(s, s.touched_lane[each])
            return False
        lane = s.touched_lane[best]
        request = s.lane_head[lane]
        if find_free_crew(s, request):
            take_work(s, request)
            if can_start(s, lane):
                continue
        left -= 1
        s.touched_lane[best] = s.touched_lane[left]
    return True


@part
def match(s: State) -> bool:
    """Start everything that can start now; False if room has to be made before."""
    change_shifts(s)
    if s.simple:
        return match_touched(s)
    s.freed_count = 0
    if s.active_count == 0:
        return True
    result = one_pass(s)
    while result == AGAIN:
        result = one_pass(s)
    return result == MATCHED
