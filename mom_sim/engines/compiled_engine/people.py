"""Who is there, and for whom.

Somebody is free who is on shift, has no work in hand and is in no task force. Each queue has a bit
for everybody of its pool, in its order, that says so. Who has become free stands in a list until
the next dispatch.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import FOREVER, WORD_MASK, WORD_SHIFT
from mom_sim.engines.compiled_engine.lanes import touch
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.state_type import first_bit


@part
def look_at(s: State, person: int) -> None:
    """Note whether somebody is free, after something about it has changed."""
    free = int(
        (s.person_activity[person] < 0) & (s.person_on[person] == 1) & (s.person_force[person] < 0)
    )
    if free == s.person_free[person]:
        return
    s.person_free[person] = free
    lane = s.person_lane[person]
    if lane >= 0:  # nobody else's work is concerned: nothing has to be looked for
        s.free_bits[s.person_word[person]] ^= 1 << s.person_bit[person]
        if free:
            touch(s, lane)
        return
    for place in range(s.person_queue_first[person], s.person_queue_first[person + 1]):
        within = s.person_queue_place[place]
        word = s.queue_word_first[s.person_queue[place]] + (within >> WORD_SHIFT)
        s.free_bits[word] ^= 1 << (within & WORD_MASK)
    if free & (1 - s.person_freed[person]):
        s.person_freed[person] = 1
        s.freed_person[s.freed_count] = person
        s.freed_count += 1


@part
def next_outside(s: State) -> int:
    """Instant before which nobody comes or goes and no vendor has another capacity."""
    instant = FOREVER
    if s.next_shift < s.shifts:
        instant = s.shift_time[s.next_shift]
    if s.next_staffing < s.staffings:
        instant = min(instant, s.staffing_time[s.next_staffing])
    if s.next_change < s.changes:
        instant = min(instant, s.change_time[s.next_change])
    return instant


@part
def change_shifts(s: State) -> None:
    """Let people come and go up to the present instant."""
    if s.quiet_until > s.now:
        return
    while s.next_shift < s.shifts and s.shift_time[s.next_shift] <= s.now:
        person = s.shift_person[s.next_shift]
        s.next_shift += 1
        s.person_on[person] = 1 - s.person_on[person]
        look_at(s, person)
    s.quiet_until = next_outside(s)


@part
def occupy(s: State, person: int, cn: int) -> None:
    """Give somebody work, or take it away (-1)."""
    s.person_activity[person] = cn
    look_at(s, person)


@part
def is_idle_for(s: State, person: int, inside: int) -> bool:
    """Whether somebody could start now, inside a slot's task force or outside of all (-1)."""
    if inside < 0:
        return s.person_free[person] == 1
    return (
        (s.person_activity[person] < 0)
        & (s.person_on[person] == 1)
        & (s.person_force[person] == inside)
    )


@part
def may_serve(s: State, person: int, queue: int) -> bool:
    """Whether somebody of a pool may serve its queue at present: who is lent may be held back."""
    return (
        s.lends == 0 or s.queue_member[queue * s.people + person] == 1 or s.person_kept[person] == 0
    )


@part
def any_free(s: State, queue: int) -> bool:
    """Whether anybody of a pool is free."""
    for word in range(s.queue_word_first[queue], s.queue_word_first[queue + 1]):
        if s.free_bits[word] != 0:
            return True
    return False


@part
def first_free(s: State, queue: int) -> int:
    """First of a pool who is free, -1 if nobody is."""
    begin = s.queue_word_first[queue]
    for word in range(begin, s.queue_word_first[queue + 1]):
        bits = s.free_bits[word]
        if bits != 0:
            place = ((word - begin) << WORD_SHIFT) + first_bit(bits)
            return s.pool_person[s.pool_first[queue] + place]
    return -1


@part
def anybody_idle(s: State, queue: int, inside: int) -> bool:
    """Whether anybody could start now on what a queue asks for."""
    if inside < 0 and s.lends == 0:
        return any_free(s, queue)
    for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
        person = s.pool_person[place]
        if is_idle_for(s, person, inside) and may_serve(s, person, queue):
            return True
    return False
