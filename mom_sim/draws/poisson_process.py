"""Arrivals of a Poisson process whose rate changes with time, exact by inversion.

A unit-rate Poisson process, read through the inverse of the cumulative rate, is a Poisson process
of that rate. The next gap is thus spread over the rates that hold while it lasts. Drawing the gap
at the rate in force when it begins, the usual mistake, jumps over a peak that starts inside it
and never ends when the rate is close to zero.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import uniforms
from mom_sim.draws.closed_form_kinds import unit_exponential_quantile

_BLOCK = 1 << 16


def unit_exponentials(
    seed: int, replication: int, name: str, entity_class_hash: int, start: int, count: int
) -> npt.NDArray[np.float64]:
    """Draw the gaps of a unit-rate Poisson process at their addresses.

    Parameters
    ----------
    seed, replication, name
        As for ``address.bits``.
    entity_class_hash : int
        ``stable_hash`` of the class that the arrivals belong to.
    start, count : int
        Index of the first gap, and how many. The gap with index k leads to the arrival with
        index k, and is its first attempt.

    Returns
    -------
    ndarray of float64, shape (count,)
        Exponential with mean 1, each above 0.

    Raises
    ------
    ValueError
        If start or count is negative, or the address is not one.
    """
    if start < 0 or count < 0:
        raise ValueError(f"start and count: got {start} and {count}; allowed are integers from 0")
    indices = np.arange(start, start + count, dtype=np.uint64)
    return unit_exponential_quantile(
        uniforms(seed, replication, name, entity_class_hash, indices, 1)
    )


def arrivals_by_inversion(
    cumulative_times: npt.ArrayLike,
    cumulative_rate: npt.ArrayLike,
    cumulative_exponentials: npt.ArrayLike,
) -> npt.NDArray[np.int64]:
    """Map the arrivals of a unit-rate Poisson process to those of a given cumulative rate.

    Parameters
    ----------
    cumulative_times : array_like of int64, microseconds, shape (knots,)
        The instants where the rate changes, and the two ends; strictly increasing.
    cumulative_rate : array_like of float64, arrivals, shape (knots,)
        Expected number of arrivals from the first knot to each knot: 0 first, never decreasing,
        linear in between. Equal neighbors are a stretch without arrivals.
    cumulative_exponentials : array_like of float64, shape (n,)
        Running sums of ``unit_exponentials`` from index 0, as of ``numpy.cumsum``; the last one
        has to reach the last cumulative rate, so that no arrival can be missing.

    Returns
    -------
    ndarray of int64, microseconds
        The arrivals in order, from the first knot (included) to the last (excluded). Arrival k
        belongs to exponential k. An instant is the exact one rounded down, and so lies in the same
        half-open stretch [knot, next knot): the count in every stretch is exact and a stretch
        without rate stays empty.

    Raises
    ------
    ValueError
        If the knots are not as above, or the sums decrease or do not reach the last knot.

    Notes
    -----
    Source: Cinlar, Introduction to Stochastic Processes (1975), section 4.7; Lewis and Shedler,
    Naval Research Logistics Quarterly 26 (1979) 403-413, section 1.
    """
    times, rate = checked_knots(cumulative_times, cumulative_rate)
    sums = np.asarray(cumulative_exponentials, dtype=np.float64)
    if sums.ndim != 1 or not (np.diff(sums, prepend=0.0) >= 0.0).all():
        raise ValueError(
            "cumulative_exponentials: allowed are running sums, from 0 and never decreasing; "
            "got single exponentials? Use numpy.cumsum"
        )
    reached = float(sums[-1]) if sums.size else 0.0
    if reached < rate[-1]:
        raise ValueError(
            f"cumulative_exponentials: they reach {reached}, the cumulative rate {rate[-1]}; "
            "draw more of them, or use arrival_times, which draws as many as it takes"
        )
    return instants_of(times, rate, sums[: np.searchsorted(sums, rate[-1], side="left")])


def arrival_times(
    seed: int,
    replication: int,
    name: str,
    entity_class_hash: int,
    cumulative_times: npt.ArrayLike,
    cumulative_rate: npt.ArrayLike,
) -> npt.NDArray[np.int64]:
    """Draw all arrivals of one addressed Poisson process.

    Parameters
    ----------
    seed, replication, name, entity_class_hash
        As for ``unit_exponentials``.
    cumulative_times, cumulative_rate
        As for ``arrivals_by_inversion``.

    Returns
    -------
    ndarray of int64, microseconds
        As ``arrivals_by_inversion``; the position in the array is the arrival's index. With the
        knots extended further in time, the arrivals up to here stay as they are.

    Raises
    ------
    ValueError
        If the knots or the address are not as they have to be.
    """
    times, rate = checked_knots(cumulative_times, cumulative_rate)
    arrivals: list[npt.NDArray[np.int64]] = []
    reached, start = 0.0, 0
    while reached < rate[-1]:
        missing = rate[-1] - reached
        count = int(min(_BLOCK, missing + 5.0 * np.sqrt(missing) + 10.0))
        gaps = unit_exponentials(seed, replication, name, entity_class_hash, start, count)
        # One sum from left to right whatever the blocks, so that they leave no trace in the bits.
        sums = np.cumsum(np.concatenate(([reached], gaps)))[1:]
        arrivals.append(
            instants_of(times, rate, sums[: np.searchsorted(sums, rate[-1], side="left")])
        )
        reached, start = float(sums[-1]), start + count
    return np.concatenate(arrivals) if arrivals else np.empty(0, dtype=np.int64)


def checked_knots(
    cumulative_times: npt.ArrayLike, cumulative_rate: npt.ArrayLike
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Check that the knots describe a cumulative rate."""
    times = np.asarray(cumulative_times)
    rate = np.asarray(cumulative_rate, dtype=np.float64)
    if times.ndim != 1 or times.size < 2 or times.shape != rate.shape:
        raise ValueError(
            f"knots: got times of shape {times.shape} and rates of shape {rate.shape}; allowed are "
            "two arrays of one dimension and the same length, at least 2"
        )
    if times.dtype.kind != "i" or not (np.diff(times) > 0).all():
        raise ValueError(
            "cumulative_times: allowed are whole microseconds (int64), strictly increasing"
        )
    if rate[0] != 0.0 or not np.isfinite(rate).all() or not (np.diff(rate) >= 0.0).all():
        raise ValueError(
            "cumulative_rate: allowed are finite numbers, 0 first and never decreasing"
        )
    return times.astype(np.int64), rate


def instants_of(
    times: npt.NDArray[np.int64], rate: npt.NDArray[np.float64], levels: npt.NDArray[np.float64]
) -> npt.NDArray[np.int64]:
    """Return the instants at which the cumulative rate reaches levels below its last value.

    Parameters
    ----------
    times, rate : ndarray, shape (knots,)
        As `checked_knots` gives them.
    levels : ndarray of float64, shape (n,)

    Returns
    -------
    ndarray of int64, shape (n,), microseconds
    """
    if times.size == 2:  # one rate from end to end: nothing to look for
        begin, width = times[0], times[1] - times[0]
        share = levels / rate[1]
    else:
        # The last knot at or below a level: behind every flat stretch that lies on it.
        left = np.searchsorted(rate, levels, side="right") - 1
        begin, width = times[left], times[left + 1] - times[left]
        share = (levels - rate[left]) / (rate[left + 1] - rate[left])
    share *= width
    offset = np.floor(share, out=share).astype(np.int64)
    # Rounding of the share may reach 1; the instant still belongs to its own stretch.
    np.minimum(offset, width - 1, out=offset)
    offset += begin
    return offset
