"""Bursts: how much more the numbers of cases vary than those of a Poisson process."""

from __future__ import annotations

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.fitted import Dispersion
from mom_sim.calibration.fitting.working_week import Floats, Ints

FEWEST_EXPECTED = 5.0
"""Cases that a stretch of days has to expect for the chi-square distribution to hold."""
SURE = 0.01
"""Probability at which chance alone would call a Poisson process bursty or even."""


def fit_dispersion(daily: Floats, expected: Floats, dates: Ints, fitted: int) -> Dispersion:
    """Measure the index of dispersion beyond what weekdays and trend explain.

    Parameters
    ----------
    daily, expected : ndarray of float, shape (days,)
        Cases on each open date, and what was to be expected.
    dates : ndarray of int, shape (days,)
        As days since 1970, ascending.
    fitted : int
        Numbers that `expected` was fitted with.

    Returns
    -------
    Dispersion

    Notes
    -----
    Source: Pearson's chi-square over its degrees of freedom (McCullagh and Nelder, *Generalized
    Linear Models*, 1989, section 4.5), with the interval of a chi-square.
    """
    if expected.sum() <= 0:
        return Dispersion(1.0, None, None, 1.0, 0, 1.0, False)
    stretches = np.zeros(dates.size, dtype=np.int64)
    number, gathered = 0, 0.0
    for place, one in enumerate(expected.tolist()):
        stretches[place] = number
        gathered += one
        if gathered >= FEWEST_EXPECTED:
            number, gathered = number + 1, 0.0
    if gathered > 0 and number:
        stretches[stretches == number] = number - 1
    value, freedom = _index(daily, expected, stretches, fitted)
    by_week, weeks = _index(daily, expected, (dates - dates[0]) // 7, 1)
    if freedom == 0:
        return Dispersion(1.0, None, None, 1.0, 0, 1.0, False)
    distance = value * freedom
    p_value = 2 * min(
        float(stats.chi2.sf(distance, freedom)), float(stats.chi2.cdf(distance, freedom))
    )
    return Dispersion(
        value,
        distance / float(stats.chi2.ppf(0.975, freedom)),
        distance / float(stats.chi2.ppf(0.025, freedom)),
        min(p_value, 1.0),
        freedom,
        by_week if weeks else value,
        p_value < SURE,
    )


def _index(daily: Floats, expected: Floats, groups: Ints, fitted: int) -> tuple[float, int]:
    """Variance over mean of the numbers by group, and its degrees of freedom."""
    seen, meant = np.bincount(groups, daily), np.bincount(groups, expected)
    used = meant > 0
    freedom = max(int(used.sum()) - min(fitted, int(used.sum()) - 1), 0)
    if used.sum() < 2 or freedom == 0:
        return 1.0, 0
    return float(((seen[used] - meant[used]) ** 2 / meant[used]).sum()) / freedom, freedom
