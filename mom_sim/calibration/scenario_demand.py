"""Campaign types of a calibrated scenario: how often they are asked for, and how they queue."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mom_sim.calibration.fitting.fitted import ArrivalFactor, Arrivals, Fitted, FittedKind
from mom_sim.calibration.scenario_words import AddSource, quoted, rate, share
from mom_sim.calibration.step_names import names_of

HOURS_PER_YEAR = 365.25 * 24
_EVEN = 0.02
"""Coefficient of variation below which intervals are written as all the same."""


@dataclass(frozen=True)
class Stream:
    """Requests that are one campaign type: a type of case, or the part of it in one class."""

    name: str
    origin: str
    per_year: float
    low: float
    high: float
    rank: int | None


def campaign_lines(fitted: Fitted) -> list[str]:
    """Lines of the campaign types.

    Parameters
    ----------
    fitted : Fitted

    Returns
    -------
    list of str
    """
    lines = ["campaigns:"]
    due = fitted.due.written if fitted.due else f"{max(math.ceil(fitted.late_hours), 1)}h"
    for kind in fitted.kinds:
        for stream in _streams(kind, fitted):
            lines += [
                f"  {stream.name}:",
                f"    workflow: {kind.name}",
                f"    demand: {_demand(stream, fitted.arrivals)}",
                *_seasonality(fitted),
                f"    due: {quoted(due) if fitted.due else due}",
            ]
            if stream.rank is not None:
                lines.append(f"    class_of_service: class_{stream.rank + 1}")
    return lines


def campaign_sources(fitted: Fitted, add: AddSource) -> None:
    """Add the sources of the campaign types.

    Parameters
    ----------
    fitted : Fitted
    add : callable
    """
    for kind in fitted.kinds:
        for stream in _streams(kind, fitted):
            _demand_source(stream, fitted, add)
    _trend_source(fitted, add)
    wider = _wider(fitted.arrivals)
    for key, factors in _week_factors(fitted.arrivals):
        for one in factors:
            add(
                f"campaigns.*.seasonality.{key}.{one.name}",
                f"n = {one.count} of {fitted.arrivals.count} counted cases of all types, shrunk "
                f"towards 1 by their number; exact Poisson 95%{wider}",
                f"{one.low:.4f}",
                f"{one.high:.4f}",
            )
    if fitted.due:
        add("campaigns.*.due", f"from the first start to what the log says, n = {fitted.due.count}")
    else:
        add("campaigns.*.due", "nine of ten cases of the log took no longer")


def _streams(kind: FittedKind, fitted: Fitted) -> list[Stream]:
    exact = f"n = {kind.members} cases, {kind.exact} of them exactly this way"
    if not kind.classes:
        return [Stream(kind.name, exact, kind.per_year, kind.low, kind.high, None)]
    values = sorted({part.value for one in fitted.kinds for part in one.classes})
    short = {value: name[:20] for value, name in names_of(values).items() if value}
    if len(set(short.values())) < len(short):
        short = {value: f"class_{number}" for number, value in enumerate(short, start=1)}
    column = fitted.queue_order.column
    return [
        Stream(
            f"{kind.name[:38]}__{short[part.value]}" if part.value else kind.name,
            f"n = {part.members} cases whose {column} is {part.value}" if part.value else exact,
            part.per_year,
            part.low,
            part.high,
            part.rank,
        )
        for part in kind.classes
    ]


def _demand(stream: Stream, arrivals: Arrivals) -> str:
    """Write a rate; or intervals, where they are told from those of a Poisson process."""
    if not arrivals.is_renewal:
        return rate(stream.per_year)
    mean = f"{HOURS_PER_YEAR / stream.per_year:.5g}h"
    spread = math.sqrt(arrivals.dispersion.value)
    every = f"gamma(mean={mean}, cv={spread:.4g})" if spread > _EVEN else mean
    return f"{{every: {quoted(every)}}}"


def _seasonality(fitted: Fitted) -> list[str]:
    """Line of the trend and of the factors by weekday and by hour; none where the rate is flat."""
    parts = [
        f"{key}: {{{', '.join(f'{one.name}: {one.value:.4f}' for one in factors)}}}"
        for key, factors in _week_factors(fitted.arrivals)
    ]
    trend = fitted.arrivals.trend
    if trend.is_found:
        zone = ZoneInfo(fitted.time_zone)
        midnight = datetime.fromisoformat(fitted.first_date).replace(tzinfo=zone)
        phase = trend.middle - midnight.timestamp() / 86_400
        if trend.amplitude < 0:  # it falls through the mean there, and rises half a period later
            phase += 0.5 * trend.period
        cycle = (
            f"cycle: {{period: {24 * trend.period:.1f}h, amplitude: "
            f"{share(abs(trend.amplitude))}, phase: {24 * phase:.1f}h}}"
        )
        parts.insert(0, cycle)
    return [f"    seasonality: {{{', '.join(parts)}}}"] if parts else []


def _week_factors(arrivals: Arrivals) -> list[tuple[str, tuple[ArrivalFactor, ...]]]:
    both = [("weekdays", arrivals.weekday_factors), ("hours", arrivals.hour_factors)]
    return [(key, factors) for key, factors in both if factors]


def _wider(arrivals: Arrivals) -> str:
    noise = arrivals.dispersion.noise
    return f", widened for numbers that vary {noise:.3g} times as much" if noise > 1 else ""


def _demand_source(stream: Stream, fitted: Fitted, add: AddSource) -> None:
    arrivals = fitted.arrivals
    part = (
        f"; its share of the rate at which {arrivals.count} of {fitted.cases} cases came while the "
        "log holds every case"
        if arrivals.count < fitted.cases
        else ""
    )
    origin = f"{stream.origin}{part}; exact Poisson 95%{_wider(arrivals)}"
    path = f"campaigns.{stream.name}.demand"
    if not arrivals.is_renewal:
        add(path, origin, f"{stream.low:.2f} per year", f"{stream.high:.2f} per year")
        return
    bursts = arrivals.dispersion
    add(
        f"{path}.every",
        f"{origin}; cv from the dispersion by day, {bursts.value:.3g} ({bursts.low:.3g} to "
        f"{bursts.high:.3g}), p = {bursts.p_value:.2g} for a Poisson process",
        f"{HOURS_PER_YEAR / stream.high:.5g}h",
        f"{HOURS_PER_YEAR / stream.low:.5g}h",
    )


def _trend_source(fitted: Fitted, add: AddSource) -> None:
    trend = fitted.arrivals.trend
    if not trend.is_found:
        return
    ends = sorted(abs(one / trend.change * trend.amplitude) for one in (trend.low, trend.high))
    add(
        "campaigns.*.seasonality.cycle.*",
        "a sine that follows the trend over the log, levels off half its length after its end and "
        "then turns back: for what lies farther ahead, state a demand",
    )
    add(
        "campaigns.*.seasonality.cycle.amplitude",
        f"change of {trend.change:+.1%} of the mean over the log, n = {trend.days} open dates, "
        f"p = {trend.p_value:.2g} for none; quasi-Poisson 95%; given that it was found, so too "
        "large on average",
        share(ends[0]),
        share(min(ends[1], 1.0)),
    )
