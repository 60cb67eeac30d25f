"""Right-continuous step functions of time: the value at ``times[i]`` holds up to ``times[i + 1]``.

Before its first time a step function is 0, after its last it keeps its last value. A step function
without times is 0 throughout. Integers stay integers, and their arithmetic is exact.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mom_sim.stats.checks import same_length

Numbers = NDArray[Any]  # int64 or float64


def numbers(name: str, values: ArrayLike) -> Numbers:
    """Return a vector as int64 where it holds integers, else as finite float64."""
    vector = np.asarray(values)
    if vector.ndim != 1:
        raise ValueError(f"{name} has shape {vector.shape}: give a 1-d array")
    if vector.size == 0 or vector.dtype.kind in "bi":
        return vector.astype(np.int64)
    if vector.dtype.kind == "u":
        if vector.max() > np.iinfo(np.int64).max:
            raise ValueError(f"{name} exceeds the range of int64")
        return vector.astype(np.int64)
    if vector.dtype.kind != "f" or not np.all(np.isfinite(vector)):
        raise ValueError(f"{name} holds something that is not a finite number")
    return vector.astype(np.float64)


def checked_path(times: ArrayLike, values: ArrayLike) -> tuple[Numbers, Numbers]:
    """Return the two vectors of a step function; ``ValueError`` unless the times increase."""
    at, value = numbers("times", times), numbers("values", values)
    same_length(times=at.size, values=value.size)
    late = np.flatnonzero(at[1:] <= at[:-1])
    if late.size:
        i = int(late[0])
        raise ValueError(
            f"times[{i + 1}] is {at[i + 1]} and times[{i}] is {at[i]}: times have to increase; "
            "merge simultaneous events, as count_path does"
        )
    return at, value


def step_values(times: ArrayLike, values: ArrayLike, instants: ArrayLike) -> Numbers:
    """Value of a step function at the given instants.

    Parameters
    ----------
    times : array of int or float, shape (steps,), increasing
    values : array of int or float, shape (steps,)
    instants : array of int or float, shape (instants,), unit of `times`

    Returns
    -------
    array, shape (instants,), type and unit of `values`

    Raises
    ------
    ValueError
        Arrays that make no step function.
    """
    at, value = checked_path(times, values)
    with_zero = np.concatenate((np.zeros(1, dtype=value.dtype), value))
    return with_zero[np.searchsorted(at, numbers("instants", instants), side="right")]


def step_difference(
    times_a: ArrayLike, values_a: ArrayLike, times_b: ArrayLike, values_b: ArrayLike
) -> tuple[Numbers, Numbers]:
    """Step function `a` less step function `b`, at the union of their times.

    Parameters
    ----------
    times_a, times_b : arrays of int or float, increasing, one unit
    values_a, values_b : arrays of int or float, one unit

    Returns
    -------
    times, values : arrays of one length

    Raises
    ------
    ValueError
        Arrays that make no step function.
    """
    a, b = checked_path(times_a, values_a), checked_path(times_b, values_b)
    union = np.union1d(a[0], b[0])
    return union, step_values(*a, union) - step_values(*b, union)


def count_path(enter_times: ArrayLike, leave_times: ArrayLike) -> tuple[Numbers, Numbers]:
    """How many are inside over time, from the instants at which they enter and leave.

    All that happens at one instant makes one step, and an instant at which as many leave as enter
    makes none; so somebody who leaves at the instant of entering is never seen.

    Parameters
    ----------
    enter_times, leave_times : arrays of int or float, one unit, in any order
        Who never leaves has no leave time; the two arrays need not match by position.

    Returns
    -------
    times : array, shape (steps,), increasing
    counts : int64 array, shape (steps,), the number inside from each time on

    Raises
    ------
    ValueError
        More have left than entered at some instant.
    """
    enter, leave = numbers("enter_times", enter_times), numbers("leave_times", leave_times)
    if enter.dtype.kind == leave.dtype.kind == "i" and _can_be_doubled(enter, leave):
        # Instant and direction in one number, so that one sort brings everything into order.
        both = np.sort(np.concatenate((enter << 1, (leave << 1) | 1)))
        at = both >> 1
        inside = np.cumsum(1 - ((both & 1) << 1))
        is_last = np.ones(at.size, dtype=np.bool_)
        is_last[:-1] = at[1:] != at[:-1]
        return _stepped(at[is_last], inside[is_last])
    times, which = np.unique(np.concatenate((enter, leave)), return_inverse=True)
    entered = np.bincount(which[: enter.size], minlength=times.size)
    left = np.bincount(which[enter.size :], minlength=times.size)
    return _stepped(times, np.cumsum(entered - left))


def _can_be_doubled(*some: Numbers) -> bool:
    """Whether twice the values are still whole numbers of 64 bits."""
    limit = np.iinfo(np.int64).max // 2
    return all(not one.size or (-limit <= one.min() and one.max() < limit) for one in some)


def _stepped(times: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Leave out the instants at which the number inside stays; refuse numbers below 0."""
    below = np.flatnonzero(counts < 0)
    if below.size:
        raise ValueError(
            f"at time {times[below[0]]} more have left than entered: pass everybody who enters, "
            "also those who were inside from the beginning"
        )
    steps = np.ones(counts.size, dtype=np.bool_)
    steps[:1] = counts[:1] != 0
    steps[1:] = counts[1:] != counts[:-1]
    return times[steps], counts[steps].astype(np.int64)
