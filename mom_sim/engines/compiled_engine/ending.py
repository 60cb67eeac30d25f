"""How campaigns end: launched, ended otherwise, and closed when nothing is left to do."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.allowances import forget_request, give_back
from mom_sim.engines.compiled_engine.codes import (
    ADMIT,
    AGENCY,
    ASSEMBLE,
    BY_CANCELLATION,
    CANCELED,
    LOG_END,
    LOG_ESCAPED,
    LOG_LAUNCH,
    MEET,
    OUT_LAUNCHED,
    STARTED,
    WORK,
)
from mom_sim.engines.compiled_engine.forces import disband
from mom_sim.engines.compiled_engine.judging import is_bad
from mom_sim.engines.compiled_engine.lanes import give_request_back, withdraw
from mom_sim.engines.compiled_engine.meetings import leave_list
from mom_sim.engines.compiled_engine.parts import State, common, part
from mom_sim.engines.compiled_engine.places import place_of
from mom_sim.engines.compiled_engine.records import give_record_back
from mom_sim.engines.compiled_engine.working import let_go
from mom_sim.engines.compiled_engine.writing import write_event


@part
def leave_limit(s: State, campaign: int) -> None:
    """A campaign is no longer in progress: its place is free."""
    allowance = s.campaign_admitted[campaign]
    if allowance >= 0:
        give_back(s, allowance)
        s.campaign_admitted[campaign] = -1


@common
def drop_activity(s: State, slot: int, cn: int) -> None:
    """An activity is no longer under way."""
    s.slot_live[slot] -= 1
    if s.held_request[cn] >= 0:
        give_request_back(s, s.held_request[cn])
    give_record_back(s, cn)


@part
def undo(s: State, node: int, site: int, cn: int) -> None:
    """Give back whatever an activity has or has asked for."""
    instruction = s.node_instruction[node]
    if instruction == WORK:
        if s.crew_count[cn] > 0:
            let_go(s, cn, BY_CANCELLATION)
        elif s.request_waits[s.held_request[cn]]:
            withdraw(s, s.held_request[cn])
    elif instruction == MEET:
        leave_list(s, s.node_meeting[site], cn)
    elif instruction == ADMIT:
        forget_request(s, s.node_limit[site], cn)
    elif instruction == AGENCY:
        allowance = s.limits + s.node_agency[node]
        if s.stage[cn] == STARTED:
            give_back(s, allowance)
        else:
            forget_request(s, allowance, cn)
    elif instruction == ASSEMBLE and s.stage[cn] != STARTED:
        forget_request(s, s.limits + s.agencies + s.node_force[node], cn)


@part
def cancel_activity(s: State, slot: int, index: int) -> None:
    """Stop what is under way at a node."""
    cn = place_of(s, slot, index)
    campaign = s.slot_campaign[slot]
    node = s.program_first[s.campaign_type[campaign]] + index
    undo(s, node, node * s.units + s.campaign_unit[campaign], cn)
    row = s.live_row[cn]
    s.row_finish[row] = s.now
    s.row_outcome[row] = CANCELED
    s.outcomes[cn] = CANCELED
    drop_activity(s, slot, cn)


@part
def close_campaign(s: State, slot: int) -> None:
    """Note that nothing is left to do for a campaign."""
    if s.slot_closed[slot]:
        return
    s.slot_closed[slot] = 1
    disband(s, slot, -1)
    if s.campaign_followed[s.slot_campaign[slot]]:
        s.left -= 1
        if s.left == 0:
            s.stop_at = min(s.stop_at, max(s.now, s.earliest))


@part
def end_campaign(s: State, campaign: int, outcome: int) -> None:
    """End a campaign: everything under way is stopped. A launched one stays launched."""
    slot = s.campaign_slot[campaign]
    if slot >= 0:
        s.slot_over[slot] = 1
    if s.end_ended[campaign] < 0:
        s.end_outcome[campaign] = outcome
        s.end_ended[campaign] = s.now
        write_event(s, LOG_END, campaign, -1, -1, -1, -1, outcome)
        leave_limit(s, campaign)
    if slot < 0:
        return
    if s.slot_live[slot] > 0:
        for index in range(s.program_count[s.campaign_type[campaign]]):
            if s.live_row[place_of(s, slot, index)] >= 0:
                cancel_activity(s, slot, index)
    close_campaign(s, slot)


@part
def launch(s: State, slot: int, step: int, row: int) -> None:
    """A campaign is launched; bad work that has passed its gates is out with it."""
    campaign = s.slot_campaign[slot]
    if s.end_ended[campaign] >= 0:
        return  # a gate behind the launch had the launch done again
    s.end_outcome[campaign] = OUT_LAUNCHED
    s.end_ended[campaign] = s.now
    s.end_launch[campaign] = row
    write_event(s, LOG_LAUNCH, campaign, row, step, -1, -1, -1)
    leave_limit(s, campaign)
    for risk in range(s.risks):
        if is_bad(s, slot, risk):
            s.risk_escaped[slot * s.risks + risk] = 1
            write_event(s, LOG_ESCAPED, campaign, -1, -1, -1, -1, risk)
