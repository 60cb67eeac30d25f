"""Where a curve that is known at some points first rises above 0, and where to look next.

The curve may be the mean of simulations under common random numbers: for a fixed set of
replications it is a plain function, whose root is the estimate. An interval comes from the curve's
own: with ends u(x) >= y(x) >= l(x) that hold at each x with some confidence, the set of x with
l(x) <= 0 <= u(x) holds the true root with the same confidence.

Source: stochastic root finding by sample averages: Chen and Schmeiser (2001), IIE Transactions 33,
259-275; Pasupathy and Kim (2011), ACM Transactions on Modeling and Computer Simulation 21, article
19. Interval by inversion: Osborne (1991), International Statistical Review 59, 309-336. Halving:
Burden and Faires, Numerical Analysis, 9th ed. (2010), section 2.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def first_bracket(x: Sequence[float], y: Sequence[float]) -> tuple[int, int] | None:
    """Find the first two neighboring points between which a curve rises above 0.

    Parameters
    ----------
    x : sequence of float, increasing
    y : sequence of float, same length

    Returns
    -------
    tuple of int, or None
        Positions of the last point at or below 0 and of the first point above; (0, 0) where the
        first point is above 0 already, None where no point is.

    Raises
    ------
    ValueError
        If `x` does not increase or the lengths differ.
    """
    if len(x) != len(y):
        raise ValueError(f"{len(x)} points have {len(y)} values: give one for each")
    if any(a >= b for a, b in pairwise(x)):
        raise ValueError("the points have to increase: sort them, each once")
    above = next((place for place, value in enumerate(y) if value > 0), None)
    if above is None:
        return None
    return max(above - 1, 0), above


def first_crossing(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Locate where the straight lines between the points of a curve first rise above 0.

    Parameters
    ----------
    x : sequence of float, increasing
    y : sequence of float, same length

    Returns
    -------
    float or None, in the unit of `x`
        None where no point is above 0, or the first one is already.

    Raises
    ------
    ValueError
        As of `first_bracket`.
    """
    bracket = first_bracket(x, y)
    if bracket is None or bracket == (0, 0):
        return None
    a, b = bracket
    return x[a] + (x[b] - x[a]) * (-y[a] / (y[b] - y[a]))


def next_point(x: Sequence[float], y: Sequence[float], tolerance: float) -> float | None:
    """Choose the point that halves the stretch in which a curve first rises above 0.

    Parameters
    ----------
    x : sequence of float, increasing
    y : sequence of float, same length
    tolerance : float, above 0, in the unit of `x`

    Returns
    -------
    float or None, in the unit of `x`
        None where that stretch is no longer than the tolerance, or there is none.

    Raises
    ------
    ValueError
        As of `first_bracket`.
    """
    bracket = first_bracket(x, y)
    if bracket is None or bracket == (0, 0):
        return None
    a, b = bracket
    return None if x[b] - x[a] <= tolerance else x[a] + (x[b] - x[a]) / 2
