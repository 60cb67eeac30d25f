"""People: one task at a time, and only while they are there."""

from __future__ import annotations

import numpy as np

from mom_sim.log.arrays import IntArray, first_true, stable_order, union_by_group
from mom_sim.log.contract import NULL
from mom_sim.log.invariants.invariant import Invariant, Tables, code, offender

_SHIFT_START = code("event_kind", "shift_start")
_SHIFT_END = code("event_kind", "shift_end")


def _one_task(tables: Tables) -> str | None:
    stints = tables.stints
    order = stable_order((stints["person"], stints["start"], stints["finish"]))
    person, start, finish = (stints[name][order] for name in ("person", "start", "finish"))
    overlap = (person[1:] == person[:-1]) & (start[1:] < finish[:-1])
    return offender(
        "stints",
        overlap,
        lambda i: (
            f"person {person[i + 1]} starts at {start[i + 1]}, but is in row {order[i]} until "
            f"{finish[i]}"
        ),
        order[1:],
    )


def _shifts(tables: Tables) -> tuple[IntArray, IntArray, IntArray] | str:
    """Union of every person's shifts as (person, start, finish); or what is wrong with the events.

    The k-th start belongs to the k-th end of the same person; the last shift may be open when the
    run stops.
    """
    events, people = tables.events, len(tables.log.vocabularies["person"])

    def instants(kind: int) -> tuple[IntArray, IntArray]:
        rows = np.flatnonzero((events["kind"] == kind) & (events["person"] != NULL))
        rows = rows[stable_order((events["person"][rows], events["time"][rows]))]
        return events["person"][rows], events["time"][rows]

    person, start = instants(_SHIFT_START)
    ending, end = instants(_SHIFT_END)
    missing = np.bincount(person, minlength=people) - np.bincount(ending, minlength=people)
    wrong = first_true((missing != 0) & (missing != 1))
    if wrong is not None:
        return f"events: person {wrong} has {missing[wrong]} more shift starts than ends"
    is_open = np.flatnonzero(missing)
    ending = np.concatenate((ending, is_open))
    end = np.concatenate((end, np.full(is_open.size, tables.log.window.end)))
    order = stable_order((ending, end))
    finish = end[order]
    unpaired = (finish < start) | np.append(
        (person[1:] == person[:-1]) & (start[1:] < finish[:-1]), [False] * bool(person.size)
    ).astype(np.bool_)
    wrong = first_true(unpaired)
    if wrong is not None:
        return f"events: the shifts of person {person[wrong]} do not alternate at {start[wrong]}"
    return union_by_group(person, start, finish)


def _inside_shifts(tables: Tables) -> str | None:
    shifts = _shifts(tables)
    if isinstance(shifts, str):
        return shifts
    stints = tables.stints
    person, start, finish = (stints[name] for name in ("person", "start", "finish"))
    # Ranks in place of instants, so that person and instant fit into one whole number.
    instants = np.unique(np.concatenate((shifts[1], start)))
    shift_key = shifts[0] * (instants.size + 1) + np.searchsorted(instants, shifts[1])
    stint_key = person * (instants.size + 1) + np.searchsorted(instants, start)
    found = np.searchsorted(shift_key, stint_key, side="right") - 1
    is_inside = found >= 0
    shift = found[is_inside]
    is_inside[is_inside] = (shifts[0][shift] == person[is_inside]) & (
        shifts[2][shift] >= finish[is_inside]
    )
    return offender(
        "stints",
        ~is_inside,
        lambda row: (
            f"person {person[row]} works from {start[row]} to {finish[row]}, which is not "
            "inside one of their shifts"
        ),
    )


INVARIANTS = (
    Invariant(
        "one_task_at_a_time",
        "Nobody is in two stints at once.",
        _one_task,
    ),
    Invariant(
        "stints_lie_inside_shifts",
        "Everybody works inside their shifts: from shift_start to shift_end, absences left out.",
        _inside_shifts,
    ),
)
