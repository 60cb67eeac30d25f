"""What is taken from a replication, and the estimate with its interval that replications make.

A replication is the independent unit. Whatever is a smooth function of sums over replications (a
mean, a ratio, a variance) gets a jackknife interval; quantiles are those of the pooled items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from mom_sim.stats.delete_one import DeleteOne
from mom_sim.stats.interval import Interval
from mom_sim.stats.pooled_quantile import pooled_quantile_interval
from tests.formula.oracles.inputs import corrected_interval
from tests.formula.oracles.view import Floats, Views


class Estimator(Protocol):
    """A figure that replications estimate."""

    @property
    def corrected_by(self) -> tuple[int, ...]:
        """Runs whose inputs it may be corrected for."""

    def take(self, views: Views) -> Any:
        """What has to be kept of one replication, which has one view for each of its runs."""

    def interval(self, taken: Sequence[Any], confidence: float, excesses: Floats) -> Interval:
        """Estimate with its interval; `excesses` are what its inputs have, by replication."""


@dataclass(frozen=True)
class Smooth:
    """A smooth function of the sums that replications add up to.

    `sums` gives a vector for a replication, `value` the figure from the sum of such vectors. It is
    `corrected_by` the luck with demand and work in these runs; what measures these is not.
    """

    sums: Callable[[Views], Sequence[float]]
    value: Callable[[Floats], float]
    corrected_by: tuple[int, ...] = ()

    def take(self, views: Views) -> Floats:
        return np.asarray(self.sums(views), dtype=np.float64)

    def interval(self, taken: Sequence[Floats], confidence: float, excesses: Floats) -> Interval:
        vectors = np.stack(taken)
        total = vectors.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            left_out = [self.value(total - vector) for vector in vectors]
            estimate = float(self.value(total))
        if excesses.size:
            corrected = corrected_interval(estimate, np.array(left_out), excesses, confidence)
            if corrected is not None:
                return corrected
        return DeleteOne(estimate, np.array(left_out), "a value").interval(confidence)


@dataclass(frozen=True)
class Quantile:
    """A quantile of the items of all replications."""

    items: Callable[[Views], Floats]
    probability: float
    corrected_by: tuple[int, ...] = ()

    def take(self, views: Views) -> Floats:
        return self.items(views)

    def interval(self, taken: Sequence[Floats], confidence: float, excesses: Floats) -> Interval:
        return pooled_quantile_interval(taken, self.probability, confidence)


def ratio(
    sums: Callable[[Views], tuple[float, float]], *, corrected_by: tuple[int, ...] = ()
) -> Smooth:
    """Sum of numerators by sum of denominators."""
    return Smooth(sums, lambda total: float(total[0] / total[1]), corrected_by)


def mean_of(number: Callable[[Views], float]) -> Smooth:
    """Mean of one number for each replication."""
    return ratio(lambda views: (number(views), 1.0))


def mean_item(items: Callable[[Views], Floats], *, corrected_by: tuple[int, ...] = ()) -> Smooth:
    """Mean of the items of all replications."""

    def sums(views: Views) -> tuple[float, float]:
        values = items(views)
        return float(values.sum()), float(values.size)

    return ratio(sums, corrected_by=corrected_by)


def variance_of_items(
    items: Callable[[Views], Floats], *, corrected_by: tuple[int, ...] = ()
) -> Smooth:
    """Variance of the items of all replications."""

    def sums(views: Views) -> tuple[float, float, float]:
        values = items(views)
        return float((values**2).sum()), float(values.sum()), float(values.size)

    return Smooth(sums, _variance, corrected_by)


def over_time(
    path: Callable[[Views], tuple[Floats, Floats]], *, corrected_by: tuple[int, ...] = ()
) -> Smooth:
    """Mean over time of a step function given by its values and their durations."""

    def sums(views: Views) -> tuple[float, float]:
        values, durations = path(views)
        return float(values @ durations), float(durations.sum())

    return ratio(sums, corrected_by=corrected_by)


def variance_over_time(
    path: Callable[[Views], tuple[Floats, Floats]], *, corrected_by: tuple[int, ...] = ()
) -> Smooth:
    """Variance over time of a step function given by its values and their durations."""

    def sums(views: Views) -> tuple[float, float, float]:
        values, durations = path(views)
        return float(values**2 @ durations), float(values @ durations), float(durations.sum())

    return Smooth(sums, _variance, corrected_by)


def _variance(total: Floats) -> float:
    return float(total[0] / total[2] - (total[1] / total[2]) ** 2)
