"""Estimates corrected for the luck with demand and work: shorter, still right, never too kind."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from mom_sim.stats.interval import Interval
from tests.formula.oracles.case import Case
from tests.formula.oracles.families import experiment_of
from tests.formula.oracles.inputs import LEVEL, corrected_interval
from tests.formula.oracles.measuring import measure
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.view import Bools, Floats

REPLICATIONS = 30
MEAN, SLOPES, SPREAD = 7.0, np.array([2.0, -1.0]), 1.0


def replications(generator: np.random.Generator) -> tuple[Floats, Floats]:
    """Figures of replications, and inputs of mean 0 that explain five of six parts of them."""
    inputs = generator.normal(size=(REPLICATIONS, 2))
    return MEAN + inputs @ SLOPES + SPREAD * generator.normal(size=REPLICATIONS), inputs


def interval(figures: Floats, inputs: Floats, confidence: float = 0.95) -> Interval | None:
    left_out = (figures.sum() - figures) / (len(figures) - 1)
    return corrected_interval(float(figures.mean()), left_out, inputs, confidence)


def ends(found: Interval | None) -> tuple[float, float]:
    assert found is not None and found.low is not None and found.high is not None
    return found.low, found.high


def test_corrected_intervals_hold_the_mean_as_often_as_they_say() -> None:
    """The count of 2000 is binomial: a false alarm in 1 of 10,000 seeds."""
    generator = np.random.default_rng(31)
    held, widths = 0, []
    for _ in range(2000):
        low, high = ends(interval(*replications(generator)))
        held += low <= MEAN <= high
        widths.append(high - low)
    # An input looks like an error by chance so seldom that all of these were corrected.
    assert 2000 * LEVEL < 1
    lowest, highest = stats.binom.interval(1 - 1e-4, 2000, 0.95)
    assert lowest <= held <= highest
    plain = 2 * stats.t.ppf(0.975, REPLICATIONS - 1) * np.sqrt(6.0 / REPLICATIONS)
    assert np.mean(widths) < 0.5 * plain


def test_an_estimate_is_that_of_a_regression() -> None:
    figures, inputs = replications(np.random.default_rng(5))
    found = interval(figures, inputs)
    design = np.column_stack([np.ones(REPLICATIONS), inputs])

    def intercept(kept: Bools) -> float:
        return float(np.linalg.lstsq(design[kept], figures[kept], rcond=None)[0][0])

    everything = np.ones(REPLICATIONS, dtype=bool)
    estimate = intercept(everything)
    left_out = [intercept(np.arange(REPLICATIONS) != one) for one in range(REPLICATIONS)]
    error = np.sqrt(np.sum((np.array(left_out) - estimate) ** 2))
    half = stats.t.ppf(0.975, REPLICATIONS - 3) * error
    assert ends(found) == pytest.approx((estimate - half, estimate + half))
    # Inputs that say the same twice count once; those that never change not at all.
    more = np.column_stack([inputs, inputs[:, 0], np.zeros(REPLICATIONS)])
    assert ends(interval(figures, more)) == pytest.approx(ends(found))


def test_an_input_that_is_not_what_it_should_be_is_not_corrected_for() -> None:
    figures, inputs = replications(np.random.default_rng(5))
    assert interval(figures, inputs + np.array([0.0, 2.0])) is None
    assert interval(figures, np.zeros((REPLICATIONS, 2))) is None


def test_too_much_work_is_not_corrected_away() -> None:
    """A station whose work is 12% longer than the case says, twelve standard errors of its mean.

    The seed is fixed; it is taken for luck in less than 1 of 10,000 seeds.
    """
    case = Case("X", "M/M/c", parameters={"lam": 0.5, "mu": 1.0}, expected={"Wq": 1.0})
    right = experiment_of(case, ROUGH)
    longer = right.scenarios[0].replace("exponential(mean=1.0h)", "exponential(mean=1.12h)")
    assert longer != right.scenarios[0]
    wrong = type(right)((longer,), right.estimators, inputs=right.inputs)
    for experiment, corrects in ((right, True), (wrong, False)):
        measurement = measure(experiment, ROUGH)
        plain = experiment.estimators["Wq"].interval(
            measurement.taken["Wq"], 0.95, np.empty((measurement.replications, 0))
        )
        assert (measurement.interval("Wq", 0.95) != plain) is corrects


ROUGH = Profile("rough", 0.001, 0.0, 0.99, 100_000)
