"""Bodies of deciders: whose turn it is at which meeting. Who waits stands in (ready, ...) order."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.allowances import stands_before
from mom_sim.engines.compiled_engine.codes import (
    ASKING,
    KIND_MEETING,
    LOG_MEETING,
    NEVER,
    UNDER_WAY,
)
from mom_sim.engines.compiled_engine.event_list import key_of, schedule
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.writing import write_event


@part
def next_meeting(s: State, body: int) -> int:
    """Instant of the first meeting that a newcomer can still attend, or NEVER."""
    is_over = (s.later_round_at == s.now) or s.order >= key_of(KIND_MEETING, body, 0)
    last = s.meeting_first[body + 1]
    place = s.body_next[body]  # time goes on, so what has been passed stays passed
    while place < last and s.meeting_instant[place] < s.now:
        place += 1
    s.body_next[body] = place
    while is_over and place < last and s.meeting_instant[place] <= s.now:
        place += 1
    return s.meeting_instant[place] if place < last else NEVER


@part
def call_meeting(s: State, body: int, instant: int) -> None:
    """Have a meeting held, unless it is scheduled already."""
    if s.body_called[body] < instant and instant < NEVER:
        s.body_called[body] = instant
        schedule(s, instant, key_of(KIND_MEETING, body, 0), body)


@rare
def attend(s: State, body: int, cn: int) -> None:
    """Put an item on a body's list."""
    before = s.body_tail[body]
    while before >= 0 and stands_before(s, cn, before):
        before = s.link_before[before]
    after = s.body_head[body] if before < 0 else s.link_next[before]
    s.link_before[cn] = before
    s.link_next[cn] = after
    if before < 0:
        s.body_head[body] = cn
    else:
        s.link_next[before] = cn
    if after < 0:
        s.body_tail[body] = cn
    else:
        s.link_before[after] = cn
    s.body_count[body] += 1
    s.stage[cn] = ASKING
    call_meeting(s, body, next_meeting(s, body))


@rare
def leave_list(s: State, body: int, cn: int) -> None:
    """Take an item off the list, if it still is on it."""
    if s.stage[cn] != ASKING:
        return
    before, after = s.link_before[cn], s.link_next[cn]
    if before < 0:
        s.body_head[body] = after
    else:
        s.link_next[before] = after
    if after < 0:
        s.body_tail[body] = before
    else:
        s.link_before[after] = before
    s.body_count[body] -= 1
    s.stage[cn] = UNDER_WAY


@rare
def hold_meeting(s: State, body: int) -> None:
    """Take items off the list; each is finished in its turn. There is room for them."""
    count = s.body_count[body]
    agenda = s.body_agenda[body]
    if agenda > 0:
        count = min(count, agenda)
    for item in range(count):
        cn = s.body_head[body]
        s.taken_cn[item] = cn
        s.taken_row[item] = s.live_row[cn]
        leave_list(s, body, cn)
    s.taken_count = count
    s.taken_next = 0
    if count > 0:
        write_event(s, LOG_MEETING, -1, -1, -1, -1, -1, count)
    if s.body_count[body] > 0:
        call_meeting(s, body, next_meeting(s, body))
