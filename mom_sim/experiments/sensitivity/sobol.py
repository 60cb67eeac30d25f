"""Sobol indices: which share of a figure's variance each input accounts for.

Inputs are taken as independent and uniform over their ranges. The first-order index is the share
that is gone, on average, once the input is known; the total index what is left when all others are
known, its part in interactions included. All points share the same replications, so that luck does
not pass for an input; what it leaves open is told apart.

Source: Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Computer Physics
Communications 181, 259-270, by `scipy.stats.sobol_indices`; intervals by its bootstrap.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc, sobol_indices

from mom_sim.experiments.sensitivity.input import Input
from mom_sim.experiments.sensitivity.tornado import NO_FIGURE, interval_json
from mom_sim.stats import Interval

Floats = NDArray[np.float64]

RESAMPLES = 999
NO_VARIANCE = "the figure is the same at every point: no input changes it"
NO_EFFECT = "changes nothing at any point of the design"
NO_ENDS = "the bootstrap has no interval here: ask for more samples"
ONE_YEAR = "one replication a point does not tell luck from inputs: run at least 2"


@dataclass(frozen=True)
class SobolIndex:
    """Shares of the variance that one input accounts for."""

    target: str
    input: Input
    first_order: Interval
    total: Interval

    @property
    def size(self) -> float:
        """Total index."""
        return self.total.estimate or 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "target": self.target,
            "input": self.input.name,
            "first_order": interval_json(self.first_order),
            "total": interval_json(self.total),
        }


@dataclass(frozen=True)
class Spread:
    """How much a figure varies, by what.

    Attributes
    ----------
    target : str
    inputs : float or None, in the figure's unit
        Standard deviation over the points: what the inputs do.
    luck : float or None, in the figure's unit
        Standard deviation of one year's figure over replications, with the inputs as they are.
    left_by_luck : float or None
        Share of the variance over the points that is luck after all, for as few replications as
        there are: indices below it say nothing.
    reason : str or None
        Why something is missing.
    """

    target: str
    inputs: float | None
    luck: float | None
    left_by_luck: float | None
    reason: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found = {
            "target": self.target,
            "inputs": self.inputs,
            "luck": self.luck,
            "left_by_luck": self.left_by_luck,
        }
        return found | ({"reason": self.reason} if self.reason else {})


def sobol_points(inputs: int, samples: int, seed: int) -> Floats:
    """Points of the design of Saltelli and others.

    Parameters
    ----------
    inputs : int
    samples : int
        A power of 2.
    seed : int

    Returns
    -------
    array of float, shape (inputs + 2, samples, inputs)
        Two independent samples, then the first with one column after the other from the second.
    """
    drawn = qmc.Sobol(2 * inputs, scramble=True, rng=np.random.default_rng(seed)).random(samples)
    a, b = drawn[:, :inputs], drawn[:, inputs:]
    mixed = np.repeat(a[None], inputs, axis=0)
    for number in range(inputs):
        mixed[number, :, number] = b[:, number]
    return np.concatenate([a[None], b[None], mixed])


def whole_samples(values: Floats, has_failed: NDArray[np.bool_]) -> Floats:
    """Leave out the samples of which a point could not be run.

    Parameters
    ----------
    values : array of float, shape (inputs + 2, samples, replications)
    has_failed : bool array, shape (inputs + 2, samples)

    Returns
    -------
    array of float
        The first whole samples, as many as the largest power of 2 that there are; all of `values`
        where there is none: then there are no indices either.
    """
    whole = np.flatnonzero(~has_failed.any(axis=0))
    if whole.size == has_failed.shape[1] or whole.size < 2:
        return values
    return values[:, whole[: 1 << (int(whole.size).bit_length() - 1)]]


def indices_of(
    target: str, inputs: Sequence[Input], values: Floats, seed: int, *, confidence: float = 0.95
) -> tuple[tuple[SobolIndex, ...], Spread]:
    """Estimate Sobol indices.

    Parameters
    ----------
    target : str
    inputs : sequence of Input
    values : array of float, shape (inputs + 2, samples, replications)
        The figure at `sobol_points`; NaN where a replication has none.
    seed : int
        Of the bootstrap.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    tuple of SobolIndex, Spread
    """
    missing, all_of_them = int(np.isnan(values).sum()), values.size
    means = values.mean(axis=2)
    reason = ""
    if missing:
        reason = NO_FIGURE.format(missing=missing, all=all_of_them)
    elif float(np.ptp(means)) <= 1e-12 * float(np.abs(means).max()):
        reason = NO_VARIANCE
    if reason:
        nothing = Interval(None, None, None, reason)
        indices = tuple(SobolIndex(target, one, nothing, nothing) for one in inputs)
        return indices, Spread(target, None, None, None, reason)
    function = {"f_A": means[None, 0], "f_B": means[None, 1], "f_AB": means[2:, None, :]}
    found = sobol_indices(func=function, n=means.shape[1], rng=np.random.default_rng(seed))
    with warnings.catch_warnings():
        # An input without an effect has no bootstrap interval; that is said below, in words.
        warnings.simplefilter("ignore", RuntimeWarning)
        drawn = found.bootstrap(confidence_level=confidence, n_resamples=RESAMPLES)
    works = [bool(np.any(mixed != means[0])) for mixed in means[2:]]
    indices = tuple(
        SobolIndex(target, one, first, total)
        for one, first, total in zip(
            inputs,
            _intervals(found.first_order, drawn.first_order.confidence_interval, works),
            _intervals(found.total_order, drawn.total_order.confidence_interval, works),
            strict=True,
        )
    )
    return indices, _spread(target, values, means)


def _intervals(shares: Floats, around: Any, works: Sequence[bool]) -> list[Interval]:
    rows = zip(
        *(np.reshape(one, -1).tolist() for one in (shares, around.low, around.high)),
        works,
        strict=True,
    )
    found = []
    for share, low, high, has_effect in rows:
        if not has_effect:
            found.append(Interval(0.0, None, None, NO_EFFECT))
        elif np.isnan(low) or np.isnan(high):
            found.append(Interval(share, None, None, NO_ENDS))
        else:
            found.append(Interval(share, low, high))
    return found


def _spread(target: str, values: Floats, means: Floats) -> Spread:
    """Variance over the points, and what is left of luck in it.

    Luck that is the same at all points moves all of them, and leaves no trace in the variance over
    them; what does is the interaction of luck and inputs, the residual of a two-way layout.
    """
    replications = values.shape[2]
    inputs = float(means.std(ddof=1))
    if replications < 2:
        return Spread(target, inputs, None, None, ONE_YEAR)
    luck = float(np.sqrt(values.var(axis=2, ddof=1).mean()))
    residuals = values - means[..., None] - values.mean(axis=(0, 1)) + values.mean()
    freedom = (means.size - 1) * (replications - 1)
    noise = float(np.square(residuals).sum()) / freedom / replications
    return Spread(target, inputs, luck, min(1.0, noise / inputs**2))
