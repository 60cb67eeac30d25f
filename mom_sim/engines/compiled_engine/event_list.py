"""The list of events to come: a binary heap ordered by (time, key).

A key orders the events of an instant (`mom_sim.engines.order`) and says what they concern. The tag
tells an event that still holds from one that something has made pointless.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import FIRST_KEY, KIND_SHIFT, NODE_BITS
from mom_sim.engines.compiled_engine.parts import State, part


@part
def key_of(kind: int, campaign: int, node: int) -> int:
    """Order of an event within its instant."""
    return FIRST_KEY + ((kind << KIND_SHIFT) | (campaign << NODE_BITS) | node)


@part
def schedule(s: State, time: int, key: int, tag: int) -> None:
    """Put an event on the list; there is room for it."""
    place = s.heap_count
    s.heap_count = place + 1
    while place > 0:
        parent = (place - 1) >> 1
        there = s.heap_time[parent]
        if (there < time) | ((there == time) & (s.heap_key[parent] <= key)):
            break
        s.heap_time[place] = there
        s.heap_key[place] = s.heap_key[parent]
        s.heap_tag[place] = s.heap_tag[parent]
        place = parent
    s.heap_time[place] = time
    s.heap_key[place] = key
    s.heap_tag[place] = tag


@part
def sink(s: State, count: int, time: int, key: int, tag: int) -> None:
    """Put an event in place of the first of `count` events; a copy of it stands behind the last."""
    place = 0
    child = 1
    while child < count:
        # Without a branch, which nobody could predict. Where there is no other child, the copy of
        # the event stands in its place: should it be the less, it belongs here.
        other = child + 1
        one, two = s.heap_time[child], s.heap_time[other]
        is_other = int(two < one)
        if two == one:  # seldom, which the processor foresees
            is_other = int(s.heap_key[other] < s.heap_key[child])
        child += is_other
        there = s.heap_time[child]
        if time <= there and (time < there or key <= s.heap_key[child]):
            break
        s.heap_time[place] = there
        s.heap_key[place] = s.heap_key[child]
        s.heap_tag[place] = s.heap_tag[child]
        place = child
        child = 2 * place + 1
    s.heap_time[place] = time
    s.heap_key[place] = key
    s.heap_tag[place] = tag


@part
def drop_first_event(s: State) -> None:
    """Take the first event off the list."""
    count = s.heap_count - 1
    s.heap_count = count
    if count == 0:
        return
    sink(s, count, s.heap_time[count], s.heap_key[count], s.heap_tag[count])


@part
def replace_first_event(s: State, time: int, key: int, tag: int) -> None:
    """Take the first event off the list and put another on it."""
    count = s.heap_count
    s.heap_time[count] = time
    s.heap_key[count] = key
    s.heap_tag[count] = tag
    sink(s, count, time, key, tag)


@part
def ask_for_dispatch(s: State) -> None:
    """Have idle capacity matched to waiting work at the end of this round."""
    s.asked = 1


@part
def capacity_came(s: State) -> None:
    """Ask for a dispatch if anything waits for capacity."""
    if s.waiting > 0:
        s.asked = 1
