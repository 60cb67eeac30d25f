"""The common case in one go: work is done, and the only thing that follows is other ordinary work.

What it does is what `walking` does step by step, without asking for what the plan does not have:
`plan_tables` marks the nodes after which nothing else can be. Where it cannot go on, nothing has
been changed, and the steps are gone through.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arithmetic import part_of
from mom_sim.engines.compiled_engine.asking import ask_for_work
from mom_sim.engines.compiled_engine.beginning import begin_activity
from mom_sim.engines.compiled_engine.codes import (
    ACTIVITIES_AT_ONCE,
    AS_BEFORE,
    DONE,
    LOOP,
    NODE_WORDS,
    PASS_OVER,
    UNDRAWN,
)
from mom_sim.engines.compiled_engine.draws import block_of, number_at
from mom_sim.engines.compiled_engine.ending import drop_activity
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.writing import write_row


@part
def count_at_once(s: State, slot: int) -> None:
    """Count what becomes ready at one instant; too much is a loop that takes no time."""
    if s.slot_instant[slot] != s.now:
        s.slot_instant[slot] = s.now
        s.slot_at_instant[slot] = 0
    s.slot_at_instant[slot] += 1
    if s.slot_at_instant[slot] > ACTIVITIES_AT_ONCE:
        s.trouble = LOOP


@part
def edge_behind(s: State, slot: int, node: int) -> int:
    """Place of the first edge that leaves a node, in `edge_done`."""
    program = s.campaign_type[s.slot_campaign[slot]]
    return slot * s.edges - s.program_edge_first[program] + s.successor_first[node]


@part
def effort_ahead(s: State, slot: int, cn: int, index: int, node: int) -> int:
    """Address of the efforts of the ordinary work that follows on ordinary work.

    0 if this is not such a case. Only looks.
    """
    following = s.node_next[node]
    if (following < 0) | (s.slot_over[slot] != 0) | (s.slot_entry[slot] >= 0):
        return 0
    there = cn + (following - index) * NODE_WORDS
    edge = edge_behind(s, slot, node)
    if (s.edge_done[edge] != 0) | (s.shares[there] == PASS_OVER) | (s.node_deciding[node] >= 0):
        return 0
    campaign = s.slot_campaign[slot]
    draw = s.node_draw[(node - index + following) * s.units + s.campaign_unit[campaign]]
    efforts = block_of(s, draw, s.attempts[there] + 1)
    if efforts != 0 and number_at(s, efforts, campaign) == UNDRAWN:
        return 0
    return efforts


@part
def go_over(s: State, slot: int, cn: int, index: int, node: int, row: int, efforts: int) -> int:
    """End ordinary work and begin the ordinary work behind it; where that stands."""
    campaign, following = s.slot_campaign[slot], s.node_next[node]
    there = cn + (following - index) * NODE_WORDS
    site = (node - index + following) * s.units + s.campaign_unit[campaign]
    attempt = s.attempts[there] + 1
    edge = edge_behind(s, slot, node)
    drop_activity(s, slot, cn)
    s.row_finish[row] = s.now
    s.row_outcome[row] = DONE
    s.outcomes[cn] = DONE
    s.finished[cn] = s.now
    s.passed[cn] = row
    s.edge_done[edge] = 1
    s.arrived[there] += 1
    s.attempts[there] = attempt
    count_at_once(s, slot)
    place = s.node_place[site]
    if place == AS_BEFORE:
        place = s.row_place[row]
    begun = write_row(s, campaign, following, attempt, row, place)
    begin_activity(s, slot, there, begun)
    s.row_team[begun] = s.slots_team[s.node_slots[site]]
    effort = part_of(number_at(s, efforts, campaign), s.shares[there])
    s.row_effort[begun] = effort
    s.remaining[there] = effort
    return there


@part
def hand_on(s: State, slot: int, cn: int, index: int, node: int, row: int) -> bool:
    """End ordinary work and ask for the ordinary work behind it; False if it is not such a case."""
    efforts = effort_ahead(s, slot, cn, index, node)
    if efforts == 0:
        return False
    there = go_over(s, slot, cn, index, node, row, efforts)
    ask_for_work(s, slot, s.node_next[node], there, 0)
    return True
