"""Events at stations: a campaign comes, or a piece of work is done; and who is free begins.

For plans that are nothing but lines of stations (`stations`), in statistics without a log. As
everywhere, an instant is a series of rounds: all that is due, then a dispatch. An event that is the
only one of its instant needs no dispatch of all (`alone_at_an_instant` has the argument): who has
become free takes the first in line, and who comes to somebody free begins.
"""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import (
    CAMPAIGN_MASK,
    EVENTS_PER_RUN,
    FIRST_KEY,
    FOREVER,
    GO_ON,
    LOOP,
    NEED_CAMPAIGNS,
    NEED_DRAW,
    NODE_BITS,
    NODE_MASK,
    ROUNDS_PER_INSTANT,
    STOPPED,
    TOO_MANY_EVENTS,
)
from mom_sim.engines.compiled_engine.draws import need_all
from mom_sim.engines.compiled_engine.event_list import (
    drop_first_event,
    replace_first_event,
    schedule,
)
from mom_sim.engines.compiled_engine.parts import State, common, part, rare
from mom_sim.engines.compiled_engine.station_visits import (
    begin_visit,
    come,
    count_as_inside,
    end_visit,
    finish_of,
    launch_visitor,
    node_of,
    take_first_in_line,
    walk_on,
)
from mom_sim.engines.compiled_engine.tallying import within_window


@part
def next_request(s: State, instant: int) -> int:
    """Instant of the next request; the present one where it has not been drawn yet."""
    if s.next_arrival < s.campaigns:
        return s.campaign_requested[s.next_arrival]
    return instant if s.more else FOREVER


@part
def second_event(s: State) -> int:
    """Instant of the event that comes after the first of the list."""
    if s.heap_count < 3:
        return s.heap_time[1] if s.heap_count == 2 else FOREVER
    return min(s.heap_time[1], s.heap_time[2])


@part
def come_to(s: State, instant: int, others: int) -> None:
    """Go to an instant at which an event is due; ask for a dispatch if it is not alone there.

    `others` is the instant of the next other event. Where there has been a dispatch at this instant
    already, rounds have to be counted.
    """
    s.now = instant
    s.events += 1
    if others <= instant or s.later_round_at == instant:
        s.asked = 1


@rare
def serve_all(s: State) -> int:
    """Let whoever is free at any station begin."""
    s.asked = 0
    s.rounds = s.rounds + 1 if s.later_round_at == s.now else 1
    s.later_round_at = s.now
    if s.rounds > ROUNDS_PER_INSTANT:
        return LOOP
    for station in range(s.queues):
        while s.station_free[station] > 0 and s.station_first[station] >= 0:
            s.station_free[station] -= 1
            campaign = take_first_in_line(s, station)
            schedule(s, begin_visit(s, campaign, station), finish_of(s, campaign), 0)
    return GO_ON


@part
def note_alone(s: State) -> None:
    """Count the round of an event that is alone at its instant."""
    if s.asked == 0:
        s.later_round_at = s.now
        s.rounds = 1


@common
def arrive_at_station(s: State, instant: int, others: int) -> None:
    """A request is made."""
    campaign = s.next_arrival
    s.next_arrival = campaign + 1
    s.arrived_count = campaign + 1
    come_to(s, instant, min(others, next_request(s, instant)))
    note_alone(s)
    come(s, campaign)
    step, entry = s.campaign_entry_step[campaign], -1
    if step >= 0:
        entry = s.program_entry[s.campaign_type[campaign] * s.steps + step]
    walk_on(s, campaign, 0, entry)


@common
def finish_at_station(s: State, instant: int, others: int) -> None:
    """A piece of work is done; nothing has been changed if draws are missing."""
    code = s.heap_key[0] - FIRST_KEY
    campaign = (code >> NODE_BITS) & CAMPAIGN_MASK
    index = code & NODE_MASK
    need_all(s, campaign)
    if s.missing:
        return
    come_to(s, instant, min(others, second_event(s)))
    note_alone(s)
    node = node_of(s, campaign, index)
    site = node * s.units + s.campaign_unit[campaign]
    end_visit(s, campaign, node, s.slots_team[s.node_slots[site]])
    station = s.node_queue[site]
    if s.asked == 0 and s.station_first[station] >= 0:
        following = take_first_in_line(s, station)
        replace_first_event(s, begin_visit(s, following, station), finish_of(s, following), 0)
    else:
        s.station_free[station] += 1
        drop_first_event(s)
    if s.node_launch[node]:
        launch_visitor(s, campaign)
    walk_on(s, campaign, index + 1, -1)


@part
def station_step(s: State) -> int:
    """Do what comes next; GO_ON, or why the kernel has to return."""
    if s.visitor >= 0:
        campaign = s.visitor
        s.visitor = -1
        walk_on(s, campaign, s.visitor_node, -1)
        return GO_ON
    if (s.next_arrival == s.campaigns) & (s.more == 1):
        return NEED_CAMPAIGNS
    ends = s.heap_time[0] if s.heap_count > 0 else FOREVER
    comes = s.campaign_requested[s.next_arrival] if s.next_arrival < s.campaigns else FOREVER
    instant = min(ends, comes)
    if s.asked and instant > s.now:
        return serve_all(s)
    if instant > s.stop_at:
        s.now = s.stop_at
        return STOPPED
    if comes <= ends:
        arrive_at_station(s, comes, ends)
    else:
        finish_at_station(s, ends, comes)
    return GO_ON


@part
def run_stations(s: State) -> int:
    """Carry a run on for `budget` steps at most; see `kernel.run_kernel`."""
    for _ in range(s.budget):
        reason = station_step(s)
        if reason != GO_ON:
            return reason
        if s.missing | s.trouble:
            return NEED_DRAW if s.missing else s.trouble
    return GO_ON if s.events <= EVENTS_PER_RUN else TOO_MANY_EVENTS


@rare
def settle_stations(s: State) -> int:
    """Add up what is under way when a run has stopped, of `budget` places of the ring at a time."""
    place = s.settled
    s.settled = min(place + s.budget, s.campaign_mask + 1)
    while place < s.settled:
        if s.campaign_slot[place] >= 0:
            node = node_of(s, place, s.visit_index[place])
            team = s.slots_team[s.node_slots[node * s.units + s.campaign_unit[place]]]
            start = s.visit_start[place]
            if start >= 0:
                s.tally_busy[team] += within_window(s, start, s.now)
            else:
                s.tally_queue[team] += within_window(s, s.visit_ready[place], s.now)
            if s.end_ended[place] < 0:
                count_as_inside(s, place)
        place += 1
    return STOPPED if place > s.campaign_mask else GO_ON
