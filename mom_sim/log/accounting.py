"""Where the time of a launched campaign went, exactly: its critical path, split by cause.

The rule is idea 5 of the design: backward from the launch along the latest-finishing predecessors,
every instant belongs to one activity of the path and there to one cause. The parts are whole
microseconds and add up to the time from request to launch, for every campaign.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log.arrays import IntArray, first_true, stable_order, union_by_group
from mom_sim.log.contract import CAUSES, NULL, OUTCOMES, SUB_CAUSES
from mom_sim.log.log_tables import Log

LAUNCHED = OUTCOMES.index("launched")
_WORK = CAUSES.index("work")
_NO_SUB_CAUSE = SUB_CAUSES.index("none")

ReferenceWork = Callable[[IntArray], IntArray]


def critical_path(log: Log) -> pd.DataFrame:
    """Follow every launched campaign from its launch back to its request.

    Parameters
    ----------
    log : Log

    Returns
    -------
    DataFrame of int64
        Columns `campaign`, `order` (from 0 at the request), `activity`; sorted by the first two.

    Raises
    ------
    LogError
        If a chain of triggers runs in a circle.

    Notes
    -----
    Source: critical path by backward pass over the arcs that determined each start; Kelley and
    Walker, Critical-path planning and scheduling, Proc. EJCC (1959) 160-173.
    """
    outcome = log.campaigns["outcome"].to_numpy()
    trigger = log.activities["trigger"].to_numpy()
    campaign: IntArray = np.flatnonzero(outcome == LAUNCHED)
    activity = log.campaigns["launch_activity"].to_numpy()[campaign]
    longest = np.bincount(log.activities["campaign"].to_numpy(), minlength=1).max(initial=0)
    levels: list[tuple[IntArray, IntArray]] = []
    while True:
        is_there = activity != NULL
        campaign, activity = campaign[is_there], activity[is_there]
        if not campaign.size:
            break
        if len(levels) > longest:
            raise LogError(f"campaigns row {campaign[0]}: its triggers run in a circle")
        levels.append((campaign, activity))
        activity = trigger[activity]
    campaigns = _joined([level[0] for level in levels])
    activities = _joined([level[1] for level in levels])
    depth = np.repeat(np.arange(len(levels)), [level[0].size for level in levels])
    length = np.bincount(campaigns, minlength=outcome.size)
    path = {"campaign": campaigns, "order": length[campaigns] - 1 - depth, "activity": activities}
    rows = stable_order((path["campaign"], path["order"]))
    return pd.DataFrame({name: values[rows].astype(np.int64) for name, values in path.items()})


def critical_pieces(log: Log) -> pd.DataFrame:
    """Split the critical paths into intervals of one cause each.

    Parameters
    ----------
    log : Log

    Returns
    -------
    DataFrame of int64
        Columns `campaign`, `order`, `activity`, `attempt`, `start`, `finish` (microseconds),
        `cause` and `sub_cause` (codes); in order of time within each campaign. An activity is at
        work where at least one person is.

    Raises
    ------
    LogError
        If a chain of triggers runs in a circle.
    """
    path = critical_path(log)
    place = np.full(len(log.activities), NULL, dtype=np.int64)
    place[path["activity"]] = np.arange(len(path))
    work = _columns(log.stints, "activity", "start", "finish")
    activity, start, finish = union_by_group(*_on_path(place, work))
    waits = _on_path(
        place, _columns(log.waits, "activity", "start", "finish", "cause", "sub_cause")
    )
    pieces = {
        "activity": _joined([activity, waits[0]]),
        "start": _joined([start, waits[1]]),
        "finish": _joined([finish, waits[2]]),
        "cause": _joined([np.full_like(activity, _WORK), waits[3]]),
        "sub_cause": _joined([np.full_like(activity, _NO_SUB_CAUSE), waits[4]]),
    }
    rows = stable_order((place[pieces["activity"]], pieces["start"], pieces["finish"]))
    pieces = {name: values[rows] for name, values in pieces.items()}
    on_path = place[pieces["activity"]]
    return pd.DataFrame(
        {
            "campaign": path["campaign"].to_numpy()[on_path],
            "order": path["order"].to_numpy()[on_path],
            "activity": pieces.pop("activity"),
            "attempt": log.activities["attempt"].to_numpy()[path["activity"].to_numpy()[on_path]],
            **pieces,
        }
    )


def time_by_cause(log: Log, reference_work: ReferenceWork | None = None) -> pd.DataFrame:
    """Split the time from request to launch by cause, exactly.

    Parameters
    ----------
    log : Log
    reference_work : callable, optional
        From instants (ndarray of int64, microseconds) to the working time of the reference calendar
        before them (ndarray of int64, microseconds), such as `WorkingClock.work_array`. Then the
        working time from request to launch is split in place of the wall-clock time.

    Returns
    -------
    DataFrame of int64
        One row a launched campaign: `campaign`; one column for each of `CAUSES`, microseconds; and
        `rework_microseconds`, the part of all of them that was spent in a second or later attempt.
        The causes add up to launch minus request.

    Raises
    ------
    LogError
        If they do not, because the log breaks its contract.
    """
    measured = reference_work or (lambda instants: instants)
    pieces = critical_pieces(log)
    campaigns = log.campaigns[log.campaigns["outcome"] == LAUNCHED]
    launched = campaigns["campaign"].to_numpy()
    row = np.searchsorted(launched, pieces["campaign"].to_numpy())
    time = measured(pieces["finish"].to_numpy()) - measured(pieces["start"].to_numpy())
    by_cause = np.zeros((launched.size, len(CAUSES)), dtype=np.int64)
    np.add.at(by_cause, (row, pieces["cause"].to_numpy()), time)
    rework = np.zeros(launched.size, dtype=np.int64)
    np.add.at(rework, row, np.where(pieces["attempt"].to_numpy() > 1, time, 0))
    total = measured(campaigns["ended"].to_numpy()) - measured(campaigns["requested"].to_numpy())
    first = first_true(by_cause.sum(axis=1) != total)
    if first is not None:
        raise LogError(
            f"campaigns row {launched[first]}: the causes add up to {by_cause[first].sum()} "
            f"microseconds, not to the {total[first]} from request to launch; see validate()"
        )
    return pd.DataFrame(
        {
            "campaign": launched,
            **{cause: by_cause[:, code] for code, cause in enumerate(CAUSES)},
            "rework_microseconds": rework,
        }
    )


def _joined(arrays: list[IntArray]) -> IntArray:
    return np.concatenate([np.empty(0, dtype=np.int64), *arrays])


def _columns(frame: pd.DataFrame, *names: str) -> tuple[IntArray, ...]:
    return tuple(frame[name].to_numpy() for name in names)


def _on_path(place: IntArray, columns: tuple[IntArray, ...]) -> tuple[IntArray, ...]:
    """Keep the rows, by their activity in the first column, that lie on a critical path."""
    is_on_path = place[columns[0]] != NULL
    return tuple(column[is_on_path] for column in columns)
