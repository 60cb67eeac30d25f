"""From reviews to a verdict; the definition is the SimPy engine's `decisions`.

All here only looks, so that it can be asked again when a block of draws was missing.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import (
    APPROVE,
    CERTAIN,
    DONE,
    ESCALATION,
    LOOKS_PER_VERSION,
    NODE_WORDS,
    REJECTION,
    REVISION,
    ROUND,
    TIMED_OUT,
)
from mom_sim.engines.compiled_engine.draws import drawn, drawn_if_there
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.registers import value_at, value_now

DEEMED = 1 << 20  # in one number with the approvals: one of them is for want of a review
REFUSED = 1 << 21  # in one number with the verdict: it counts as a refusal


@part
def is_bad(s: State, slot: int, risk: int) -> bool:
    """Whether the present version is bad in respect of `risk`: the same in every model."""
    campaign = s.slot_campaign[slot]
    exposure = s.defect_exposure_draw[risk]
    if exposure >= 0:
        bound = s.defect_exposure[risk * s.types + s.campaign_type[campaign]]
        if not drawn(s, exposure, campaign, 1) < bound:
            return False
    place = slot * s.risks + risk
    version = s.risk_version[place]
    threshold = s.defect_threshold[risk] if version == 1 else s.defect_revised[risk]
    threshold = max(threshold, s.risk_least[place])
    return drawn_if_there(s, s.defect_draw[risk], campaign, version) < threshold


@part
def approves(s: State, slot: int, decision: int, reviewer: int) -> bool:
    """Whether somebody who has looked is in favor."""
    campaign = s.slot_campaign[slot]
    seat = s.reviewer_seat[reviewer]
    in_favor = True
    for place in range(s.checked_first[decision], s.checked_first[decision + 1]):
        risk = s.checked_risk[place]
        at = slot * s.risks + risk
        look = s.risk_looks[at] + seat
        nth = (s.risk_version[at] - 1) * LOOKS_PER_VERSION + look + 1
        chance = drawn_if_there(s, s.checked_verdict[place], campaign, nth)
        # The same uniform against the model's own rates: a stricter gate rejects a superset.
        if is_bad(s, slot, risk):
            rejects = chance < CERTAIN - s.reviewer_false_accept[reviewer]
        else:
            rejects = chance < s.reviewer_false_reject[reviewer]
        in_favor = in_favor and not rejects
    return in_favor


@part
def count_approvals(s: State, slot: int, decision: int) -> int:
    """Votes in favor, with `DEEMED` if one is for want of a review. Who did not look abstains."""
    approvals, deemed = 0, 0
    base = slot * s.node_stride
    for reviewer in range(s.reviewer_first[decision], s.reviewer_first[decision + 1]):
        first, last = s.reviewer_node_first[reviewer], s.reviewer_node_first[reviewer + 1]
        looked = first == last
        for place in range(first, last):
            if s.outcomes[base + NODE_WORDS * s.reviewer_node[place]] == DONE:
                looked = True
        if looked:
            if approves(s, slot, decision, reviewer):
                approvals += 1
        elif (
            s.outcomes[base + NODE_WORDS * s.reviewer_node[last - 1]] == TIMED_OUT
            and s.reviewer_deemed[reviewer]
        ):
            approvals += 1
            deemed = DEEMED
    return approvals | deemed


@part
def is_settled(s: State, slot: int, decision: int) -> bool:
    """Whether those who have voted by now are enough for an approval."""
    approvals = count_approvals(s, slot, decision)
    return (approvals & (DEEMED - 1)) >= s.decision_need[decision]


@part
def is_revised_anyway(s: State, campaign: int, decision: int, attempt: int) -> bool:
    """Whether something beside the reviews asks for a revision."""
    draw = s.decision_revise_draw[decision]
    if draw < 0:
        return False
    curve = s.decision_revise_curve[decision]
    threshold = s.decision_revise_threshold[decision]
    if curve >= 0:
        if s.curve_register[curve] == ROUND:
            threshold = value_at(s, curve, attempt)
        else:
            threshold = value_now(s, curve)
    return drawn_if_there(s, draw, campaign, attempt) < threshold


@part
def refusal(s: State, slot: int, decision: int, attempt: int) -> int:
    """What a negative verdict means: the end, another round, or the end of all rounds."""
    draw = s.decision_reject_draw[decision]
    if draw >= 0:
        nth = s.refusals[slot * s.refusal_count + s.decision_refusal[decision]] + 1
        chance = drawn_if_there(s, draw, s.slot_campaign[slot], nth)
        if chance < s.decision_reject_threshold[decision]:
            return REJECTION
    rounds = s.decision_rounds[decision]
    if rounds > 0 and attempt >= rounds:
        return s.decision_after[decision]
    return REVISION


@part
def verdict_of(s: State, slot: int, decision: int, attempt: int) -> int:
    """Verdict of a gate, with `DEEMED` if it is an approval for want of a review."""
    approvals = count_approvals(s, slot, decision)
    again = is_revised_anyway(s, s.slot_campaign[slot], decision, attempt)
    if (approvals & (DEEMED - 1)) >= s.decision_need[decision] and not again:
        return APPROVE | (approvals & DEEMED)
    if s.decision_escalates[decision] and not again:
        return ESCALATION
    return refusal(s, slot, decision, attempt) | REFUSED
