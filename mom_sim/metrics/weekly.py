"""One replication week by week: what came in, what got out, what is inside, who is busy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.paths import utilization_over_time
from mom_sim.metrics.view import View


def flow_by_week(view: View, *, weeks: int = 1) -> pd.DataFrame:
    """Cumulative flow: campaigns requested, launched and ended otherwise so far.

    Parameters
    ----------
    view : View
        All campaigns of the run count, the backlog at the start included, whatever is chosen.
    weeks : int
        Length of a period.

    Returns
    -------
    DataFrame
        One row a period, to the horizon: `week` (at whose end, from 1), `requested`, `launched`,
        `ended_otherwise` (cumulative), `inside` (requested and not ended), and those of the period
        alone, `new_requests` and `new_launches`. The last period ends at the horizon.
    """
    log = view.facts.log
    requested, ended, outcome = (log.campaigns[one] for one in ("requested", "ended", "outcome"))
    edges = _edges(log.window.horizon, weeks)
    is_launched = outcome == OUTCOMES.index("launched")
    is_other = ~is_launched & (outcome != OUTCOMES.index("inside"))
    came = _until(requested, edges)
    launched, other = _until(ended[is_launched], edges), _until(ended[is_other], edges)
    return pd.DataFrame(
        {
            "week": _weeks(edges),
            "requested": came,
            "launched": launched,
            "ended_otherwise": other,
            "inside": came - launched - other,
            "new_requests": np.diff(came, prepend=0),
            "new_launches": np.diff(launched, prepend=0),
        }
    )


def utilization_by_week(view: View, *, weeks: int = 1) -> pd.DataFrame:
    """How busy the people of every queue are.

    Parameters
    ----------
    view : View
    weeks : int
        Length of a period.

    Returns
    -------
    DataFrame
        One row a queue and period that begins before the horizon (the last one whole): `team`,
        `skill`, `week` (at whose end, from 1), `scheduled_hours`, `busy_hours`, `utilization` (null
        where nobody is on shift).
    """
    plan, pools, horizon = view.facts.plan, view.facts.pools, view.facts.log.window.horizon
    parts = []
    for team, skill in zip(pools.team, pools.skill, strict=True):
        names = plan.teams[team].name, plan.skills[skill]
        part = utilization_over_time(view, *names, period=weeks * MICROSECONDS_PER_WEEK)
        part = part[part["start"] < horizon].reset_index(drop=True)
        part.insert(0, "week", (part["start"] // MICROSECONDS_PER_WEEK + weeks).astype(np.int64))
        part.insert(0, "skill", names[1])
        part.insert(0, "team", names[0])
        parts.append(part.drop(columns="start"))
    columns = ["team", "skill", "week", "scheduled_hours", "busy_hours", "utilization"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _edges(horizon: int, weeks: int) -> IntArray:
    """Ends of periods, the last of them the horizon."""
    step = weeks * MICROSECONDS_PER_WEEK
    return np.append(np.arange(step, horizon, step, dtype=np.int64), horizon)


def _weeks(edges: IntArray) -> IntArray:
    return -(-edges // MICROSECONDS_PER_WEEK)


def _until(instants: IntArray, edges: IntArray) -> IntArray:
    return np.searchsorted(np.sort(instants), edges, side="left").astype(np.int64)
