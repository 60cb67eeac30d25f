"""Sums by group, whole and weighted."""

from __future__ import annotations

import numpy as np

from mom_sim.metrics.ingredients import FloatArray, IntArray


def sum_by(group: IntArray, amounts: IntArray, groups: int) -> IntArray:
    """Sums of whole amounts by group, exactly.

    Parameters
    ----------
    group, amounts : int64 arrays of one shape
    groups : int

    Returns
    -------
    int64 array, shape (groups,)
    """
    total = np.zeros(groups, dtype=np.int64)
    np.add.at(total, group, amounts)
    return total


def weight_by(group: IntArray, weights: IntArray | FloatArray, groups: int) -> FloatArray:
    """Sums of weights by group, as floats: exact for whole weights below 2**53.

    Parameters
    ----------
    group : int64 array, shape (n,)
    weights : int64 or float64 array, shape (n,)
    groups : int

    Returns
    -------
    float64 array, shape (groups,)
    """
    return np.bincount(group, weights, groups).astype(np.float64)
