"""How long campaigns take, and whether they are in time."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np

from mom_sim.metrics.ingredients import FloatArray, Ratio, Ratios, Sample
from mom_sim.metrics.kinds import RATIO, SHARE, FromRatios, PooledQuantile
from mom_sim.metrics.kpis.ends import NO_CAMPAIGN
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.sums import weight_by
from mom_sim.metrics.view import View

NO_LAUNCH = "no measured campaign was launched or is still inside"

_WHOM = (
    "of the measured campaigns that were launched; those still inside when the run stopped count "
    "with their time so far, which makes it a lower bound, restricted to the follow-up; waiting "
    "for an embargo is left out"
)


def working_days(view: View) -> FloatArray:
    """Times of the view's campaigns that were launched or are still inside, in working days."""
    return view.working_days


def calendar_days(view: View) -> FloatArray:
    """Times of the view's campaigns that were launched or are still inside, in calendar days."""
    return view.calendar_days


def _times(unit: str, times: Callable[[View], FloatArray]) -> tuple[Metric, ...]:
    def mean(view: View) -> Ratio:
        values = times(view)
        return Ratio(float(values.sum()), float(values.size))

    def items(view: View) -> Sample:
        return Sample(times(view))

    name, words = f"time_to_launch_{{}}_{unit}_days", f"{unit} days"
    if unit == "working":
        words = "working days of the reference calendar"
    return (
        Metric(
            name.format("mean"),
            f"{unit} days",
            f"Mean time from request to launch in {words}, {_WHOM}.",
            RATIO,
            mean,
            NO_LAUNCH,
        ),
        *(
            Metric(
                name.format(f"p{percent}"),
                f"{unit} days",
                f"Time from request to launch in {words} that {percent}% do not exceed, {_WHOM}.",
                PooledQuantile(percent / 100),
                items,
                NO_LAUNCH,
            )
            for percent in (50, 80, 90)
        ),
    )


def _on_time(view: View) -> Ratio:
    on_time = np.count_nonzero(view.campaigns & view.facts.on_time)
    return Ratio(float(on_time), float(view.size))


def _lateness(view: View) -> Ratio:
    late = view.facts.lateness[view.timed]
    return Ratio(float(late.sum()) / view.facts.day, float(late.size))


def _by_unit(view: View) -> Ratios:
    facts = view.facts
    unit = facts.log.campaigns["unit"][view.timed]
    units = len(facts.plan.units)
    return Ratios(
        weight_by(unit, working_days(view), units),
        weight_by(unit, np.ones(unit.size), units),
    )


def _largest_by_smallest(means: FloatArray) -> float | None:
    if means.size < 2 or not means.min() > 0:
        return None
    return float(means.max() / means.min())


METRICS = (
    *_times("working", working_days),
    *_times("calendar", calendar_days),
    Metric(
        "on_time_share",
        "share",
        "Share of the measured campaigns that were launched at or before their due date; those "
        "that ended otherwise or are still inside are not on time.",
        SHARE,
        _on_time,
        NO_CAMPAIGN,
    ),
    Metric(
        "lateness_mean_working_days",
        "working days",
        "Mean working days of the reference calendar from the due date to the launch of the "
        "measured campaigns that were launched, negative before the due date; those still inside "
        "when the run stopped count with their lateness so far.",
        RATIO,
        _lateness,
        NO_LAUNCH,
        own_bounds=(-inf, inf),
    ),
    Metric(
        "fairness",
        "ratio",
        "Mean time-to-launch in working days of the unit that waits longest, by that of the unit "
        "that waits shortest, over units with a measured campaign that was launched or is still "
        "inside; 1 is even.",
        FromRatios("largest by smallest of pooled ratios", _largest_by_smallest),
        _by_unit,
        "there are no two units whose campaigns took time",
        of_campaigns=False,
        own_bounds=(1.0, inf),
    ),
)
