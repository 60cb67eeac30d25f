"""The agenda of the campaign that is being walked: a heap of (node, trigger) in one number each."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import TRIGGER_BITS
from mom_sim.engines.compiled_engine.parts import State, part


@part
def put_on_agenda(s: State, node: int, trigger: int) -> None:
    """Have a node carried out, because of an activity's row (-1: the arrival)."""
    entry = (node << TRIGGER_BITS) | (trigger + 1)
    place = s.agenda_count
    s.agenda_count = place + 1
    while place > 0:
        parent = (place - 1) >> 1
        if s.agenda[parent] <= entry:
            break
        s.agenda[place] = s.agenda[parent]
        place = parent
    s.agenda[place] = entry


@part
def drop_first_of_agenda(s: State) -> None:
    """Take the first entry off."""
    count = s.agenda_count - 1
    s.agenda_count = count
    if count > 0:
        sink_on_agenda(s, count, s.agenda[count])


@part
def replace_first_of_agenda(s: State, node: int, trigger: int) -> None:
    """Take the first entry off and put another on."""
    sink_on_agenda(s, s.agenda_count, (node << TRIGGER_BITS) | (trigger + 1))


@part
def sink_on_agenda(s: State, count: int, entry: int) -> None:
    """Put an entry in place of the first of `count`."""
    place, child = 0, 1
    while child < count:
        if child + 1 < count and s.agenda[child + 1] < s.agenda[child]:
            child += 1
        if entry <= s.agenda[child]:
            break
        s.agenda[place] = s.agenda[child]
        place = child
        child = 2 * place + 1
    s.agenda[place] = entry
