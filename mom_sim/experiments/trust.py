"""Why a figure may not be trusted, beside the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.summarizing import Estimate
from mom_sim.stats import mean_interval, time_weighted_mean

OVERLOADED = 0.97
"""Utilization of the busiest people from which waiting has no steady level."""

FEW_REPLICATIONS = 5
"""Below this, an interval rests on a guess about its own width."""

QUARTERS = 4


def warnings_of(
    measurements: Sequence[Measurement], kpis: Mapping[str, Estimate], *, surge: bool = False
) -> list[str]:
    """Say what speaks against the figures of one model.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication.
    kpis : mapping of str to Estimate
        Summarized from them.
    surge : bool
        Whether the runs hold a surge: growing work in progress is then the question, not a fault.

    Returns
    -------
    list of str
        One sentence each.
    """
    found = []
    inside = kpis["inside_share"].estimate
    if inside:
        found.append(
            f"{inside:.1%} of the campaigns were still inside when the run stopped: times to launch are "
            "restricted to the follow-up, and understate the truth"
        )
    busiest = kpis["peak_utilization"].estimate
    if busiest is not None and busiest >= OVERLOADED:
        found.append(
            f"the busiest people are at {busiest:.0%}: overloaded, so waiting depends on how long the "
            "run is"
        )
    if not surge:
        found += _growth(measurements)
    if len(measurements) < FEW_REPLICATIONS:
        found.append(
            f"{len(measurements)} replications: too few for a reliable interval; ask for at least "
            f"{FEW_REPLICATIONS}"
        )
    return found


def _growth(measurements: Sequence[Measurement]) -> list[str]:
    """Whether work in progress is higher in the last quarter of the window than in the first."""
    changes, levels = [], []
    for one in measurements:
        warm_up, horizon, _ = one.window
        quarter = (horizon - warm_up) // QUARTERS
        if quarter <= 0:
            return []
        first = time_weighted_mean(one.wip_times, one.wip_counts, warm_up, warm_up + quarter)
        last = time_weighted_mean(one.wip_times, one.wip_counts, horizon - quarter, horizon)
        changes.append(last - first)
        levels.append(first)
    change = mean_interval(changes)
    level = float(np.mean(levels))
    if change.low is not None and change.estimate is not None and change.low > 0.25 * level:
        return [
            f"work in progress grows from {level:.0f} to {level + change.estimate:.0f} campaigns between "
            "the first and the last quarter of the window: overloaded, or the warm-up is too short"
        ]
    return []
