"""How cases come in: rate, trend, burstiness, weekdays and hours of the day."""

from __future__ import annotations

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.dispersion import fit_dispersion
from mom_sim.calibration.fitting.fitted import Arrivals
from mom_sim.calibration.fitting.trend import MOST, fit_trend, known_stretch, wave_of
from mom_sim.calibration.fitting.week_pattern import hour_factors, weekday_factors
from mom_sim.calibration.fitting.working_week import (
    DAY,
    Bools,
    Floats,
    Ints,
    PastClock,
    WorkingWeek,
    local_times,
)

WEEKS_PER_YEAR = 365.25 / 7
FEWEST_LATE = 30.0
"""Cases to be expected near the end of a log, below which their number tells nothing."""
FEWEST_COUNTED = 2
"""Cases that the stretch which holds every case has to have for a rate of its own."""


def fit_arrivals(
    first_starts: Floats, ends: Floats, week: WorkingWeek, clock: PastClock
) -> Arrivals:
    """Describe the arrivals of all cases.

    A case arrives when its first work begins: nothing earlier is in a log. Counted is the stretch
    on which the log holds every case, if that is most of it.

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
    days, seconds = local_times(first_starts, week.time_zone)
    open_days, _ = local_times(clock.opens, week.time_zone)
    dates = open_days[(open_days >= days.min()) & (open_days <= days.max())]
    shares = tuple((np.bincount((days + 3) % 7, minlength=7) / days.size).tolist())
    if not dates.size:
        count = first_starts.size
        per_week = weekly_rate(count, first_starts, week, clock)
        nothing = fit_dispersion(np.zeros(0), np.zeros(0), dates, dates)
        none = fit_trend(np.zeros(0), np.zeros(0), dates, 0.0, 0.0, 0.0)
        ends_of_rate = rate_interval(per_week, count, 1.0)
        return Arrivals(count, per_week, *ends_of_rate, none, nothing, shares, is_cut=True)
    daily = np.bincount(np.searchsorted(dates, days).clip(0, dates.size - 1)).astype(np.float64)
    daily = np.concatenate((daily, np.zeros(dates.size - daily.size)))
    span = (float(first_starts.min()) / DAY, float(first_starts.max()) / DAY)
    stretch = known_stretch(first_starts, ends)
    is_known = (dates + 0.5 >= stretch[0]) & (dates + 0.5 <= stretch[1])
    is_counted = (first_starts >= stretch[0] * DAY) & (first_starts <= stretch[1] * DAY)
    known_length = min(stretch[1], span[1]) - max(stretch[0], span[0])
    is_cut = (
        known_length < MOST * (span[1] - span[0])
        or is_counted.sum() < FEWEST_COUNTED
        or not daily[is_known].any()
    )
    if is_cut:
        is_known, is_counted = np.ones_like(is_known), np.ones_like(is_counted)
    weekday = (dates + 3) % 7
    expected = _weekday_means(daily, weekday, is_known)[weekday]
    trend = fit_trend(daily, expected, dates, *span, stretch[1], stretch[0])
    wave = wave_of(trend, dates)
    level = float((expected * wave)[is_known].sum() / expected[is_known].sum())
    expected = np.maximum(expected * wave, 0.0)
    seen, meant = daily[is_known], expected[is_known]
    dispersion = fit_dispersion(
        seen,
        meant * seen.sum() / max(meant.sum(), 1e-9),
        dates[is_known],
        weekday[is_known],
        int(trend.is_found),
    )
    counts = np.zeros((7, 24))
    is_open = np.isin(days, dates[is_known])
    hours = np.minimum(seconds // 3600, 23).astype(np.int64)
    np.add.at(counts, ((days[is_open] + 3) % 7, hours[is_open]), 1.0)
    of_weekday = np.bincount(weekday[is_known], minlength=7).astype(np.float64)
    by_weekday = weekday_factors(counts, of_weekday, week, dispersion.value)
    by_hour = hour_factors(counts, of_weekday, week, by_weekday, dispersion.value)
    is_always_open = week.hours >= 7 * 24 - 1e-9
    count = int(is_counted.sum())
    per_week = weekly_rate(count, first_starts[is_counted], week, clock) / level
    return Arrivals(
        count,
        per_week,
        *rate_interval(per_week, count, dispersion.noise),
        trend,
        dispersion,
        shares,
        by_weekday,
        by_hour,
        is_always_open and dispersion.is_found and not (by_weekday or by_hour or trend.is_found),
        _late_share(daily, expected, is_known, dates + 0.5 > stretch[1]),
        is_cut,
    )


def _weekday_means(daily: Floats, weekday: Ints, is_known: Bools) -> Floats:
    """Mean number of cases on each weekday's known dates; of all its dates where none is known."""
    means = np.zeros(7)
    for day in np.unique(weekday):
        of_day = weekday == day
        chosen = of_day & is_known
        means[day] = daily[chosen if chosen.any() else of_day].mean()
    return means


def _late_share(daily: Floats, expected: Floats, is_known: Bools, is_late: Bools) -> float:
    """Cases near the end of the log, as a share of what the rate before lets expect."""
    is_late = is_late & ~is_known
    before, after = daily[is_known].sum(), expected[is_late].sum()
    if before == 0 or after < FEWEST_LATE:
        return 1.0
    return float(daily[is_late].sum() / after * expected[is_known].sum() / before)


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
