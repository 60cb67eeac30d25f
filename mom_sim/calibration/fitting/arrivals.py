"""How cases come in: rate, trend, burstiness, weekdays and hours of the day."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from mom_sim.calibration.fitting.dispersion import fit_dispersion
from mom_sim.calibration.fitting.fitted import Arrivals
from mom_sim.calibration.fitting.trend import MOST, fit_trend, known_until, wave_of
from mom_sim.calibration.fitting.week_pattern import hour_factors, weekday_factors
from mom_sim.calibration.fitting.working_week import (
    DAY,
    Floats,
    PastClock,
    WorkingWeek,
    local_times,
)

WEEKS_PER_YEAR = 365.25 / 7
FEWEST_LATE = 30.0
"""Cases to be expected near the end of a log, below which their number tells nothing."""


def fit_arrivals(
    first_starts: Floats, ends: Floats, week: WorkingWeek, clock: PastClock
) -> Arrivals:
    """Describe the arrivals of all cases.

    A case arrives when its first work begins: nothing earlier is in a log.

    Parameters
    ----------
    first_starts, ends : ndarray of float, seconds since 1970
        Of every case.
    week : WorkingWeek
    clock : PastClock

    Returns
    -------
    Arrivals
    """
    count = first_starts.size
    per_week = weekly_rate(count, first_starts, week, clock)
    days, seconds = local_times(first_starts, week.time_zone)
    open_days, _ = local_times(clock.opens, week.time_zone)
    inside = (open_days >= days.min()) & (open_days <= days.max())
    dates = open_days[inside]
    daily = np.bincount(np.searchsorted(dates, days).clip(0, dates.size - 1)).astype(np.float64)
    weekday = (dates + 3) % 7
    daily = np.concatenate((daily, np.zeros(dates.size - daily.size)))
    expected = np.array([daily[weekday == day].mean() for day in weekday])
    span = (float(first_starts.min()) / DAY, float(first_starts.max()) / DAY)
    known = known_until(first_starts, ends)
    trend = fit_trend(daily, expected, dates, *span, known)
    expected = np.maximum(expected * wave_of(trend, dates), 0.0)
    is_known = dates + 0.5 <= known
    if known - span[0] < MOST * (span[1] - span[0]) or not daily[is_known].any():
        is_known = np.ones_like(is_known)
    seen, meant = daily[is_known], expected[is_known]
    dispersion = fit_dispersion(
        seen,
        meant * seen.sum() / max(meant.sum(), 1e-9),
        dates[is_known],
        np.unique(weekday).size + int(trend.is_found),
    )
    shares = np.bincount((days + 3) % 7, minlength=7) / count
    counts = np.zeros((7, 24))
    is_open = np.isin(days, open_days)
    hours = np.minimum(seconds // 3600, 23).astype(np.int64)
    np.add.at(counts, ((days[is_open] + 3) % 7, hours[is_open]), 1.0)
    of_weekday = np.bincount(weekday, minlength=7).astype(np.float64)
    by_weekday = weekday_factors(counts, of_weekday, week, dispersion.value)
    by_hour = hour_factors(counts, of_weekday, week, by_weekday, dispersion.value)
    late_share = _late_share(daily, expected, is_known)
    is_always_open = week.hours >= 7 * 24 - 1e-9
    return Arrivals(
        count,
        per_week,
        *rate_interval(per_week, count, dispersion.noise),
        trend,
        dispersion,
        tuple(float(share) for share in shares),
        by_weekday,
        by_hour,
        is_always_open and dispersion.is_found and not (by_weekday or by_hour or trend.is_found),
        late_share,
    )


def _late_share(daily: Floats, expected: Floats, is_known: npt.NDArray[np.bool_]) -> float:
    """Cases near the end of the log, as a share of what the rate before lets expect."""
    before, after = daily[is_known].sum(), expected[~is_known].sum()
    if before == 0 or after < FEWEST_LATE:
        return 1.0
    return float(daily[~is_known].sum() / after * expected[is_known].sum() / before)


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


def rate_interval(rate: float, count: int, noise: float) -> tuple[float, float]:
    """95% interval of a rate that a number of cases was seen of.

    Parameters
    ----------
    rate : float
    count : int
        At least one.
    noise : float
        Variance over mean of the number: the exact Poisson interval widens by its square root, on
        the scale of the logarithm, so that it stays above 0.

    Returns
    -------
    low, high : float
    """
    low, high = poisson_interval(count)
    wider = np.sqrt(max(noise, 1.0))
    return rate * float((low / count) ** wider), rate * float((high / count) ** wider)
