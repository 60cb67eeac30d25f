"""From the runs at one factor to a point of the degradation curve, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from mom_sim.experiments.comparison import Bottleneck
from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.promises import value_of
from mom_sim.experiments.surge.runs import SurgeRun
from mom_sim.experiments.surge.study import CurvePoint
from mom_sim.metrics.bottlenecks import static_bottleneck
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import Estimate, interval_of
from mom_sim.stats import Interval, mean_interval

CURVE_KPIS = (
    "time_to_launch_p50_working_days",
    "time_to_launch_p90_working_days",
    "time_to_launch_mean_working_days",
    "on_time_share",
    "launched_share",
    "inside_share",
    "throughput_per_week",
    "peak_utilization",
    "queue_length_mean",
    "incident_share",
    "cost_per_launch",
)
"""Figures of every point of the curve, of the campaigns requested in the surge's weeks."""

DEFINITIONS = {
    "peak_backlog": "Largest number of campaigns that have been requested and have not ended, from "
    "the beginning of the surge until work in progress is that of calm again; mean of the peaks of "
    "the replications.",
    "late": "Campaigns requested from the beginning of the surge on that were launched after their "
    "due date, or were overdue when the shorter of the two runs stopped, less those of the same "
    "replication in calm; mean over replications.",
    "lost": "Campaigns requested from the beginning of the surge on that ended without a launch "
    "(turned away, withdrawn, rejected, or done by the unit itself), less those of the same "
    "replication in calm; mean over replications.",
    "late_or_lost": "Sum of `late` and `lost`.",
    "collateral": "Campaigns of the calm run, requested from the beginning of the surge on, that "
    "were neither late nor lost there and are in the same replication with the surge; mean over "
    "replications.",
}
"""What the surge does, beside the figures of `mom_sim.metrics`."""


def curve_point(
    runs: Sequence[SurgeRun],
    promises: Sequence[Promise],
    weeks: float,
    factor: float,
    currency: str,
) -> CurvePoint:
    """Estimate everything at one factor.

    Parameters
    ----------
    runs : sequence of SurgeRun
        One a replication.
    promises : sequence of Promise
    weeks : float, weeks
    factor : float
    currency : str

    Returns
    -------
    CurvePoint
    """
    measurements = [one.measurement for one in runs]
    finding = static_bottleneck(measurements)
    recovery = METRICS["weeks_to_recover"]
    return CurvePoint(
        weeks=weeks,
        factor=factor,
        promised=tuple(
            _named(promise.text, promise.unit, promise.metric.definition, found).in_currency(
                currency
            )
            for promise in promises
            for found in (value_of(promise, measurements),)
        ),
        kpis={name: _of_metric(name, runs).in_currency(currency) for name in CURVE_KPIS},
        weeks_to_recover=_of_metric(recovery.name, runs),
        peak_backlog=_mean("peak_backlog", [one.peak_backlog for one in runs], 0.0),
        late=_mean("late", [one.late for one in runs]),
        lost=_mean("lost", [one.lost for one in runs]),
        late_or_lost=_mean("late_or_lost", [one.late + one.lost for one in runs]),
        collateral=_mean("collateral", [one.collateral for one in runs], 0.0),
        bottleneck=Bottleneck(finding.name, finding.share.estimate, finding.reason),
    )


def _of_metric(name: str, runs: Sequence[SurgeRun]) -> Estimate:
    metric = METRICS[name]
    found = interval_of(metric, [one.measurement.figures[name] for one in runs])
    return _named(name, metric.unit, metric.definition, found)


def _mean(name: str, values: Sequence[float], lowest: float = -inf) -> Estimate:
    found = mean_interval(values).within(lowest, inf)
    return _named(name, "campaigns", DEFINITIONS[name], found)


def _named(name: str, unit: str, definition: str, found: Interval) -> Estimate:
    return Estimate.of(name, unit, definition, found)
