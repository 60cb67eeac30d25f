"""Paired comparisons, and the correction for making many of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mom_sim.stats.checks import confidence_level, finite_vector, same_length
from mom_sim.stats.interval import Interval
from mom_sim.stats.mean import mean_interval


@dataclass(frozen=True, slots=True)
class SignCounts:
    """In how many pairs `a` is below, equal to, and above `b`."""

    below: int
    equal: int
    above: int


def paired_mean_difference(a: ArrayLike, b: ArrayLike, confidence: float = 0.95) -> Interval:
    """Student t interval for the mean of a - b, replications paired by position.

    Parameters
    ----------
    a, b : arrays of float, shape (replications,), one unit
        Replication i of `a` and of `b` share their luck.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        In the unit of `a`; ends missing with fewer than 2 pairs.

    Raises
    ------
    ValueError
        Arrays that are not finite vectors of one length; `confidence` out of range.

    Source: Law, Simulation Modeling and Analysis, 5th ed. (2015), chapter 10 (paired-t interval).
    """
    return mean_interval(np.subtract(*_pairs(a, b)), confidence)


def sign_counts(a: ArrayLike, b: ArrayLike) -> SignCounts:
    """Count the pairs in which `a` is below, equal to, and above `b`.

    Parameters
    ----------
    a, b : arrays of float, shape (pairs,), one unit

    Returns
    -------
    SignCounts

    Raises
    ------
    ValueError
        Arrays that are not finite vectors of one length.
    """
    first, second = _pairs(a, b)
    below, above = int(np.sum(first < second)), int(np.sum(first > second))
    return SignCounts(below, first.size - below - above, above)


def bonferroni(confidence: float, comparisons: int) -> float:
    """Confidence that each of several intervals needs, so that all hold at once with `confidence`.

    Parameters
    ----------
    confidence : float, strictly between 0 and 1
    comparisons : int, at least 1

    Returns
    -------
    float, strictly between 0 and 1

    Raises
    ------
    ValueError
        `confidence` out of range, or fewer than 1 comparison.

    Source: Law, Simulation Modeling and Analysis, 5th ed. (2015), chapter 10 (the Bonferroni
    inequality).
    """
    if comparisons != int(comparisons) or comparisons < 1:
        raise ValueError(f"comparisons is {comparisons!r}: give a whole number, 1 or more")
    return 1.0 - (1.0 - confidence_level(confidence)) / comparisons


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Adjust p values for their number, step down.

    Rejecting every hypothesis whose adjusted p value is at most alpha makes one false rejection or
    more with probability at most alpha, however the tests depend on one another.

    Parameters
    ----------
    p_values : array of float, shape (tests,), each within [0, 1]

    Returns
    -------
    array of float, shape (tests,), in the order given

    Raises
    ------
    ValueError
        Not a finite vector, or a value outside [0, 1].

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    p = finite_vector("p_values", p_values)
    wrong = np.flatnonzero((p < 0.0) | (p > 1.0))
    if wrong.size:
        raise ValueError(f"p_values[{wrong[0]}] is {p[wrong[0]]}: give numbers from 0 to 1")
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)), 1.0)
    return adjusted


def _pairs(a: ArrayLike, b: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    first, second = finite_vector("a", a), finite_vector("b", b)
    same_length(a=first.size, b=second.size)
    return first, second
