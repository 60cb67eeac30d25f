"""Quantiles by sections: how the quantiles of single replications scatter around the pooled one.

It asks less of the data than the interval by rank: it has ends also where that one would reach
beyond all items, as with high quantiles and few items. A section with few items has a biased
quantile; as the scatter is taken around the pooled quantile, not around the mean of the sections,
the bias makes the interval longer, not shorter.

Source: Asmussen and Glynn, Stochastic Simulation (2007), section III.5; Nakayama (2014), ACM
Transactions on Modeling and Computer Simulation 24 (4), article 19.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats.interval import NO_REPLICATION, ONE_REPLICATION, Interval
from mom_sim.stats.student import student_interval

Samples = list[NDArray[np.float64]]


def influences(samples: Samples, probability: float, estimate: float) -> NDArray[np.float64]:
    """By how much each replication moves the pooled quantile, if all were averages.

    Parameters
    ----------
    samples : list of float arrays, one per replication
    probability : float, within [0, 1]
    estimate : float
        The pooled quantile.

    Returns
    -------
    array of float, shape (replications,)
        Share of the replication in all items times the distance of its own quantile from the pooled
        one; 0 without items.
    """
    total = sum(sample.size for sample in samples)
    return np.array(
        [
            sample.size / total * (float(np.quantile(sample, probability)) - estimate)
            if sample.size
            else 0.0
            for sample in samples
        ]
    )


def interval_by_sections(
    estimate: float, moved: NDArray[np.float64], confidence: float
) -> Interval:
    """Student's interval from what every replication moves the estimate by."""
    return student_interval(estimate, estimate + moved.size * moved, confidence, center=estimate)


def without_estimate(samples: Samples) -> str | None:
    """Why a pooled quantile cannot be had, or None where it can."""
    if not samples:
        return NO_REPLICATION
    if any(sample.size for sample in samples):
        return None
    who = "the only replication does" if len(samples) == 1 else f"all {len(samples)} replications"
    rest = "" if len(samples) == 1 else " together do"
    return f"{who}{rest} not give a single item: run longer, or more replications"


def without_ends(samples: Samples) -> str | None:
    """Why a pooled quantile that can be had has no interval, or None where it has one."""
    if len(samples) == 1:
        return ONE_REPLICATION
    filled = [position for position, sample in enumerate(samples) if sample.size]
    if len(filled) > 1:
        return None
    return (
        f"everything hangs on replication {filled[0] + 1}, counted from 1: the others do not give "
        "a single item, so the uncertainty cannot be judged; run longer, or more replications"
    )
