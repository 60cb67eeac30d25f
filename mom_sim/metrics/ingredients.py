"""What one replication contributes to a figure, in the form that can be pooled honestly.

A figure over replications is never an average of figures: replications in which little happened
would weigh as much as the others, and those in which nothing happened would drop out. So a
replication gives sums, items or one value, and `kinds` puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A numerator and a denominator; both 0 in a replication in which nothing happened.

    Attributes
    ----------
    numerator, denominator : float
    reason : str or None
        Why there can be none, however long the run is.
    """

    numerator: float
    denominator: float
    reason: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ratios:
    """Several ratios side by side, such as one for each team.

    Attributes
    ----------
    numerators, denominators : float arrays, shape (parts,)
    """

    numerators: FloatArray
    denominators: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Items, such as the times of campaigns.

    Attributes
    ----------
    values : float array, shape (items,)
    """

    values: FloatArray


@dataclass(frozen=True, slots=True)
class OneValue:
    """One value a replication, or the reason why there is none."""

    value: float | None
    reason: str | None = None


Ingredient = Ratio | Ratios | Sample | OneValue
