"""The shifting bottleneck, found by the active-period method.

At any instant the momentary bottleneck is the resource whose uninterrupted active period around
that instant is the longest. An active period that is the longest at some instant is a bottleneck
period. Where one bottleneck period overlaps another, the bottleneck is shifting between their
resources; elsewhere in it, its resource is the sole bottleneck.

The lengths compared are those of whole active periods, also where they reach beyond the window, so
that the windows of a partition add up to the whole.

Source: Roser, Nakano and Tanaka, Shifting bottleneck detection, Proceedings of the 2002 Winter
Simulation Conference, 1079-1086; by the same, Comparison of bottleneck detection methods for AGV
systems, Proceedings of the 2003 Winter Simulation Conference, 1192-1198.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BottleneckPeriods:
    """Active periods that are the longest at some instant, in order of time.

    None contains another, so both `start` and `end` increase.

    Attributes
    ----------
    resource : int64 array, shape (periods,), position of the resource
    start, end : int64 arrays, unit of time, the whole active period [start, end)
    momentary_from, momentary_until : int64 arrays, unit of time
        When it is the longest: its resource is the momentary bottleneck.
    """

    resource: Integers
    start: Integers
    end: Integers
    momentary_from: Integers
    momentary_until: Integers


@dataclass(frozen=True, slots=True)
class BottleneckShares:
    """Parts of a window in which each resource is the bottleneck.

    Attributes
    ----------
    sole : float array, shape (resources,), share of the window
        Alone the bottleneck.
    shifting : float array, shape (resources,), share of the window
        One of two or more between which the bottleneck is shifting. Such an instant counts for each
        of them, so that these shares can add up to more than 1.
    none : float, share of the window
        No resource is active.
    """

    sole: NDArray[np.float64]
    shifting: NDArray[np.float64]
    none: float


def bottleneck_periods(active: Sequence[ArrayLike]) -> BottleneckPeriods:
    """Find the active periods that are the longest at some instant.

    Ties between periods of equal length go to the resource that comes first.

    Parameters
    ----------
    active : sequence of int64 arrays, one per resource, shape (intervals, 2), unit of time
        Intervals [start, end) in which the resource is active, in any order. Those that touch or
        overlap are one active period; those without extent mean nothing. Whether a closing hour
        interrupts a period is the caller's choice: on a working clock it does not.

    Returns
    -------
    BottleneckPeriods

    Raises
    ------
    ValueError
        Intervals that are not pairs of integers, or that end before they start.
    """
    merged = [_merge(resource, intervals) for resource, intervals in enumerate(active)]
    start = np.concatenate([m[:, 0] for m in merged] or [np.empty(0, dtype=np.int64)])
    end = np.concatenate([m[:, 1] for m in merged] or [np.empty(0, dtype=np.int64)])
    periods_of = np.array([len(m) for m in merged], dtype=np.int64)
    return longest_periods(np.repeat(np.arange(len(merged)), periods_of), start, end)


def longest_periods(resource: Integers, start: Integers, end: Integers) -> BottleneckPeriods:
    """Find the active periods that are the longest at some instant; see `bottleneck_periods`.

    Parameters
    ----------
    resource : int64 array, shape (periods,), position of the resource
    start, end : int64 arrays, shape (periods,), unit of time
        Whole active periods: no two of a resource touch or overlap, and none is without extent.

    Returns
    -------
    BottleneckPeriods
    """
    # A period within another is never the longest. By start, the longer first, the lower resource
    # first, such a period does not end later than all before it.
    order = np.lexsort((resource, -end, start))
    latest_before = np.maximum.accumulate(end[order])[:-1]
    order = order[np.concatenate(([True], end[order][1:] > latest_before))[: order.size]]
    start, end, resource = start[order], end[order], resource[order]

    momentary_from, momentary_until = _reigns(start, end, resource)
    kept = momentary_until > momentary_from
    return BottleneckPeriods(
        resource[kept], start[kept], end[kept], momentary_from[kept], momentary_until[kept]
    )


def shifting_bottleneck(active: Sequence[ArrayLike], start: int, end: int) -> BottleneckShares:
    """Share of a window in which each resource is the sole or a shifting bottleneck.

    Parameters
    ----------
    active : sequence of int64 arrays, one per resource, shape (intervals, 2), unit of time
        As in `bottleneck_periods`.
    start, end : int, unit of time, start < end
        The window [start, end).

    Returns
    -------
    BottleneckShares

    Raises
    ------
    ValueError
        As `bottleneck_periods`, or a window without extent.
    """
    if not start < end:
        raise ValueError(
            f"the window from {start} to {end} has no extent: start has to be below end"
        )
    periods = bottleneck_periods(active)

    def inside(since: Integers, until: Integers) -> Integers:
        return np.maximum(np.clip(until, start, end) - np.clip(since, start, end), 0)

    # Starts and ends both increase, so the neighbors alone tell how far a period is overlapped.
    alone_from, alone_until = periods.start.copy(), periods.end.copy()
    alone_from[1:] = np.maximum(periods.start[1:], periods.end[:-1])
    alone_until[:-1] = np.minimum(periods.end[:-1], periods.start[1:])
    alone = inside(alone_from, alone_until)
    shifting = inside(periods.start, periods.end) - alone
    covered = int(inside(periods.momentary_from, periods.momentary_until).sum())

    def per_resource(time: Integers) -> NDArray[np.float64]:
        total = np.zeros(len(active), dtype=np.int64)
        np.add.at(total, periods.resource, time)
        return total / (end - start)

    return BottleneckShares(
        per_resource(alone), per_resource(shifting), (end - start - covered) / (end - start)
    )


def _merge(resource: int, intervals: ArrayLike) -> Integers:
    """Join intervals that touch or overlap; drop those without extent."""
    pairs = np.asarray(intervals)
    if pairs.size == 0:
        return np.empty((0, 2), dtype=np.int64)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
        raise ValueError(
            f"active[{resource}] has shape {pairs.shape} and type {pairs.dtype}: give integers of "
            "shape (intervals, 2)"
        )
    wrong = np.flatnonzero(pairs[:, 1] < pairs[:, 0])
    if wrong.size:
        since, until = pairs[wrong[0]]
        raise ValueError(
            f"active[{resource}][{wrong[0]}] ends at {until}, before its start {since}"
        )
    if (pairs[:, 1] > pairs[:, 0]).all() and (pairs[1:, 0] > pairs[:-1, 1]).all():
        return pairs.astype(np.int64)
    pairs = pairs[pairs[:, 1] > pairs[:, 0]].astype(np.int64)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    latest = np.maximum.accumulate(pairs[:, 1])
    first = np.flatnonzero(np.concatenate(([True], pairs[1:, 0] > latest[:-1]))[: len(pairs)])
    last = np.concatenate((first[1:], [len(pairs)]))[: first.size] - 1
    return np.column_stack((pairs[first, 0], latest[last]))


def _reigns(start: Integers, end: Integers, resource: Integers) -> tuple[Integers, Integers]:
    """When each period is the longest that is running; an empty interval where it never is.

    The periods come by start, and none contains another, so they end in the same order. Of those
    running, only such stay in line as can still be the longest: each is longer than all after it.
    """
    length = end - start
    since, until = end.copy(), end.copy()  # empty until it comes to the head of the line
    line: deque[int] = deque()

    def advance(now: int) -> None:
        while line and end[line[0]] <= now:
            over = line.popleft()
            if line:
                since[line[0]] = end[over]

    for new in range(start.size):
        advance(int(start[new]))
        while line and (length[new], -resource[new]) > (length[line[-1]], -resource[line[-1]]):
            beaten = line.pop()
            if not line:
                until[beaten] = start[new]
        if not line:
            since[new] = start[new]
        line.append(new)
    advance(int(end[-1]) if end.size else 0)
    return since, until
