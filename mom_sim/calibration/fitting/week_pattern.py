"""Arrivals by weekday and by hour of the day: factors where they differ from flat."""

from __future__ import annotations

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.fitted import ArrivalFactor
from mom_sim.calibration.fitting.working_week import DAYS, Floats, WorkingWeek

SURE = 0.01
"""Probability at which chance alone would call a flat pattern uneven."""
FEWEST_EXPECTED = 5.0
"""Cases that a cell has to expect for the chi-square distribution to hold."""
_HOUR = 3600.0


def weekday_factors(
    counts: Floats, dates: Floats, week: WorkingWeek, dispersion: float
) -> tuple[ArrivalFactor, ...]:
    """Find the factors of the days of the week.

    Parameters
    ----------
    counts : ndarray of float, shape (7, 24)
        Cases by weekday and hour of local time.
    dates : ndarray of float, shape (7,)
        Open dates of each weekday.
    week : WorkingWeek
    dispersion : float
        Of the numbers by day; bursts are no pattern of the week.

    Returns
    -------
    tuple of ArrivalFactor
        Of the open days; none if they cannot be told from flat.
    """
    length = open_hours(week).sum(axis=1)
    cells = length * dates > 0
    found = _factors(counts.sum(axis=1)[cells], (length * dates)[cells], dispersion)
    names = [name for name, is_open in zip(DAYS, cells, strict=True) if is_open]
    return _scaled(found, names, length[cells])


def hour_factors(
    counts: Floats,
    dates: Floats,
    week: WorkingWeek,
    weekdays: tuple[ArrivalFactor, ...],
    dispersion: float,
) -> tuple[ArrivalFactor, ...]:
    """Find the factors of the hours of the day, beside those of the weekdays.

    Parameters
    ----------
    counts, dates, week, dispersion
        As in `weekday_factors`.
    weekdays : tuple of ArrivalFactor
        As it found them.

    Returns
    -------
    tuple of ArrivalFactor
        Of the hours with open time; none if they cannot be told from flat.
    """
    by_day = {one.name: one.value for one in weekdays}
    of_day = np.array([by_day.get(name, 1.0) for name in DAYS])[:, None]
    hours = open_hours(week) * of_day
    exposed = (hours * dates[:, None]).sum(axis=0)
    cells = exposed > 0
    inside = np.where(hours > 0, counts, 0.0).sum(axis=0)
    found = _factors(inside[cells], exposed[cells], dispersion)
    names = [str(hour) for hour in np.flatnonzero(cells)]
    return _scaled(found, names, hours.sum(axis=0)[cells])


def open_hours(week: WorkingWeek) -> Floats:
    """Open part of each hour of a week.

    Parameters
    ----------
    week : WorkingWeek

    Returns
    -------
    ndarray of float, shape (7, 24), hours
    """
    begins = np.arange(24) * _HOUR
    closes = np.minimum(week.closing[:, None], begins + _HOUR)
    return np.maximum(closes - np.maximum(week.opening[:, None], begins), 0.0) / _HOUR


def _factors(counts: Floats, exposed: Floats, dispersion: float) -> Floats:
    """Factor of each cell with the ends of its 95% interval; no rows if flat.

    Source: Pearson's chi-square over the dispersion (McCullagh and Nelder, *Generalized Linear
    Models*, 1989, section 4.5); shrinkage of Poisson rates towards 1 by a gamma distribution whose
    variance is found by moments (Clayton and Kaldor, Biometrics 43, 1987); intervals of counts:
    Garwood, Biometrika 28 (1936).
    """
    none = np.empty((0, 3))
    total = counts.sum()
    if total == 0 or counts.size < 2:
        return none
    expected = total * exposed / exposed.sum()
    noise = max(dispersion, 1.0)
    large = expected >= FEWEST_EXPECTED
    if large.sum() < 2:
        return none
    # The rest is one cell more, or left out where it is too small for that.
    seen, meant = list(counts[large]), list(expected[large])
    if expected[~large].sum() >= FEWEST_EXPECTED:
        seen.append(counts[~large].sum())
        meant.append(expected[~large].sum())
    flat = np.array(meant) * sum(seen) / sum(meant)
    distance = float(((np.array(seen) - flat) ** 2 / flat).sum()) / noise
    if stats.chi2.sf(distance, len(seen) - 1) > SURE:
        return none
    excess = float(((counts - expected) ** 2).sum()) - noise * total
    if excess <= 0:
        return none
    weight = noise * float((expected**2).sum()) / excess
    low = np.where(counts > 0, stats.chi2.ppf(0.025, 2 * np.maximum(counts, 1)) / 2, 0.0)
    high = stats.chi2.ppf(0.975, 2 * counts + 2) / 2
    # Bursts widen intervals by the square root of the dispersion, on the scale of the logarithm.
    wider, whole = np.sqrt(noise), np.maximum(counts, 1.0)
    low, high = whole * (low / whole) ** wider, whole * (high / whole) ** wider
    ends = np.column_stack((counts, low, high))
    return np.asarray(np.column_stack(((ends + weight) / (expected + weight)[:, None], counts)))


def _scaled(found: Floats, names: list[str], hours: Floats) -> tuple[ArrivalFactor, ...]:
    """Scale factors so that a week has as many cases as without them."""
    if not found.size:
        return ()
    scale = hours.sum() / float((hours * found[:, 0]).sum())
    return tuple(
        ArrivalFactor(
            name, float(value) * scale, float(low) * scale, float(high) * scale, int(count)
        )
        for name, (value, low, high, count) in zip(names, found, strict=True)
    )
