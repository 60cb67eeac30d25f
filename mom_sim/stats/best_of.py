"""How sure it is that the system that looks best is best, from paired differences.

Source: Chen, Lin, Yücesan and Chick (2000), Discrete Event Dynamic Systems 10, 251-270: the
approximate probability of correct selection by Bonferroni, with Student's distribution in place of
the normal one for as few replications as there are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import stdtr, stdtrit

from mom_sim.stats.checks import confidence_level
from mom_sim.stats.interval import Interval


def chance_above_zero(
    difference: Interval, degrees_of_freedom: int, confidence: float = 0.95
) -> float | None:
    """Probability that a difference is above 0, given what was seen of it.

    Parameters
    ----------
    difference : Interval
        With `confidence`. Its end on the side of 0 is taken as that of Student's interval, so that
        an interval that is longer there makes the answer more careful.
    degrees_of_freedom : int, at least 1
    confidence : float, strictly between 0 and 1

    Returns
    -------
    float or None
        The one-sided p value where the estimate is below 0, one less it where it is above. None
        where an end is missing.

    Raises
    ------
    ValueError
        `confidence` out of range, or fewer than 1 degree of freedom.
    """
    if degrees_of_freedom < 1:
        raise ValueError(f"degrees_of_freedom is {degrees_of_freedom}: give 1 or more")
    level = 0.5 + confidence_level(confidence) / 2.0
    estimate = difference.estimate
    if estimate is None or difference.low is None or difference.high is None:
        return None
    if estimate == 0.0:
        return 0.5
    length = difference.high - estimate if estimate < 0.0 else estimate - difference.low
    if length <= 0.0:
        return 0.0 if estimate < 0.0 else 1.0
    error = length / float(stdtrit(degrees_of_freedom, level))
    return float(stdtr(degrees_of_freedom, estimate / error))


def probability_of_correct_selection(doubts: Sequence[float]) -> float:
    """Probability, at least, that the selected system is the best.

    Parameters
    ----------
    doubts : sequence of float, each within [0, 1]
        For every other system, the probability that it is better than the selected one.

    Returns
    -------
    float, within [0, 1]
        One less their sum (the Bonferroni inequality), however they depend on one another.

    Raises
    ------
    ValueError
        A doubt outside [0, 1].
    """
    given = np.asarray(doubts, dtype=np.float64)
    if np.any(~((given >= 0.0) & (given <= 1.0))):
        raise ValueError(f"doubts are {list(doubts)}: give numbers from 0 to 1")
    return float(max(0.0, 1.0 - given.sum()))
