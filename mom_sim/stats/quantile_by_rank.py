"""An interval for a pooled quantile that holds with few items per replication, too.

The interval is found on the scale of shares, where the estimate is a smooth pooled ratio, and is
carried over to the items: if the share of items at or below the quantile may be higher by g and
lower by h than the share seen, the interval for the p quantile reaches from the p - g to the p + h
quantile. No density has to be estimated, and the interval need not be symmetric.

Source: Woodruff (1952), Journal of the American Statistical Association 47, 635-646.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mom_sim.stats.checks import confidence_level, finite_samples, probability_level
from mom_sim.stats.interval import NO_REPLICATION, ONE_REPLICATION, Interval
from mom_sim.stats.pooled_ratio import delete_one_ratio


def pooled_quantile_rank_interval(
    samples: Sequence[ArrayLike], probability: float, confidence: float = 0.95
) -> Interval:
    """Interval for a quantile of the items of all replications, every item weighing the same.

    The estimate is that of `pooled_quantile_interval`. The uncertainty is that of the pooled share
    of items at or below it, by the delete-one jackknife over replications.

    Parameters
    ----------
    samples : sequence of float arrays, one per replication, any unit
        A replication without items is an empty array and stays in.
    probability : float, within [0, 1]
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        In the unit of the items. The ends are missing where one of them would lie beyond the
        smallest or largest item, where nothing is known; so for high quantiles and few items.
        They are missing, too, where all items are of one replication.

    Raises
    ------
    ValueError
        Samples that are not finite vectors; `probability` or `confidence` out of range.

    Source: Woodruff (1952).
    """
    confidence = confidence_level(confidence)
    probability = probability_level(probability)
    items = finite_samples("samples", samples)
    if not items:
        return Interval(None, None, None, NO_REPLICATION)
    pooled = np.sort(np.concatenate(items))
    if pooled.size == 0:
        reason = "no replication gives a single item: run longer, or more replications"
        return Interval(None, None, None, reason)
    estimate = float(np.quantile(pooled, probability))
    if len(items) == 1:
        return Interval(estimate, None, None, ONE_REPLICATION)

    below = np.array([float(np.count_nonzero(sample <= estimate)) for sample in items])
    share = delete_one_ratio(below, np.array([float(sample.size) for sample in items]))
    share = replace(share, missing="a single item")
    around = share.interval(confidence)
    if around.estimate is None or around.low is None or around.high is None:
        return Interval(estimate, None, None, around.reason)
    if np.ptp(share.left_out) == 0.0:
        if _without_variation(items):
            return Interval(estimate, estimate, estimate)
        reason = (
            "the replications agree by chance on the share of items at or below the quantile: run "
            "more replications"
        )
        return Interval(estimate, None, None, reason)
    # The true quantile has p plus an error of the items at or below it, and where the true share
    # may be higher than the one seen, that error may be as much lower.
    lowest = probability - (around.high - around.estimate)
    highest = probability + (around.estimate - around.low)
    if lowest <= 0.0 or highest >= 1.0:
        reason = "the interval would reach beyond all items: run longer, or more replications"
        return Interval(estimate, None, None, reason)
    low, high = np.quantile(pooled, [lowest, highest])
    return Interval(estimate, float(low), float(high))


def _without_variation(samples: list[NDArray[np.float64]]) -> bool:
    """Whether all items are one value, or all replications hold the same items."""
    if np.ptp(np.concatenate(samples)) == 0.0:
        return True
    first = np.sort(samples[0])
    return all(np.array_equal(np.sort(sample), first) for sample in samples[1:])
