"""Replications until several estimates are as precise as asked for.

Replications are added in rounds. After each, the half-width of every estimate's interval is held
against its goal; the widest by goal decides how many replications the next round brings. A
half-width falls with the square root of their number, so n of them with a half-width of w times the
goal call for n w**2; a round at most doubles them, as the half-width of few is itself a guess. It
stops when all goals are met, or at the cap.

Looking after every round makes intervals hold a little less often than they say, which the first
stage of ten replications or more keeps small; docs/coverage.md has the figures.

Source: Law, Simulation Modeling and Analysis, 5th ed. (2015), section 9.4.1 (relative precision,
sequentially); Chow and Robbins (1965), Annals of Mathematical Statistics 36, 457-462 (that stopping
so is right in the limit); several estimates at once as the largest of their ratios.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mom_sim.stats.interval import Interval

FIRST_STAGE = 10
"""Replications before half-widths are believed (Law 2015, section 9.4.1)."""

_LARGEST_GROWTH = 2.0
_SMALLEST_STEP = 2


def relative_half_width(interval: Interval, level: float | None = None) -> float | None:
    """How far an interval reaches to its longer side, relative to a level.

    Parameters
    ----------
    interval : Interval
    level : float, optional
        In the unit of the interval; its own estimate by default. For a difference, which may be 0,
        it is the level of what is compared with.

    Returns
    -------
    float or None
        None where there is no estimate; infinite where the interval has no ends, or has a length
        beside a level of 0.
    """
    if interval.estimate is None:
        return None
    if interval.low is None or interval.high is None:
        return math.inf
    width = max(interval.high - interval.estimate, interval.estimate - interval.low)
    size = abs(interval.estimate if level is None else level)
    if size == 0.0:
        return 0.0 if width == 0.0 else math.inf
    return width / size


def next_replications(done: int, widths: Sequence[float], goal: float, at_most: int) -> int:
    """How many replications there should be after the next round.

    Parameters
    ----------
    done : int
        So far.
    widths : sequence of float
        Half-width of every estimate, relative to its level.
    goal : float, above 0
        That none should exceed.
    at_most : int
        The cap.

    Returns
    -------
    int
        `done` where all goals are met, or the cap is reached.

    Raises
    ------
    ValueError
        A goal that is not above 0.
    """
    if not goal > 0.0:
        raise ValueError(f"goal is {goal!r}: give a number above 0, such as 0.02 for 2%")
    widest = max(widths, default=0.0) / goal
    if widest <= 1.0 or done >= at_most:
        return done
    growth = min(widest**2, _LARGEST_GROWTH)
    return min(at_most, max(done + _SMALLEST_STEP, math.ceil(done * growth)))
