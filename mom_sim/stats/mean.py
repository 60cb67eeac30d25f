"""The mean over replications, with its interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from mom_sim.stats.checks import confidence_level, finite_vector
from mom_sim.stats.interval import NO_REPLICATION, ONE_REPLICATION, Interval
from mom_sim.stats.student import student_interval


def mean_interval(values: ArrayLike, confidence: float = 0.95) -> Interval:
    """Interval for a mean, one value per independent replication: Student's, longer where skewed.

    When all values are equal the interval has width zero. That is what the sample says, and for a
    rare event it says little: `proportion_interval` is the one to use for shares near 0 or 1.

    Parameters
    ----------
    values : array of float, shape (replications,), any unit
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
        In the unit of `values`. With one replication the ends are None, with none everything is.

    Raises
    ------
    ValueError
        `values` is not a finite vector, or `confidence` is out of range.

    Source: Law, Simulation Modeling and Analysis, 5th ed. (2015), chapters 4 and 9; for skewed
    values Willink (2005), see `mom_sim.stats.student`.
    """
    confidence = confidence_level(confidence)
    sample = finite_vector("values", values)
    if sample.size == 0:
        return Interval(None, None, None, NO_REPLICATION)
    mean = float(np.mean(sample))
    if sample.size == 1:
        return Interval(mean, None, None, ONE_REPLICATION)
    return student_interval(mean, sample, confidence)
