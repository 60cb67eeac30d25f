"""How busy people are, and whether they are where the work is."""

from __future__ import annotations

import numpy as np

from mom_sim.metrics.idle_capacity import idle_while_others_queue
from mom_sim.metrics.ingredients import FloatArray, Ratio, Ratios
from mom_sim.metrics.kinds import RATIO, FromRatios
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.view import View

NOBODY = "nobody is on shift in the measured window"


def pool_utilization(view: View) -> Ratios:
    """Busy and scheduled time of each pool's people, whatever they are busy with."""
    members, staffing = view.facts.pools.members, view.facts.staffing
    return Ratios(
        (members @ staffing.busy_time).astype(np.float64),
        (members @ staffing.scheduled_time).astype(np.float64),
    )


def _largest(ratios: FloatArray) -> float | None:
    return float(ratios.max()) if ratios.size else None


def _utilization(view: View) -> Ratio:
    staffing = view.facts.staffing
    return Ratio(float(staffing.busy_time.sum()), float(staffing.scheduled_time.sum()))


def _seconded_idle(view: View) -> Ratio:
    staffing = view.facts.staffing
    return Ratio(float(staffing.idle_seconded_time.sum()), float(staffing.scheduled_time.sum()))


def _misplaced(view: View) -> Ratio:
    scheduled = float(view.facts.staffing.scheduled_time.sum())
    return Ratio(float(idle_while_others_queue(view.facts)), scheduled)


METRICS = (
    Metric(
        "peak_utilization",
        "share",
        "Highest utilization among the pools, a pool being the people who serve a team's queue "
        "for one skill: their hands-on time between warm-up and horizon, on whatever they work, "
        "by their time on shift, absences left out.",
        FromRatios("largest of pooled ratios", _largest),
        pool_utilization,
        NOBODY,
        of_campaigns=False,
    ),
    Metric(
        "mean_utilization",
        "share",
        "Hands-on time of everybody between warm-up and horizon by their time on shift, absences "
        "left out.",
        RATIO,
        _utilization,
        NOBODY,
        of_campaigns=False,
    ),
    Metric(
        "seconded_idle_share",
        "share",
        "Share of everybody's time on shift between warm-up and horizon that is spent in a task "
        "force without work.",
        RATIO,
        _seconded_idle,
        NOBODY,
        of_campaigns=False,
    ),
    Metric(
        "idle_while_others_queue",
        "share",
        "Share of everybody's time on shift between warm-up and horizon in which they are without "
        "work while, in a team whose queue they do not serve, work waits for a skill that they "
        "have.",
        RATIO,
        _misplaced,
        NOBODY,
        of_campaigns=False,
    ),
)
