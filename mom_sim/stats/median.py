"""A median of replications with an interval that supposes nothing about how they are distributed.

Replications may be infinite, such as a time that never ends, and a few of them unknown: neither
keeps the others from having a middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log2

import numpy as np
from scipy.stats import binom

from mom_sim.stats.checks import confidence_level
from mom_sim.stats.interval import NO_REPLICATION, Interval


def median_interval(values: Sequence[float | None], confidence: float = 0.95) -> Interval:
    """Median with the interval between two order statistics.

    Parameters
    ----------
    values : sequence of float or None, one per independent replication, any unit
        May be infinite. None is unknown: it may be anything, so that it widens the interval on both
        sides, and the estimate is the middle of the others.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        In the unit of `values`. The estimate is None, and so are the ends, where the middle is
        infinite or nothing is known. An end is None where it is infinite, or where there are too
        few replications.

    Raises
    ------
    ValueError
        A value is NaN, or `confidence` is out of range.

    Notes
    -----
    With n values, k of each end are left out, as many as P(B <= k - 1) <= (1 - confidence) / 2
    allows, B being binomial with n trials of probability 1/2. The coverage is at least `confidence`
    for every continuous distribution.

    Source: David and Nagaraja, Order Statistics, 3rd ed. (2003), section 7.1.
    """
    confidence = confidence_level(confidence)
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if np.isnan(known).any():
        raise ValueError("a value is NaN: give None where it is unknown")
    count = len(values)
    if not count:
        return Interval(None, None, None, NO_REPLICATION)
    if not known.size:
        return Interval(None, None, None, "no replication has a known value")
    upper, lower = np.sort(known)[known.size // 2], np.sort(known)[(known.size - 1) // 2]
    if not (np.isfinite(lower) and np.isfinite(upper)):
        return Interval(None, None, None, "it is infinite in at least half of the replications")
    estimate = float(lower + (upper - lower) / 2)
    unknown = np.full(count - known.size, np.inf)
    left_out = int(binom.ppf((1 - confidence) / 2, count, 0.5)) + 1
    while left_out and binom.cdf(left_out - 1, count, 0.5) > (1 - confidence) / 2:
        left_out -= 1
    if not left_out:
        fewest = ceil(1 - log2(1 - confidence))  # with fewer, all are too often on one side of it
        reason = f"a median needs {fewest} replications for its interval, and there are {count}"
        return Interval(estimate, None, None, reason)
    low = float(np.sort(np.concatenate((known, -unknown)))[left_out - 1])
    high = float(np.sort(np.concatenate((known, unknown)))[count - left_out])
    missing = [side for side, end in (("lower", low), ("upper", high)) if not np.isfinite(end)]
    reason = f"the {' and the '.join(missing)} end of its interval cannot be told: run more"
    return Interval(
        estimate,
        low if np.isfinite(low) else None,
        high if np.isfinite(high) else None,
        f"{reason} replications" if missing else None,
    )
