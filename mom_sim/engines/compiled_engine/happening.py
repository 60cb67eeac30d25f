"""Events: what happens next, and what follows from it at once."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.agenda import put_on_agenda
from mom_sim.engines.compiled_engine.allowances import give_back
from mom_sim.engines.compiled_engine.alone_at_an_instant import finish_alone
from mom_sim.engines.compiled_engine.codes import (
    AGENCY,
    BY_FINISH,
    CAMPAIGN_MASK,
    DONE,
    FIRST_KEY,
    FOREVER,
    KEY_OPENING,
    KIND_ARRIVE,
    KIND_DELAYED,
    KIND_FINISH,
    KIND_MEETING,
    KIND_SHIFT,
    KIND_STAFFING,
    KIND_TIMEOUT,
    KIND_WITHDRAW,
    LOG_REQUEST,
    LOG_WITHDRAWN,
    MEET,
    NODE_BITS,
    NODE_MASK,
    TIMED_OUT,
)
from mom_sim.engines.compiled_engine.draws import drawn
from mom_sim.engines.compiled_engine.ending import end_campaign
from mom_sim.engines.compiled_engine.event_list import (
    capacity_came,
    drop_first_event,
    key_of,
    schedule,
)
from mom_sim.engines.compiled_engine.forces import leave_force
from mom_sim.engines.compiled_engine.lanes import withdraw
from mom_sim.engines.compiled_engine.meetings import hold_meeting, leave_list
from mom_sim.engines.compiled_engine.pace import worsen
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.places import place_of, slot_at
from mom_sim.engines.compiled_engine.registers import forget_person, value_now
from mom_sim.engines.compiled_engine.slots import take_slot
from mom_sim.engines.compiled_engine.walking import finish
from mom_sim.engines.compiled_engine.working import hand_over, let_go
from mom_sim.engines.compiled_engine.writing import write_event


@part
def arrive(s: State) -> None:
    """A request is made."""
    campaign = s.next_arrival
    s.next_arrival = campaign + 1
    s.arrived_count = campaign + 1
    slot = take_slot(s, campaign)
    program = s.campaign_type[campaign]
    write_event(s, LOG_REQUEST, campaign, -1, -1, -1, -1, -1)
    step = s.campaign_entry_step[campaign]
    if step >= 0:
        s.slot_entry[slot] = s.program_entry[program * s.steps + step]
    elif s.program_patience[program] >= 0:
        # A backlog is in work already: nobody withdraws it for want of a start.
        patience = drawn(s, s.program_patience[program], campaign, 1)
        schedule(s, s.now + patience, key_of(KIND_WITHDRAW, campaign, 0), campaign)
    put_on_agenda(s, 0, -1)
    s.walking = slot
    s.current = slot


@rare
def staff(s: State) -> None:
    """Somebody has been away for too long, or leaves for good: work in hand goes back."""
    person, gone = s.staffing_person[s.next_staffing], s.staffing_gone[s.next_staffing]
    s.next_staffing += 1
    if s.person_activity[person] >= 0:
        hand_over(s, s.person_activity[person], person)
    if gone:
        if s.count_practice or s.count_load:
            forget_person(s, person)
        leave_force(s, person)


@rare
def open_up(s: State) -> None:
    """Somebody's working time begins, or a vendor has another capacity from now on."""
    allowance = s.change_allowance[s.next_change]
    if allowance >= 0:
        s.allowance_capacity[allowance] = s.change_capacity[s.next_change]
    s.next_change += 1
    capacity_came(s)


@rare
def deliver(s: State, cn: int, agency: int) -> None:
    """Count a piece: it was made with what the agency had learned from those before it."""
    give_back(s, s.limits + agency)
    slot = slot_at(s, cn)
    for place in range(s.worse_first[agency], s.worse_first[agency + 1]):
        curve = s.worse_curve[place]
        worsen(s, slot * s.risks + s.worse_risk[place], value_now(s, curve))
    s.deliveries[agency] += 1


@part
def apply_scheduled(s: State) -> None:
    """Apply the first event of the list; one that something has made pointless does nothing."""
    code, tag = s.heap_key[0] - FIRST_KEY, s.heap_tag[0]
    drop_first_event(s)
    kind = code >> KIND_SHIFT
    campaign = (code >> NODE_BITS) & CAMPAIGN_MASK
    if kind == KIND_MEETING:
        hold_meeting(s, campaign)
        return
    if kind == KIND_WITHDRAW:
        at = s.campaign_slot[campaign]
        if not s.keeps_log and (at < 0 or s.slot_campaign[at] != campaign):
            return  # over; another campaign may stand in its place
        if s.end_first_start[campaign] < 0 and s.end_ended[campaign] < 0:
            write_event(s, LOG_WITHDRAWN, campaign, -1, -1, -1, -1, -1)
            s.current = s.campaign_slot[campaign]
            end_campaign(s, campaign, s.program_impatient[s.campaign_type[campaign]])
        return
    slot = s.campaign_slot[campaign]
    if slot < 0 or s.slot_campaign[slot] != campaign:
        return
    index = code & NODE_MASK
    cn = place_of(s, slot, index)
    row = s.live_row[cn]
    if row < 0:
        return
    if kind == KIND_FINISH:
        if s.due[cn] == tag:  # nothing has come between
            let_go(s, cn, BY_FINISH)
            finish(s, cn, row, DONE)
        return
    if row != tag:
        return
    node = s.program_first[s.campaign_type[campaign]] + index
    if kind == KIND_DELAYED:
        if s.node_instruction[node] == AGENCY:
            deliver(s, cn, s.node_agency[node])
        finish(s, cn, row, DONE)
    elif kind == KIND_TIMEOUT:
        if s.node_instruction[node] == MEET:
            leave_list(s, s.node_meeting[node * s.units + s.campaign_unit[campaign]], cn)
            finish(s, cn, row, TIMED_OUT)
        elif s.row_start[row] < 0:
            withdraw(s, s.held_request[cn])
            finish(s, cn, row, TIMED_OUT)


@part
def happen(s: State) -> bool:
    """Apply the next event; False if none is left at or before the present instant's dispatch."""
    time, key, source = FOREVER, FOREVER, -1
    if s.heap_count > 0:
        time = s.heap_time[0]
        if finish_alone(s, time):
            return True
        key, source = s.heap_key[0], 0
    if s.next_arrival < s.campaigns:
        other = s.campaign_requested[s.next_arrival]
        order = key_of(KIND_ARRIVE, s.next_arrival, 0)
        if other < time or (other == time and order < key):
            time, key, source = other, order, 1
    if s.quiet_until <= time:
        if s.next_staffing < s.staffings:
            other = s.staffing_time[s.next_staffing]
            order = key_of(KIND_STAFFING, s.staffing_person[s.next_staffing], 0)
            if other < time or (other == time and order < key):
                time, key, source = other, order, 2
        if s.next_change < s.changes:
            other = s.change_time[s.next_change]
            if other < time or (other == time and key > KEY_OPENING):
                time, key, source = other, KEY_OPENING, 3
    if (s.asked and time > s.now) or time > s.stop_at:
        return False
    s.now = time
    s.order = key
    s.events += 1
    if source == 0:
        apply_scheduled(s)
    elif source == 1:
        arrive(s)
    elif source == 2:
        staff(s)
    else:
        open_up(s)
    return True
