"""The ratio of two sums over replications, and the same without each replication in turn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats.delete_one import DeleteOne


def delete_one_ratio(numerator: NDArray[np.float64], denominator: NDArray[np.float64]) -> DeleteOne:
    """Sum of numerators by sum of denominators, with and without each replication.

    Parameters
    ----------
    numerator, denominator : float arrays, shape (replications,), finite

    Returns
    -------
    DeleteOne
        Not finite where a sum of denominators is 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = np.sum(numerator) / np.sum(denominator)
        left_out = _sums_without_each(numerator) / _sums_without_each(denominator)
    return DeleteOne(float(estimate), left_out, "a denominator other than 0")


def _sums_without_each(values: NDArray[np.float64]) -> NDArray[np.float64]:
    # The sum before i plus the sum after i: the total less value i would cancel digits, and could
    # report 0 for small terms beside a large one.
    before = np.concatenate(([0.0], np.cumsum(values)))[: values.size]
    after = np.concatenate(([0.0], np.cumsum(values[::-1])))[: values.size][::-1]
    return before + after
