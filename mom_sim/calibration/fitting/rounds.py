"""Rounds of an activity that is done again: how many, and what is waited for between them."""

from __future__ import annotations

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.samples import Place

LEVEL = 0.01
"""Chance of taking independent rounds for dependent ones."""
FEWEST = 20
"""Runs below which nothing is tested: rounds then count as independent."""
_DRAWS = 4000


def chance_of_more(rounds: list[int]) -> tuple[float, float, float, int]:
    """Estimate the probability of one more round after the second.

    Parameters
    ----------
    rounds : list of int
        In a row, at least 2 each.

    Returns
    -------
    estimate, low, high : float
        With the exact 95% interval of Clopper and Pearson, Biometrika 26 (1934).
    count : int
        Times at which there could have been one.
    """
    more = sum(number - 2 for number in rounds)
    chances = sum(number - 1 for number in rounds)
    if chances == 0:
        return 0.0, 0.0, 1.0, 0
    low = float(stats.beta.ppf(0.025, more, chances - more + 1)) if more else 0.0
    high = float(stats.beta.ppf(0.975, more + 1, chances - more)) if chances > more else 1.0
    return more / chances, low, high, chances


def are_independent(place: Place) -> bool:
    """Tell whether waits between rounds look drawn independently of how many rounds there are.

    A customer who is called until an offer is answered has many short waits or few long ones: what
    is about the same is their sum. Sums as observed are held against sums of a geometric number of
    waits drawn at random, with a Kolmogorov-Smirnov test.

    Parameters
    ----------
    place : Place

    Returns
    -------
    bool
    """
    if len(place.sums) < FEWEST:
        return True
    generator = np.random.default_rng(1)
    more = chance_of_more(place.rounds)[0]
    numbers = generator.geometric(max(1 - more, 1e-3), _DRAWS)
    waits = generator.choice(np.array(place.again), int(numbers.sum()))
    edges = np.concatenate(([0], np.cumsum(numbers)[:-1]))
    drawn = np.add.reduceat(waits, edges)
    return bool(stats.ks_2samp(place.sums, drawn).pvalue >= LEVEL)
