"""Stints and waits by machine code: one walk over what was held, and one over all activities.

`waiting_times` lays out what it reads. Small numbers that are fixed elsewhere come as arguments:
machine code is kept on the disk, and knows of changes in this file alone.
"""

from __future__ import annotations

from typing import NamedTuple

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.log.compiled import compiled


class Rows(NamedTuple):
    """Activities, in the order of the log."""

    node: Integers  # counted over all programs
    slots: Integers  # who does it: a list of queues
    ready: Integers
    start: Integers
    finish: Integers
    clock: Integers  # when somebody of every pool is there; -1, or not there: as for its slots


class Spans(NamedTuple):
    """When somebody held an activity: (row, start, finish, how it ended, clock of the holders)."""

    row: Integers
    start: Integers
    finish: Integers
    ending: Integers
    clock: Integers


class Tables(NamedTuple):
    """What the plan says, by node and by slots, and the clocks end to end."""

    node_kind: Integers  # one of the kinds below
    node_cause: Integers
    node_review: Integers
    slots_is_crew: Integers
    slots_clock: Integers
    clock_first: Integers
    bounds: Integers  # openings and closings in turn


class Words(NamedTuple):
    """Codes of the log's words."""

    hold: int
    assembly: int
    decision: int
    queue: int
    closed: int
    none: int
    cadence: int
    agenda: int
    is_closed: int
    is_busy: int
    is_preempted: int
    preempted: int  # how a span ended


NO_WAIT, WHOLE, ASSEMBLY, MEETING, WORK = range(5)
"""Kinds of nodes: what an activity of theirs waits for."""


@compiled
def sort_spans(row: Integers, first: Integers, free: Integers, order: Integers) -> None:
    """Sort spans by their activity, stably.

    `first`, full of zeros, gets where each activity's spans begin in `order`, and their number;
    `free` is room for as many numbers.
    """
    rows = first.size - 1
    for span in range(row.size):
        first[row[span] + 1] += 1
    for one in range(rows):
        first[one + 1] += first[one]
        free[one] = first[one]
    for span in range(row.size):
        order[free[row[span]]] = span
        free[row[span]] += 1


@compiled
def _put(out: Integers, size: int, row: int, start: int, finish: int, cause: int, sub: int) -> int:
    """Write a wait, if it has any length and there is room; count it in any case."""
    if finish <= start:
        return size
    if size < out.shape[1]:
        out[0, size], out[1, size], out[2, size] = row, start, finish
        out[3, size], out[4, size] = cause, sub
    return size + 1


@compiled
def _bound_after(bounds: Integers, low: int, high: int, time: int) -> int:
    """Position of the first opening or closing later than an instant."""
    while low < high:
        middle = (low + high) // 2
        if bounds[middle] <= time:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _is_open(bounds: Integers, low: int, high: int, start: int, finish: int) -> bool:
    """Whether a clock is known to be open for all of a time: it is in its first hours."""
    return high > low and bounds[low] <= start and finish <= bounds[low + 1]


@compiled
def _tile(
    out: Integers,
    size: int,
    row: int,
    start: int,
    finish: int,
    bounds: Integers,
    low: int,
    high: int,
    opened: int,
    opened_sub: int,
    closed: int,
    closed_sub: int,
) -> int:
    """Write a time by whether a clock is open; open hours are no wait where their cause is -1.

    Few arguments: arrays are handed over by value, which in bundles takes longer than the rest.
    """
    bound = _bound_after(bounds, low, high, start)
    while start < finish:
        until = finish
        if bound < high and bounds[bound] < finish:
            until = bounds[bound]
        if (bound - low) % 2 == 0:
            size = _put(out, size, row, start, until, closed, closed_sub)
        elif opened >= 0:
            size = _put(out, size, row, start, until, opened, opened_sub)
        start = until
        bound += 1
    return size


@compiled
def write_stints(
    out: Integers,
    spans: Spans,
    team: Integers,
    first: Integers,
    people: Integers,
    members: Integers,
    tables: Tables,
    shift_end: int,
) -> int:
    """Write the open hours of all spans as far as there is room; return how many there are.

    `first` and `people` say where among `members` the people of a span are; each has stints of
    their own. A column of `out` is activity, person, team, start, finish and how it ended.
    """
    size = 0
    for span in range(spans.row.size):
        start, finish, clock = spans.start[span], spans.finish[span], spans.clock[span]
        low, high = tables.clock_first[clock], tables.clock_first[clock + 1]
        bound = _bound_after(tables.bounds, low, high, start)
        last = -1
        while start < finish:
            until = finish
            if bound < high and tables.bounds[bound] < finish:
                until = tables.bounds[bound]
            if (bound - low) % 2 == 1:  # open
                last = size
                for member in range(first[span], first[span] + people[span]):
                    if size < out.shape[1]:
                        out[0, size], out[1, size] = spans.row[span], members[member]
                        out[2, size], out[3, size] = team[span], start
                        out[4, size], out[5, size] = until, shift_end
                    size += 1
            start = until
            bound += 1
        if last >= 0:
            for stint in range(last, min(size, out.shape[1])):
                out[5, stint] = spans.ending[span]
    return size


@compiled
def write_waits(
    out: Integers,
    rows: Rows,
    stopped: int,
    spans: Spans,
    first: Integers,
    order: Integers,
    tables: Tables,
    words: Words,
) -> int:
    """Write the waits of all activities as far as there is room; return how many there are.

    What is not finished has lasted until the run `stopped`.

    A column of `out` is activity, start, finish, cause and sub-cause; the waits of an activity are
    in order of time.
    """
    size = 0
    for row in range(rows.node.size):
        node, ready, finish = rows.node[row], rows.ready[row], rows.finish[row]
        if finish < 0:
            finish = stopped
        kind, start = tables.node_kind[node], rows.start[row]
        if finish <= ready or kind == NO_WAIT:
            continue
        if kind == WHOLE:
            size = _put(out, size, row, ready, finish, tables.node_cause[node], words.none)
        elif kind == ASSEMBLY:
            split = start if start >= 0 else finish
            size = _put(out, size, row, ready, split, words.hold, words.none)
            size = _put(out, size, row, split, finish, words.assembly, words.none)
        elif kind == MEETING:
            split = min(start, finish) if start >= 0 else finish
            size = _put(out, size, row, ready, split, words.decision, words.cadence)
            size = _put(out, size, row, split, finish, words.decision, words.agenda)
        else:
            review, slots = tables.node_review[node] == 1, rows.slots[row]
            clock = tables.slots_clock[slots]
            if row < rows.clock.size and rows.clock[row] >= 0:
                clock = rows.clock[row]
            low, high = tables.clock_first[clock], tables.clock_first[clock + 1]
            closed, closed_sub = words.closed, words.none
            if review:
                closed, closed_sub = words.decision, words.is_closed
            # Work that needs several waits for its crew, until it has one for the first time.
            opened, opened_sub = words.queue, words.none
            if review:
                opened, opened_sub = words.decision, words.is_busy
            elif tables.slots_is_crew[slots] == 1:
                opened = words.assembly
            since = ready
            for place in range(first[row], first[row + 1]):
                span = order[place]
                begun = spans.start[span]
                if size < out.shape[1] and _is_open(tables.bounds, low, high, since, begun):
                    # Written over by what comes next if it has no length, which nobody can guess.
                    out[0, size], out[1, size], out[2, size] = row, since, begun
                    out[3, size], out[4, size] = opened, opened_sub
                    size += int(since < begun)
                elif since < begun:
                    size = _tile(
                        out, size, row, since, begun, tables.bounds, low, high,
                        opened, opened_sub, closed, closed_sub,
                    )  # fmt: skip
                # Breaks in which holders' own calendars are closed; their open time is work.
                since, of = spans.finish[span], spans.clock[span]
                own, end = tables.clock_first[of], tables.clock_first[of + 1]
                if not _is_open(tables.bounds, own, end, begun, since):
                    size = _tile(
                        out, size, row, begun, since, tables.bounds, own, end,
                        -1, -1, closed, closed_sub,
                    )  # fmt: skip
                if not review:
                    opened, opened_sub = words.queue, words.none
                if spans.ending[span] == words.preempted:
                    opened_sub = words.is_preempted
                elif review:
                    opened_sub = words.is_busy
            if since < finish:
                size = _tile(
                    out, size, row, since, finish, tables.bounds, low, high,
                    opened, opened_sub, closed, closed_sub,
                )  # fmt: skip
    return size
