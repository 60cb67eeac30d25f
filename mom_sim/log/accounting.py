"""Where the time of a launched campaign went, exactly: its critical path, split by cause.

The rule is idea 5 of the design: backward from the launch along the latest-finishing predecessors,
every instant belongs to one activity of the path and there to one cause. The parts are whole
microseconds and add up to the time from request to launch, for every campaign.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log.arrays import IntArray, first_true, union_by_group
from mom_sim.log.contract import CAUSES, NULL, OUTCOMES, SUB_CAUSES
from mom_sim.log.log_tables import Log
from mom_sim.log.sorting import sorting_moves

LAUNCHED = OUTCOMES.index("launched")
_WORK = CAUSES.index("work")
_NO_SUB_CAUSE = SUB_CAUSES.index("none")

_LONG = 100
"""Activities on a path from which on it is held against the rows that its campaign has."""

_PIECES = ("campaign", "order", "activity", "attempt", "start", "finish", "cause", "sub_cause")
"""Columns of `critical_pieces`."""

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
    return pd.DataFrame(critical_path_columns(log))


def critical_path_columns(log: Log) -> dict[str, IntArray]:
    """Follow every launched campaign back to its request; columns of `critical_path`."""
    campaigns, activities = log.columns("campaigns"), log.columns("activities")
    outcome, trigger = campaigns["outcome"], activities["trigger"]
    campaign: IntArray = np.flatnonzero(outcome == LAUNCHED)
    activity = campaigns["launch_activity"][campaign]
    longest: int | None = None  # rows of a campaign, looked up when a path is strangely long
    levels: list[tuple[IntArray, IntArray]] = []
    while True:
        is_there = activity != NULL
        campaign, activity = campaign[is_there], activity[is_there]
        if not campaign.size:
            break
        if len(levels) > _LONG:
            if longest is None:
                longest = int(np.bincount(activities["campaign"], minlength=1).max(initial=0))
            if len(levels) > longest:
                raise LogError(f"campaigns row {campaign[0]}: its triggers run in a circle")
        levels.append((campaign, activity))
        activity = trigger[activity]
    of = _joined([level[0] for level in levels])
    depth = np.repeat(np.arange(len(levels)), [level[0].size for level in levels])
    length = np.bincount(of, minlength=outcome.size)
    # Each has its place: behind the paths of the campaigns before it, as far in as it is deep.
    place = np.cumsum(length)[of] - 1 - depth
    path = {"campaign": of, "order": length[of] - 1 - depth}
    path["activity"] = _joined([level[1] for level in levels])
    return {name: _placed(place, values) for name, values in path.items()}


def _placed(place: IntArray, values: IntArray) -> IntArray:
    """Put every value in its place."""
    placed = np.empty(values.size, dtype=np.int64)
    placed[place] = values
    return placed


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
    return pd.DataFrame(critical_piece_columns(log))


def critical_piece_columns(log: Log) -> dict[str, IntArray]:
    """Split the critical paths into intervals of one cause each; columns of `critical_pieces`."""
    if "numba" in sys.modules:
        found = _pieces_by_machine_code(log)
        if found is not None:
            return found
    return _pieces_by_sorting(log)


def _pieces_by_machine_code(log: Log) -> dict[str, IntArray] | None:
    """Walk paths and their activities; None for a log that breaks its contract."""
    from mom_sim.log.machine_code import DONE, cut, follow

    campaigns, activities = log.columns("campaigns"), log.columns("activities")
    stints, waits = log.columns("stints"), log.columns("waits")
    launched = np.flatnonzero(campaigns["outcome"] == LAUNCHED)
    size = activities["activity"].size
    path, owner = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    last = campaigns["launch_activity"][launched]
    code, length = follow(launched, last, activities["trigger"], path, owner)
    if code != DONE:
        return None
    path, owner = path[:length], owner[:length]
    most = stints["activity"].size + waits["activity"].size
    pieces = np.empty((len(_PIECES), most), dtype=np.int64)
    code, count = cut(
        path,
        owner,
        activities["attempt"],
        tuple(stints[name] for name in ("activity", "start", "finish")),
        tuple(waits[name] for name in ("activity", "start", "finish", "cause", "sub_cause")),
        _WORK,
        tuple(np.empty(one, dtype=np.int64) for one in (size, stints["activity"].size, size)),
        pieces,
    )
    if code != DONE:
        return None
    return {name: column[:count] for name, column in zip(_PIECES, pieces, strict=True)}


def _pieces_by_sorting(log: Log) -> dict[str, IntArray]:
    path = critical_path_columns(log)
    activities = log.columns("activities")
    place = np.full(activities["activity"].size, NULL, dtype=np.int64)
    place[path["activity"]] = np.arange(path["activity"].size)
    work = _on_path(place, log, "stints", "activity", "start", "finish")
    on_path, start, finish = union_by_group(place[work[0]], *work[1:])
    waits = _on_path(place, log, "waits", "activity", "start", "finish", "cause", "sub_cause")
    on_path = _joined([on_path, place[waits[0]]])
    pieces = {
        "start": _joined([start, waits[1]]),
        "finish": _joined([finish, waits[2]]),
        "cause": _joined([np.full_like(start, _WORK), waits[3]]),
        "sub_cause": _joined([np.full_like(start, _NO_SUB_CAUSE), waits[4]]),
    }
    moves = sorting_moves((on_path, pieces["start"], pieces["finish"]))
    on_path = np.asarray(moves.of(on_path))
    activity = path["activity"][on_path]
    return {
        "campaign": path["campaign"][on_path],
        "order": path["order"][on_path],
        "activity": activity,
        "attempt": activities["attempt"][activity],
        **{name: np.asarray(moves.of(values)) for name, values in pieces.items()},
    }


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
    pieces = critical_piece_columns(log)
    campaigns = log.columns("campaigns")
    launched = np.flatnonzero(campaigns["outcome"] == LAUNCHED)
    row = np.searchsorted(launched, pieces["campaign"])
    time = measured(pieces["finish"]) - measured(pieces["start"])
    by_cause = np.zeros((launched.size, len(CAUSES)), dtype=np.int64)
    np.add.at(by_cause, (row, pieces["cause"]), time)
    rework = np.zeros(launched.size, dtype=np.int64)
    np.add.at(rework, row, np.where(pieces["attempt"] > 1, time, 0))
    total = measured(campaigns["ended"][launched]) - measured(campaigns["requested"][launched])
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


def _on_path(place: IntArray, log: Log, table: str, *names: str) -> tuple[IntArray, ...]:
    """Keep the rows, by their activity in the first column, that lie on a critical path."""
    columns = log.columns(table)
    rows = np.flatnonzero(place[columns[names[0]]] != NULL)
    return tuple(columns[name][rows] for name in names)
