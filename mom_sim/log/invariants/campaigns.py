"""How requests end, and how often."""

from __future__ import annotations

import numpy as np

from mom_sim.log.arrays import IntArray
from mom_sim.log.contract import NULL
from mom_sim.log.invariants.invariant import Invariant, Tables, code, first_offense, offender

_INSIDE = code("outcome", "inside")
_LAUNCHED = code("outcome", "launched")
_REJECTED = code("outcome", "rejected")
_CANCELED = code("outcome", "canceled")


def _ended(tables: Tables) -> str | None:
    outcome, ended = tables.campaigns["outcome"], tables.campaigns["ended"]
    return first_offense(
        offender(
            "campaigns",
            (outcome != _INSIDE) & (ended == NULL),
            lambda row: "has an outcome, but no instant at which it ended",
        ),
        offender(
            "campaigns",
            (outcome == _INSIDE) & (ended != NULL),
            lambda row: f"is still inside, but ended at {ended[row]}",
        ),
    )


def _launched(tables: Tables) -> str | None:
    outcome, ended = tables.campaigns["outcome"], tables.campaigns["ended"]
    activity = tables.campaigns["launch_activity"]
    given = np.flatnonzero((outcome == _LAUNCHED) & (activity != NULL))
    owner = tables.activities["campaign"][activity[given]]
    finish = tables.activities["finish"][activity[given]]
    return first_offense(
        offender(
            "campaigns",
            (outcome == _LAUNCHED) != (activity != NULL),
            lambda row: f"launch_activity is {activity[row]}, which does not fit its outcome",
        ),
        offender(
            "campaigns",
            owner != given,
            lambda i: f"launched by activity {activity[given][i]} of campaign {owner[i]}",
            given,
        ),
        offender(
            "campaigns",
            finish != ended[given],
            lambda i: f"launched at {ended[given][i]} by an activity that finished at {finish[i]}",
            given,
        ),
    )


def _nothing_afterwards(tables: Tables) -> str | None:
    campaign = tables.activities["campaign"]
    outcome, ended = tables.campaigns["outcome"][campaign], tables.campaigns["ended"][campaign]
    ready, finish = tables.activities["ready"], tables.activities["finish"]
    is_over = (outcome == _REJECTED) | (outcome == _CANCELED)
    after = (finish == NULL) | (finish > ended) | (ready > ended)
    return offender(
        "activities",
        is_over & after,
        lambda row: f"campaign {campaign[row]} ended at {ended[row]}, but this goes on",
    )


def _first_start(tables: Tables) -> str | None:
    never = np.iinfo(np.int64).max
    activities = tables.activities
    first = np.full(tables.campaigns["campaign"].size, never, dtype=np.int64)
    is_begun = (activities["team"] != NULL) & (activities["start"] != NULL)
    np.minimum.at(first, activities["campaign"][is_begun], activities["start"][is_begun])
    first[first == never] = NULL
    given = tables.campaigns["first_start"]
    return offender(
        "campaigns",
        given != first,
        lambda row: f"first_start is {given[row]}, a team first started at {first[row]}",
    )


def _counts(tables: Tables, kind: str) -> IntArray:
    events = tables.events
    of_kind = (events["kind"] == code("event_kind", kind)) & (events["campaign"] != NULL)
    size = tables.campaigns["campaign"].size
    return np.bincount(events["campaign"][of_kind], minlength=size)[:size]


def _ends_once(tables: Tables) -> str | None:
    outcome = tables.campaigns["outcome"]
    requests, launches, ends = (_counts(tables, kind) for kind in ("request", "launch", "end"))
    is_launched = outcome == _LAUNCHED
    is_otherwise_over = (outcome != _INSIDE) & ~is_launched
    return first_offense(
        offender("campaigns", requests != 1, lambda row: f"has {requests[row]} request events"),
        offender(
            "campaigns",
            launches != is_launched,
            lambda row: f"has {launches[row]} launch events, it needs {int(is_launched[row])}",
        ),
        offender(
            "campaigns",
            ends != is_otherwise_over,
            lambda row: f"has {ends[row]} end events, it needs {int(is_otherwise_over[row])}",
        ),
    )


def _event_times(tables: Tables) -> str | None:
    events, campaigns = tables.events, tables.campaigns

    def late(kind: str, column: str) -> str | None:
        rows = np.flatnonzero(
            (events["kind"] == code("event_kind", kind)) & (events["campaign"] != NULL)
        )
        instant = campaigns[column][events["campaign"][rows]]
        return offender(
            "events",
            events["time"][rows] != instant,
            lambda i: f"{kind} at {events['time'][rows][i]}, but {column} is {instant[i]}",
            rows,
        )

    return first_offense(
        late("request", "requested"), late("launch", "ended"), late("end", "ended")
    )


def _conservation(tables: Tables) -> str | None:
    requests, launches, ends = (
        int((tables.events["kind"] == code("event_kind", kind)).sum())
        for kind in ("request", "launch", "end")
    )
    outcome = tables.campaigns["outcome"]
    inside = int((outcome == _INSIDE).sum())
    if requests == outcome.size == launches + ends + inside:
        return None
    return (
        f"events: {requests} requests, campaigns: {outcome.size} rows, but {launches} launches, "
        f"{ends} other ends and {inside} inside"
    )


INVARIANTS = (
    Invariant(
        "finished_campaigns_have_ended",
        "A campaign has an instant at which it ended exactly if it is no longer inside.",
        _ended,
    ),
    Invariant(
        "launched_by_an_activity",
        "A campaign has a launch activity exactly if it is launched: its own, which finished then.",
        _launched,
    ),
    Invariant(
        "nothing_after_the_end",
        "A campaign that is rejected or canceled has nothing in work afterwards.",
        _nothing_afterwards,
    ),
    Invariant(
        "first_start_is_of_a_team",
        "`first_start` is the earliest start of an activity that a team or an agency does.",
        _first_start,
    ),
    Invariant(
        "campaigns_end_once",
        "A campaign has one request event; one launch event if it is launched, one end event if it "
        "ended otherwise, neither while it is inside.",
        _ends_once,
    ),
    Invariant(
        "ends_are_dated",
        "Request, launch and end events stand at the campaign's `requested` and `ended`.",
        _event_times,
    ),
    Invariant(
        "conservation",
        "Requests = launches + other ends + campaigns that are inside.",
        _conservation,
    ),
)
