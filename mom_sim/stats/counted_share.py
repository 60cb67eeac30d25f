"""The share of items that have some mark, pooled over replications whose items hang together.

Source: Korn and Graubard (1998), Survey Methodology 24, 193-201; Clopper and Pearson (1934),
Biometrika 26, 404-413.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, stdtrit

from mom_sim.stats.checks import confidence_level, finite_vector, same_length
from mom_sim.stats.interval import Interval
from mom_sim.stats.pooled_ratio import delete_one_ratio


def counted_share_interval(
    marked: ArrayLike, items: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Exact interval of a proportion, for as many independent items as these are worth.

    With every item independent it is that of Clopper and Pearson; where the items of a replication
    hang together, it is that of fewer items. So it holds for rare marks, too, and says something
    where there are none: a jackknife interval would have no length.

    Parameters
    ----------
    marked, items : arrays of whole numbers, shape (replications,)
        0 <= marked <= items in each. A replication without items stays in.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        Within [0, 1]; missing as in `ratio_interval`.

    Raises
    ------
    ValueError
        Arrays that are not finite vectors of one length, counts that are not whole or out of order;
        `confidence` out of range.

    Notes
    -----
    With p the pooled share, v its jackknife variance, n the number of items and r that of
    replications, n' = p (1 - p) / v (t(n - 1) / t(r - 1))**2, at most n; the ends are the exact
    ones for n' p of n'. Where the marks do not vary between replications at all, n' = n.
    """
    alpha = 1.0 - confidence_level(confidence)
    marks, counts = finite_vector("marked", marked), finite_vector("items", items)
    same_length(marked=marks.size, items=counts.size)
    wrong = np.flatnonzero((marks < 0) | (marks > counts) | (marks % 1 != 0) | (counts % 1 != 0))
    if wrong.size:
        raise ValueError(
            f"marked[{wrong[0]}] is {marks[wrong[0]]} of {counts[wrong[0]]}: give whole numbers "
            "with 0 <= marked <= items"
        )
    pooled = delete_one_ratio(marks, counts)
    plain = pooled.interval(confidence)
    if plain.estimate is None or plain.low is None:
        return plain
    share, total, replications = plain.estimate, float(counts.sum()), marks.size
    variance = float(
        np.sum(np.square(pooled.left_out - np.mean(pooled.left_out)))
        * (replications - 1)
        / replications
    )
    worth = total
    if variance > 0.0 and total > 1.0:
        quantiles = stdtrit(np.array([total - 1.0, replications - 1.0]), 1.0 - alpha / 2.0)
        worth = min(
            total, share * (1.0 - share) / variance * float((quantiles[0] / quantiles[1]) ** 2)
        )
    successes, failures = worth * share, worth * (1.0 - share)
    low = 0.0 if share == 0.0 else float(betaincinv(successes, failures + 1.0, alpha / 2.0))
    high = 1.0 if share == 1.0 else float(betaincinv(successes + 1.0, failures, 1.0 - alpha / 2.0))
    return Interval(share, low, high)
