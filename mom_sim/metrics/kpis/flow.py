"""What gets out, and what is under way."""

from __future__ import annotations

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.metrics.ingredients import IntArray, OneValue, Ratio
from mom_sim.metrics.kinds import MEAN, RATIO
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.view import View
from mom_sim.stats import step_integral, time_weighted_quantile

NO_WINDOW = "the measured window has no extent"


def launches_in_window(view: View) -> int:
    """Launches between warm-up and horizon of all campaigns, the backlog among them."""
    return view.facts.launches_in_window


def _throughput(view: View) -> Ratio:
    weeks = view.facts.window_length / MICROSECONDS_PER_WEEK
    return Ratio(float(launches_in_window(view)), weeks)


def _mean_over_time(view: View, path: tuple[IntArray, IntArray]) -> Ratio:
    window = view.facts.log.window
    if not view.facts.window_length:
        return Ratio(0.0, 0.0)
    integral = step_integral(*path, window.warm_up, window.horizon)
    return Ratio(float(integral), float(view.facts.window_length))


def _wip_mean(view: View) -> Ratio:
    return _mean_over_time(view, view.facts.wip)


def _queue_length(view: View) -> Ratio:
    window = view.facts.log.window
    if not view.facts.window_length:
        return Ratio(0.0, 0.0)
    time = view.facts.queueing.time(window.warm_up, window.horizon)
    return Ratio(float(time), float(view.facts.window_length))


def wip_peak(view: View) -> OneValue:
    """Largest number of campaigns inside between warm-up and horizon."""
    window = view.facts.log.window
    if not view.facts.window_length:
        return OneValue(None, NO_WINDOW)
    peak = time_weighted_quantile(*view.facts.wip, window.warm_up, window.horizon, 1.0)
    return OneValue(float(peak))


METRICS = (
    Metric(
        "throughput_per_week",
        "launches/week",
        "Launches a week between warm-up and horizon, of all campaigns whenever they were "
        "requested, the backlog among them.",
        RATIO,
        _throughput,
        NO_WINDOW,
        of_campaigns=False,
    ),
    Metric(
        "wip_mean",
        "campaigns",
        "Mean over time, between warm-up and horizon, of the number of campaigns that have been "
        "requested and have not ended, those already inside at the warm-up among them.",
        RATIO,
        _wip_mean,
        NO_WINDOW,
        of_campaigns=False,
    ),
    Metric(
        "wip_peak",
        "campaigns",
        "Largest number of campaigns between warm-up and horizon that have been requested and have "
        "not ended; mean of the peaks of the replications.",
        MEAN,
        wip_peak,
        NO_WINDOW,
        of_campaigns=False,
    ),
    Metric(
        "queue_length_mean",
        "activities",
        "Mean over time, between warm-up and horizon, of the number of activities in all teams "
        "that are ready and that nobody has taken over; times at which nothing waits count with "
        "0, nights with what was left in the evening.",
        RATIO,
        _queue_length,
        NO_WINDOW,
        of_campaigns=False,
    ),
)
