"""Best of several families of distributions for observed times, or the times themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.working_week import Bools, Floats

SMALLEST = 1.0
"""Seconds: shorter times are not told from none."""
MOST_POINTS = 60
"""Values of an empirical distribution: means of as many equal shares of the sample."""
MISFIT = 0.05
"""Kolmogorov-Smirnov distance above which a family does not describe the sample ..."""
LEVEL = 1.63
"""... unless the sample is so small that 1.63 / sqrt(n) is more: the 1% critical value of a law
that was not fitted to the sample. One that was comes nearer to it: it is refused less often.
"""
MOSTLY = 0.9
"""Share of the values that has to be above nothing for a family to be tried."""
FEWEST = 8
"""Below that many values nothing is fitted but the values."""
FAMILIES = ("exponential", "gamma", "lognormal", "weibull")


@dataclass(frozen=True)
class Fit:
    """A distribution in the words of a scenario, with how it was found.

    Parameters
    ----------
    written : str
        Such as ``lognormal(mean=0.5h, cv=1.2)``.
    family : str
    count : int
    mean, low, high : float, hours
        Of the sample's mean, with its 95% interval.
    distance : float
        Kolmogorov-Smirnov distance of family and sample; 0 for the sample itself.
    estimated : int
        Values of the sample that rest on an estimated start.
    """

    written: str
    family: str
    count: int
    mean: float
    low: float
    high: float
    distance: float
    estimated: int = 0


def fit_known(seconds: Floats, is_estimated: Bools, unit: str = "h") -> Fit:
    """Fit the values that do not rest on estimated starts; all, if too few others are there.

    Parameters
    ----------
    seconds : ndarray of float
    is_estimated : ndarray of bool
    unit : str
        As in `fit_times`.

    Returns
    -------
    Fit
    """
    chosen = known(is_estimated)
    fit = fit_times(seconds[chosen], unit)
    return replace(fit, estimated=int(is_estimated[chosen].sum()))


def known(is_estimated: Bools) -> Bools:
    """Which values of a sample to use: the known ones, or all if too few others are there."""
    return ~is_estimated if (~is_estimated).sum() >= FEWEST else np.ones_like(is_estimated)


def fit_times(seconds: Floats, unit: str = "h", *, observed: bool = False) -> Fit:
    """Choose the family with the least Bayesian information criterion, if it fits at all.

    Parameters
    ----------
    seconds : ndarray of float
        Not negative; at least one.
    unit : str
        In which times are written: ``h``, or ``working hours``.
    observed : bool
        Take the observed values without trying families.

    Returns
    -------
    Fit
    """
    hours = np.maximum(seconds, 0.0) / 3600
    count, mean = hours.size, float(hours.mean())
    spread = float(hours.std(ddof=1)) if count > 1 else 0.0
    half = float(stats.t.ppf(0.975, count - 1)) * spread / np.sqrt(count) if count > 1 else mean
    low, high = max(mean - half, 0.0), mean + half
    middle = float(np.median(hours))
    near = np.abs(hours - middle) <= max(0.01 * middle, SMALLEST / 3600)
    if near.all() or count == 1:
        return Fit(_time(mean, unit), "constant", count, mean, low, high, 0.0)
    family, distance, parameters = "empirical", 0.0, ""
    positive = hours > SMALLEST / 3600
    if not observed and count >= FEWEST and positive.mean() >= MOSTLY:
        found = _best_family(hours[positive], hours)
        if found is not None and found[1] <= max(MISFIT, LEVEL / np.sqrt(count)):
            family, distance, shape = found
            parameters = f"mean={_time(mean, unit)}{shape}"
    if not parameters:
        points = [_time(value, unit) for value in _shares(hours)]
        parameters = f"values=[{', '.join(points)}]"
    return Fit(f"{family}({parameters})", family, count, mean, low, high, distance)


def _best_family(hours: Floats, whole: Floats) -> tuple[str, float, str] | None:
    """Family of the positive values, its distance to all, and its shape as written."""
    mean, best = float(hours.mean()), None
    logs = np.log(hours)
    sigma = float(logs.std())
    k = _gamma_shape(np.log(mean) - float(logs.mean()))
    shape, scale = _weibull(hours, logs)
    tried = (
        ("exponential", 1, stats.expon(scale=mean), ""),
        ("gamma", 2, stats.gamma(k, scale=mean / k), f", cv={_number(1 / np.sqrt(k))}"),
        (
            "lognormal",
            2,
            stats.lognorm(sigma, scale=np.exp(float(logs.mean()))),
            f", cv={_number(float(np.sqrt(np.expm1(sigma**2))))}",
        ),
        ("weibull", 2, stats.weibull_min(shape, scale=scale), f", shape={_number(shape)}"),
    )
    for family, parameters, law, written in tried:
        criterion = parameters * float(np.log(hours.size)) - 2 * float(law.logpdf(hours).sum())
        if np.isfinite(criterion) and (best is None or criterion < best[0]):
            distance = float(stats.kstest(whole, law.cdf).statistic)
            # What is written has the sample's mean: a tail that only the family has is not kept.
            if abs(law.mean() / mean - 1) > 0.25:
                continue
            best = (criterion, family, distance, written)
    return None if best is None else best[1:]


def _gamma_shape(gap: float) -> float:
    """Maximum likelihood: log k - digamma(k) = gap.

    Source: Minka, Estimating a Gamma distribution (2002), the starting value and two Newton steps.
    """
    from scipy.special import digamma, polygamma

    gap = max(gap, 1e-9)
    k = (3 - gap + np.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap)
    for _ in range(4):
        k = 1 / (1 / k + (np.log(k) - digamma(k) - gap) / (k - k**2 * polygamma(1, k)))
    return float(k)


def _weibull(hours: Floats, logs: Floats) -> tuple[float, float]:
    """Maximum likelihood of shape and scale by bisection on the shape."""
    centered = logs - logs.mean()
    low, high = 0.05, 20.0
    for _ in range(60):
        shape = np.sqrt(low * high)
        powers = np.exp(shape * centered)
        slope = float((powers * centered).sum() / powers.sum() - 1 / shape)
        low, high = (low, shape) if slope > 0 else (shape, high)
    return float(shape), float(
        np.exp(logs.mean()) * np.mean(np.exp(shape * centered)) ** (1 / shape)
    )


def _shares(hours: Floats) -> Floats:
    """Means of equal shares of the sample: they keep its mean."""
    ordered = np.sort(hours)
    if ordered.size <= MOST_POINTS:
        return ordered
    position = np.linspace(0, ordered.size, MOST_POINTS + 1)
    total = np.interp(
        position, np.arange(ordered.size + 1), np.concatenate(([0], ordered.cumsum()))
    )
    return np.asarray(np.diff(total) / np.diff(position))


def _time(hours: float, unit: str) -> str:
    return f"{_number(hours)}{'' if unit == 'h' else ' '}{unit}"


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".") if value < 100 else f"{value:.2f}"
