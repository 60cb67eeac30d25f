"""Counted capacity that is no person: places under WIP limits, at agencies, for task forces.

Who waits stands in a list in order of (ready, campaign, node). Answers are given after the
dispatch that decides them, in the order in which it has.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import (
    ANSWER_AGENCY,
    ANSWER_LIMIT,
    ANSWER_PERMIT,
    ASKING,
    GRANTED,
    UNDER_WAY,
)
from mom_sim.engines.compiled_engine.event_list import capacity_came
from mom_sim.engines.compiled_engine.parts import State, part
from mom_sim.engines.compiled_engine.places import slot_at


@part
def stands_before(s: State, one: int, other: int) -> bool:
    """Whether a waiting activity comes before another: by (ready, campaign, node)."""
    a, b = s.live_row[one], s.live_row[other]
    if s.row_ready[a] != s.row_ready[b]:
        return s.row_ready[a] < s.row_ready[b]
    if s.row_campaign[a] != s.row_campaign[b]:
        return s.row_campaign[a] < s.row_campaign[b]
    return s.row_node[a] < s.row_node[b]


@part
def ask_allowance(s: State, allowance: int, cn: int) -> None:
    """Ask for a place."""
    before = s.allowance_tail[allowance]
    while before >= 0 and stands_before(s, cn, before):
        before = s.link_before[before]
    after = s.allowance_head[allowance] if before < 0 else s.link_next[before]
    s.link_before[cn] = before
    s.link_next[cn] = after
    if before < 0:
        s.allowance_head[allowance] = cn
    else:
        s.link_next[before] = cn
    if after < 0:
        s.allowance_tail[allowance] = cn
    else:
        s.link_before[after] = cn
    s.stage[cn] = ASKING
    s.waiting += 1
    s.asked = 1


@part
def unlink(s: State, allowance: int, cn: int) -> None:
    """Take an activity off the list."""
    before, after = s.link_before[cn], s.link_next[cn]
    if before < 0:
        s.allowance_head[allowance] = after
    else:
        s.link_next[before] = after
    if after < 0:
        s.allowance_tail[allowance] = before
    else:
        s.link_before[after] = before
    s.waiting -= 1


@part
def forget_request(s: State, allowance: int, cn: int) -> None:
    """Take back what was asked for, if it has not been decided."""
    if s.stage[cn] == ASKING:
        unlink(s, allowance, cn)
        s.stage[cn] = UNDER_WAY


@part
def give_back(s: State, allowance: int) -> None:
    """One holder less."""
    s.allowance_in_use[allowance] -= 1
    capacity_came(s)


@part
def answer(s: State, kind: int, allowance: int, cn: int, value: int) -> None:
    """Have something answered after this dispatch."""
    at = s.answer_last
    s.answer_last = at + 1
    s.answer_kind[at] = kind
    s.answer_allowance[at] = allowance
    s.answer_slot[at] = slot_at(s, cn)
    s.answer_cn[at] = cn
    s.answer_row[at] = s.live_row[cn]
    s.answer_value[at] = value


@part
def serve_allowances(s: State) -> None:
    """Grant what there is room for: WIP limits, then agencies, then task forces."""
    for allowance in range(s.allowances):
        kind = ANSWER_PERMIT
        if allowance < s.limits:
            kind = ANSWER_LIMIT
        elif allowance < s.limits + s.agencies:
            kind = ANSWER_AGENCY
        capacity = s.allowance_capacity[allowance]
        while s.allowance_head[allowance] >= 0 and (
            capacity == 0 or s.allowance_in_use[allowance] < capacity
        ):
            cn = s.allowance_head[allowance]
            s.allowance_in_use[allowance] += 1
            unlink(s, allowance, cn)
            s.stage[cn] = GRANTED
            answer(s, kind, allowance, cn, 1)
        while s.allowance_turns_away[allowance] and s.allowance_head[allowance] >= 0:
            cn = s.allowance_head[allowance]
            unlink(s, allowance, cn)
            s.stage[cn] = GRANTED
            answer(s, kind, allowance, cn, 0)
