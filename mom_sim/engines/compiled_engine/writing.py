"""What the kernel writes: rows of the log's raw tables. There is room for them."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.parts import State, common, part
from mom_sim.engines.compiled_engine.places import crew_at
from mom_sim.engines.compiled_engine.tallying import take_row, tally_span


@part
def write_event(
    s: State,
    kind: int,
    campaign: int,
    row: int,
    step: int,
    attempt: int,
    person: int,
    value: int,
) -> None:
    """Write one event of the log."""
    if not s.keeps_log:
        s.tally_events[kind] += 1
        return
    at = s.event_count
    s.event_count = at + 1
    s.event_time[at] = s.now
    s.event_kind[at] = kind
    s.event_campaign[at] = campaign
    s.event_row[at] = row
    s.event_step[at] = step
    s.event_attempt[at] = attempt
    s.event_person[at] = person
    s.event_value[at] = value


@common
def write_row(s: State, campaign: int, node: int, attempt: int, trigger: int, place: int) -> int:
    """Write an activity that becomes ready now; its number."""
    if s.keeps_log:
        row = s.row_count
        s.row_count = row + 1
    else:
        row = take_row(s, campaign)
    s.row_campaign[row] = campaign
    s.row_node[row] = node
    s.row_attempt[row] = attempt
    s.row_ready[row] = s.now
    s.row_trigger[row] = trigger
    s.row_start[row] = -1
    s.row_finish[row] = -1
    s.row_team[row] = -1
    s.row_outcome[row] = 0
    s.row_effort[row] = 0
    s.row_place[row] = place
    return row


@common
def write_span(s: State, cn: int, ending: int) -> None:
    """Write how long the present crew has held an activity."""
    if not s.keeps_log:
        tally_span(s, cn, s.now, ending)
        return
    at = s.span_count
    s.span_count = at + 1
    row = s.live_row[cn]
    count = s.crew_count[cn]
    first = crew_at(s, cn)
    s.span_row[at] = row
    s.span_team[at] = s.row_team[row]
    s.span_start[at] = s.held_since[cn]
    s.span_finish[at] = s.now
    s.span_ending[at] = ending
    s.span_first[at] = s.member_count
    s.span_people[at] = count
    for member in range(count):
        s.member_person[s.member_count] = s.crew[first + member]
        s.member_count += 1
