"""Order of requests: a team's rule word by word, then arrival at the queue, campaign, node, seat.

Keys of different lengths are compared as tuples are: the shorter one comes first where they agree.
So what a key does not have counts as less than any word.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.clocks import work_until
from mom_sim.engines.compiled_engine.codes import (
    CLASS_OF_SERVICE,
    COST_OF_DELAY,
    DUE_DATE,
    FIFO,
    LATEST_FIRST,
    NO_WORD,
    SHORTEST_FIRST,
    VALUE,
)
from mom_sim.engines.compiled_engine.parts import State, part


@part
def word_of(s: State, rule: int, team: int, campaign: int, ready: int, effort: int) -> int:
    """What a word of a rule asks of an activity."""
    if rule == CLASS_OF_SERVICE:
        rank = s.program_rank[s.campaign_type[campaign]]
        aging = s.team_aging[team]
        return work_until(s, s.reference_clock, ready) + rank * aging if aging else rank
    if rule == FIFO:
        return ready
    if rule == DUE_DATE:
        return s.campaign_due[campaign]
    if rule == VALUE:
        return s.campaign_value[campaign]
    if rule == COST_OF_DELAY:
        return s.campaign_delay_cost[campaign]
    if rule == SHORTEST_FIRST:
        return effort
    if rule == LATEST_FIRST:
        return -ready
    return 0  # of a fair share: put in when requests are compared


@part
def set_key(
    s: State,
    request: int,
    team: int,
    campaign: int,
    index: int,
    ready: int,
    effort: int,
    seat: int,
) -> None:
    """Fix the key of a request; `seat` is -1 for work."""
    at = request * s.key_words
    end = at + s.key_words
    for place in range(s.word_first[team], s.word_first[team + 1]):
        s.request_key[at] = word_of(s, s.word[place], team, campaign, ready, effort)
        at += 1
    s.request_key[at] = ready
    s.request_key[at + 1] = campaign
    s.request_key[at + 2] = index
    at += 3
    if seat >= 0:
        s.request_key[at] = seat
        at += 1
    while at < end:
        s.request_key[at] = NO_WORD
        at += 1


@part
def key_is_less(s: State, one: int, other: int) -> bool:
    """Whether a request's key is less than another's, as they were fixed."""
    a, b = one * s.key_words, other * s.key_words
    for word in range(s.key_words):
        first, second = s.request_key[a + word], s.request_key[b + word]
        if first != second:
            return first < second
    return False


@part
def place_is_less(s: State, one: int, other: int) -> bool:
    """Whether a request stands before another in their lane."""
    if s.request_second[one] == 0:
        return key_is_less(s, one, other)
    a, b = one * 3, other * 3
    for word in range(3):
        first, second = s.request_place[a + word], s.request_place[b + word]
        if first != second:
            return first < second
    return False
