"""Integral, mean and quantile over time of a step function, within a window.

The whole path goes in, and the window is cut out of it here. So who is inside already when the
window starts counts, and time during which nobody is inside counts as time with the value 0.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import ArrayLike

from mom_sim.stats.checks import probability_level
from mom_sim.stats.step_function import Numbers, checked_path, count_path, numbers

__all__ = [
    "count_path",
    "step_integral",
    "time_weighted_mean",
    "time_weighted_quantile",
    "window_pieces",
]


def window_pieces(
    times: ArrayLike, values: ArrayLike, start: float, end: float
) -> tuple[Numbers, Numbers]:
    """Values that a step function takes in the window [start, end), and for how long each.

    Parameters
    ----------
    times : array of int or float, shape (steps,), increasing
    values : array of int or float, shape (steps,)
        Value from each time on; 0 before the first time.
    start, end : int or float, unit of `times`, start < end

    Returns
    -------
    values, durations : arrays of one length
        In order of time; the durations are positive and add up to end - start. Integer durations
        where `times`, `start` and `end` are integers.

    Raises
    ------
    ValueError
        Arrays that make no step function, or a window without extent.
    """
    at, value = checked_path(times, values)
    window = numbers("the window", np.array([start, end]))
    if not window[0] < window[1]:
        raise ValueError(
            f"the window from {start} to {end} has no extent: start has to be below end"
        )
    inside = np.clip(at, window[0], window[1])
    durations = np.diff(np.concatenate((window[:1], inside, window[1:])))
    with_zero = np.concatenate((np.zeros(1, dtype=value.dtype), value))
    return with_zero[durations > 0], durations[durations > 0]


def step_integral(times: ArrayLike, values: ArrayLike, start: float, end: float) -> int | float:
    """Integral of a step function over [start, end).

    Parameters
    ----------
    times, values, start, end
        As in `window_pieces`.

    Returns
    -------
    int or float, unit of value times unit of time
        An exact int of any size where all arguments are integers.

    Raises
    ------
    ValueError
        As `window_pieces`.
    """
    value, duration = window_pieces(times, values, start, end)
    if value.dtype.kind == "f" or duration.dtype.kind == "f":
        return float(np.dot(value.astype(np.float64), duration.astype(np.float64)))
    largest = max(abs(int(value.max())), abs(int(value.min())))
    if largest * int(duration.sum()) <= np.iinfo(np.int64).max:
        return int(np.dot(value, duration))
    return sum(map(int.__mul__, value.tolist(), duration.tolist()))


def time_weighted_mean(times: ArrayLike, values: ArrayLike, start: float, end: float) -> float:
    """Mean over time of a step function within [start, end): its integral by the window's length.

    Parameters
    ----------
    times, values, start, end
        As in `window_pieces`.

    Returns
    -------
    float, unit of `values`

    Raises
    ------
    ValueError
        As `window_pieces`.

    Source: Law, Simulation Modeling and Analysis, 5th ed. (2015), chapter 1 (the time-average
    number in queue).
    """
    return float(step_integral(times, values, start, end) / (end - start))


def time_weighted_quantile(
    times: ArrayLike, values: ArrayLike, start: float, end: float, probability: float
) -> int | float:
    """Smallest value that a step function does not exceed for the given share of [start, end).

    The inverse of the share of time at or below a value; always a value that the function takes.
    With integer times the probability is read as the decimal number that it prints as, so that 0.07
    of 100 is exactly 7.

    Parameters
    ----------
    times, values, start, end
        As in `window_pieces`.
    probability : float, within [0, 1]
        0 gives the smallest value in the window, 1 the largest.

    Returns
    -------
    int or float, type and unit of `values`

    Raises
    ------
    ValueError
        As `window_pieces`, or `probability` is out of range.

    Source: Hyndman and Fan (1996), The American Statistician 50, 361-365, definition 1, with
    durations as weights.
    """
    probability = probability_level(probability)
    value, duration = window_pieces(times, values, start, end)
    if probability == 1.0:
        return value.max().item()
    order = np.argsort(value, kind="stable")
    until = np.cumsum(duration[order])
    if duration.dtype.kind == "i":
        wanted = ceil(Fraction(str(probability)) * int(until[-1]))
    else:
        wanted = probability * until[-1]
    place = min(int(np.searchsorted(until, wanted, side="left")), until.size - 1)
    return value[order[place]].item()
