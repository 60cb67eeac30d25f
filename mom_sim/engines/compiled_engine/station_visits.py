"""Campaigns at stations: where each is, and what is added up about it, without a row or a request.

For plans that are nothing but lines of stations (`stations`), in statistics without a log. What
happens is what `walking`, `asking`, `working` and `tallying` say; a test holds the sums of both
ways against each other. Where draws are missing, the walk stands in `visitor` and is gone on with.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arithmetic import duration_of, part_of
from mom_sim.engines.compiled_engine.codes import (
    ACTIVITIES_AT_ONCE,
    APPROVE,
    BUCKETS,
    DECIDE,
    DIRECT,
    END,
    IN_QUEUE,
    KIND_FINISH,
    LOG_FORCED,
    LOG_LAUNCH,
    LOG_REQUEST,
    LOG_VERDICT,
    LOOP,
    OUT_LAUNCHED,
    PASS_OVER,
    REVISION,
    TALLY_COMPLETIONS,
    TALLY_CYCLE,
    TALLY_LAUNCHED_IN_WINDOW,
    TALLY_TIME,
    TALLY_WIP,
    UNTIL_DECIDED,
    WORK,
    WORKING,
)
from mom_sim.engines.compiled_engine.draws import block_of, need, number_at
from mom_sim.engines.compiled_engine.event_list import key_of, schedule
from mom_sim.engines.compiled_engine.judging import is_revised_anyway
from mom_sim.engines.compiled_engine.parts import State, common, part
from mom_sim.engines.compiled_engine.state_type import array_at, prefetch
from mom_sim.engines.compiled_engine.tallying import bucket_of, within_window


@part
def node_of(s: State, campaign: int, index: int) -> int:
    """Node of a campaign's program."""
    return s.program_first[s.campaign_type[campaign]] + index


@part
def nodes_at(s: State, campaign: int) -> int:
    """Where stands what is known of the first of a campaign's nodes."""
    return (campaign & s.campaign_mask) * s.nodes


# ---------------------------------------------------------------------- waiting and working


@part
def wait_at(s: State, campaign: int, station: int) -> None:
    """Put a campaign into the line of a station: by instant, then by campaign."""
    last = s.station_last[station]
    if s.station_first[station] < 0:
        s.station_first[station] = campaign
    elif s.visit_ready[last] < s.now or last < campaign:
        s.visit_next[last] = campaign
    else:  # several at one instant, seldom: behind all that came before
        before, other = -1, s.station_first[station]
        while s.visit_ready[other] < s.now or other < campaign:
            before, other = other, s.visit_next[other]
        s.visit_next[campaign] = other
        if before < 0:
            s.station_first[station] = campaign
        else:
            s.visit_next[before] = campaign
        return
    s.visit_next[campaign] = -1
    s.station_last[station] = campaign


@part
def take_first_in_line(s: State, station: int) -> int:
    """Take the first of a line out of it; there is one."""
    campaign = s.station_first[station]
    s.station_first[station] = s.visit_next[campaign]
    return campaign


@part
def fetch_draw(s: State, site: int, campaign: int) -> None:
    """Have the cache fetch the effort at a node that will be needed soon."""
    draw = s.node_draw[site]
    if draw >= 0:
        prefetch(array_at(s.block_direct[draw * DIRECT + 1]), campaign & s.campaign_mask)


@common
def begin_visit(s: State, campaign: int, station: int) -> int:
    """Let somebody of a station begin with a campaign; the instant at which it will be done."""
    index = s.visit_index[campaign]
    site = node_of(s, campaign, index) * s.units + s.campaign_unit[campaign]
    s.visit_start[campaign] = s.now
    if s.end_first_start[campaign] < 0:
        s.end_first_start[campaign] = s.now
    if s.visit_ready[campaign] < s.now:
        team = s.slots_team[s.node_slots[site]]
        s.tally_queue[team] += within_window(s, s.visit_ready[campaign], s.now)
    at = nodes_at(s, campaign) + index
    block = block_of(s, s.node_draw[site], s.visit_attempts[at])  # `walk_on` has asked for it
    effort = part_of(number_at(s, block, campaign), s.visit_shares[at])
    fetch_draw(s, site + s.units, campaign)
    return s.now + duration_of(effort, s.station_rate[station])


@part
def finish_of(s: State, campaign: int) -> int:
    """Key of the end of a campaign's visit."""
    return key_of(KIND_FINISH, campaign, s.visit_index[campaign])


@common
def end_visit(s: State, campaign: int, node: int, team: int) -> None:
    """Add up a piece of work that is done."""
    ready, start = s.visit_ready[campaign], s.visit_start[campaign]
    waited, worked = start - ready, s.now - start
    s.tally[TALLY_COMPLETIONS] += 1
    if ready >= s.warm_up and ready < s.horizon:
        s.tally_waited[team] += waited
        s.histogram_wait[team * BUCKETS + bucket_of(waited)] += 1
    s.visit_worked[campaign] += worked
    if s.node_review[node]:
        s.visit_reviewed[campaign] += waited
    s.tally_busy[team] += within_window(s, start, s.now)


# ---------------------------------------------------------------------- coming and going


@part
def count_visit(s: State, campaign: int) -> None:
    """Count what becomes ready at one instant; too much is a loop that takes no time."""
    if s.visit_instant[campaign] != s.now:
        s.visit_instant[campaign] = s.now
        s.visit_at_instant[campaign] = 0
    s.visit_at_instant[campaign] += 1
    if s.visit_at_instant[campaign] > ACTIVITIES_AT_ONCE:
        s.trouble = LOOP


@part
def come(s: State, campaign: int) -> None:
    """Note that a campaign is here, at the begin of its program."""
    s.campaign_slot[campaign] = 0
    s.visit_worked[campaign] = 0
    s.visit_reviewed[campaign] = 0
    s.visit_instant[campaign] = -1
    program = s.campaign_type[campaign]
    first, at = s.program_first[program], nodes_at(s, campaign)
    for index in range(s.program_count[program]):
        s.visit_attempts[at + index] = 0
        s.visit_shares[at + index] = s.node_share[first + index]
    s.tally_events[LOG_REQUEST] += 1


@part
def launch_visitor(s: State, campaign: int) -> None:
    """A campaign is launched: all that is asked about it is known, but when it leaves."""
    if s.end_ended[campaign] >= 0:
        return  # a gate behind the launch had the launch done again
    s.end_ended[campaign] = s.now
    s.tally_events[LOG_LAUNCH] += 1
    requested = s.campaign_requested[campaign]
    s.tally[TALLY_WIP] += within_window(s, requested, s.now)
    if s.now >= s.warm_up and s.now < s.horizon:
        s.tally[TALLY_LAUNCHED_IN_WINDOW] += 1
    if not s.campaign_followed[campaign]:
        return
    s.tally_ends[OUT_LAUNCHED] += 1
    total = s.now - requested
    s.tally[TALLY_TIME] += total
    s.histogram_time[bucket_of(total)] += 1
    began = s.end_first_start[campaign]
    if began >= 0:
        s.tally[TALLY_CYCLE] += s.now - began
        s.histogram_cycle[bucket_of(s.now - began)] += 1
    worked, reviewed = s.visit_worked[campaign], s.visit_reviewed[campaign]
    s.tally_cause[WORKING] += worked
    s.tally_cause[UNTIL_DECIDED] += reviewed
    s.tally_cause[IN_QUEUE] += total - worked - reviewed


@part
def count_as_inside(s: State, campaign: int) -> None:
    """Add up a campaign that is not launched by the end of the window."""
    s.tally[TALLY_WIP] += within_window(s, s.campaign_requested[campaign], s.horizon)
    if s.campaign_followed[campaign]:
        s.tally_ends[s.end_outcome[campaign]] += 1


@part
def leave(s: State, campaign: int) -> None:
    """Nothing is left to do for a campaign."""
    if s.end_ended[campaign] < 0:
        count_as_inside(s, campaign)
    s.campaign_slot[campaign] = -1
    if s.campaign_followed[campaign]:
        s.left -= 1
        if s.left == 0:
            s.stop_at = min(s.stop_at, max(s.now, s.earliest))


# ---------------------------------------------------------------------- from station to station


@part
def verdict_on(s: State, campaign: int, decision: int, attempt: int, again: bool) -> int:
    """Write a verdict: APPROVE or REVISION."""
    s.tally_events[LOG_VERDICT] += 1
    if not again:
        return APPROVE
    rounds = s.decision_rounds[decision]
    if rounds > 0 and attempt >= rounds:
        s.tally_events[LOG_FORCED] += 1
        return APPROVE
    return REVISION


@part
def send_back(s: State, campaign: int, decision: int) -> int:
    """Have work done again; the node from which on."""
    at = nodes_at(s, campaign)
    for place in range(s.rework_first[decision], s.rework_first[decision + 1]):
        s.visit_shares[at + s.rework_node[place]] = s.rework_share[place]
    return s.again_node[s.again_first[decision]]


@part
def go_to(s: State, campaign: int, index: int, site: int) -> None:
    """Have a campaign served by a station, or wait there for the dispatch or for somebody."""
    s.visit_index[campaign] = index
    s.visit_ready[campaign] = s.now
    s.visit_start[campaign] = -1
    station = s.node_queue[site]
    if s.asked == 0 and s.station_free[station] > 0:
        s.station_free[station] -= 1
        schedule(s, begin_visit(s, campaign, station), finish_of(s, campaign), 0)
    else:
        wait_at(s, campaign, station)


@part
def walk_on(s: State, campaign: int, index: int, entry: int) -> None:
    """Carry out what takes no time, up to the next station or the end.

    `entry` is the node at which a backlog goes on behind the begin, -1 for everybody else.
    """
    program = s.campaign_type[campaign]
    first, at = s.program_first[program], nodes_at(s, campaign)
    while s.trouble == 0:
        if s.visit_shares[at + index] == PASS_OVER:
            index += 1
            continue
        node = first + index
        attempt = s.visit_attempts[at + index] + 1
        instruction = s.node_instruction[node]
        again = False
        if instruction == WORK:
            need(s, s.node_draw[node * s.units + s.campaign_unit[campaign]], campaign, attempt)
        elif instruction == DECIDE:
            again = is_revised_anyway(s, campaign, s.node_decision[node], attempt)
        if s.missing:
            s.visitor, s.visitor_node = campaign, index
            return
        s.visit_attempts[at + index] = attempt
        count_visit(s, campaign)
        if instruction == WORK:
            go_to(s, campaign, index, node * s.units + s.campaign_unit[campaign])
            return
        if instruction == END:
            leave(s, campaign)
            return
        if instruction == DECIDE:
            decision = s.node_decision[node]
            if verdict_on(s, campaign, decision, attempt, again) == REVISION:
                index = send_back(s, campaign, decision)
                continue
        if s.node_launch[node]:
            launch_visitor(s, campaign)
        if entry >= 0 and index == s.program_body[program]:
            index, entry = entry, -1
        else:
            index += 1
