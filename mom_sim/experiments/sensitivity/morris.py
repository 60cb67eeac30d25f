"""Elementary effects: which inputs matter at all, and which do so in company with others.

Every trajectory begins at a random point of a grid and changes one input after the other, in random
order, by two thirds of its range. What the figure changes by, for a whole range, is an elementary
effect. Their mean says in which direction an input works, the mean of their sizes (mu*) how much it
matters, and their spread (sigma) how much that depends on the other inputs.

Source: Morris (1991), Technometrics 33, 161-174; mu* by Campolongo, Cariboni and Saltelli (2007),
Environmental Modelling and Software 22, 1509-1518.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mom_sim.experiments.sensitivity.input import Input
from mom_sim.experiments.sensitivity.tornado import interval_json, interval_over_years
from mom_sim.stats import Interval

Floats = NDArray[np.float64]

LEVELS = 4
STEP = LEVELS / (2 * (LEVELS - 1))
"""Two thirds of a range: with four levels, all of them are equally often visited."""

FEWEST = 2
"""Effects of an input without which there is no interval."""

NO_EFFECTS = (
    "only {count} of its steps could be run: ask for more trajectories, or a narrower range"
)
ONE_YEAR = "one replication a point does not tell luck from inputs: run at least 2"


@dataclass(frozen=True)
class Trajectories:
    """Where to run.

    Attributes
    ----------
    points : array of float, shape (trajectories, inputs + 1, inputs)
        Shares of the ranges.
    order : array of int, shape (trajectories, inputs)
        Which input changes from a point to the next.
    """

    points: Floats
    order: NDArray[np.int64]


@dataclass(frozen=True)
class ElementaryEffects:
    """What an input does, over all trajectories; in units of the figure for the whole range.

    Attributes
    ----------
    target : str
    input : Input
    mu_star, mu : Interval
        Mean of the sizes, and of the effects with their sign.
    sigma : float or None
        Standard deviation of the effects: dependence on other inputs, and luck.
    noise : float or None
        What luck alone contributes to sigma.
    reason : str or None
        Why the noise is missing.
    """

    target: str
    input: Input
    mu_star: Interval
    mu: Interval
    sigma: float | None
    noise: float | None
    reason: str | None = None

    @property
    def size(self) -> float:
        """Mean of the sizes."""
        return self.mu_star.estimate or 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found = {
            "target": self.target,
            "input": self.input.name,
            "mu_star": interval_json(self.mu_star),
            "mu": interval_json(self.mu),
            "sigma": self.sigma,
            "noise": self.noise,
        }
        return found | ({"reason": self.reason} if self.reason else {})


def trajectories_of(inputs: int, count: int, seed: int) -> Trajectories:
    """Draw trajectories.

    Parameters
    ----------
    inputs, count : int
    seed : int

    Returns
    -------
    Trajectories
    """
    generator = np.random.default_rng(seed)
    points = np.empty((count, inputs + 1, inputs))
    order = np.empty((count, inputs), dtype=np.int64)
    lowest = np.arange(LEVELS // 2) / (LEVELS - 1)
    for number in range(count):
        # Up from one of the lower levels, or down from one of the upper ones.
        up = generator.random(inputs) < 0.5
        below = generator.choice(lowest, inputs)
        points[number, 0] = np.where(up, below, below + STEP)
        order[number] = generator.permutation(inputs)
        for place, one in enumerate(order[number]):
            points[number, place + 1] = points[number, place]
            points[number, place + 1, one] += STEP if up[one] else -STEP
    return Trajectories(np.clip(points, 0.0, 1.0), order)


def effects_of(
    target: str,
    inputs: Sequence[Input],
    trajectories: Trajectories,
    values: Floats,
    *,
    confidence: float = 0.95,
    has_failed: NDArray[np.bool_] | None = None,
) -> tuple[ElementaryEffects, ...]:
    """Estimate elementary effects.

    Parameters
    ----------
    target : str
    inputs : sequence of Input
    trajectories : Trajectories
    values : array of float, shape (trajectories, inputs + 1, replications)
        The figure at the points; NaN where a replication has none.
    confidence : float, strictly between 0 and 1
        Of intervals over trajectories, each of which has luck of its own.
    has_failed : bool array, shape (trajectories, inputs + 1), optional
        Points that could not be run: an effect that begins or ends there is left out, the others
        of its trajectory stay.

    Returns
    -------
    tuple of ElementaryEffects
        In the order of the inputs.
    """
    found = []
    for number, one in enumerate(inputs):
        at = np.argmax(trajectories.order == number, axis=1)
        rows = np.arange(at.size)
        if has_failed is not None:
            rows = np.flatnonzero(~(has_failed[rows, at] | has_failed[rows, at + 1]))
            at = at[rows]
        steps = trajectories.points[rows, at + 1, number] - trajectories.points[rows, at, number]
        if rows.size < FEWEST:
            nothing = Interval(None, None, None, NO_EFFECTS.format(count=rows.size))
            found.append(ElementaryEffects(target, one, nothing, nothing, None, None))
            continue
        yearly = (values[rows, at + 1] - values[rows, at]) / steps[:, None]
        effects = yearly.mean(axis=1)
        found.append(
            ElementaryEffects(
                target,
                one,
                interval_over_years(np.abs(effects), confidence).within(0.0, np.inf),
                interval_over_years(effects, confidence),
                _number(effects.std(ddof=1)),
                *_noise(yearly),
            )
        )
    return tuple(found)


def _noise(yearly: Floats) -> tuple[float | None, str | None]:
    """Standard deviation that luck gives to a trajectory's effect, from its replications."""
    replications = yearly.shape[1]
    if replications < 2:
        return None, ONE_YEAR
    return _number(np.sqrt(yearly.var(axis=1, ddof=1).mean() / replications)), None


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
