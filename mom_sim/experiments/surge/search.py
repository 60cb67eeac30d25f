"""Where promises break: which factors to run next, and what their runs say.

For a fixed set of replications under common random numbers, the promised figure is a plain function
of the factor. Its interval at each factor gives that of the breaking point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf, nextafter

from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.surge.study import BreakingPoint
from mom_sim.stats import Interval
from mom_sim.stats.first_crossing import first_bracket, first_crossing, next_point

TOLERANCE = 0.04
"""Longest stretch of factors in which a breaking point is located by a straight line."""

TOLERANCE_OF_ENDS = 0.13
"""The same for the ends of its interval."""

HEADROOM_STEPS = (1.0, 1.05, 1.1, 1.2, 1.4, 1.8, 2.6, 4.2)
"""Permanent rises that are tried one after the other until the promise is broken for sure."""

Known = Mapping[float, Interval]
"""The promised figure by factor."""


def next_factors(promise: Promise, known: Known, further: Sequence[float] = ()) -> set[float]:
    """Choose the factors that tell more about where a promise breaks.

    Parameters
    ----------
    promise : Promise
    known : mapping of float to Interval
    further : sequence of float, increasing
        Tried one after the other as long as the promise does not break for sure.

    Returns
    -------
    set of float
        Empty when enough is known, or more runs would not help.
    """
    factors = sorted(known)
    first = known[factors[0]].estimate
    if any(figure.estimate is None for figure in known.values()):
        return set()
    if first is not None and not promise.is_kept_by(first):
        return set()  # broken before any surge: no larger one tells more
    wanted: set[float] = set()
    for tolerance, excess in zip(
        (TOLERANCE, TOLERANCE_OF_ENDS, TOLERANCE_OF_ENDS), _excesses(promise, known), strict=True
    ):
        if None in excess:
            continue
        values = [value for value in excess if value is not None]
        if first_bracket(factors, values) is None:
            wanted.update([one for one in further if one > factors[-1]][:1])
            continue
        point = next_point(factors, values, tolerance)
        if point is not None:
            wanted.add(round(point, 6))
    return wanted - set(known)


def breaking_point_of(
    promise: Promise, known: Known, weeks: float | None, last: float
) -> BreakingPoint:
    """Tell at which factor a promise breaks.

    Parameters
    ----------
    promise : Promise
    known : mapping of float to Interval
        The promised figure by factor; at least one.
    weeks : float or None
        Length of the surge; None for a permanent rise, which is told as a share above 1.
    last : float
        End of the range of factors in which the promise may break.

    Returns
    -------
    BreakingPoint
    """
    tried = tuple((factor, known[factor]) for factor in sorted(known))
    return replace(_told(promise, known, weeks, last), tried=tried)


def _told(promise: Promise, known: Known, weeks: float | None, last: float) -> BreakingPoint:
    factors = sorted(known)
    unit, start = ("share", 1.0) if weeks is None else ("factor", 0.0)
    searched = (factors[0] - start, last - start)
    for factor in factors:
        if known[factor].estimate is None:
            why = f"the figure is missing at {_at(factor, weeks)}: {known[factor].reason}"
            return BreakingPoint(promise, weeks, None, None, None, unit, reason=why)
    estimates, worst, best = _excesses(promise, known)
    values = [value for value in estimates if value is not None]
    bracket = first_bracket(factors, values)
    if bracket is None:
        return BreakingPoint(
            *(promise, weeks, None, None, None, unit, searched, False),
            reason=_never(promise, known[factors[-1]], factors[-1], weeks, worst),
        )
    if bracket == (0, 0):
        return BreakingPoint(
            *(promise, weeks, None, None, None, unit, searched, True),
            reason=_before(promise, known[factors[0]], best),
        )
    found = first_crossing(factors, values)
    assert found is not None  # there is a bracket inside the range
    low: float | None = None
    high: float | None = None
    reason: str | None = None
    without = [one.reason for one in known.values() if one.low is None or one.high is None]
    if without:
        reason = without[0]
    else:
        low, high = (_end(factors, side) for side in (worst, best))
        reason = _open_ends(low, high, _at(factors[-1], weeks))
    return BreakingPoint(
        promise=promise,
        weeks=weeks,
        estimate=found - start,
        low=None if low is None else low - start,
        high=None if high is None else high - start,
        unit=unit,
        reason=reason,
    )


def _excesses(promise: Promise, known: Known) -> tuple[list[float | None], ...]:
    """How far the figure is beyond the limit: estimated, at worst and at best; by factor."""
    figures = [known[factor] for factor in sorted(known)]
    worst, best = ("high", "low") if promise.wants_less else ("low", "high")
    return tuple(
        [_excess(promise, getattr(figure, name)) for figure in figures]
        for name in ("estimate", worst, best)
    )


def _excess(promise: Promise, value: float | None) -> float | None:
    if value is None:
        return None
    excess = value - promise.limit if promise.wants_less else promise.limit - value
    # At the limit a strict promise is broken, and one with = is kept.
    return nextafter(0.0, inf) if excess == 0 and not promise.is_kept_by(value) else excess


def _end(factors: Sequence[float], excess: Sequence[float | None]) -> float | None:
    """Where one end of the figure's interval crosses the limit; None where it does not."""
    return first_crossing(factors, [value for value in excess if value is not None])


def _open_ends(low: float | None, high: float | None, last: str) -> str | None:
    told = []
    if low is None:
        told.append("the lower end is open: the promise may be broken without any surge already")
    if high is None:
        told.append(f"the upper end is open: the promise may be kept up to {last}")
    return "; ".join(told) or None


def _at(factor: float, weeks: float | None) -> str:
    return f"a permanent rise of {factor - 1:.0%}" if weeks is None else f"factor {factor:g}"


def _never(
    promise: Promise,
    figure: Interval,
    factor: float,
    weeks: float | None,
    worst: Sequence[float | None],
) -> str:
    told = f"the promise is kept up to {_at(factor, weeks)}: {_against(promise, figure)} there"
    last = worst[-1]
    return f"{told}, too little to be sure" if last is not None and last > 0 else told


def _before(promise: Promise, figure: Interval, best: Sequence[float | None]) -> str:
    told = f"the promise is broken without any surge already: {_against(promise, figure)}"
    first = best[0]
    return f"{told}, too little to be sure" if first is not None and first <= 0 else told


def _against(promise: Promise, figure: Interval) -> str:
    scale, unit = (100, "%") if promise.unit == "share" else (1, f" {promise.unit}")
    value = figure.estimate or 0.0
    return f"{scale * value:,.3g}{unit} against {scale * promise.limit:,.3g}{unit}"
