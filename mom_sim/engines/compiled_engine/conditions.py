"""When a node is carried out at all; otherwise it is passed over without a trace."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import (
    ASKS_CHANCE,
    ASKS_DISTANCE,
    ASKS_ESCAPED,
    ASKS_OUTCOME,
    ASKS_TIERS,
    ASKS_TIME,
    NEAR,
    NOWHERE,
)
from mom_sim.engines.compiled_engine.draws import drawn, drawn_if_there
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
def is_by_chance(s: State, node: int, campaign: int) -> bool:
    """Whether chance has a campaign come to a node."""
    curve = s.condition_curve[node]
    threshold = s.condition_threshold[node]
    if curve >= 0:
        threshold = value_now(s, curve)
    return drawn(s, s.condition_chance[node], campaign, 1) < threshold


@part
def applies(s: State, slot: int, node: int, asked: int, attempt: int, place: int) -> bool:
    """Whether a node is carried out, with the work at `place`; only looks.

    `asked` says of what is asked at all. Draws come last: they may have left the cache.
    """
    campaign = s.slot_campaign[slot]
    unit = s.campaign_unit[campaign]
    if asked & ASKS_TIERS and not (s.condition_tiers[node] >> s.campaign_tier[campaign]) & 1:
        return False
    if asked & ASKS_DISTANCE and not is_as_far(s, node, unit, place):
        return False
    if asked & ASKS_OUTCOME:
        after = place_of(s, slot, s.condition_after[node])
        if s.outcomes[after] != s.condition_outcome[node]:
            return False
    if asked & ASKS_ESCAPED and s.risk_escaped[slot * s.risks + s.condition_escaped[node]] == 0:
        return False
    if asked & ASKS_CHANCE and not is_by_chance(s, node, campaign):
        return False
    if asked & ASKS_TIME:
        draw = s.node_draw[node * s.units + unit]
        return draw >= 0 and drawn_if_there(s, draw, campaign, attempt) >= 0
    return True
