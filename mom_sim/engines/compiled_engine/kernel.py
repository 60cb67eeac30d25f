"""The kernel: one function that carries a run on, until it is over or Python has to help.

It goes step by step. What has begun comes first: an activity to be finished, a campaign to be
walked, a gate to be decided early, then the rest of a dispatch, of an overflow, of a meeting, of
answers. Only then comes the next event. As a rule one step is an event, what follows from it, and,
where the round is over, the dispatch. Wherever it may have to stop, because draws are missing or
room is lacking, what has been done is done wholly and the rest is noted, so that the kernel can
return and go on later.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.allowances import serve_allowances
from mom_sim.engines.compiled_engine.alone_at_an_instant import begin_unasked, is_round_over
from mom_sim.engines.compiled_engine.answering import give_answer
from mom_sim.engines.compiled_engine.asking import ask_for_unasked
from mom_sim.engines.compiled_engine.codes import (
    DONE,
    EVENTS_PER_RUN,
    FULL,
    FULL_ANSWERS,
    GO_ON,
    KEY_DISPATCH,
    LOOP,
    NEED_CAMPAIGNS,
    NEED_DRAW,
    ROUNDS_PER_INSTANT,
    STOPPED,
    TOO_MANY_EVENTS,
)
from mom_sim.engines.compiled_engine.happening import happen
from mom_sim.engines.compiled_engine.matching import match
from mom_sim.engines.compiled_engine.overflowing import find_overflow, overflow_next
from mom_sim.engines.compiled_engine.parts import State, part, rare
from mom_sim.engines.compiled_engine.room import lacks_room
from mom_sim.engines.compiled_engine.slots import give_slot_back
from mom_sim.engines.compiled_engine.state_type import state_at
from mom_sim.engines.compiled_engine.station_events import run_stations, settle_stations
from mom_sim.engines.compiled_engine.tallying import settle_rest
from mom_sim.engines.compiled_engine.walking import decide_early, finish, finish_step, walk


@part
def lacks_room_for_answers(s: State) -> bool:
    """Whether the list of answers, which grows with what waits, lacks room."""
    if s.allowances > 0 and s.answer_last + s.waiting + s.people + 1 > s.answer_limit:
        s.full = FULL_ANSWERS
        return True
    return False


@part
def begin_dispatch(s: State) -> bool:
    """A round is over: capacity that is no person is granted. False if rounds never end."""
    s.asked = 0
    s.rounds = s.rounds + 1 if s.later_round_at == s.now else 1
    s.later_round_at = s.now
    s.order = KEY_DISPATCH
    s.dispatching = 1
    if s.rounds > ROUNDS_PER_INSTANT:
        return False
    serve_allowances(s)
    return True


@rare
def finish_item(s: State) -> None:
    """Finish the next item that a meeting has taken."""
    at = s.taken_next
    s.taken_next = at + 1
    finish(s, s.taken_cn[at], s.taken_row[at], DONE)


@part
def end_round(s: State) -> int:
    """Match at once, if the round is over; GO_ON, or why the kernel has to return."""
    if not is_round_over(s) or lacks_room_for_answers(s):
        if s.unasked >= 0:
            ask_for_unasked(s)
        return GO_ON  # the long way
    if s.unasked >= 0:
        begin_unasked(s)
    if not begin_dispatch(s):
        return LOOP
    if match(s):
        s.dispatching = 0
        if s.fresh_count > 0:
            find_overflow(s)
    return GO_ON


@part
def step(s: State) -> int:
    """Do what comes next; GO_ON, or why the kernel has to return."""
    if (s.finishing & s.walking & s.early) < 0:
        if s.current >= 0:
            give_slot_back(s, s.current)
            s.current = -1
        if s.dispatching:
            pass
        elif s.late_next < s.late_count:
            overflow_next(s)
        elif s.taken_next < s.taken_count:
            finish_item(s)
        elif s.answer_first < s.answer_last:
            s.order = 1
            give_answer(s)
        elif (s.next_arrival == s.campaigns) & (s.more == 1):
            return NEED_CAMPAIGNS
        elif lacks_room_for_answers(s):
            return FULL
        elif not happen(s):
            if s.asked == 0:
                s.now = s.stop_at
                return STOPPED
            if not begin_dispatch(s):
                return LOOP
        if s.dispatching and match(s):
            s.dispatching = 0
            if s.fresh_count > 0:
                find_overflow(s)
    if s.finishing >= 0:
        finish_step(s)
    if s.walking >= 0:
        walk(s)
    elif s.early >= 0 and s.finishing < 0:
        if s.unasked >= 0:
            ask_for_unasked(s)  # it may be stopped
        decide_early(s)
    nothing_begun = ((s.finishing & s.walking & s.early) < 0) & (s.dispatching == 0)
    if nothing_begun and ((s.asked != 0) | (s.unasked >= 0)):
        return end_round(s)
    return GO_ON


def run_kernel(address: int) -> int:
    """Carry a run on for `budget` steps at most.

    Parameters
    ----------
    address : int
        Where the table of the state stands.

    Returns
    -------
    int
        One of the codes from GO_ON on, in `codes`.
    """
    s = state_at(address)
    if s.closing:
        return int(settle_stations(s) if s.only_stations else settle_rest(s))
    if s.only_stations:
        return int(run_stations(s))
    for _ in range(s.budget):
        if lacks_room(s):
            return FULL
        reason = step(s)
        if reason != GO_ON:
            return reason
        if s.missing | s.trouble:
            return NEED_DRAW if s.missing else s.trouble
    return GO_ON if s.events <= EVENTS_PER_RUN else TOO_MANY_EVENTS
