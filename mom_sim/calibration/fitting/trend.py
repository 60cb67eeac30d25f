"""Whether cases came more and more often, or ever less: a slow wave over the whole log."""

from __future__ import annotations

import numpy as np
from scipy import stats
from scipy.optimize import minimize_scalar

from mom_sim.calibration.fitting.fitted import Trend
from mom_sim.calibration.fitting.working_week import DAY, Floats, Ints

SURE = 0.01
"""Probability at which chance alone would call a steady rate changing."""
WAVES = 4.0
"""Periods of the wave in lengths of the log: over the log it is nearly a straight line, half a
length after its end it is flat, and then it turns back.

Source: a trend that levels off is what forecasts do best with, Gardner and McKenzie, Management
Science 31 (1985); the length is a rule of this project, stated in docs/calibration.md.
"""
FEWEST_WEEKS = 6
"""Weeks that a trend is looked for in, at least."""
LONGEST_CASES = 0.95
"""Cases that begin nearer to the end of a log than this share of them takes are not all in it."""
FIRST_ENDS = 0.01
"""Share of the cases that have ended by the day from which on all cases are in a log."""
MOST = 0.5
"""Part of a log that has to lie between the two, or nothing is told apart by them."""
ENDS = 2.0 * float(np.sin(np.pi / WAVES))
"""Change from the first to the last day, as a share of the mean, for an amplitude of 1."""
_LARGEST = 0.999


def fit_trend(
    daily: Floats,
    expected: Floats,
    dates: Ints,
    first: float,
    last: float,
    known_until: float,
    known_from: float = -np.inf,
) -> Trend:
    """Look for a trend, and tell what the scenario needs to follow it.

    Maximum of the Poisson likelihood over the amplitude of a sine that is 0 in the middle of the
    log; its likelihood ratio over the dispersion by week or by day, whichever is larger, is held
    against the F distribution.

    Parameters
    ----------
    daily, expected : ndarray of float, shape (days,)
        Cases on each open date, and what the weekdays alone let expect.
    dates : ndarray of int, shape (days,)
        Open dates, as days since 1970, ascending.
    first, last : float, days since 1970
        Between which cases came.
    known_until : float, days since 1970
        From then on, only cases that were quick are in the log: these dates say nothing.
    known_from : float, days since 1970
        Before, only cases that were slow may be in the log: nor do these.

    Returns
    -------
    Trend

    Notes
    -----
    Source: quasi-likelihood, McCullagh and Nelder, *Generalized Linear Models* (1989), chapter 9.
    """
    length = max(last - first, 1e-9)
    middle = 0.5 * (first + last)
    period = WAVES * length
    is_known = (dates + 0.5 >= known_from) & (dates + 0.5 <= known_until)
    is_enough = min(known_until, last) - max(known_from, first) >= MOST * length
    weeks = (dates - int(first)) // 7
    nothing = Trend(False, 0.0, -ENDS, ENDS, 1.0, int(is_known.sum()), 0.0, period, 0.0)
    count = np.unique(weeks[is_known]).size
    if count < FEWEST_WEEKS or not is_enough:
        return nothing
    seen, usual = daily[is_known], expected[is_known]
    weeks = np.unique(weeks[is_known], return_inverse=True)[1]
    wave = np.sin(2 * np.pi * (dates[is_known] + 0.5 - middle) / period)

    def likelihood(amplitude: float) -> float:
        rate = usual * (1.0 + amplitude * wave)
        return float((seen * np.log1p(amplitude * wave)).sum() - seen.sum() * np.log(rate.sum()))

    best = float(
        minimize_scalar(
            lambda one: -likelihood(one), bounds=(-_LARGEST, _LARGEST), method="bounded"
        ).x
    )
    rate = usual * (1.0 + best * wave)
    rate *= seen.sum() / rate.sum()
    by_week, meant = np.bincount(weeks, seen), np.bincount(weeks, rate)
    noise = max(
        1.0,
        float(((by_week - meant) ** 2 / np.maximum(meant, 1e-9)).sum()) / (count - 2),
        float(((seen - rate) ** 2 / np.maximum(rate, 1e-9)).sum()) / max(seen.size - 2, 1),
    )
    top, freedom = likelihood(best), count - 2
    p_value = float(stats.f.sf(2 * (top - likelihood(0.0)) / noise, 1, freedom))
    tried = np.linspace(-_LARGEST, _LARGEST, 801)
    levels = np.log1p(np.outer(tried, wave)) @ seen
    levels -= seen.sum() * np.log(usual.sum() + tried * float((usual * wave).sum()))
    losses = 2 * (top - levels) / noise
    inside = tried[losses <= stats.f.ppf(0.95, 1, freedom)]
    low, high = (float(inside.min()), float(inside.max())) if inside.size else (best, best)
    return Trend(
        p_value < SURE and low * high > 0,
        best * ENDS,
        min(low, best) * ENDS,
        max(high, best) * ENDS,
        p_value,
        int(is_known.sum()),
        best,
        period,
        middle,
    )


def wave_of(trend: Trend, dates: Ints) -> Floats:
    """Factor of a trend on the rate of each date; 1 where there is none."""
    if not trend.is_found:
        return np.ones(dates.size)
    turn = 2 * np.pi * (dates + 0.5 - trend.middle) / trend.period
    return np.asarray(1.0 + trend.amplitude * np.sin(turn))


def known_stretch(first_starts: Floats, ends: Floats) -> tuple[float, float]:
    """Days between which every case that began is in a log, whichever way it was cut.

    Of a log of the cases that ended within a year, only the slow ones began before the first of
    them had ended; and near the end of any log without open cases only the quick ones are in it.

    Parameters
    ----------
    first_starts, ends : ndarray of float, seconds since 1970
        Of every case.

    Returns
    -------
    known_from, known_until : float, days since 1970
    """
    until = ends.max() - np.quantile(ends - first_starts, LONGEST_CASES)
    return float(np.quantile(ends, FIRST_ENDS)) / DAY, float(until) / DAY
