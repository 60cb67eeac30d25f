"""Step functions: which value holds at a register's present count."""

from __future__ import annotations

from bisect import bisect_right

from mom_sim.plan.plan import PARTS, Curve


def value_at(curve: Curve, count: int) -> int:
    """Value of a curve: that of its last step at or below `count`.

    Parameters
    ----------
    curve : Curve
        Its steps ascend, and the first is 0.
    count : int
        What the curve's register counts at present; not negative.

    Returns
    -------
    int
        ``values[bisect_right(at, count) - 1]``.
    """
    return curve.values[bisect_right(curve.at, count) - 1]


def scaled(rate: int, factor: int) -> int:
    """`rate` times `factor` parts per million, rounded down, and at least 1: work always goes on.

    The same rounding as that of a newcomer's ramp. Several factors are applied one after the other.
    """
    return max(1, rate * factor // PARTS)
