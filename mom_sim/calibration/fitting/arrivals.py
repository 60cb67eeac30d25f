"""How cases come in: rate, trend, burstiness, weekdays and hours of the day."""

from __future__ import annotations

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.fitted import Arrivals
from mom_sim.calibration.fitting.week_pattern import hour_factors, weekday_factors
from mom_sim.calibration.fitting.working_week import Floats, PastClock, WorkingWeek, local_times

WEEKS_PER_YEAR = 365.25 / 7


def fit_arrivals(first_starts: Floats, week: WorkingWeek, clock: PastClock) -> Arrivals:
    """Describe the arrivals of all cases.

    A case arrives when its first work begins: nothing earlier is in a log.

    Parameters
    ----------
    first_starts : ndarray of float, seconds since 1970
    week : WorkingWeek
    clock : PastClock

    Returns
    -------
    Arrivals
    """
    count = first_starts.size
    per_week = weekly_rate(count, first_starts, week, clock)
    low, high = poisson_interval(count)
    days, seconds = local_times(first_starts, week.time_zone)
    open_days, _ = local_times(clock.opens, week.time_zone)
    inside = (open_days >= days.min()) & (open_days <= days.max())
    daily = np.bincount(np.searchsorted(open_days[inside], days).clip(0, inside.sum() - 1))
    weekday = (open_days[inside] + 3) % 7
    daily = np.concatenate((daily, np.zeros(inside.sum() - daily.size)))
    expected = np.array([daily[weekday == day].mean() for day in weekday])
    spread = float(((daily - expected) ** 2 / np.maximum(expected, 1e-9)).sum())
    freedom = max(daily.size - np.unique(weekday).size, 1)
    trend, trend_low, trend_high = _trend(daily)
    shares = np.bincount((days + 3) % 7, minlength=7) / count
    dispersion = spread / freedom
    counts = np.zeros((7, 24))
    is_open = np.isin(days, open_days)
    hours = np.minimum(seconds // 3600, 23).astype(np.int64)
    np.add.at(counts, ((days[is_open] + 3) % 7, hours[is_open]), 1.0)
    dates = np.bincount(weekday, minlength=7).astype(np.float64)
    by_weekday = weekday_factors(counts, dates, week, dispersion)
    return Arrivals(
        count,
        per_week,
        per_week * low / count,
        per_week * high / count,
        trend,
        trend_low,
        trend_high,
        dispersion,
        tuple(float(share) for share in shares),
        by_weekday,
        hour_factors(counts, dates, week, by_weekday, dispersion),
    )


def weekly_rate(count: int, first_starts: Floats, week: WorkingWeek, clock: PastClock) -> float:
    """Cases a week: their number by the open hours in which they came, times a week's hours."""
    span = float(clock.between(first_starts.min(keepdims=True), first_starts.max(keepdims=True))[0])
    # The last of n points of a Poisson process ends a span that holds n - 1 of them.
    hours = max(span / 3600, 1.0) * count / max(count - 1, 1)
    return count / hours * week.hours


def poisson_interval(count: int) -> tuple[float, float]:
    """Exact 95% interval of the mean of a Poisson number.

    Source: Garwood, Biometrika 28 (1936).
    """
    low = float(stats.chi2.ppf(0.025, 2 * count)) / 2 if count else 0.0
    return low, float(stats.chi2.ppf(0.975, 2 * count + 2)) / 2


def _trend(daily: np.ndarray) -> tuple[float, float, float]:
    """Change over the whole log as a share of the mean, with its 95% interval."""
    if daily.size < 10 or daily.mean() == 0:
        return 0.0, -1.0, 1.0
    line = stats.linregress(np.arange(daily.size), daily)
    scale = daily.size / daily.mean()
    half = float(stats.t.ppf(0.975, daily.size - 2)) * line.stderr
    return (
        float(line.slope) * scale,
        float(line.slope - half) * scale,
        float(line.slope + half) * scale,
    )
