"""What each replication contributes to the error of a pooled quantile, in the unit of the items.

A replication with more items at or below the quantile than its share pulls it down, by that excess
over the density of items there. The density is the one that the interval by rank implies: by how
many shares its ends differ, by how far apart they are.

Source: Francisco and Fuller (1991), Annals of Statistics 19, 454-469 (the linearized quantile);
Woodruff (1952), Journal of the American Statistical Association 47, 635-646 (the density).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats.pooled_ratio import delete_one_ratio
from mom_sim.stats.quantile_by_rank import pooled_quantile_rank_interval


def linearized_quantile(
    samples: list[NDArray[np.float64]], probability: float, confidence: float
) -> NDArray[np.float64] | None:
    """Deviation of each replication's pseudovalue from the pooled quantile.

    Parameters
    ----------
    samples : list of float arrays, one per replication
    probability : float, within [0, 1]
    confidence : float, strictly between 0 and 1
        Of the interval by rank from which the density is taken.

    Returns
    -------
    array of float, shape (replications,), or None
        None where the interval by rank has no ends.
    """
    by_rank = pooled_quantile_rank_interval(samples, probability, confidence)
    if by_rank.estimate is None or by_rank.low is None or by_rank.high is None:
        return None
    quantile = by_rank.estimate
    below = np.array([float(np.count_nonzero(sample <= quantile)) for sample in samples])
    sizes = np.array([float(sample.size) for sample in samples])
    share = delete_one_ratio(below, sizes)
    around = share.interval(confidence)
    if around.low is None or around.high is None:
        return None
    width = around.high - around.low
    if width == 0.0:
        return np.zeros(len(samples))
    excess = (len(samples) - 1) * (share.estimate - share.left_out)
    return -excess * (by_rank.high - by_rank.low) / width
