"""WORK: people take work, and give it back unfinished or done."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arithmetic import duration_of, part_of
from mom_sim.engines.compiled_engine.clocks import crew_finishes, crew_worked
from mom_sim.engines.compiled_engine.codes import (
    BY_FINISH,
    BY_HAND_OVER,
    BY_PREEMPTION,
    KIND_FINISH,
    LOG_HAND_OVER,
    LOG_PREEMPTION,
    NEVER,
)
from mom_sim.engines.compiled_engine.event_list import capacity_came, key_of, schedule
from mom_sim.engines.compiled_engine.lanes import dequeue, enqueue
from mom_sim.engines.compiled_engine.pace import rate_of_crew
from mom_sim.engines.compiled_engine.parts import State, common, part, rare
from mom_sim.engines.compiled_engine.people import occupy
from mom_sim.engines.compiled_engine.places import crew_at, slot_at
from mom_sim.engines.compiled_engine.registers import book
from mom_sim.engines.compiled_engine.tallying import tally_waiting
from mom_sim.engines.compiled_engine.writing import write_event, write_span


@common
def set_to_work(s: State, slot: int, cn: int, row: int, slots: int, count: int) -> int:
    """Have the people who stand in `crew` begin; the instant at which they will be done.

    NEVER if somebody leaves before: the hand-over comes first. Else `due` is the tag of the finish.
    """
    campaign = s.slot_campaign[slot]
    node = s.program_first[s.campaign_type[campaign]] + s.row_node[row]
    first = crew_at(s, cn)
    s.crew_count[cn] = count
    s.held_since[cn] = s.now
    rate = rate_of_crew(s, slot, node, cn, slots)
    s.rate[cn] = rate
    duration = duration_of(s.remaining[cn], rate)
    s.duration[cn] = duration
    if s.shares_fairly:
        s.team_served[s.row_team[row] * s.units + s.campaign_unit[campaign]] += s.remaining[cn]
    if s.row_start[row] < 0:
        s.row_start[row] = s.now
    if s.end_first_start[campaign] < 0:
        s.end_first_start[campaign] = s.now
    finish = crew_finishes(s, first, count, s.now, duration)
    s.due[cn] = 0
    if finish < NEVER:
        s.sequence += 1
        s.due[cn] = s.sequence
    return finish


@part
def take_work(s: State, request: int) -> None:
    """Give work to the people found for it; it is known at once when it will be done."""
    dequeue(s, request)
    cn, slot = s.request_cn[request], s.request_slot[request]
    row, slots = s.request_row[request], s.request_slots[request]
    if not s.keeps_log:
        tally_waiting(s, row)
    first = crew_at(s, cn)
    count = s.slots_first[slots + 1] - s.slots_first[slots]
    for member in range(count):
        person = s.found[member]
        s.crew[first + member] = person
        occupy(s, person, cn)
    finish = set_to_work(s, slot, cn, row, slots, count)
    if finish < NEVER:
        key = key_of(KIND_FINISH, s.slot_campaign[slot], s.row_node[row])
        schedule(s, finish, key, s.due[cn])


@part
def worked_by_now(s: State, cn: int) -> int:
    """Working time that the present crew has spent on an activity."""
    return crew_worked(s, crew_at(s, cn), s.crew_count[cn], s.held_since[cn], s.now)


@part
def let_go(s: State, cn: int, ending: int) -> None:
    """Take work from its crew."""
    write_span(s, cn, ending)
    first, count = crew_at(s, cn), s.crew_count[cn]
    if s.count_practice or s.count_load:
        worked = s.duration[cn] if ending == BY_FINISH else worked_by_now(s, cn)
        of_type = s.campaign_type[s.slot_campaign[slot_at(s, cn)]]
        for member in range(count):
            book(s, s.crew[first + member], of_type, worked)
    for member in range(count):
        occupy(s, s.crew[first + member], -1)
    s.crew_count[cn] = 0
    s.due[cn] = 0
    capacity_came(s)


@rare
def put_back(s: State, cn: int, ending: int, extra: int) -> None:
    """Return work to the queue, with the effort that is left and what interrupting it costs."""
    rest = part_of(max(0, s.duration[cn] - worked_by_now(s, cn)), s.rate[cn])
    row = s.live_row[cn]
    if s.shares_fairly:
        unit = s.campaign_unit[s.row_campaign[row]]
        s.team_served[s.row_team[row] * s.units + unit] -= rest
    s.remaining[cn] = rest + extra
    let_go(s, cn, ending)
    enqueue(s, s.held_request[cn])


@part
def write_on_work(s: State, kind: int, cn: int, person: int, value: int) -> None:
    """Write an event that happens to work in hand."""
    row = s.live_row[cn]
    campaign = s.row_campaign[row]
    node = s.program_first[s.campaign_type[campaign]] + s.row_node[row]
    write_event(s, kind, campaign, row, s.node_step[node], s.row_attempt[row], person, value)


@rare
def hand_over(s: State, cn: int, person: int) -> None:
    """Take work from somebody who is away for too long or leaves, and from who is with them."""
    write_on_work(s, LOG_HAND_OVER, cn, person, -1)
    put_back(s, cn, BY_HAND_OVER, 0)


@rare
def preempt(s: State, victim: int, by: int) -> None:
    """Interrupt work for more urgent work, which costs more effort later."""
    campaign = s.slot_campaign[slot_at(s, by)]
    write_on_work(s, LOG_PREEMPTION, victim, -1, campaign)
    put_back(s, victim, BY_PREEMPTION, s.program_switching[s.campaign_type[campaign]])
