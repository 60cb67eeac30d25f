"""The baseline rate of a demand as a cumulative, piecewise-linear function of time."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.compiling import compile_calendar
from mom_sim.calendars.local_time import instant_of, local_datetime
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR, MICROSECONDS_PER_WEEK
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.draws.distributions import Distribution
from mom_sim.errors import RunError
from mom_sim.scenario.resolved import CampaignType, Demand, Scenario, Seasonality
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR, reference_calendar, time_limit
from mom_sim.tape.week_factors import week_factors

KNOTS_PER_CYCLE = 400
"""The cumulative rate is exact at the knots; between two of them a straight line is off by at most
amplitude x 2 pi / (8 x 400^2), or 5 millionths of a period's requests."""

_MOST_KNOTS = 5_000_000


@dataclass(frozen=True, eq=False)
class CumulativeRate:
    """Expected number of requests from instant 0.

    Parameters
    ----------
    times : ndarray of int64, shape (knots,), microseconds
        Strictly increasing, from 0 to the run's limit.
    expected : ndarray of float64, shape (knots,), requests
        0 first, never decreasing; linear between knots.
    """

    times: npt.NDArray[np.int64]
    expected: npt.NDArray[np.float64]

    def between(self, start: int, end: int) -> CumulativeRate | None:
        """Restrict to a window [start, end); None if nothing of it lies in the run."""
        start, end = max(start, int(self.times[0])), min(end, int(self.times[-1]))
        if start >= end:
            return None
        inside = self.times[(self.times > start) & (self.times < end)]
        times = np.concatenate(([start], inside, [end])).astype(np.int64)
        levels = np.interp(times, self.times, self.expected)
        return CumulativeRate(times, np.maximum.accumulate(levels - levels[0]))

    @property
    def total(self) -> float:
        """Expected number of requests of the whole run."""
        return float(self.expected[-1])


def baseline_rate(
    scenario: Scenario, campaign_type: CampaignType, demand: Demand
) -> CumulativeRate:
    """Cumulative rate of a demand, or the mean rate of one that is a renewal process.

    Parameters
    ----------
    scenario : Scenario
    campaign_type : CampaignType
        Its months, its cycle, its weekdays, its hours of the day and its working hours shape a
        Poisson demand; a renewal process has intervals of wall-clock time that nothing shapes.
    demand : Demand

    Returns
    -------
    CumulativeRate
        Nothing before `demand.first`. With `arrive_in_working_hours`, the rate inside the weekly
        hours of the reference calendar (holidays and closures are not left out) is higher by week
        over weekly hours, and 0 outside, so that the mean of the year holds.

    Raises
    ------
    RunError
        If requests arrive in working hours and the week has none; if the mean of an interval is
        not above 0; if the cycle is so short, or the factors of the week change so often, that the
        run would need more than five million knots.
    """
    limit = time_limit(scenario)
    edges = [np.array([0, limit, min(demand.first, limit)], dtype=np.int64)]
    if demand.interval:
        rate = 1.0 / mean_interval(demand.interval[0], f"{demand.unit}/{campaign_type.name}")
        season, hours = _FLAT, None
    else:
        rate = demand.per_year / MICROSECONDS_PER_YEAR
        season, hours = campaign_type.seasonality, None
        if campaign_type.arrive_in_working_hours:
            hours, concentration = _weekly_pattern(scenario, limit)
            rate *= concentration
            edges += [hours.starts, hours.ends]
    months, month_of_edge = _month_edges(scenario, limit) if season.months else (edges[0][:1], None)
    edges += [months, _cycle_edges(season, demand.first, limit)]
    week = week_factors(season, scenario.run.start, reference_calendar(scenario).time_zone, limit)
    if week is not None:
        edges.append(week[0])
    times = np.unique(np.concatenate(edges))
    times = times[(times >= 0) & (times <= limit)]
    begins, ends = times[:-1], times[1:]
    mass = rate * (ends - begins + _cycle_excess(season, begins, ends))
    if month_of_edge is not None:
        position = np.searchsorted(months, begins, side="right") - 1
        mass *= np.asarray(season.months)[month_of_edge[position]]
    if week is not None:
        mass *= week[1][np.searchsorted(week[0], begins, side="right") - 1]
    if hours is not None:
        mass *= hours.work_array(ends) > hours.work_array(begins)
    mass *= begins >= demand.first
    expected = np.concatenate(([0.0], np.cumsum(np.maximum(mass, 0.0))))
    return CumulativeRate(times, expected)


def mean_interval(interval: Distribution, of: str) -> float:
    """Mean of the intervals of a renewal process.

    Parameters
    ----------
    interval : Distribution
        Microseconds.
    of : str
        What recurs, for the message.

    Returns
    -------
    float, microseconds

    Raises
    ------
    RunError
        If it is not a number above 0.
    """
    mean = interval.mean()
    if not mean > 0.0:
        raise RunError(
            f"the intervals of {of!r}, {interval} in microseconds, have the mean {mean}; time "
            "would stand still: give them a mean above 0"
        )
    return mean


_FLAT = Seasonality((), 0, 0.0, 0)


def _weekly_pattern(scenario: Scenario, limit: int) -> tuple[WorkingClock, float]:
    """Clock of the bare weekly hours, and week over weekly hours."""
    calendar = reference_calendar(scenario)
    open_time = calendar.weekly.hours_per_week() * MICROSECONDS_PER_HOUR
    if open_time == 0:
        raise RunError(
            f"requests arrive in working hours, but the reference calendar {calendar.name!r} has "
            "no weekly hours; give it hours, or write `arrive: any time`"
        )
    bare = replace(calendar, closed_dates=frozenset(), special_days={}, windows=())
    clock = compile_calendar(bare, scenario.run.start, calendar.time_zone, limit)
    return clock, MICROSECONDS_PER_WEEK / open_time


def _month_edges(
    scenario: Scenario, limit: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First instants of the months of local time, from that of instant 0, and which they are."""
    zone, start = reference_calendar(scenario).time_zone, scenario.run.start
    last = local_datetime(limit, zone, start, zone)
    count = 12 * (last.year - start.year) + last.month - start.month + 1
    numbers = start.month - 1 + np.arange(count)
    firsts = [date(start.year + int(n) // 12, int(n) % 12 + 1, 1) for n in numbers]
    instants = [instant_of(first, 0, zone, start, zone) for first in firsts]
    return np.array(instants, dtype=np.int64), numbers % 12


def _cycle_edges(season: Seasonality, first: int, limit: int) -> npt.NDArray[np.int64]:
    """Knots of the sine, KNOTS_PER_CYCLE a period."""
    if not (season.cycle_period and season.cycle_amplitude) or first >= limit:
        return np.empty(0, dtype=np.int64)
    count = math.ceil(KNOTS_PER_CYCLE * (limit - first) / season.cycle_period)
    if count > _MOST_KNOTS:
        shortest = KNOTS_PER_CYCLE * (limit - first) / _MOST_KNOTS / MICROSECONDS_PER_HOUR
        raise RunError(
            f"the cycle of the demand has a period of {season.cycle_period} microseconds, too "
            f"short for the length of this run; allowed is {shortest:.3g} hours or more, or make "
            "the run shorter"
        )
    steps = np.arange(count + 1, dtype=np.float64) * (season.cycle_period / KNOTS_PER_CYCLE)
    return np.minimum(first + np.rint(steps).astype(np.int64), limit)


def _cycle_excess(
    season: Seasonality, begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Integral of amplitude x sin(2 pi (t - phase) / period) over stretches, microseconds.

    Source: sine integrated, with cos a - cos b = 2 sin((a + b)/2) sin((b - a)/2), which loses no
    digits on a short stretch.
    """
    if not season.cycle_period:
        return np.zeros(begins.size)
    speed = 2.0 * math.pi / season.cycle_period
    middle = speed * (0.5 * (begins + ends) - season.cycle_phase)
    half = 0.5 * speed * (ends - begins)
    return np.asarray(season.cycle_amplitude / speed * 2.0 * np.sin(middle) * np.sin(half))
