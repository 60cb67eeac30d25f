"""An event log as arrays, in the order of cases and time: what all parts of the fit read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.step_names import names_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Activity instances, sorted by case, start, end.

    Parameters
    ----------
    case, activity, person : ndarray of int
        Positions in the names; ``person`` is -1 where nobody is named.
    start, end : ndarray of float, seconds since 1970
    is_estimated : ndarray of bool
        Whether the start is an estimate.
    place : ndarray of int
        Row in the log.
    cases, activities, people : list of str
        Names; activities as steps are named.
    titles : list of str
        Activities as the log names them.
    """

    case: Ints
    activity: Ints
    person: Ints
    start: Floats
    end: Floats
    is_estimated: Bools
    place: Ints
    cases: list[str]
    activities: list[str]
    people: list[str]
    titles: list[str]

    @property
    def count(self) -> int:
        """Number of activity instances."""
        return self.case.size


def rows_of(log: EventLog) -> Rows:
    """Take a log apart.

    Parameters
    ----------
    log : EventLog

    Returns
    -------
    Rows
    """
    frame = log.frame
    case, cases = pd.factorize(frame["case"])
    person, people = pd.factorize(frame["resource"])
    names = names_of(frame["activity"].unique())
    titles = sorted(names)
    activity = pd.Index(titles).get_indexer(pd.Index(frame["activity"]))
    start, end = seconds_of(frame["start"]), seconds_of(frame["end"])
    order = np.lexsort((end, start, case))
    return Rows(
        case[order].astype(np.int64),
        activity[order].astype(np.int64),
        person[order].astype(np.int64),
        start[order],
        end[order],
        frame["start_estimated"].to_numpy(dtype=bool)[order],
        order.astype(np.int64),
        [str(name) for name in cases],
        [names[title] for title in titles],
        [str(name) for name in people],
        titles,
    )


def seconds_of(times: pd.Series) -> Floats:
    """Seconds since 1970; NaN where there is no time."""
    stamps = times.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
    return np.where(np.isnat(stamps), np.nan, stamps.astype(np.int64) / 1e6)
