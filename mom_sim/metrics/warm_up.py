"""Whether the warm-up of a run is over: work in progress from the start, looked at by MSER-5."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.metrics.ingredients import FloatArray
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.summarizing import check_replications
from mom_sim.stats import WarmUp, mser5, time_weighted_mean

OBSERVATIONS_PER_WEEK = 5
"""So that a batch of MSER-5 is a week, and weekends do not show."""


def warm_up_of(measurements: Sequence[Measurement], *, surge: bool = False) -> WarmUp:
    """Find after how many weeks work in progress has settled.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    surge : bool
        Whether the runs have a surge; they have no steady state then, and no warm-up is found.

    Returns
    -------
    WarmUp
        Its length in fifths of a week, its curve with a value a week.

    Raises
    ------
    LogError
        If the measurements are not replications of one model and scenario.

    Source: see `mom_sim.stats.mser5`.
    """
    check_replications(measurements)
    return mser5(wip_by_observation(measurements), is_transient=surge)


def weeks_of(found: WarmUp) -> float | None:
    """Length of a warm-up in weeks."""
    return None if found.length is None else found.length / OBSERVATIONS_PER_WEEK


def wip_by_observation(measurements: Sequence[Measurement]) -> FloatArray:
    """Mean work in progress in each fifth of a week from the start to the horizon.

    Parameters
    ----------
    measurements : sequence of Measurement

    Returns
    -------
    array of float, shape (replications, observations), campaigns
    """
    _, horizon, _ = measurements[0].window
    step = MICROSECONDS_PER_WEEK // OBSERVATIONS_PER_WEEK
    starts = range(0, horizon - step + 1, step)
    return np.array(
        [
            [
                time_weighted_mean(one.wip_times, one.wip_counts, since, since + step)
                for since in starts
            ]
            for one in measurements
        ]
    ).reshape(len(measurements), len(starts))
