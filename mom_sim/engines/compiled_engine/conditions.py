"""When a node is carried out at all; otherwise it is passed over without a trace."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import AGENCY, DELAY, NEAR, NOWHERE
from mom_sim.engines.compiled_engine.draws import drawn
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.places import place_of
from mom_sim.engines.compiled_engine.registers import value_now


@part
def is_as_far(s: State, node: int, unit: int, place: int) -> bool:
    """Whether work at `place` is near to, or far from, where it is to go."""
    target = s.condition_toward[node * s.units + unit]
    if place in (NOWHERE, target):
        return False
    is_near = s.place_team[place] == s.place_team[target]
    return is_near == (s.condition_distance[node] == NEAR)


@part
def applies(s: State, slot: int, node: int, attempt: int, place: int) -> bool:
    """Whether a node is carried out, with the work at `place`; only looks."""
    campaign = s.slot_campaign[slot]
    tiers = s.condition_tiers[node]
    if tiers != -1 and not (tiers >> s.campaign_tier[campaign]) & 1:
        return False
    unit = s.campaign_unit[campaign]
    if s.condition_distance[node] > 0 and not is_as_far(s, node, unit, place):
        return False
    chance = s.condition_chance[node]
    if chance >= 0:
        curve = s.condition_curve[node]
        threshold = s.condition_threshold[node]
        if curve >= 0:
            threshold = value_now(s, curve)
        if not drawn(s, chance, campaign, 1) < threshold:
            return False
    escaped = s.condition_escaped[node]
    if escaped >= 0 and s.risk_escaped[slot * s.risks + escaped] == 0:
        return False
    after = s.condition_after[node]
    if after >= 0 and s.outcomes[place_of(s, slot, after)] != s.condition_outcome[node]:
        return False
    instruction = s.node_instruction[node]
    if instruction in (DELAY, AGENCY):
        draw = s.node_draw[node * s.units + unit]
        return draw >= 0 and drawn(s, draw, campaign, attempt) >= 0
    return True
