"""Every record of the table against independent formulas: no distribution is named in the checks.

The oracles are SciPy's own distribution functions, reached by other parameters and other code
(``cdf`` where we invert, numeric integration where we have a formula).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from scipy import integrate, special, stats

from mom_sim.draws.address import stable_hash, uniforms
from mom_sim.draws.distributions import DISTRIBUTION_KINDS, Distribution, distribution

FALSE_ALARM = 1e-4


@dataclass(frozen=True)
class Steps:
    """An oracle for finitely many values."""

    values: tuple[float, ...]
    weights: tuple[float, ...]

    def cdf(self, x):
        below = np.asarray(x)[..., np.newaxis] >= np.asarray(self.values)
        return (below * np.asarray(self.weights)).sum(axis=-1) / sum(self.weights)

    def mean(self):
        return math.fsum(v * w for v, w in zip(self.values, self.weights, strict=True)) / sum(
            self.weights
        )

    def var(self):
        deviations = ((v - self.mean()) ** 2 for v in self.values)
        return math.fsum(d * w for d, w in zip(deviations, self.weights, strict=True)) / math.fsum(
            self.weights
        )


def three_points(low, mode, high, family):
    if low == high:
        return Steps((low,), (1,))
    peak = (mode - low) / (high - low)
    if family == "triangular":
        return stats.triang(peak, loc=low, scale=high - low)
    return stats.beta(1 + 4 * peak, 5 - 4 * peak, loc=low, scale=high - low)


def scipy_oracle(name, args=(), loc=0.0, scale=1.0, **shapes):
    family = getattr(stats, name)
    if isinstance(family, stats.rv_continuous):
        return family(*args, loc=loc, scale=scale, **shapes)
    counts = np.arange(200)  # all but 1e-100 of the examples' probability
    return Steps(
        tuple((loc + scale * counts).tolist()), tuple(family(*args, **shapes).pmf(counts).tolist())
    )


ORACLES = {
    "constant": lambda value: Steps((value,), (1,)),
    "exponential": lambda mean: stats.expon(scale=mean),
    "gamma": lambda mean, cv: stats.gamma(cv**-2, scale=mean * cv**2),
    "lognormal": lambda mean, cv: stats.lognorm(
        math.sqrt(math.log(1 + cv**2)), scale=mean / math.sqrt(1 + cv**2)
    ),
    "weibull": lambda mean, shape: stats.weibull_min(
        shape, scale=mean / special.gamma(1 + 1 / shape)
    ),
    "uniform": lambda low, high: (
        stats.uniform(low, high - low) if high > low else Steps((low,), (1,))
    ),
    "triangular": lambda **p: three_points(**p, family="triangular"),
    "pert": lambda **p: three_points(**p, family="pert"),
    "empirical": lambda values, weights=None: Steps(values, weights or (1,) * len(values)),
    "scipy": scipy_oracle,
}

EXAMPLES = [
    pytest.param(kind.name, example, id=f"{kind.name}-{i}")
    for kind in DISTRIBUTION_KINDS.values()
    for i, example in enumerate(kind.examples)
]
on_every_example = pytest.mark.parametrize(("kind", "parameters"), EXAMPLES)


def test_every_kind_has_examples_and_an_oracle():
    assert set(ORACLES) == set(DISTRIBUTION_KINDS)
    for name, kind in DISTRIBUTION_KINDS.items():
        assert kind.name == name
        assert len(kind.examples) >= 2
        assert kind.sentence.endswith(".")
        assert kind.formula
        assert kind.source
        assert any(parameter.is_time for parameter in kind.parameters)


@on_every_example
def test_moments_equal_the_oracles(kind, parameters):
    ours, oracle = distribution(kind, **parameters), ORACLES[kind](**parameters)
    assert ours.mean() == pytest.approx(float(oracle.mean()), rel=1e-9)
    assert ours.variance() == pytest.approx(float(oracle.var()), rel=1e-9, abs=1e-15)


@on_every_example
def test_moments_equal_the_integrals_of_the_quantile_function(kind, parameters):
    """By the substitution u = 1 / (1 + exp(-t)), whose density dies out at both ends."""
    ours = distribution(kind, **parameters)
    t = np.linspace(-36.0, 36.0, 36_001)
    u = special.expit(t)
    density = u * special.expit(-t)
    values = ours.quantile(u)
    mean = integrate.trapezoid(values * density, t)
    variance = integrate.trapezoid((values - mean) ** 2 * density, t)
    # The trapezoidal rule errs by up to a grid step at each jump of a step function.
    deviation = math.sqrt(ours.variance())
    assert mean == pytest.approx(ours.mean(), rel=1e-9, abs=2e-3 * deviation)
    assert variance == pytest.approx(ours.variance(), rel=5e-3, abs=1e-15)


@on_every_example
def test_quantile_inverts_the_oracles_distribution_function(kind, parameters):
    """F(x) >= u at x = Q(u), and F is at most u just below x: the definition of a quantile."""
    ours, oracle = distribution(kind, **parameters), ORACLES[kind](**parameters)
    u = np.concatenate(([1e-12, 1e-6], np.linspace(0, 1, 999)[1:-1], [1 - 1e-6, 1 - 1e-12]))
    x = ours.quantile(u)
    room = 1e-9 * np.maximum(np.abs(x), 1e-300)
    assert (oracle.cdf(x + room) >= u - 1e-12).all()
    assert (oracle.cdf(x - room) <= u + 1e-12).all()


@on_every_example
def test_draws_follow_the_oracle(kind, parameters):
    """Kolmogorov-Smirnov on 5,000 addressed draws; false alarm 1e-4 each, 3e-3 for the family.

    Conservative for distributions with jumps.
    """
    ours, oracle = distribution(kind, **parameters), ORACLES[kind](**parameters)
    u = uniforms(17, 0, f"test:{ours.describe()}", stable_hash("campaign"), np.arange(5000), 1)
    drawn = np.sort(ours.quantile(u))
    values, first, count = np.unique(drawn, return_index=True, return_counts=True)
    below = first / drawn.size
    up_to = (first + count) / drawn.size
    just_below = oracle.cdf(np.nextafter(values, -np.inf))
    distance = max(np.abs(oracle.cdf(values) - up_to).max(), np.abs(just_below - below).max())
    assert stats.kstwo.sf(distance, drawn.size) > FALSE_ALARM


@on_every_example
def test_support_is_where_the_quantile_function_begins_and_ends(kind, parameters):
    ours = distribution(kind, **parameters)
    low, high = ours.support()
    assert low <= ours.mean() <= high
    assert ours.quantile(0.0) == pytest.approx(low, rel=1e-12)
    assert ours.quantile(1.0) == pytest.approx(high, rel=1e-12)
    inside = ours.quantile(np.linspace(0, 1, 257))
    assert (inside >= low).all()
    assert (inside <= high).all()


def test_published_three_point_mean_and_deviation():
    """PERT's mean is (a + 4m + b) / 6. Source: Malcolm et al. 1959; with lambda = 4 the symmetric
    case is the beta(3, 3), of variance (b - a)**2 / 28."""
    ours = distribution("pert", low=2, mode=5, high=8)
    assert ours.mean() == 5.0
    assert ours.variance() == pytest.approx(36 / 28)


def test_lognormal_of_the_litmus_survey():
    """Email lead times: mean 21.6 days, 77% above a week. Source: Litmus 2019, fitted."""
    cv = math.sqrt(math.expm1(0.94**2))
    ours = distribution("lognormal", mean=math.exp(2.63 + 0.94**2 / 2), cv=cv)
    assert ours.quantile(0.5) == pytest.approx(math.exp(2.63))
    assert ours.mean() == pytest.approx(21.6, abs=0.05)
    assert 1 - ORACLES["lognormal"](**dict(ours.parameters)).cdf(7.0) == pytest.approx(
        0.77, abs=0.01
    )


def test_special_cases_meet():
    """Gamma with cv 1 and Weibull with shape 1 are the exponential; PERT in the middle is beta."""
    u = np.linspace(0.001, 0.999, 99)
    exponential = distribution("exponential", mean=3).quantile(u)
    np.testing.assert_allclose(distribution("gamma", mean=3, cv=1).quantile(u), exponential)
    np.testing.assert_allclose(distribution("weibull", mean=3, shape=1).quantile(u), exponential)
    by_name = Distribution("scipy", (("name", "expon"), ("scale", 3)))
    np.testing.assert_allclose(by_name.quantile(u), exponential)


def test_empirical_jumps_where_the_cumulative_weight_is_reached():
    ours = distribution("empirical", values=[5, 1, 3], weights=[1, 1, 2])
    u = [0.0, 0.25, np.nextafter(0.25, 1), 0.75, np.nextafter(0.75, 1), 1.0]
    assert ours.quantile(u).tolist() == [1, 1, 3, 3, 5, 5]
    never_lowest = distribution("empirical", values=[0, 1, 9], weights=[0, 1, 0])
    assert never_lowest.quantile([0.0, 0.5, 1.0]).tolist() == [1, 1, 1]
    assert never_lowest.support() == (1.0, 1.0)


def test_scipy_takes_any_shape_name_and_position():
    """A shape may be called u, as our own argument is, and may be a list."""
    by_name = distribution("scipy", name="dpareto_lognorm", u=1.0, s=0.5, a=6.0, b=3.0)
    by_position = distribution("scipy", name="dpareto_lognorm", args=(1.0, 0.5, 6.0, 3.0))
    assert by_name == by_position
    assert by_name.quantile(0.5) == stats.dpareto_lognorm(1.0, 0.5, 6.0, 3.0).ppf(0.5)
    listed = distribution("scipy", name="poisson_binom", p=[0.5, 0.25], scale=2)
    assert listed.mean() == pytest.approx(1.5)
    assert listed.quantile([0.3, 0.5, 0.9]).tolist() == [0.0, 2.0, 4.0]


def test_scipy_moments_that_do_not_exist_are_not_numbers():
    assert not math.isfinite(distribution("scipy", name="cauchy").mean())
    assert not math.isfinite(distribution("scipy", name="yulesimon", alpha=0.5).variance())
