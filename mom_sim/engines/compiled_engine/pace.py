"""How fast people work; the definition is `mom_sim.engines.simpy_engine.pace`."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arithmetic import fraction_of, scaled
from mom_sim.engines.compiled_engine.codes import PARTS
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.places import crew_at
from mom_sim.engines.compiled_engine.registers import value_for


@part
def rate_now(s: State, person: int, nominal: int) -> int:
    """Rate at present, with the ramp of a newcomer."""
    for spell in range(s.spell_first[person], s.spell_first[person + 1]):
        since = s.now - s.spell_begin[spell]
        if since >= 0 and s.now < s.spell_until[spell]:
            length = s.person_ramp_length[person]
            if s.spell_ramps[spell] and since < length:
                start = s.person_ramp_start[person]
                return scaled(nominal, start + fraction_of(PARTS - start, since, length))
            break
    return nominal


@part
def worsen(s: State, place: int, threshold: int) -> None:
    """Let a version be bad at least as often as the threshold says."""
    s.risk_least[place] = max(threshold, s.risk_least[place])


@rare
def rate_that_changes(s: State, slot: int, node: int, cn: int, slots: int) -> int:
    """Rate of a crew in which somebody may be faster or slower at times."""
    of_type = s.campaign_type[s.slot_campaign[slot]]
    is_tired = False
    slowest = -1
    for member in range(s.crew_count[cn]):
        person = s.crew[crew_at(s, cn) + member]
        queue = s.slots_queue[s.slots_first[slots] + member]
        rate = rate_now(s, person, s.queue_rate[queue * s.people + person])
        for place in range(s.rate_curve_first[node], s.rate_curve_first[node + 1]):
            rate = scaled(rate, value_for(s, s.rate_curve[place], person, of_type))
        if s.load_curve >= 0:
            factor = value_for(s, s.load_curve, person, of_type)
            rate = scaled(rate, factor)
            is_tired = is_tired or factor < PARTS
        if slowest < 0 or rate < slowest:
            slowest = rate
    if is_tired and s.node_review[node] == 0:
        for risk in range(s.risks):
            if s.defect_tired[risk] >= 0:
                worsen(s, slot * s.risks + risk, s.defect_tired[risk])
    return slowest


@part
def rate_of_crew(s: State, slot: int, node: int, cn: int, slots: int) -> int:
    """Rate at which a crew works off what it takes now; marks the version if it is tired."""
    if s.steady and s.crew_count[cn] == 1:
        queue = s.slots_queue[s.slots_first[slots]]
        return s.queue_rate[queue * s.people + s.crew[crew_at(s, cn)]]
    return rate_that_changes(s, slot, node, cn, slots)
