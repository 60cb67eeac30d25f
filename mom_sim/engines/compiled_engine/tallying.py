"""Statistics without a log: what a run adds up while it goes, and of each campaign when it is over.

Without a log, activities and their rows live as long as their campaign. What a crew has done is
added to the row of its activity; when nothing is left to do for the campaign its rows are added up
and used again. Sums go into arrays that Python empties after every call, so that none overflows.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.clocks import crew_worked
from mom_sim.engines.compiled_engine.codes import (
    ASSEMBLE,
    BUCKET_BITS,
    BUCKETS,
    BY_FINISH,
    BY_HAND_OVER,
    GO_ON,
    NODE_WORDS,
    OUT_LAUNCHED,
    STOPPED,
    TALLY_COMPLETIONS,
    TALLY_CYCLE,
    TALLY_LAUNCHED_IN_WINDOW,
    TALLY_TIME,
    TALLY_WIP,
    UNTIL_A_CREW,
    WHILE_CLOSED,
    WORK,
    WORKING,
)
from mom_sim.engines.compiled_engine.parts import State, common, part, rare
from mom_sim.engines.compiled_engine.places import crew_at
from mom_sim.engines.compiled_engine.serving_hours import closed_time, forget_who_is_inside
from mom_sim.engines.compiled_engine.state_type import last_bit, prefetch

FETCHED_FROM = 500
"""Campaigns under way at a time from which on what is known of one is fetched beforehand."""

FETCHED_AHEAD = 8
"""Campaigns that the end of a run is ahead with fetching."""


@part
def within_window(s: State, begin: int, end: int) -> int:
    """Length of what of an interval lies between warm-up and horizon."""
    return max(0, min(end, s.horizon) - max(begin, s.warm_up))


@part
def bucket_of(value: int) -> int:
    """Bucket of a histogram; `mom_sim.engines.compiled_engine.histograms` has the definition."""
    shift = max(0, last_bit(value | 1) - BUCKET_BITS)
    return (shift << BUCKET_BITS) + (value >> shift)


@common
def take_row(s: State, campaign: int) -> int:
    """Take an unused row for an activity of a campaign; there is one."""
    row = s.row_free
    if row >= 0:
        s.row_free = s.row_next[row]
    else:
        row = s.row_count
        s.row_count = row + 1
    slot = s.campaign_slot[campaign]
    s.row_next[row] = s.slot_first_row[slot]
    s.slot_first_row[slot] = row
    s.row_held[row] = 0
    s.row_worked[row] = 0
    s.row_since[row] = s.now
    s.row_closed[row] = 0
    if s.inside_words:
        forget_who_is_inside(s, row)
    return row


@part
def tally_waiting(s: State, row: int) -> None:
    """Add up how long an activity has waited for people until now."""
    s.tally_queue[s.row_team[row]] += within_window(s, s.row_since[row], s.now)
    if s.tells_causes and s.row_start[row] >= 0:  # else it is asked for once the campaign is over
        s.row_closed[row] += closed_time(s, row, s.row_since[row], s.now)


@common
def tally_span(s: State, cn: int, until: int, ending: int) -> None:
    """Add up how long a crew has held an activity, and has worked on it."""
    row, since = s.live_row[cn], s.held_since[cn]
    first, count = crew_at(s, cn), s.crew_count[cn]
    if ending == BY_FINISH:  # all that there was to do, as it was known from the start
        worked = s.duration[cn]
    else:
        worked = crew_worked(s, first, count, since, until)
    s.row_held[row] += until - since
    s.row_worked[row] += worked
    s.row_since[row] = until
    if since < s.warm_up or until > s.horizon:
        begin, end = max(since, s.warm_up), min(until, s.horizon)
        worked = crew_worked(s, first, count, begin, end) if begin < end else 0
    s.tally_busy[s.row_team[row]] += worked * count


@part
def tally_apart(s: State, row: int, node: int) -> int:
    """Add up what of an activity's time is not its node's cause; how long that was.

    The definition is `mom_sim.engines.assembling`.
    """
    ready, finish, start = s.row_ready[row], s.row_finish[row], s.row_start[row]
    began = start if start >= 0 else finish
    if s.node_instruction[node] == ASSEMBLE:
        s.tally_cause[UNTIL_A_CREW] += finish - began
        return finish - began
    if s.node_instruction[node] != WORK or s.node_review[node]:
        return 0
    closed_before = closed_time(s, row, ready, began) if ready < began else 0
    closed = closed_before + s.row_closed[row] + s.row_held[row] - s.row_worked[row]
    s.tally_cause[WHILE_CLOSED] += closed
    slots = s.node_slots[node * s.units + s.campaign_unit[s.row_campaign[row]]]
    if s.slots_first[slots + 1] - s.slots_first[slots] == 1:
        return closed
    formed = began - ready - closed_before
    s.tally_cause[UNTIL_A_CREW] += formed
    return closed + formed


@part
def tally_path(s: State, launch: int, first: int) -> None:
    """Add up what the time to a launch was spent on: back from the launch, trigger by trigger.

    `first` is the first node of the campaign's program.
    """
    row = launch
    while row >= 0:
        node = first + s.row_node[row]
        spent = s.row_finish[row] - s.row_ready[row]
        worked = s.row_worked[row]
        s.tally_cause[WORKING] += worked
        rest = spent - worked
        if s.tells_causes and rest > 0:
            rest -= tally_apart(s, row, node)
        s.tally_cause[s.node_cause[node]] += rest
        row = s.row_trigger[row]


@part
def tally_campaign(s: State, slot: int) -> None:
    """Add up a campaign and its activities; an open one counts until the end of the window."""
    campaign = s.slot_campaign[slot]
    requested, ended = s.campaign_requested[campaign], s.end_ended[campaign]
    until = ended if ended >= 0 else s.horizon
    s.tally[TALLY_WIP] += within_window(s, requested, until)
    is_launched = s.end_outcome[campaign] == OUT_LAUNCHED
    if is_launched and ended >= s.warm_up and ended < s.horizon:
        s.tally[TALLY_LAUNCHED_IN_WINDOW] += 1
    if s.campaign_followed[campaign]:
        s.tally_ends[s.end_outcome[campaign]] += 1
        if is_launched:
            s.tally[TALLY_TIME] += ended - requested
            s.histogram_time[bucket_of(ended - requested)] += 1
            began = s.end_first_start[campaign]
            if began >= 0:
                s.tally[TALLY_CYCLE] += ended - began
                s.histogram_cycle[bucket_of(ended - began)] += 1
            first = s.program_first[s.campaign_type[campaign]]
            tally_path(s, s.end_launch[campaign], first)


@part
def tally_row(s: State, row: int, first: int) -> None:
    """Add up how long a finished piece of work that came in the window has waited.

    `first` is the first node of the campaign's program.
    """
    ready, finish = s.row_ready[row], s.row_finish[row]
    if finish < 0 or s.node_instruction[first + s.row_node[row]] != WORK:
        return
    s.tally[TALLY_COMPLETIONS] += 1
    if ready >= s.warm_up and ready < s.horizon:
        team = s.row_team[row]
        waited = finish - ready - s.row_held[row]
        s.tally_waited[team] += waited
        s.histogram_wait[team * BUCKETS + bucket_of(waited)] += 1


@rare
def fetch_rows(s: State, slot: int, program: int) -> None:
    """Have the cache fetch the last activities of a campaign's nodes.

    One leads to the next, and where thousands are under way all have left the cache: what they
    would be waited for one by one is on its way at once.
    """
    first = slot * s.node_stride
    for cn in range(first, first + NODE_WORDS * s.program_count[program], NODE_WORDS):
        prefetch(s.row_campaign, s.passed[cn])
        prefetch(s.row_outcome, s.passed[cn])


@part
def settle(s: State, slot: int) -> None:
    """Add up all about a campaign, and let its rows be used again."""
    program = s.campaign_type[s.slot_campaign[slot]]
    if s.slot_used > FETCHED_FROM:
        fetch_rows(s, slot, program)
    tally_campaign(s, slot)
    first = s.program_first[program]
    row = s.slot_first_row[slot]
    while row >= 0:
        tally_row(s, row, first)
        following = s.row_next[row]
        s.row_next[row] = s.row_free
        s.row_free = row
        row = following
    s.slot_first_row[slot] = -1


@part
def settle_slot(s: State, slot: int) -> None:
    """Add up what is under way of a campaign when a run has stopped, and all about it."""
    cn, left = slot * s.node_stride, s.slot_live[slot]
    while left > 0:
        row = s.live_row[cn]
        if row >= 0:
            left -= 1
            if s.row_team[row] >= 0:
                if s.crew_count[cn] > 0:
                    tally_span(s, cn, s.now, BY_HAND_OVER)
                elif s.held_request[cn] >= 0 and s.request_waits[s.held_request[cn]]:
                    tally_waiting(s, row)
        cn += NODE_WORDS
    settle(s, slot)


@rare
def settle_rest(s: State) -> int:
    """Add up what is under way when a run has stopped, of `budget` campaigns at a time.

    STOPPED after the last of them, GO_ON before: what has been added up is then taken out.
    """
    slot = s.settled
    s.settled = min(slot + s.budget, s.slot_used)
    while slot < s.settled:
        later = s.slot_first_row[min(slot + FETCHED_AHEAD, s.slot_used - 1)]
        prefetch(s.row_campaign, later)
        prefetch(s.row_outcome, later)
        if s.campaign_slot[s.slot_campaign[slot]] == slot:
            settle_slot(s, slot)
        slot += 1
    return STOPPED if slot == s.slot_used else GO_ON
