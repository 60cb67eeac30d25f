"""The quantile of the items of all replications, and the difference of two such quantiles.

The definition is number 7 of Hyndman and Fan: linear between order statistics, the value at
fractional rank (n - 1) p counted from 0. It is what NumPy and pandas compute by default, so that a
reader who recomputes a p90 from an exported table gets the same number.

Intervals end where the share of items at or below is surely off, by the jackknife of that share
over replications (see `mom_sim.stats.quantile_by_inversion`). An end that would lie beyond all
items is by sections (see `mom_sim.stats.sections`). The jackknife of the quantile itself is not
used: with n independent items in a replication its nominal 95% is about 92% where n p (1 - p) is
10, and more replications do not mend it (Shao and Wu 1989, Annals of Statistics 17, 1176-1197).

Source: Hyndman and Fan (1996), The American Statistician 50, 361-365, definition 7.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from mom_sim.stats.checks import (
    confidence_level,
    finite_samples,
    probability_level,
    same_length,
)
from mom_sim.stats.interval import Interval
from mom_sim.stats.linearized_quantile import linearized_quantile
from mom_sim.stats.quantile_by_inversion import inverted_ends
from mom_sim.stats.sections import (
    Samples,
    influences,
    interval_by_sections,
    without_ends,
    without_estimate,
)
from mom_sim.stats.student import student_interval


def pooled_quantile_interval(
    samples: Sequence[ArrayLike], probability: float, confidence: float = 0.95
) -> Interval:
    """Interval for a quantile of the items of all replications, every item weighing the same.

    Parameters
    ----------
    samples : sequence of float arrays, one per replication, any unit
        A replication without items is an empty array and stays in.
    probability : float, within [0, 1]
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        In the unit of the items. Nothing but a reason where there is no item; an estimate without
        ends where all items are of one replication.

    Raises
    ------
    ValueError
        Samples that are not finite vectors; `probability` or `confidence` out of range.

    Source: Francisco and Fuller (1991), Annals of Statistics 19, 454-469; beyond all items Nakayama
    (2014), ACM Transactions on Modeling and Computer Simulation 24 (4), 19.
    """
    confidence = confidence_level(confidence)
    probability = probability_level(probability)
    items = finite_samples("samples", samples)
    reason = without_estimate(items)
    if reason is not None:
        return Interval(None, None, None, reason)
    estimate = _quantile(items, probability)
    reason = without_ends(items)
    if reason is not None:
        return Interval(estimate, None, None, reason)
    low, high = inverted_ends(items, probability, confidence)
    if low is None or high is None:
        moved = influences(items, probability, estimate)
        around = interval_by_sections(estimate, moved, confidence)
        pooled = np.concatenate(items)
        low = _outermost(min, low, around.low, float(pooled.min()))
        high = _outermost(max, high, around.high, float(pooled.max()))
    return Interval(estimate, min(low, estimate), max(high, estimate))


def paired_quantile_difference_interval(
    samples_a: Sequence[ArrayLike],
    samples_b: Sequence[ArrayLike],
    probability: float,
    confidence: float = 0.95,
) -> Interval:
    """Interval for the pooled quantile of `a` less that of `b`, replications paired by position.

    Each replication's contribution to the error of either quantile is its share of items at or
    below it, brought to the unit of the items; the contributions are subtracted, so that the luck
    that both sides share cancels. Where a side has no interval by rank, the sections of both are
    subtracted instead.

    Parameters
    ----------
    samples_a, samples_b : sequences of float arrays, one per replication
        As in `pooled_quantile_interval`; replication i of `a` and of `b` share their luck, their
        items need not match.
    probability : float, within [0, 1]
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        A difference a - b; missing where either quantile is, without ends where either has none.

    Raises
    ------
    ValueError
        Samples that are not finite vectors, or not as many in `a` as in `b`; `probability` or
        `confidence` out of range.

    Source: Francisco and Fuller (1991), Annals of Statistics 19, 454-469; where there is no rank
    interval, Nakayama (2014) as above.
    """
    confidence = confidence_level(confidence)
    probability = probability_level(probability)
    same_length(samples_a=len(samples_a), samples_b=len(samples_b))
    sides = {
        "a": finite_samples("samples_a", samples_a),
        "b": finite_samples("samples_b", samples_b),
    }
    for name, side in sides.items():
        reason = without_estimate(side)
        if reason is not None:
            return Interval(None, None, None, f"{name}: {reason}")
    quantiles = {name: _quantile(side, probability) for name, side in sides.items()}
    estimate = quantiles["a"] - quantiles["b"]
    for name, side in sides.items():
        reason = without_ends(side)
        if reason is not None:
            said = reason if len(side) == 1 else f"{name}: {reason}"
            return Interval(estimate, None, None, said)
    a, b = (linearized_quantile(side, probability, confidence) for side in sides.values())
    if a is None or b is None:
        moved_a, moved_b = (
            influences(side, probability, quantiles[name]) for name, side in sides.items()
        )
        return interval_by_sections(estimate, moved_a - moved_b, confidence)
    return student_interval(estimate, estimate + (a - b), confidence, center=estimate)


def _outermost(
    choose: Callable[[float, float], float],
    end: float | None,
    by_sections: float | None,
    item: float,
) -> float:
    """The end, or where there is none the outer one of that by sections and the outermost item."""
    if end is not None:
        return end
    return item if by_sections is None else choose(by_sections, item)


def _quantile(items: Samples, probability: float) -> float:
    return float(np.quantile(np.concatenate(items), probability))
