"""Stints and waits against the activity they belong to: no gap, no overlap."""

from __future__ import annotations

import numpy as np

from mom_sim.log.arrays import IntArray, stable_order, union_by_group
from mom_sim.log.contract import NULL
from mom_sim.log.invariants.invariant import Invariant, Tables, code, first_offense, offender

_OPEN = code("stint_ending", "open")
_FINISHED = code("stint_ending", "finished")


def _tiling(tables: Tables, rows: IntArray, until: IntArray) -> str | None:
    """Find the first of some activities that is not tiled from `ready` to its `until`."""
    stints, waits, ready = tables.stints, tables.waits, tables.activities["ready"]
    # An empty piece at either end stands for the activity itself.
    parts = (
        union_by_group(stints["activity"], stints["start"], stints["finish"]),
        (waits["activity"], waits["start"], waits["finish"]),
        (rows, ready[rows], ready[rows]),
        (rows, until, until),
    )
    pieces = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    last = np.full(ready.size, NULL, dtype=np.int64)
    last[rows] = until
    kept = last[pieces[0]] != NULL
    activity, start, finish = (piece[kept] for piece in pieces)
    order = stable_order((activity, start, finish))
    activity, start, finish = activity[order], start[order], finish[order]
    return first_offense(
        offender(
            "activities",
            (start < ready[activity]) | (finish > last[activity]),
            lambda i: (
                f"[{start[i]}, {finish[i]}] is not inside [{ready[activity[i]]}, "
                f"{last[activity[i]]}]"
            ),
            activity,
        ),
        offender(
            "activities",
            (activity[1:] == activity[:-1]) & (start[1:] != finish[:-1]),
            lambda i: f"[{start[i]}, {finish[i]}] is followed by [{start[i + 1]}, {finish[i + 1]}]",
            activity,
        ),
    )


def _finished(tables: Tables) -> str | None:
    finish = tables.activities["finish"]
    rows = np.flatnonzero(finish != NULL)
    return _tiling(tables, rows, finish[rows])


def _open(tables: Tables) -> str | None:
    rows = np.flatnonzero(tables.activities["finish"] == NULL)
    return _tiling(tables, rows, np.full(rows.size, tables.log.window.end))


def _start(tables: Tables) -> str | None:
    never = np.iinfo(np.int64).max
    start = tables.activities["start"]
    first = np.full(start.size, never, dtype=np.int64)
    np.minimum.at(first, tables.stints["activity"], tables.stints["start"])
    return offender(
        "activities",
        (first != never) & ((start == NULL) | (start > first)),
        lambda row: f"start is {start[row]}, its first stint starts at {first[row]}",
    )


def _endings(tables: Tables) -> str | None:
    ended_by, finish = tables.stints["ended_by"], tables.stints["finish"]
    activity_finish = tables.activities["finish"][tables.stints["activity"]]
    return first_offense(
        offender(
            "stints",
            (ended_by == _OPEN) & (activity_finish != NULL),
            lambda row: f"is open, but its activity has finish {activity_finish[row]}",
        ),
        offender(
            "stints",
            (ended_by == _FINISHED) & (finish != activity_finish),
            lambda row: (
                f"finishes the activity at {finish[row]}, but that has finish "
                f"{activity_finish[row]}"
            ),
        ),
    )


INVARIANTS = (
    Invariant(
        "stints_and_waits_tile_the_activity",
        "The union of a finished activity's stints, and its waits, tile [ready, finish].",
        _finished,
    ),
    Invariant(
        "open_activities_are_tiled_to_the_end",
        "The union of an open activity's stints, and its waits, tile [ready, end of the run].",
        _open,
    ),
    Invariant(
        "start_is_not_after_a_stint",
        "An activity with stints has a start, and none of them is before it.",
        _start,
    ),
    Invariant(
        "stint_endings_fit",
        "Only an open activity has an open stint; a stint that finished the work ends with the "
        "activity.",
        _endings,
    ),
)
