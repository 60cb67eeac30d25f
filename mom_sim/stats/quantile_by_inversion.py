"""The ends of a quantile's interval: where the share of items at or below is surely off.

A value is below the true p quantile, surely enough, where the interval for the true share of items
at or below it lies below p as a whole; the interval of the quantile ends where that begins. The
share at every value has an interval of its own, so that a tail in which few replications have items
makes the interval as long as it has to be.

Source: Francisco and Fuller (1991), Annals of Statistics 19, 454-469 (test inversion), after
Woodruff (1952), Journal of the American Statistical Association 47, 635-646.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats.student import reaches

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_AT_A_TIME = 16


def inverted_ends(
    samples: list[NDArray[np.float64]], probability: float, confidence: float
) -> tuple[float | None, float | None]:
    """Lower and upper end of the interval for a pooled quantile.

    Parameters
    ----------
    samples : list of float arrays, one per replication
        At least two with items.
    probability : float, within [0, 1]
    confidence : float, strictly between 0 and 1

    Returns
    -------
    float or None, float or None
        None where the end would be the smallest or largest item, beyond which nothing is known.
    """
    pooled = np.concatenate(samples)
    order = np.argsort(pooled, kind="stable")
    values = pooled[order]
    sizes = np.array([sample.size for sample in samples])
    owner = np.repeat(np.arange(sizes.size), sizes)[order]
    last = values.size - 1
    middle = min(int(probability * values.size), last)

    def bounds(places: Integers) -> tuple[Floats, Floats]:
        """Ends of the interval for the share of items at or below the items at some places."""
        included = np.searchsorted(values, values[places], side="right")
        below = np.array([np.bincount(owner[:end], minlength=sizes.size) for end in included])
        total = below.sum(axis=1, keepdims=True)
        left_out = (total - below) / (values.size - sizes)
        mean = left_out.mean(axis=1, keepdims=True)
        down, up = reaches((sizes.size - 1) * (mean - left_out), confidence)
        share = total[:, 0] / values.size
        # What is the same in all replications by chance says nothing.
        says = np.ptp(left_out, axis=1) > 0.0
        return np.where(says, share - down, 0.0), np.where(says, share + up, 1.0)

    above = _first(lambda places: bounds(places)[0] > probability, middle, last)
    below = last - _first(
        lambda places: bounds(last - places)[1] < probability, last - middle, last
    )
    return (
        None if values[below] == values[0] else float(values[below]),
        None if values[above] == values[last] else float(values[above]),
    )


def _first(holds: Callable[[Integers], NDArray[np.bool_]], start: int, end: int) -> int:
    """First place from `start` at which a condition holds, or `end`, many places at a time."""
    while start < end:
        places = np.unique(np.linspace(start, end - 1, _AT_A_TIME).astype(np.int64))
        found = np.flatnonzero(holds(places))
        if not found.size:
            return end
        if not found[0]:
            return start
        start, end = int(places[found[0] - 1]) + 1, int(places[found[0]])
    return end
