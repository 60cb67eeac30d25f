"""Where a measure crosses a bound as one input changes: a root search under common random numbers.

A measure is a ratio with a confidence interval at every value of the input. The flip point is where
the estimate crosses the bound. Its interval is that of all values at which the measure's interval
holds the bound: outside it the measure lies clearly on one side. Between the values that were tried
all three curves are taken as straight lines, so the search tries values where they cross.

Source: see `mom_sim.stats.first_crossing`; the next value by false position.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mom_sim.stats import Interval
from mom_sim.stats.first_crossing import first_crossing

_CLOSEST = 0.015
"""Values that were tried are at least so far apart, as a part of the range."""

Point = tuple[float, Interval]


@dataclass(frozen=True)
class FlipPoint:
    """Where a measure crosses a bound.

    Attributes
    ----------
    estimate : float or None
        Value of the input; None if the measure is on the same side at both ends of the range.
    low, high : float or None
        Its interval; an end is None where the measure is not clear at that end of the range.
    reason : str or None
        Why something is missing.
    rising : bool
        Whether the measure is below the bound at the lower end of the range.
    curve : tuple of (float, Interval)
        The measure at the values that were tried, in their order.
    """

    estimate: float | None
    low: float | None
    high: float | None
    reason: str | None
    rising: bool
    curve: tuple[Point, ...]


def find_flip(
    measure_at: Callable[[float], Interval], low: float, high: float, bound: float, points: int
) -> FlipPoint:
    """Find where a measure crosses a bound.

    Parameters
    ----------
    measure_at : callable
        The measure with its interval at a value of the input, under common random numbers.
    low, high : float
        Range that is searched.
    bound : float
    points : int, at least 2
        Values that are tried, both ends among them.

    Returns
    -------
    FlipPoint
    """
    curve = [(low, measure_at(low)), (high, measure_at(high))]
    found = _located(curve, bound)
    while found.estimate is not None and len(curve) < points:
        x = _next(curve, found, (high - low) * _CLOSEST)
        if x is None:
            break
        curve = sorted([*curve, (x, measure_at(x))], key=lambda point: point[0])
        found = _located(curve, bound)
    return found


def _located(curve: Sequence[Point], bound: float) -> FlipPoint:
    x = [at for at, _ in curve]
    missing: list[str | None] = [
        one.reason for _, one in curve if None in (one.estimate, one.low, one.high)
    ]
    if any(one.estimate is None for _, one in curve):
        return FlipPoint(None, None, None, missing[0], False, tuple(curve))
    estimates = [_less(one.estimate, bound) for _, one in curve]
    rising = estimates[0] < 0
    sign = 1.0 if rising else -1.0
    estimate = first_crossing(x, [sign * value for value in estimates])
    if estimate is None:
        side = "below" if rising else "above"
        reason = f"not within {x[0]:g} to {x[-1]:g}: the measure is {side} {bound:g} at both ends"
        return FlipPoint(None, None, None, reason, rising, tuple(curve))
    if missing:
        return FlipPoint(estimate, None, None, missing[0], rising, tuple(curve))
    # The interval begins where the end that faces the bound first reaches it, and is over where the
    # other end has left it behind for good.
    ends = [(_less(one.low, bound), _less(one.high, bound)) for _, one in curve]
    facing, leaving = (1, 0) if rising else (0, 1)
    low = first_crossing(x, [sign * pair[facing] for pair in ends])
    high = first_crossing(
        [-at for at in reversed(x)], [-sign * pair[leaving] for pair in reversed(ends)]
    )
    high = None if high is None else -high
    unclear = [f"{at:g}" for at, end in ((x[0], low), (x[-1], high)) if end is None]
    why = f"the measure is not clear at {' and '.join(unclear)}" if unclear else None
    return FlipPoint(estimate, low, high, why, rising, tuple(curve))


def _next(curve: Sequence[Point], found: FlipPoint, closest: float) -> float | None:
    """Where to try next: where a curve may cross, first the estimate, then the interval's ends.

    False position, kept to the middle half of the stretch: of a bent curve it else comes from one
    side only.
    """
    tried = [x for x, _ in curve]
    ends = (found.low, found.high) if len(tried) % 2 else (found.high, found.low)
    for wanted in (found.estimate, *ends):
        if wanted is None:
            continue
        left = max(x for x in tried if x <= wanted)
        right = min(x for x in tried if x >= wanted)
        if right - left < 2 * closest:
            continue
        quarter = (right - left) / 4
        return float(f"{min(max(wanted, left + quarter), right - quarter):.4g}")
    return None


def _less(value: float | None, bound: float) -> float:
    assert value is not None  # looked at before
    return value - bound
