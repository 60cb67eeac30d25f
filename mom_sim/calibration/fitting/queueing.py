"""What is known of the pieces of work that waited for people, and the classes they queue in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.fitting.arrivals import rate_interval
from mom_sim.calibration.fitting.families import Fit, fit_times
from mom_sim.calibration.fitting.fitted import FittedClass, QueueOrder
from mom_sim.calibration.fitting.idle_time import SHORTEST_IDLE
from mom_sim.calibration.fitting.queue_order import find_order, waiting_pairs
from mom_sim.calibration.fitting.rows import Bools, Floats, Ints, Rows, seconds_of
from mom_sim.calibration.fitting.samples import OutsideWaits, ready_instants

COLUMNS = ("priority", "kind")
"""Columns of a log that classes may be made of."""
TYPE = "type"
"""In place of a column: the type of case."""
SELDOM = 0.05
"""Share of an activity's instances that may have waited for somebody outside."""
UNKNOWN = "unknown"
"""Value of a case that has none."""


def queue_order(
    log: EventLog,
    rows: Rows,
    outside: OutsideWaits,
    team_of_row: Ints,
    work: Floats,
    type_of_case: list[str],
) -> QueueOrder:
    """Find which of several waiting pieces of work is taken first.

    Parameters
    ----------
    log : EventLog
    rows : Rows
        Of the log.
    outside : OutsideWaits
    team_of_row : ndarray of int
    work : ndarray of float, seconds
        Hands-on.
    type_of_case : list of str
        Name of the type of each case; empty for those that have none.

    Returns
    -------
    QueueOrder
    """
    ready = ready_instants(rows)
    edges = np.searchsorted(rows.case, np.arange(len(rows.cases) + 1))
    asked = _times(log, rows, "requested")
    first = edges[:-1]
    known = ~np.isnan(asked[first])
    ready[first[known]] = np.minimum(asked[first[known]], rows.start[first[known]])
    arrival = ready[first][rows.case]
    is_queued = outside.is_queued(ready) & _waits_for_people(rows, outside, ready)
    pairs = waiting_pairs(team_of_row, ready, rows.start, is_queued)
    numbers = {"latest": -ready, "oldest case": arrival, "shortest": work}
    due = _times(log, rows, "due")
    if not np.isnan(due).all():
        numbers["due"] = np.where(np.isnan(due), np.inf, due)
    classes = {
        column: [by_case[case] for case in rows.case.tolist()]
        for column in (*COLUMNS, TYPE)
        if (by_case := values_of_cases(log, rows, column, type_of_case))
    }
    return find_order(pairs, ready, numbers, classes)


def _waits_for_people(rows: Rows, outside: OutsideWaits, ready: Floats) -> Bools:
    """Rows of activities that wait for people only.

    Where an activity often waits for somebody outside, nobody knows when it joined the queue.
    """
    is_outside = outside.split(ready, rows.start)[0] > SHORTEST_IDLE
    often = np.bincount(rows.activity, is_outside, len(rows.activities))
    total = np.maximum(np.bincount(rows.activity, minlength=len(rows.activities)), 1)
    return np.asarray((often / total <= SELDOM)[rows.activity])


def values_of_cases(log: EventLog, rows: Rows, column: str, type_of_case: list[str]) -> list[str]:
    """Value of a column for each case: the first that stands in one of its rows; none without it.

    Parameters
    ----------
    log : EventLog
    rows : Rows
    column : str
        Of `COLUMNS`, or `TYPE`.
    type_of_case : list of str
        As in `queue_order`.

    Returns
    -------
    list of str
    """
    if column == TYPE:
        return type_of_case
    if column not in log.frame:
        return []
    filled = log.frame[column].astype(str).str.strip()
    named = filled[filled != ""].groupby(log.frame["case"], sort=False).first()
    return [str(value) for value in named.reindex(rows.cases).fillna(UNKNOWN)]


def classes_of(
    members: Ints,
    by_case: list[str],
    order: QueueOrder,
    per_year: float,
    noise: float,
    counted: float = 1.0,
) -> tuple[FittedClass, ...]:
    """Split a type of case into the classes that its cases queue in.

    Parameters
    ----------
    members : ndarray of int
        Cases of the type.
    by_case : list of str
        Value of the column of each case.
    order : QueueOrder
        With ranks.
    per_year : float
        Of the whole type.
    noise : float
        Variance over mean of the number of all cases of the type.
    counted : float
        Share of the cases that the rate was counted of.

    Returns
    -------
    tuple of FittedClass
        The first taken first.
    """
    place = {value: rank for rank, value in enumerate(order.ranks)}
    counts = pd.Series([by_case[member] for member in members.tolist()]).value_counts()
    found = []
    for value, count in counts.items():
        share = int(count) / members.size
        rate = per_year * share
        part_noise = 1.0 + share * (noise - 1.0)
        found.append(
            FittedClass(
                "" if order.column == TYPE else str(value),
                place.get(str(value), len(place)),
                int(count),
                rate,
                *rate_interval(rate, max(round(int(count) * counted), 1), part_noise),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.rank, one.value)))


def due_offsets(log: EventLog, rows: Rows) -> Fit | None:
    """Time from the first start of a case to when it has to be ready; None where no row says it."""
    due = _times(log, rows, "due")
    edges = np.searchsorted(rows.case, np.arange(len(rows.cases) + 1))
    first = edges[:-1]
    known = ~np.isnan(due[first])
    if not known.any():
        return None
    return fit_times(np.maximum(due[first] - rows.start[first], 0.0)[known])


def _times(log: EventLog, rows: Rows, role: str) -> Floats:
    if role not in log.frame:
        return np.full(rows.count, np.nan)
    return seconds_of(log.frame[role])[rows.place]
