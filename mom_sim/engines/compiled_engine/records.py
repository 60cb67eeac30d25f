"""Records of activities under way: taken when one begins, given back when it is over.

Few of a campaign's nodes are under way at a time. What is known of these alone stands in a record,
whose number stands at the node; the state is read and written at the node (`state_type`). Record 0
is nobody's: a node at which nothing is under way reads it and finds no row, no request, no crew.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.parts import State, part


@part
def take_record(s: State, cn: int, row: int) -> None:
    """Give an activity that begins a record; there is one."""
    number = s.record_free
    if number > 0:
        s.record_free = s.record_next[number]
    else:
        number = s.record_used
        s.record_used = number + 1
    s.record[cn] = number
    s.live_row[cn] = row
    s.held_request[cn] = -1
    s.crew_count[cn] = 0
    s.due[cn] = 0


@part
def give_record_back(s: State, cn: int) -> None:
    """Let the record of an activity that is over be used again."""
    number = s.record[cn]
    s.live_row[cn] = -1  # who goes through all records sees that this is nobody's
    s.record[cn] = 0
    s.record_next[number] = s.record_free
    s.record_free = number
