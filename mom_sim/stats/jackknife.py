"""Intervals for quantities that are no mean over replications, by the delete-one jackknife.

A replication is the independent unit, so it is what gets left out, with all its items. Nothing is
averaged over only those replications in which something happened: a replication without a case
stays in, with its zero.

Source: Shao and Tu, The Jackknife and Bootstrap (1995), chapters 1 and 2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mom_sim.stats.checks import confidence_level, finite_vector, same_length
from mom_sim.stats.delete_one import DeleteOne, paired_difference
from mom_sim.stats.interval import Interval
from mom_sim.stats.pooled_ratio import delete_one_ratio

Ingredient = TypeVar("Ingredient")


def jackknife_interval(
    statistics: Sequence[Ingredient],
    estimator: Callable[[Sequence[Ingredient]], float | None],
    confidence: float = 0.95,
) -> Interval:
    """Delete-one jackknife interval for any function of the list of replications.

    Calls `estimator` once with all replications and once without each of them. For pooled ratios,
    `ratio_interval` gives the same without the calls; a quantile is not smooth enough for it, see
    `pooled_quantile_interval`.

    Parameters
    ----------
    statistics : sequence, one entry per independent replication
        Whatever `estimator` needs to know of a replication.
    estimator : callable
        From a list of such entries to a float; None or NaN where the quantity is undefined. It has
        to be smooth in the entries and indifferent to their order.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        In the estimator's unit. Undefined with all replications: nothing but a reason. One
        replication, or undefined without one of them: an estimate without ends, and the reason.

    Raises
    ------
    ValueError
        `confidence` is out of range.

    Source: Tukey (1958), Annals of Mathematical Statistics 29, 614; Shao and Tu (1995), chapter 1.
    """
    confidence = confidence_level(confidence)
    entries = list(statistics)
    if not entries:
        return DeleteOne(np.nan, np.empty(0), "").interval(confidence)

    def value(some: list[Ingredient]) -> float:
        result = estimator(some) if some else None
        return np.nan if result is None else float(result)

    left_out = [value(entries[:i] + entries[i + 1 :]) for i in range(len(entries))]
    return DeleteOne(value(entries), np.array(left_out), "a value").interval(confidence)


def ratio_interval(
    numerators: ArrayLike, denominators: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Interval for a ratio of sums over replications: sum of numerators by sum of denominators.

    Parameters
    ----------
    numerators, denominators : arrays of float, shape (replications,)
        A replication in which nothing happened has zeros and stays in.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        In the unit of numerator by denominator. Nothing but a reason where the sum of denominators
        is 0; an estimate without ends where it is 0 without one of the replications.

    Raises
    ------
    ValueError
        Arrays that are not finite vectors of one length; `confidence` out of range.

    Source: Shao and Tu (1995), chapter 2 (ratios as smooth functions of means).
    """
    confidence = confidence_level(confidence)
    numerator, denominator = _ratio("numerators", numerators, "denominators", denominators)
    return delete_one_ratio(numerator, denominator).interval(confidence)


def paired_ratio_difference_interval(
    num_a: ArrayLike,
    den_a: ArrayLike,
    num_b: ArrayLike,
    den_b: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    """Interval for the pooled ratio of `a` less that of `b`, replications paired by position.

    Parameters
    ----------
    num_a, den_a, num_b, den_b : arrays of float, shape (replications,)
        As in `ratio_interval`; replication i of `a` and of `b` share their luck.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        A difference a - b; missing where either ratio is, without ends where either has none.

    Raises
    ------
    ValueError
        Arrays that are not finite vectors of one length; `confidence` out of range.
    """
    confidence = confidence_level(confidence)
    a = delete_one_ratio(*_ratio("num_a", num_a, "den_a", den_a))
    b = delete_one_ratio(*_ratio("num_b", num_b, "den_b", den_b))
    same_length(num_a=a.left_out.size, num_b=b.left_out.size)
    return paired_difference(a, b, confidence)


def _ratio(
    num_name: str, numerators: ArrayLike, den_name: str, denominators: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    numerator = finite_vector(num_name, numerators)
    denominator = finite_vector(den_name, denominators)
    same_length(**{num_name: numerator.size, den_name: denominator.size})
    return numerator, denominator
