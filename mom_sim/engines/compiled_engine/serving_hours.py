"""When somebody of every pool that an activity asks is there, for statistics without a log.

`pool_clocks` lays out the clocks of lists of queues. Inside a task force they do not count, but
those who were there when the activity became ready: a bit for each, in `row_inside`, by the
activity's slots; where nobody was, whoever could have come.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.clocks import next_open, opening_before, work_until
from mom_sim.engines.compiled_engine.codes import NEVER, WORD_MASK, WORD_SHIFT
from mom_sim.engines.compiled_engine.parts import State, part


@part
def forget_who_is_inside(s: State, row: int) -> None:
    """Note that an activity is none of a task force's, until it is said to be."""
    for word in range(s.inside_words):
        s.row_inside[row * s.inside_words + word] = 0


@part
def words_of_people(s: State) -> int:
    """Numbers that have a bit for everybody."""
    return (s.people + WORD_MASK) >> WORD_SHIFT


@part
def note_who_is_inside(s: State, slot: int, slots: int, row: int) -> None:
    """Note who of the task force could do an activity, by its slots."""
    first, words = s.slots_first[slots], words_of_people(s)
    for place in range(first, s.slots_first[slots + 1]):
        queue = s.slots_queue[place]
        at = row * s.inside_words + (place - first) * words
        for person in range(s.people):
            if s.person_force[person] == slot and s.queue_member[queue * s.people + person] > 0:
                s.row_inside[at + (person >> WORD_SHIFT)] |= 1 << (person & WORD_MASK)


@part
def is_anybody_noted(s: State, first: int, count: int) -> bool:
    """Whether any bit is set in some numbers of `row_inside`."""
    bits = 0
    for word in range(first, first + count):
        bits |= s.row_inside[word]
    return bits != 0


@part
def serves(s: State, at: int, person: int) -> bool:
    """Whether somebody of a pool counts; `at` is where the slot's bits are, -1 if all do."""
    return at < 0 or (s.row_inside[at + (person >> WORD_SHIFT)] >> (person & WORD_MASK)) & 1 == 1


@part
def pool_opens(s: State, queue: int, at: int, instant: int) -> int:
    """Earliest instant from `instant` on at which somebody of a pool is there."""
    found = NEVER
    for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
        person = s.pool_person[place]
        if serves(s, at, person):
            found = min(found, next_open(s, s.clocks_of_people + person, instant))
    return found


@part
def pool_stays(s: State, queue: int, at: int, instant: int) -> int:
    """Instant until which somebody stays who is there at `instant`: the last of them."""
    found = instant
    for place in range(s.pool_first[queue], s.pool_first[queue + 1]):
        person = s.pool_person[place]
        if serves(s, at, person):
            clock = s.clocks_of_people + person
            opening = opening_before(s, clock, instant)
            if opening >= s.clock_first[clock]:
                found = max(found, s.open_end[opening])
    return found


@part
def open_time_inside(s: State, row: int, slots: int, begin: int, end: int) -> int:
    """How long somebody for every slot of an activity inside a task force is there."""
    first, last, words = s.slots_first[slots], s.slots_first[slots + 1], words_of_people(s)
    total, instant = 0, begin
    while instant < end:
        opens, stays = instant, NEVER
        for place in range(first, last):
            at = row * s.inside_words + (place - first) * words
            if not is_anybody_noted(s, at, words):
                at = -1
            queue = s.slots_queue[place]
            opens = max(opens, pool_opens(s, queue, at, instant))
            stays = min(stays, pool_stays(s, queue, at, instant))
        if opens == instant:  # of every pool somebody is there
            stays = min(stays, end)
            total += stays - instant
            opens = stays
        instant = opens
    return total


@part
def closed_time(s: State, row: int, begin: int, end: int) -> int:
    """How much of an interval nobody of some pool was there that an activity asks."""
    campaign = s.row_campaign[row]
    node = s.program_first[s.campaign_type[campaign]] + s.row_node[row]
    slots = s.node_slots[node * s.units + s.campaign_unit[campaign]]
    if is_anybody_noted(s, row * s.inside_words, s.inside_words):
        return end - begin - open_time_inside(s, row, slots, begin, end)
    clock = s.slots_clock[slots]
    if clock < 0:
        return 0
    return end - begin - (work_until(s, clock, end) - work_until(s, clock, begin))
