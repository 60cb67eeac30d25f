"""What follows from a verdict for the versions of the work; see `judging` for how it is found."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import (
    APPROVE,
    LOG_DEEMED,
    LOG_FORCED,
    LOG_VERDICT,
    REVISION,
)
from mom_sim.engines.compiled_engine.judging import DEEMED, REFUSED
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.writing import write_event


@part
def write_verdict(
    s: State, slot: int, decision: int, found: int, row: int, step: int, attempt: int
) -> int:
    """Count the looks, go on to the next version at a revision, and write the verdict."""
    campaign = s.slot_campaign[slot]
    verdict = found & (DEEMED - 1)
    seats = s.decision_seats[decision]
    first, last = s.checked_first[decision], s.checked_first[decision + 1]
    for place in range(first, last):
        s.risk_looks[slot * s.risks + s.checked_risk[place]] += seats
    if found & REFUSED and s.decision_reject_draw[decision] >= 0:
        s.refusals[slot * s.refusal_count + s.decision_refusal[decision]] += 1
    if verdict == REVISION:
        # The work is done again: its quality in every checked respect is drawn anew.
        for place in range(first, last):
            at = slot * s.risks + s.checked_risk[place]
            s.risk_version[at] += 1
            s.risk_looks[at] = 0
            s.risk_least[at] = 0
    if verdict == APPROVE and found & REFUSED:
        write_event(s, LOG_FORCED, campaign, row, step, attempt, -1, -1)
    if found & DEEMED:
        write_event(s, LOG_DEEMED, campaign, row, step, attempt, -1, -1)
    write_event(s, LOG_VERDICT, campaign, row, step, attempt, -1, verdict)
    return verdict
