"""Courses over time for charts: work in progress, queues, utilization."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR, MICROSECONDS_PER_WEEK
from mom_sim.errors import LogError
from mom_sim.metrics.grouped_time import GroupedTime
from mom_sim.metrics.ingredients import BoolArray, FloatArray, IntArray
from mom_sim.metrics.view import View
from mom_sim.metrics.work_in_progress import wip_path

__all__ = ["queue_path", "utilization_over_time", "wip_path"]


def queue_path(view: View, team: str, skill: str | None = None) -> tuple[IntArray, IntArray]:
    """How many activities wait for a team over time.

    Parameters
    ----------
    view : View
    team : str
    skill : str, optional
        Only those that wait for this skill.

    Returns
    -------
    times : int64 array, shape (steps,), microseconds, increasing
    lengths : int64 array, shape (steps,)
        Activities waiting from each time on; 0 before the first. Nothing is cut off at a largest
        length.

    Raises
    ------
    LogError
        If the team has no queue, or none for the skill.
    """
    return view.facts.queueing.path(np.flatnonzero(_pools(view, team, skill)))


def utilization_over_time(
    view: View, team: str, skill: str | None = None, *, period: int = MICROSECONDS_PER_WEEK
) -> pd.DataFrame:
    """How busy a team's people are, period by period.

    Parameters
    ----------
    view : View
    team : str
    skill : str, optional
        Only those who serve the team's queue for this skill.
    period : int, microseconds

    Returns
    -------
    DataFrame
        Columns `start` (microseconds), `scheduled_hours`, `busy_hours` and `utilization`, null
        where nobody is on shift; from the start of the run to its end, the last period cut there.
        Work that reaches over the boundary of a period is divided there.

    Raises
    ------
    LogError
        If the team has no queue, or none for the skill.
    """
    people = np.flatnonzero(view.facts.pools.members[_pools(view, team, skill)].any(axis=0))
    end = view.facts.log.window.end
    edges = np.append(np.arange(0, end, period, dtype=np.int64), end)
    staffing = view.facts.staffing
    scheduled = _hours(staffing.shifts, people, edges)
    busy = _hours(staffing.busy, people, edges)
    with np.errstate(invalid="ignore"):
        utilization = np.where(scheduled > 0, busy / scheduled, np.nan)
    return pd.DataFrame(
        {
            "start": edges[:-1],
            "scheduled_hours": scheduled,
            "busy_hours": busy,
            "utilization": utilization,
        }
    )


def _pools(view: View, team: str, skill: str | None) -> BoolArray:
    plan, pools = view.facts.plan, view.facts.pools
    names = np.array([one.name for one in plan.teams])
    chosen: BoolArray = names[pools.team] == team
    if skill is not None:
        chosen &= np.array(plan.skills)[pools.skill] == skill
    if not chosen.any():
        known = ", ".join(pools.names)
        wanted = team if skill is None else f"{skill} of team {team}"
        raise LogError(f"nothing waits for {wanted}; there are queues for {known}")
    return chosen


def _hours(periods: GroupedTime, people: IntArray, edges: IntArray) -> FloatArray:
    before = periods.before(np.tile(people, edges.size), np.repeat(edges, people.size))
    return np.diff(before.reshape(edges.size, people.size).sum(axis=1)) / MICROSECONDS_PER_HOUR
