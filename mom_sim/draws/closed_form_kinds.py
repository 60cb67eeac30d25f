"""The distributions whose quantile function is a formula: one record each, formulas in one place.

Parameters are the ones that people can estimate: a mean and a coefficient of variation (standard
deviation divided by mean), or the lowest, likeliest and highest value.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from scipy import special

from mom_sim.draws.distribution_kinds import (
    ANY_NUMBER,
    POSITIVE,
    DistributionKind,
    Domain,
    Floats,
    Parameter,
    Values,
    between,
)

# Below, the inverse of the incomplete gamma function loses digits; above, no feasible number of
# replications estimates the mean.
_VARIATION = between(
    1e-6, 1000.0, "a number above 0, from 0.000001 to 1000; for no variation use constant"
)
_POSITIVE_MEAN = Domain(f"{POSITIVE.text}; for no time at all use constant", POSITIVE.read)
_WEIBULL_SHAPE = between(0.1, 1000.0, "a number from 0.1 to 1000")

_MEAN = Parameter("mean", "the mean", _POSITIVE_MEAN, is_time=True)
_CV = Parameter("cv", "standard deviation divided by mean", _VARIATION, is_time=False)
_LOW = Parameter("low", "the lowest possible value", ANY_NUMBER, is_time=True)
_MODE = Parameter("mode", "the likeliest value", ANY_NUMBER, is_time=True)
_HIGH = Parameter("high", "the highest possible value", ANY_NUMBER, is_time=True)


def unit_exponential_quantile(u: Floats) -> Floats:
    """Return the quantiles of the exponential distribution with mean 1: -log(1 - u)."""
    found = np.empty(np.shape(u))  # one piece of memory for all three passes
    np.negative(u, out=found)
    with np.errstate(divide="ignore"):
        np.log1p(found, out=found)
    return np.negative(found, out=found)


def _constant(u: Floats, value: float) -> Floats:
    return np.full_like(u, value)


def _exponential(u: Floats, mean: float | Floats) -> Floats:
    return mean * unit_exponential_quantile(u)


def _gamma(u: Floats, mean: float, cv: float) -> Floats:
    return _gamma_of(u, *_gamma_coefficients(mean, cv))


def _gamma_coefficients(mean: float, cv: float) -> tuple[float, float]:
    """Return scale and shape."""
    shape = 1.0 / (cv * cv)
    return mean / shape, shape


def _gamma_of(u: Floats, scale: float | Floats, shape: float | Floats) -> Floats:
    return np.asarray(scale * special.gammaincinv(shape, u))


def _lognormal(u: Floats, mean: float, cv: float) -> Floats:
    return _lognormal_of(u, *_lognormal_coefficients(mean, cv))


def _lognormal_coefficients(mean: float, cv: float) -> tuple[float, float]:
    """Return mean and standard deviation of the logarithm."""
    variance_of_log = math.log1p(cv * cv)
    return math.log(mean) - variance_of_log / 2.0, math.sqrt(variance_of_log)


def _lognormal_of(u: Floats, mean: float | Floats, deviation: float | Floats) -> Floats:
    return np.asarray(np.exp(mean + deviation * special.ndtri(u)))


def _weibull(u: Floats, mean: float, shape: float) -> Floats:
    scale = mean / math.gamma(1.0 + 1.0 / shape)
    return np.asarray(scale * unit_exponential_quantile(u) ** (1.0 / shape))


def _weibull_variance(mean: float, shape: float) -> float:
    log_ratio = math.lgamma(1.0 + 2.0 / shape) - 2.0 * math.lgamma(1.0 + 1.0 / shape)
    return mean * mean * math.expm1(log_ratio)


def _uniform(u: Floats, low: float | Floats, high: float | Floats) -> Floats:
    return np.minimum(low + (high - low) * u, high)


def _as_they_are(**parameters: float) -> tuple[float, ...]:
    return tuple(parameters.values())


def _triangular(
    u: Floats, low: float | Floats, mode: float | Floats, high: float | Floats
) -> Floats:
    width = high - low
    # Rounding may carry a value past the mode; held there, the two halves stay in order.
    rising = np.minimum(low + np.sqrt(u * (width * (mode - low))), mode)
    falling = np.maximum(high - np.sqrt((1.0 - u) * (width * (high - mode))), mode)
    return np.where(u * width < mode - low, rising, falling)


def _triangular_variance(low: float, mode: float, high: float) -> float:
    width = high - low
    return (width * width - (mode - low) * (high - mode)) / 18.0


def _pert(u: Floats, low: float, mode: float, high: float) -> Floats:
    width = high - low
    if width == 0.0:
        return np.full_like(u, low)
    alpha = 1.0 + 4.0 * ((mode - low) / width)
    beta = 1.0 + 4.0 * ((high - mode) / width)
    return np.minimum(low + width * special.betaincinv(alpha, beta, u), high)


def _pert_mean(low: float, mode: float, high: float) -> float:
    return (low + 4.0 * mode + high) / 6.0


def _pert_variance(low: float, mode: float, high: float) -> float:
    mean = _pert_mean(low, mode, high)
    return (mean - low) * (high - mean) / 7.0


def _ordered(values: Values) -> str | None:
    """Check that the parameters, as listed, do not decrease."""
    names = list(values)
    numbers = list(values.values())
    if all(a <= b for a, b in pairwise(numbers)):  # type: ignore[operator]
        return None
    given = ", ".join(f"{name} = {values[name]}" for name in names)
    return f"{given}; it has to hold that {' <= '.join(names)}"


_NORMAL_EFFORTS: tuple[dict[str, object], ...] = (
    {"mean": 6.0, "cv": 0.8},
    {"mean": 1e9, "cv": 0.05},
    {"mean": 0.25, "cv": 1.7},
)
_THREE_POINTS: tuple[dict[str, object], ...] = (
    {"low": 1.0, "mode": 2.0, "high": 6.0},
    {"low": 0.0, "mode": 0.0, "high": 5.0},
    {"low": -3.0, "mode": 4.0, "high": 4.0},
    {"low": 2.5, "mode": 2.5, "high": 2.5},
)

CLOSED_FORM_KINDS = (
    DistributionKind(
        name="constant",
        sentence="Always the same value.",
        parameters=(Parameter("value", "the value", ANY_NUMBER, is_time=True),),
        quantile=_constant,
        mean=lambda value: value,
        variance=lambda value: 0.0,
        support=lambda value: (value, value),
        formula="value",
        source="by definition",
        examples=({"value": 3.5}, {"value": 0.0}),
    ),
    DistributionKind(
        name="exponential",
        sentence="The time to an event that is equally likely at every instant.",
        parameters=(_MEAN,),
        quantile=_exponential,
        coefficients=_as_they_are,
        by_coefficients=_exponential,
        mean=lambda mean: mean,
        variance=lambda mean: mean * mean,
        support=lambda mean: (0.0, math.inf),
        formula="-mean * log(1 - u)",
        source="Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1, chapter 19",
        examples=({"mean": 2.0}, {"mean": 1e-3}),
    ),
    DistributionKind(
        name="gamma",
        sentence="A positive time with a light tail; cv = 1/sqrt(k) is the sum of k exponentials.",
        parameters=(_MEAN, _CV),
        quantile=_gamma,
        coefficients=_gamma_coefficients,
        by_coefficients=_gamma_of,
        mean=lambda mean, cv: mean,
        variance=lambda mean, cv: mean * cv * mean * cv,
        support=lambda mean, cv: (0.0, math.inf),
        formula="mean * cv**2 * P_inverse(1/cv**2, u), P the regularized lower incomplete gamma",
        source="Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1, chapter 17",
        examples=_NORMAL_EFFORTS,
    ),
    DistributionKind(
        name="lognormal",
        sentence="A positive time with a heavy tail, the usual shape of knowledge work.",
        parameters=(_MEAN, _CV),
        quantile=_lognormal,
        coefficients=_lognormal_coefficients,
        by_coefficients=_lognormal_of,
        mean=lambda mean, cv: mean,
        variance=lambda mean, cv: mean * cv * mean * cv,
        support=lambda mean, cv: (0.0, math.inf),
        formula="exp(mu + sigma * z(u)), sigma**2 = log(1 + cv**2), mu = log(mean) - sigma**2 / 2, "
        "z the standard normal quantile",
        source="Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1, chapter 14",
        examples=_NORMAL_EFFORTS,
    ),
    DistributionKind(
        name="weibull",
        sentence="A time to an event that gets likelier (shape > 1) or rarer (shape < 1) with age.",
        parameters=(
            _MEAN,
            Parameter("shape", "1 is the exponential", _WEIBULL_SHAPE, is_time=False),
        ),
        quantile=_weibull,
        mean=lambda mean, shape: mean,
        variance=_weibull_variance,
        support=lambda mean, shape: (0.0, math.inf),
        formula="scale * (-log(1 - u))**(1/shape), scale = mean / Gamma(1 + 1/shape)",
        source="Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1, chapter 21",
        examples=({"mean": 4.0, "shape": 1.5}, {"mean": 4.0, "shape": 0.6}),
    ),
    DistributionKind(
        name="uniform",
        sentence="Every value between two bounds is equally likely.",
        parameters=(_LOW, _HIGH),
        quantile=_uniform,
        coefficients=_as_they_are,
        by_coefficients=_uniform,
        mean=lambda low, high: (low + high) / 2.0,
        variance=lambda low, high: (high - low) * (high - low) / 12.0,
        support=lambda low, high: (low, high),
        formula="low + (high - low) * u",
        source="Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2, chapter 26",
        examples=({"low": 1.0, "high": 3.0}, {"low": -0.1, "high": 0.2}, {"low": 4, "high": 4}),
        fault=_ordered,
    ),
    DistributionKind(
        name="triangular",
        sentence="A three-point estimate with straight sides.",
        parameters=(_LOW, _MODE, _HIGH),
        quantile=_triangular,
        coefficients=_as_they_are,
        by_coefficients=_triangular,
        mean=lambda low, mode, high: (low + mode + high) / 3.0,
        variance=_triangular_variance,
        support=lambda low, mode, high: (low, high),
        formula="low + sqrt(u (high - low)(mode - low)) up to the mode, then "
        "high - sqrt((1 - u)(high - low)(high - mode))",
        source="Kotz, van Dorp, Beyond Beta (2004), chapter 1",
        examples=_THREE_POINTS,
        fault=_ordered,
    ),
    DistributionKind(
        name="pert",
        sentence="A three-point estimate with a smooth peak, weighting the mode by four.",
        parameters=(_LOW, _MODE, _HIGH),
        quantile=_pert,
        mean=_pert_mean,
        variance=_pert_variance,
        support=lambda low, mode, high: (low, high),
        formula="low + (high - low) * I_inverse(a, b, u), a = 1 + 4 (mode - low)/(high - low), "
        "b = 1 + 4 (high - mode)/(high - low), I the regularized incomplete beta",
        source="Malcolm, Roseboom, Clark, Fazar, Operations Research 7 (1959) 646-669, for the "
        "mean; Vose, Risk Analysis (2008), for the beta shape with lambda = 4",
        examples=_THREE_POINTS,
        fault=_ordered,
    ),
)
