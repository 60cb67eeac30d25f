"""The best of several systems, with an indifference zone and a promised probability: procedure KN.

A first stage of every system gives the variances of all paired differences. Then observations are
added one round at a time, and a system is dropped as soon as it lies so far behind another that it
is not worth looking for: the distance shrinks from round to round and reaches 0, so that the search
ends. Whenever the best is better than all others by the indifference zone or more, it is selected
with at least the promised probability; nearer ones may be selected, being as good as the best.
Common random numbers are allowed, and make the search shorter.

Source: Kim and Nelson (2001), ACM Transactions on Modeling and Computer Simulation 11, 251-273,
section 3, with c = 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Selection:
    """How far a selection has come.

    Attributes
    ----------
    in_contention : tuple of int
        Systems that have not been dropped, by position.
    best : int or None
        The selected one; None as long as more observations are needed.
    rounds : int
        Observations of each system that were looked at.
    at_most : int
        Observations of one system after which the search ends in any case.
    dropped_after : tuple of int
        Observations after which each system was dropped; 0 for those that were not.
    """

    in_contention: tuple[int, ...]
    best: int | None
    rounds: int
    at_most: int
    dropped_after: tuple[int, ...]


def kim_nelson(
    values: ArrayLike,
    indifference: float,
    *,
    first_stage: int = 10,
    probability: float = 0.95,
) -> Selection:
    """Select the system with the largest mean from what has been observed so far.

    Parameters
    ----------
    values : array of float, shape (observations, systems)
        Row by row the next observation of every system; at least the first stage. Entries of a
        system after it was dropped are not looked at, and may be NaN. Where small is good, give
        the negative.
    indifference : float, in the unit of the values, above 0
        The smallest difference worth detecting.
    first_stage : int, at least 2
    probability : float, above 1 / systems and below 1
        With which the best is selected if it is better by the indifference zone.

    Returns
    -------
    Selection
        Without `best`: append a row of observations of those in contention, and ask again.

    Raises
    ------
    ValueError
        Fewer rows than the first stage, or a parameter out of range.

    Notes
    -----
    The observations are taken to be normal, as means over many campaigns nearly are.
    """
    given = np.asarray(values, dtype=np.float64)
    _check(given, indifference, first_stage, probability)
    observations, systems = given.shape
    if systems == 1:
        return Selection((0,), 0, observations, first_stage, (0,))
    eta = 0.5 * ((2.0 * (1.0 - probability) / (systems - 1)) ** (-2.0 / (first_stage - 1)) - 1.0)
    h_squared = 2.0 * eta * (first_stage - 1)
    reach = h_squared * _variances_of_differences(given[:first_stage]) / indifference**2
    at_most = max(int(np.floor(reach.max())), first_stage - 1) + 1
    left, dropped = list(range(systems)), [0] * systems
    for rounds in range(first_stage, observations + 1):
        seen = given[:rounds, left]
        if not np.all(np.isfinite(seen)):
            raise ValueError(f"row {rounds - 1} lacks an observation of a system in contention")
        means = dict(zip(left, seen.mean(axis=0), strict=True))
        if rounds >= at_most:
            best = max(left, key=lambda one: means[one])
            return Selection(tuple(left), best, rounds, at_most, tuple(dropped))
        kept = [
            one
            for one in left
            if all(
                means[one]
                >= means[other]
                - max(0.0, indifference / (2.0 * rounds) * (reach[one, other] - rounds))
                for other in left
                if other != one
            )
        ]
        for one in set(left) - set(kept):
            dropped[one] = rounds
        left = kept
        if len(left) == 1:
            return Selection(tuple(left), left[0], rounds, at_most, tuple(dropped))
    return Selection(tuple(left), None, observations, at_most, tuple(dropped))


def _variances_of_differences(first: NDArray[np.float64]) -> NDArray[np.float64]:
    differences = first[:, :, None] - first[:, None, :]
    return np.asarray(differences.var(axis=0, ddof=1))


def _check(
    values: NDArray[np.float64], indifference: float, first_stage: int, probability: float
) -> None:
    if values.ndim != 2 or values.shape[1] < 1:
        raise ValueError(f"values has shape {values.shape}: give (observations, systems)")
    if first_stage < 2 or values.shape[0] < first_stage:
        raise ValueError(
            f"there are {values.shape[0]} observations for a first stage of {first_stage}: give at "
            "least as many, and 2 or more"
        )
    if not indifference > 0.0:
        raise ValueError(f"indifference is {indifference!r}: give a difference above 0")
    if not 1.0 / values.shape[1] < probability < 1.0 and values.shape[1] > 1:
        raise ValueError(
            f"probability is {probability!r}: give more than guessing would have, and less than 1"
        )
