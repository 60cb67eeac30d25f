"""Slots: where a campaign's state stands from its arrival until nothing is left to do for it."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.tallying import settle


@part
def take_slot(s: State, campaign: int) -> int:
    """Give a campaign a slot, as it is at the beginning; there is one."""
    slot = s.slot_free
    if slot >= 0:
        s.slot_free = s.slot_next_free[slot]
    else:
        slot = s.slot_used
        s.slot_used = slot + 1
    # A slot as it is at the beginning; it depends on nothing but the program.
    program = s.campaign_type[campaign]
    to, at = slot * s.node_stride, program * s.node_stride
    for word in range(s.program_words[program]):
        s.slot_words[to + word] = s.program_image[at + word]
    s.campaign_slot[campaign] = slot
    s.slot_campaign[slot] = campaign
    for edge in range(slot * s.edges, (slot + 1) * s.edges):
        s.edge_done[edge] = 0
    for risk in range(slot * s.risks, (slot + 1) * s.risks):
        s.risk_version[risk] = 1
        s.risk_looks[risk] = 0
        s.risk_least[risk] = 0
        s.risk_escaped[risk] = 0
    for gate in range(slot * s.refusal_count, (slot + 1) * s.refusal_count):
        s.refusals[gate] = 0
    if s.forces:
        for skill in range(slot * s.skills, (slot + 1) * s.skills):
            s.slot_has_skill[skill] = 0
    return slot


@part
def give_slot_back(s: State, slot: int) -> None:
    """Let a slot be used again, if nothing is left to do for its campaign."""
    if s.slot_closed[slot] and s.slot_live[slot] == 0:
        if not s.keeps_log:
            settle(s, slot)
        s.campaign_slot[s.slot_campaign[slot]] = -1
        s.slot_next_free[slot] = s.slot_free
        s.slot_free = slot


@part
def slot_of(s: State, campaign: int) -> int:
    """Slot of a campaign, -1 for one that has given it back."""
    return s.campaign_slot[campaign]
