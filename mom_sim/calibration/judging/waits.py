"""Where the time of cases goes, by one rule for real and simulated logs.

A real log does not say why nobody worked. What it says is who then took the work on, what that
person did in the meantime, and at which hours of the week people work at all. Applied alike to a
simulated log, whose true causes are known, the same rule makes the two comparable.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.calibration.event_log import EventLog

PARTS = ("work", "queue", "closed", "other")
MEANINGS = {
    "work": "a piece of work on the case is under way, nights included",
    "queue": "whoever takes it next has other cases in hand",
    "closed": "outside the hours of the week in which work is usually done",
    "other": "neither: hand-offs, meetings, somebody outside",
}
HOURS_PER_WEEK = 168
BUSY_SLOT = 0.1
"""Share of the mean event count of an hour of the week from which it counts as working time."""

_MONDAY = 4 * 24  # hours from the start of 1970, a Thursday, to the first Monday
_Ints = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WeeklyHours:
    """Hours of the week in which work is usually done.

    Attributes
    ----------
    is_open : bool array, shape (168,)
        From Monday 0:00.
    time_zone : str
    """

    is_open: npt.NDArray[np.bool_]
    time_zone: str

    def open_until(self, instants: _Ints) -> _Floats:
        """Open microseconds from Monday, 5 January 1970 until each instant of local time."""
        hours, rest = np.divmod(instants, MICROSECONDS_PER_HOUR)
        weeks, slot = np.divmod(hours - _MONDAY, HOURS_PER_WEEK)
        before = np.concatenate(([0], np.cumsum(self.is_open)))
        whole = weeks * before[-1] + before[slot]
        return whole * float(MICROSECONDS_PER_HOUR) + np.where(self.is_open[slot], rest, 0)


def weekly_hours(logs: list[EventLog], time_zone: str) -> WeeklyHours:
    """Find the hours of the week in which the people of some logs work.

    Parameters
    ----------
    logs : list of EventLog
    time_zone : str

    Returns
    -------
    WeeklyHours
        Hours of the week with at least a tenth of the mean number of starts and ends.
    """
    counts = np.zeros(HOURS_PER_WEEK)
    for log in logs:
        for name in ("start", "end"):
            hours = _local(log.frame[name], time_zone) // MICROSECONDS_PER_HOUR
            counts += np.bincount((hours - _MONDAY) % HOURS_PER_WEEK, minlength=HOURS_PER_WEEK)
    return WeeklyHours(counts >= BUSY_SLOT * counts.mean(), time_zone)


def time_by_cause(log: EventLog, hours: WeeklyHours) -> dict[str, float]:
    """Split the mean cycle time of a log's cases.

    Parameters
    ----------
    log : EventLog
    hours : WeeklyHours

    Returns
    -------
    dict of float, hours a case
        By `PARTS`; they add up to the mean cycle time. An instant at which at least one instance is
        under way is work. Of a gap, what lies outside the weekly hours is closed; of the rest, the
        time in which the resource of the next instance has another one in hand is queue.
    """
    frame = log.frame.sort_values(["case", "start", "end"], kind="stable")
    start = _local(frame["start"], hours.time_zone)
    end = _local(frame["end"], hours.time_zone)
    cases = pd.factorize(frame["case"])[0]
    covered = pd.Series(end).groupby(cases).cummax().shift(1).to_numpy(float)
    is_first = np.concatenate(([True], cases[1:] != cases[:-1]))
    covered = np.where(is_first, start, covered).astype(np.int64)
    is_gap = start > covered
    left, right = covered[is_gap], start[is_gap]
    resources = frame["resource"].to_numpy(object)
    queue = _busy(resources, start, end, resources[is_gap], left, right, hours)
    opened = hours.open_until(right) - hours.open_until(left)
    gaps = (right - left).astype(float)
    closed, other = gaps - opened, opened - queue
    bounds = pd.DataFrame({"case": cases, "start": start, "end": end}).groupby("case")
    cycle = (bounds["end"].max() - bounds["start"].min()).sum()
    totals = (cycle - gaps.sum(), queue.sum(), closed.sum(), other.sum())
    count = max(int(cases.max()) + 1, 1) * MICROSECONDS_PER_HOUR
    return {name: float(total) / count for name, total in zip(PARTS, totals, strict=True)}


def _busy(
    resources: npt.NDArray[np.object_],
    start: _Ints,
    end: _Ints,
    owners: npt.NDArray[np.object_],
    left: _Ints,
    right: _Ints,
    hours: WeeklyHours,
) -> _Floats:
    """Open time within each gap in which its owner has something in hand."""
    busy = np.zeros(left.size)
    rows = np.flatnonzero(pd.notna(resources))
    places = pd.Series(rows).groupby(resources[rows]).indices
    for owner, wanted in pd.Series(np.arange(left.size)).groupby(pd.Series(owners)).indices.items():
        mine = rows[places[owner]]
        begins, ends = _merged(start[mine], end[mine])
        first, last = (_until(instants[wanted], begins, ends, hours) for instants in (left, right))
        busy[wanted] = last - first
    return busy


def _merged(start: _Ints, end: _Ints) -> tuple[_Ints, _Ints]:
    """Union of intervals, as intervals that do not touch."""
    order = np.argsort(start, kind="stable")
    start, latest = start[order], np.maximum.accumulate(end[order])
    is_new = np.concatenate(([True], start[1:] > latest[:-1]))
    lasts = np.concatenate((np.flatnonzero(is_new)[1:] - 1, [start.size - 1]))
    return start[is_new], latest[lasts]


def _until(instants: _Ints, begins: _Ints, ends: _Ints, hours: WeeklyHours) -> _Floats:
    """Open time within intervals that lie before each instant."""
    from_start, to_end = hours.open_until(begins), hours.open_until(ends)
    before = np.concatenate(([0.0], np.cumsum(to_end - from_start)))
    place = np.searchsorted(begins, instants, side="right")
    last = np.maximum(place - 1, 0)
    reached = np.minimum(np.maximum(instants, begins[last]), ends[last])
    part = hours.open_until(reached) - from_start[last]
    return np.where(place == 0, 0.0, before[last] + part)


def _local(instants: pd.Series[pd.Timestamp], time_zone: str) -> _Ints:
    """Microseconds since 1970 by the clock on the wall."""
    naive = instants.dt.tz_convert(time_zone).dt.tz_localize(None)
    return naive.to_numpy("datetime64[us]").astype(np.int64)
