"""The empirical distribution: values that were observed, each as likely as its weight."""

from __future__ import annotations

import numpy as np

from mom_sim.draws.distribution_kinds import (
    DistributionKind,
    Domain,
    Floats,
    Parameter,
    Values,
    read_numbers,
)


def _read_weights(given: object) -> tuple[float, ...]:
    """Read a list of weights, none negative and not all zero."""
    weights = read_numbers(given)
    if min(weights) < 0.0 or max(weights) == 0.0:
        raise ValueError("negative, or all zero")
    return weights


def _steps(
    values: tuple[float, ...], weights: tuple[float, ...] | None = None
) -> tuple[Floats, Floats]:
    """Return the values that can occur, ascending, and the probability up to each of them."""
    weight = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=np.float64)
    weight = weight / weight.max()
    order = np.argsort(values, kind="stable")
    order = order[weight[order] > 0.0]
    cumulative = np.cumsum(weight[order])
    return np.asarray(values, dtype=np.float64)[order], cumulative / cumulative[-1]


def _quantile(
    u: Floats, values: tuple[float, ...], weights: tuple[float, ...] | None = None
) -> Floats:
    ascending, cumulative = _steps(values, weights)
    return np.asarray(ascending[np.searchsorted(cumulative, u, side="left")])


def _mean(values: tuple[float, ...], weights: tuple[float, ...] | None = None) -> float:
    return float(np.average(values, weights=weights))


def _variance(values: tuple[float, ...], weights: tuple[float, ...] | None = None) -> float:
    deviations = np.asarray(values) - _mean(values, weights)
    return float(np.average(deviations * deviations, weights=weights))


def _support(
    values: tuple[float, ...], weights: tuple[float, ...] | None = None
) -> tuple[float, float]:
    ascending, _ = _steps(values, weights)
    return float(ascending[0]), float(ascending[-1])


def _fault(parameters: Values) -> str | None:
    values, weights = parameters["values"], parameters.get("weights")
    if weights is None or len(weights) == len(values):  # type: ignore[arg-type]
        return None
    return (
        f"{len(values)} values but {len(weights)} weights; "  # type: ignore[arg-type]
        "there has to be one weight for each value, or no weights at all"
    )


EMPIRICAL_KIND = DistributionKind(
    name="empirical",
    sentence="One of the observed values, each as likely as its weight.",
    parameters=(
        Parameter(
            "values",
            "the observed values",
            Domain("a list of one or more finite numbers", read_numbers),
            is_time=True,
        ),
        Parameter(
            "weights",
            "how likely each value is, relative to the others; equal where left out",
            Domain("a list of numbers, none below 0 and not all 0", _read_weights),
            is_time=False,
            optional=True,
        ),
    ),
    quantile=_quantile,
    mean=_mean,
    variance=_variance,
    support=_support,
    formula="the smallest value at which the cumulative weight reaches u of the total",
    source="Law, Simulation Modeling and Analysis (5th ed. 2015), section 8.3.1",
    examples=(
        {"values": (3.0, 1.0, 2.0, 2.0)},
        {"values": (0.5, 9.0, 1.5, -1.0), "weights": (3, 1, 6, 0)},
    ),
    fault=_fault,
)
