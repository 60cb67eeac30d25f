"""Student's interval around an estimate, with its ends moved outward where the data are skewed.

Of a sample with a long tail on one side, Student's interval is too short on that side: of 20
exponential values it holds the mean in 92 of 100 cases, not 95. Willink inverts the Cornish-Fisher
expansion of the t statistic, by which the ends move towards the long tail. Here an end moves only
outward: the other one stays where Student puts it, as the skewness is itself an estimate. Of normal
values the interval is then some hundredths longer than it needs to be, and holds more often.

Source: Willink (2005), Communications in Statistics: Theory and Methods 34, 753-766; Johnson
(1978), Journal of the American Statistical Association 73, 536-544, for the expansion.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from mom_sim.stats.checks import confidence_level
from mom_sim.stats.interval import Interval

MOST = 2.0
"""An end is moved outward to this multiple at most: more would follow the noise of few values, and
adds next to nothing to how often the interval holds."""

_SYMMETRIC = 1e-9
"""Below this the correction is smaller than rounding, and its formula divides by it."""


def student_interval(
    estimate: float,
    values: NDArray[np.float64],
    confidence: float = 0.95,
    *,
    center: float | None = None,
) -> Interval:
    """Interval around an estimate from independent values (or pseudovalues) whose mean it is.

    Parameters
    ----------
    estimate : float
    values : array of float, shape (replications,), at least 2
        In the unit of the estimate; their mean may differ from the estimate, as the mean of
        jackknife pseudovalues does.
    confidence : float, strictly between 0 and 1
    center : float, optional
        From where deviations are measured; the mean of the values by default.

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        `confidence` out of range, or fewer than 2 values.

    Notes
    -----
    With d the deviations, g = n sum(d**3) / ((n - 1) (n - 2) s**3) and a = g / (6 sqrt(n)), the
    ends are the estimate less G(t) s / sqrt(n) and less G(-t) s / sqrt(n), where
    G(r) = ((1 + 6 a (r - a))**(1/3) - 1) / (2 a) and t is the quantile of Student's distribution
    with n - 1 degrees of freedom; each only where it lies farther out than Student's end, and then
    at most at `MOST` times its distance.
    """
    count = values.size
    if count < 2:
        raise ValueError(f"there are {count} values: an interval needs 2 or more")
    deviations = values - (np.mean(values) if center is None else center)
    below, above = reaches(deviations, confidence)
    return Interval(float(estimate), float(estimate - below), float(estimate + above))


def reaches(
    deviations: NDArray[np.float64], confidence: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far below and above an estimate its interval reaches; see `student_interval`.

    Parameters
    ----------
    deviations : array of float, shape (..., replications), at least 2
        Of the values from their mean or other center.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    two arrays of float, shape (...), in the unit of the deviations
    """
    count = deviations.shape[-1]
    spread = np.sqrt(np.sum(np.square(deviations), axis=-1) / (count - 1))
    standardized = deviations / np.where(spread > 0.0, spread, 1.0)[..., None]
    return reaches_of_moments(count, spread, np.sum(standardized**3, axis=-1), confidence)


def reaches_of_moments(
    count: int,
    spread: NDArray[np.float64],
    cubes: NDArray[np.float64],
    confidence: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far an interval reaches, from sums over the deviations; see `reaches`.

    Parameters
    ----------
    count : int, at least 2
        Of the values.
    spread : array of float
        Square root of the sum of the squared deviations by count - 1.
    cubes : array of float
        Sum of the cubes of the deviations, each by the spread; 0 where there is none.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    two arrays of float, in the unit of the spread
    """
    t = float(stdtrit(count - 1, 0.5 + confidence_level(confidence) / 2.0))
    error = spread / np.sqrt(count)
    if count < 3:  # of two values no skewness can be told
        return t * error, t * error
    skewness = cubes * count / ((count - 1) * (count - 2))
    a = skewness / (6.0 * np.sqrt(count))
    below = np.clip(_bent(t, a), t, MOST * t)
    above = np.clip(-_bent(-t, a), t, MOST * t)
    return below * error, above * error


def _bent(t: float, a: NDArray[np.float64]) -> NDArray[np.float64]:
    divisor = np.where(np.abs(a) < _SYMMETRIC, 1.0, a)
    bent = (np.cbrt(1.0 + 6.0 * divisor * (t - divisor)) - 1.0) / (2.0 * divisor)
    return np.where(np.abs(a) < _SYMMETRIC, t, bent)
