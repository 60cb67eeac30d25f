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
FEWEST_DEGREES = 15.0
"""Degrees of freedom below which nothing is told: intervals of rates stay those of Poisson."""
_NOTHING = Dispersion(1.0, None, None, 1.0, 0.0, 1.0, False)


def fit_dispersion(
    daily: Floats, expected: Floats, dates: Ints, alike: Ints, further: int = 0
) -> Dispersion:
    """Measure the index of dispersion beyond what weekdays and trend explain.

    Parameters
    ----------
    daily, expected : ndarray of float, shape (days,)
        Cases on each open date, and what was to be expected.
    dates : ndarray of int, shape (days,)
        As days since 1970, ascending.
    alike : ndarray of int, shape (days,)
        Numbers of the sets of dates that `expected` was fitted to the total of: the weekdays.
    further : int
        Numbers that it was fitted with beside those.

    Returns
    -------
    Dispersion

    Notes
    -----
    Source: Pearson's chi-square over its degrees of freedom (McCullagh and Nelder, *Generalized
    Linear Models*, 1989, section 4.5), with the interval of a chi-square.
    """
    if expected.sum() <= 0:
        return _NOTHING
    stretches = np.zeros(dates.size, dtype=np.int64)
    number, gathered = 0, 0.0
    for place, one in enumerate(expected.tolist()):
        stretches[place] = number
        gathered += one
        if gathered >= FEWEST_EXPECTED:
            number, gathered = number + 1, 0.0
    if gathered > 0 and number:
        stretches[stretches == number] = number - 1
    value, freedom = _index(daily, expected, stretches, alike, further)
    if freedom < FEWEST_DEGREES:
        return _NOTHING
    by_week, weeks = _index(daily, expected, (dates - dates[0]) // 7, alike, further)
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
        by_week if weeks >= 1 else value,
        p_value < SURE,
    )


def _index(
    daily: Floats, expected: Floats, groups: Ints, alike: Ints, further: int
) -> tuple[float, float]:
    """Variance over mean of the numbers by group, and its degrees of freedom.

    What is fitted to the weekdays takes one degree of freedom each from single days, and hardly
    more than one in all from stretches that hold every weekday alike. Each stretch loses the part
    of its variance that lies in the totals it was fitted to: for Poisson numbers the distance then
    has its degrees of freedom for a mean.

    Source: mean of Pearson's chi-square of grouped residuals, from their covariance; where groups
    are coarser than what was fitted, Chernoff and Lehmann, Annals of Mathematical Statistics 25
    (1954).
    """
    seen, meant = np.bincount(groups, daily), np.bincount(groups, expected)
    used = meant > 0
    parts = np.zeros((meant.size, int(alike.max()) + 1))
    np.add.at(parts, (groups, alike), expected)
    totals = parts.sum(axis=0)
    taken = (parts[used] ** 2 / np.maximum(totals, 1e-9)).sum(axis=1) / meant[used]
    freedom = float(used.sum() - taken.sum()) - further
    if used.sum() < 2 or freedom < 1:
        return 1.0, 0.0
    return float(((seen[used] - meant[used]) ** 2 / meant[used]).sum()) / freedom, freedom
