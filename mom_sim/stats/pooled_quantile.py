"""The quantile of all items of all replications, and the same without each replication in turn.

The definition is number 7 of Hyndman and Fan: linear between order statistics, the value at
fractional rank (n - 1) p counted from 0. It is what NumPy and pandas compute by default, so that a
reader who recomputes a p90 from an exported table gets the same number.

Source: Hyndman and Fan (1996), The American Statistician 50, 361-365, definition 7.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats.delete_one import DeleteOne


def between(
    below: NDArray[np.float64], above: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Point at `weight` of the way; measured from the nearer end, so that 0 and 1 hit the ends."""
    step = above - below
    return np.where(weight < 0.5, below + step * weight, above - step * (1.0 - weight))


def delete_one_quantiles(samples: list[NDArray[np.float64]], probability: float) -> DeleteOne:
    """Pooled quantile, and that of the items that remain when one replication is left out.

    The pooled items are sorted once. The item of rank k among those outside replication g is found
    by counting: if the items of g stand at places ``place[0] < place[1] < ...`` of the pooled
    order, then ``place[j] - j`` outsiders stand before the j-th of them, so the item looked for
    stands at place k plus the number of j with ``place[j] - j <= k``.

    Parameters
    ----------
    samples : list of float arrays, one per replication, finite
        An empty one counts as a replication.
    probability : float, within [0, 1]

    Returns
    -------
    DeleteOne
        NaN where no item remains.
    """
    missing = "a single item"
    sizes = np.array([sample.size for sample in samples], dtype=np.int64)
    total = int(sizes.sum())
    if total == 0:
        return DeleteOne(np.nan, np.full(sizes.size, np.nan), missing)
    pooled = np.concatenate(samples)
    order = np.argsort(pooled, kind="stable")
    ordered = pooled[order]

    owner = np.repeat(np.arange(sizes.size), sizes)
    # Places in the pooled order, replication by replication and increasing within each.
    place = np.argsort(owner[order], kind="stable")
    first = np.cumsum(sizes) - sizes
    outsiders_before = place - (np.arange(total) - first[owner])

    def item_of_rank(rank: NDArray[np.int64]) -> NDArray[np.float64]:
        passed = np.bincount(owner[outsiders_before <= rank[owner]], minlength=sizes.size)
        return ordered[np.minimum(rank + passed, total - 1)]

    remaining = total - sizes
    fractional = np.maximum(remaining - 1, 0) * probability
    rank = np.floor(fractional).astype(np.int64)
    next_rank = np.minimum(rank + 1, np.maximum(remaining - 1, 0))
    left_out = between(item_of_rank(rank), item_of_rank(next_rank), fractional - rank)
    left_out[remaining == 0] = np.nan
    return DeleteOne(float(np.quantile(ordered, probability)), left_out, missing)
