"""Answers to who asked for a place: given one by one, after the dispatch that decided them."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.allowances import give_back
from mom_sim.engines.compiled_engine.beginning import finish_at, instant_after
from mom_sim.engines.compiled_engine.codes import (
    ANSWER_AGENCY,
    ANSWER_LIMIT,
    ANSWER_PERMIT,
    DONE,
    LOG_FORMED,
    LOG_TURNED_AWAY,
    OUT_REJECTED,
    STARTED,
)
from mom_sim.engines.compiled_engine.draws import drawn
from mom_sim.engines.compiled_engine.ending import end_campaign
from mom_sim.engines.compiled_engine.forces import assemble
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.places import index_at
from mom_sim.engines.compiled_engine.walking import finish
from mom_sim.engines.compiled_engine.writing import write_event


@part
def start_at_agency(s: State, slot: int, cn: int, row: int) -> None:
    """An agency has capacity for a piece."""
    s.stage[cn] = STARTED
    s.row_start[row] = s.now
    campaign = s.slot_campaign[slot]
    if s.end_first_start[campaign] < 0:
        s.end_first_start[campaign] = s.now
    node = s.program_first[s.campaign_type[campaign]] + index_at(s, slot, cn)
    draw = s.node_draw[node * s.units + s.campaign_unit[campaign]]
    turnaround = drawn(s, draw, campaign, s.row_attempt[row])
    clock = s.agency_clock[s.node_agency[node]]
    finish_at(s, slot, cn, instant_after(s, turnaround, clock))


@rare
def give_answer(s: State) -> None:
    """Give the next answer."""
    at = s.answer_first
    s.answer_first = at + 1
    kind, allowance = s.answer_kind[at], s.answer_allowance[at]
    cn, row, slot = s.answer_cn[at], s.answer_row[at], s.answer_slot[at]
    value = s.answer_value[at]
    if s.answer_first == s.answer_last:
        s.answer_first = 0
        s.answer_last = 0
    is_over = s.live_row[cn] != row
    campaign = s.row_campaign[row]
    if kind == ANSWER_LIMIT:
        if is_over:
            return
        if value:
            s.campaign_admitted[campaign] = allowance
            s.row_start[row] = s.row_ready[row]
            finish(s, cn, row, DONE)
        else:
            write_event(s, LOG_TURNED_AWAY, campaign, -1, -1, -1, -1, -1)
            end_campaign(s, campaign, OUT_REJECTED)
            s.current = slot
    elif kind == ANSWER_AGENCY:
        if is_over:  # canceled in the very round in which it was its turn
            give_back(s, allowance)
        else:
            start_at_agency(s, slot, cn, row)
    elif kind == ANSWER_PERMIT:
        if is_over:
            give_back(s, allowance)
        else:
            assemble(s, slot, cn)
    elif not is_over and s.slot_crew_count[slot] >= s.slot_force_needed[slot]:
        write_event(s, LOG_FORMED, campaign, row, -1, -1, -1, -1)
        finish(s, cn, row, DONE)
