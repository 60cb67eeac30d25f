"""The complete search for a crew: the lexicographically first assignment of people to slots."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.keys import key_is_less
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.people import is_idle_for, may_serve
from mom_sim.engines.compiled_engine.places import slot_at


@part
def list_idle(s: State, request: int, queue: int, at: int, claims: bool) -> int:
    """List the idle people of a slot's pool in `option`, from `at` on; how many they are."""
    count, inside = 0, s.request_inside[request]
    for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
        person = s.pool_person[place]
        if (
            is_idle_for(s, person, inside)
            and s.person_withheld[person] == 0
            and not (claims and s.person_claimed[person])
            and may_serve(s, person, queue)
        ):
            s.option[at + count] = person
            count += 1
    return count


@part
def may_be_taken(s: State, person: int, queue: int, claims: bool, seconded: bool) -> bool:
    """Whether a class that preempts could take somebody. Nobody is interrupted to be lent."""
    return (
        s.person_on[person] == 1
        and (seconded or s.person_force[person] < 0)
        and s.queue_member[queue * s.people + person] == 1
        and not (claims and s.person_claimed[person] == 1)
    )


@part
def list_reserved(s: State, request: int, queue: int, at: int, claims: bool) -> int:
    """List those who idle in the task force of a lesser class; how many they are."""
    count, rank = 0, s.request_rank[request]
    for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
        person = s.pool_person[place]
        slot = s.person_force[person]
        if slot < 0 or s.person_activity[person] >= 0:
            continue
        if s.program_rank[s.campaign_type[s.slot_campaign[slot]]] <= rank:
            continue
        if may_be_taken(s, person, queue, claims, True):
            s.option[at + count] = person
            count += 1
    return count


@part
def list_victims(s: State, request: int, queue: int, at: int, claims: bool, seconded: bool) -> int:
    """List those whose work may be interrupted, the last in order first; how many they are.

    Ties stay in the pool's order.
    """
    count, rank = 0, s.request_rank[request]
    for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
        person = s.pool_person[place]
        cn = s.person_activity[person]
        if cn < 0 or not may_be_taken(s, person, queue, claims, seconded):
            continue
        program = s.campaign_type[s.slot_campaign[slot_at(s, cn)]]
        if s.program_rank[program] <= rank:
            continue
        work = s.held_request[cn]
        turn = count
        while turn > 0 and key_is_less(
            s, s.held_request[s.person_activity[s.option[at + turn - 1]]], work
        ):
            s.option[at + turn] = s.option[at + turn - 1]
            turn -= 1
        s.option[at + turn] = person
        count += 1
    return count


@part
def fill_slots(s: State, slots: int, may_be_empty: int) -> bool:
    """Choose one person for each slot out of its options, going back where it leads nowhere.

    A slot stays empty (-1) only if it has to, and only as many as may.
    """
    slot, empty = 0, 0
    s.option_next[0] = 0
    while slot < slots:
        at, count = slot * s.people * 2, s.option_count[slot]
        turn = s.option_next[slot]
        chosen = -2
        while turn < count:
            person = s.option[at + turn]
            turn += 1
            if s.person_chosen[person] == 0:
                chosen = person
                s.person_chosen[person] = 1
                break
        if chosen == -2 and turn == count:
            turn = count + 1
            if empty < may_be_empty:
                chosen = -1
                empty += 1
        s.option_next[slot] = turn
        if chosen > -2:
            s.found[slot] = chosen
            slot += 1
            s.option_next[slot] = 0
            continue
        if slot == 0:
            return False
        slot -= 1
        before = s.found[slot]
        if before >= 0:
            s.person_chosen[before] = 0
        else:
            empty -= 1
    for each in range(slots):
        if s.found[each] >= 0:
            s.person_chosen[s.found[each]] = 0
    return True


@rare
def find_crew(s: State, request: int, claims: bool) -> bool:
    """Find the people who would serve a request now; they stand in `found`."""
    slots = s.request_slots[request]
    first = s.slots_first[slots]
    count = s.slots_first[slots + 1] - first
    inside = s.request_inside[request]
    preempts = s.request_rank[request] >= 0 and inside < 0
    if count == 1 and not preempts:
        queue = s.slots_queue[first]
        for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
            person = s.pool_person[place]
            if (
                is_idle_for(s, person, inside)
                and s.person_withheld[person] == 0
                and not (claims and s.person_claimed[person])
                and may_serve(s, person, queue)
            ):
                s.found[0] = person
                return True
        return False
    for slot in range(count):
        at = slot * s.people * 2
        queue = s.slots_queue[first + slot]
        listed = list_idle(s, request, queue, at, claims)
        if preempts:
            program = s.campaign_type[s.slot_campaign[s.request_slot[request]]]
            seconded = s.program_preempts_seconded[program] == 1
            if seconded:
                listed += list_reserved(s, request, queue, at + listed, claims)
            listed += list_victims(s, request, queue, at + listed, claims, seconded)
        s.option_count[slot] = listed
    return fill_slots(s, count, count - s.request_least[request])
