"""ASSEMBLE and DISBAND: people leave their teams for one campaign, and come back.

Forces are served in the order in which they began to assemble (`force_first` to `force_last`);
the definition is `mom_sim.engines.simpy_engine.forces`. Who is seconded to a slot is counted there.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.allowances import answer, give_back
from mom_sim.engines.compiled_engine.asking import ask_for_members, leave_force_list
from mom_sim.engines.compiled_engine.codes import (
    ANSWER_MEMBERS,
    LOG_RELEASED,
    LOG_SECONDED,
    STARTED,
)
from mom_sim.engines.compiled_engine.event_list import capacity_came
from mom_sim.engines.compiled_engine.lanes import dequeue, give_request_back, withdraw
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.people import look_at
from mom_sim.engines.compiled_engine.places import index_at
from mom_sim.engines.compiled_engine.writing import write_event


@rare
def ask_for_one(s: State, slot: int, queue: int) -> None:
    """Ask for one person of a queue."""
    campaign = s.slot_campaign[slot]
    site = (s.campaign_type[campaign] * s.units + s.campaign_unit[campaign]) * s.queues + queue
    ask_for_members(s, slot, s.queue_slots[queue], s.second_lane[site], 0)


@rare
def assemble(s: State, slot: int, cn: int) -> None:
    """Take people out of their teams: a permit has been granted."""
    campaign = s.slot_campaign[slot]
    index = index_at(s, slot, cn)
    node = s.program_first[s.campaign_type[campaign]] + index
    force = s.node_force[node]
    row = s.live_row[cn]
    site = node * s.units + s.campaign_unit[campaign]
    slots = s.node_slots[site]
    first, last = s.slots_first[slots], s.slots_first[slots + 1]
    # Until here a limit on task forces held it; from here on it assembles.
    s.row_start[row] = s.now
    s.stage[cn] = STARTED
    if s.slot_force[slot] < 0:
        s.slot_force_before[slot] = s.force_last
        s.slot_force_after[slot] = -1
        if s.force_last < 0:
            s.force_first = slot
        else:
            s.slot_force_after[s.force_last] = slot
        s.force_last = slot
    s.slot_force[slot] = force
    s.slot_force_node[slot] = index
    s.slot_force_row[slot] = row
    s.slot_force_ready[slot] = s.row_ready[row]
    s.slot_force_started[slot] = s.now
    quorum = s.force_quorum[force]
    s.slot_force_needed[slot] = min(quorum, last - first) if quorum > 0 else last - first
    s.slot_force_asked[slot] = 0
    s.slot_force_requests[slot] = -1
    for place in range(first, last):
        s.slot_has_skill[slot * s.skills + s.queue_skill[s.slots_queue[place]]] = 1
    if s.force_reserve[force]:
        for place in range(first, last):
            ask_for_one(s, slot, s.slots_queue[place])
    else:
        ask_for_members(s, slot, slots, s.node_lane[site], s.slot_force_needed[slot])


@rare
def second(s: State, request: int) -> None:
    """Take the people found out of their teams; ask for whom a quorum goes without."""
    slot, slots = s.request_slot[request], s.request_slots[request]
    campaign = s.slot_campaign[slot]
    leave_force_list(s, request)
    dequeue(s, request)
    answer(s, ANSWER_MEMBERS, -1, s.request_cn[request], 1)
    s.answer_row[s.answer_last - 1] = s.request_row[request]
    first = s.slots_first[slots]
    for place in range(first, s.slots_first[slots + 1]):
        person, queue = s.found[place - first], s.slots_queue[place]
        if person < 0:
            ask_for_one(s, slot, queue)
            continue
        skill = s.queue_skill[queue]
        s.person_force[person] = slot
        s.person_skill[person] = skill
        s.slot_crew_count[slot] += 1
        look_at(s, person)
        write_event(s, LOG_SECONDED, campaign, -1, -1, -1, person, skill)
    give_request_back(s, request)


@rare
def release(s: State, person: int) -> None:
    """Send somebody back to the team."""
    slot = s.person_force[person]
    write_event(s, LOG_RELEASED, s.slot_campaign[slot], -1, -1, -1, person, s.person_skill[person])
    s.person_force[person] = -1
    s.person_skill[person] = -1
    s.slot_crew_count[slot] -= 1
    look_at(s, person)
    capacity_came(s)


@rare
def leave_force(s: State, person: int) -> None:
    """Let somebody go who leaves the company; the force asks for another."""
    slot, skill = s.person_force[person], s.person_skill[person]
    if slot < 0:
        return
    release(s, person)
    campaign = s.slot_campaign[slot]
    node = s.program_first[s.campaign_type[campaign]] + s.slot_force_node[slot]
    slots = s.node_slots[node * s.units + s.campaign_unit[campaign]]
    for place in range(s.slots_first[slots], s.slots_first[slots + 1]):
        if s.queue_skill[s.slots_queue[place]] == skill:
            ask_for_one(s, slot, s.slots_queue[place])
            return


@part
def has_any_skill(s: State, slot: int, slots: int) -> bool:
    """Whether a force still has any of the skills that are asked for."""
    for place in range(s.slots_first[slots], s.slots_first[slots + 1]):
        if s.slot_has_skill[slot * s.skills + s.queue_skill[s.slots_queue[place]]]:
            return True
    return False


@part
def has_all_skills(s: State, slot: int, slots: int) -> bool:
    """Whether a force has all of the skills that are asked for."""
    for place in range(s.slots_first[slots], s.slots_first[slots + 1]):
        if not s.slot_has_skill[slot * s.skills + s.queue_skill[s.slots_queue[place]]]:
            return False
    return True


@rare
def send_home(s: State, slot: int, skill: int) -> None:
    """Release everybody who is seconded for a skill."""
    for person in range(s.people):
        if s.person_force[person] == slot and s.person_skill[person] == skill:
            release(s, person)
    s.slot_has_skill[slot * s.skills + skill] = 0


@rare
def end_of_disbanding(s: State, slot: int) -> None:
    """Take back what nobody is needed for any more; the last one out gives the permit back."""
    request = s.slot_force_requests[slot]
    while request >= 0:
        following = s.request_force_next[request]
        if not has_any_skill(s, slot, s.request_slots[request]):
            leave_force_list(s, request)
            withdraw(s, request)
            give_request_back(s, request)
        request = following
    for skill in range(s.skills):
        if s.slot_has_skill[slot * s.skills + skill]:
            return
    before, after = s.slot_force_before[slot], s.slot_force_after[slot]
    if before < 0:
        s.force_first = after
    else:
        s.slot_force_after[before] = after
    if after < 0:
        s.force_last = before
    else:
        s.slot_force_before[after] = before
    force = s.slot_force[slot]
    s.slot_force[slot] = -1
    give_back(s, s.limits + s.agencies + force)


@part
def disband(s: State, slot: int, node: int) -> None:
    """Send the people of a node's skills home; all of the force's without a node."""
    if s.slot_force[slot] < 0:
        return
    if node >= 0:
        for place in range(s.skill_first[node], s.skill_first[node + 1]):
            send_home(s, slot, s.skill[place])
    else:
        for skill in range(s.skills):
            if s.slot_has_skill[slot * s.skills + skill]:
                send_home(s, slot, skill)
    end_of_disbanding(s, slot)


@rare
def claim(s: State, slot: int) -> None:
    """Note whom a force may not take because an earlier one waits for them."""
    for person in range(s.people):
        s.person_claimed[person] = 0
    other = s.force_first
    while other >= 0 and other != slot:
        request = s.slot_force_requests[other]
        while request >= 0:
            slots = s.request_slots[request]
            first = s.slots_first[slots]
            if s.slots_first[slots + 1] - first == 1:
                queue = s.slots_queue[first]
                for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
                    s.person_claimed[s.pool_person[place]] = 1
            request = s.request_force_next[request]
        other = s.slot_force_after[other]
