"""Why a figure may not be trusted: what is said beside the numbers, by rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.pools import pool_name
from mom_sim.metrics.summarizing import check_replications
from mom_sim.stats import mean_interval, time_weighted_mean

SATURATED = 0.97
"""Utilization from which a pool is said to have no slack: waits grow as 1 / (1 - utilization)."""

GROWTH = 1.25
"""Work in progress of the window's last quarter by that of its first, from which it grows."""

FEW_CAMPAIGNS = 30


def warnings_of(measurements: Sequence[Measurement], *, surge: bool = False) -> list[str]:
    """Say what a reader of the figures should know.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    surge : bool
        Whether the runs have a surge; work in progress is then expected to grow.

    Returns
    -------
    list of str
        Sentences; empty if nothing is amiss.

    Raises
    ------
    LogError
        If the measurements are not replications of one model and scenario.

    Source: waiting over 1 - utilization: Kingman (1961), Mathematical Proceedings of the Cambridge
    Philosophical Society 57, 902-904. The thresholds are conventions of this package.
    """
    check_replications(measurements)
    warnings = [*_censored(measurements), *_saturated(measurements), *_few(measurements)]
    return warnings if surge else [*warnings, *_growing(measurements)]


def _censored(measurements: Sequence[Measurement]) -> list[str]:
    campaigns = pd.concat([one.campaigns for one in measurements], ignore_index=True)
    outcome = campaigns["outcome"].to_numpy(dtype=object)
    inside = outcome == "inside"
    if not inside.any():
        return []
    time = campaigns["working_days"].to_numpy()
    timed = time[inside | (outcome == "launched")]
    # A quantile stands as long as all that is unknown lies above it.
    bounds = [
        f"p{percent}"
        for percent in (50, 80, 90)
        if time[inside].min() <= np.quantile(timed, percent / 100)
    ]
    also = f", and so are {', '.join(bounds)}" if bounds else ""
    return [
        f"{inside.sum()} of {inside.size} measured campaigns ({inside.mean():.1%}) were still "
        "inside when the runs stopped: they count with their time so far, so the mean "
        f"time-to-launch is restricted to the follow-up and a lower bound{also}; the split by "
        "cause is of the launched ones only; a longer follow-up tells more, unless the "
        "organization is overloaded"
    ]


def _saturated(measurements: Sequence[Measurement]) -> list[str]:
    parts = [one.tables["teams"]["utilization"] for one in measurements]
    busy = np.sum([part.numerators for part in parts], axis=0)
    scheduled = np.sum([part.denominators for part in parts], axis=0)
    full = [
        f"{pool_name(*row)} ({busy[place] / scheduled[place]:.0%})"
        for place, row in enumerate(measurements[0].rows["teams"])
        if scheduled[place] > 0 and busy[place] >= SATURATED * scheduled[place]
    ]
    if not full:
        return []
    return [
        f"no slack in {', '.join(full)}: queues there grow for as long as this lasts, and the "
        "figures depend on how long the run is"
    ]


def _few(measurements: Sequence[Measurement]) -> list[str]:
    launched = sum(int((one.campaigns["outcome"] == "launched").sum()) for one in measurements)
    if launched >= FEW_CAMPAIGNS:
        return []
    return [
        f"only {launched} measured campaigns were launched in {len(measurements)} replication(s): "
        "quantiles and intervals are rough; run longer, or more replications"
    ]


def _growing(measurements: Sequence[Measurement]) -> list[str]:
    warm_up, horizon, _ = measurements[0].window
    quarter = (horizon - warm_up) // 4
    if len(measurements) < 2 or not quarter:
        return []

    def means(since: int) -> list[float]:
        return [
            time_weighted_mean(one.wip_times, one.wip_counts, since, since + quarter)
            for one in measurements
        ]

    first, last = means(warm_up), means(horizon - quarter)
    growth = mean_interval(np.subtract(last, first))
    if growth.low is None or growth.low <= 0 or np.mean(last) < GROWTH * np.mean(first):
        return []
    return [
        f"work in progress grows from {np.mean(first):.1f} campaigns in the first quarter of the "
        f"measured window to {np.mean(last):.1f} in the last: the organization is overloaded, the "
        "warm-up too short, or demand seasonal"
    ]
