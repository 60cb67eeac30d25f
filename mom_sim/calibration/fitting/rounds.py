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


def by_round(rounds: list[int]) -> tuple[tuple[tuple[int, int], ...], float]:
    """Count how often one more round came, by the number of rounds before.

    Parameters
    ----------
    rounds : list of int
        In a row, at least 2 each.

    Returns
    -------
    counts : tuple of (int, int)
        After the second round, the third, ...: how many came so far, and how many went on; as far
        as at least `FEWEST` came.
    p_value : float
        That the chance is the same after each of them, by Pearson's chi-square.
    """
    numbers = np.array(rounds)
    counts: list[tuple[int, int]] = []
    for number in range(2, int(numbers.max(initial=1)) + 1):
        reached = int((numbers >= number).sum())
        if reached < FEWEST:
            break
        counts.append((reached, int((numbers > number).sum())))
    table = np.array([(more, reached - more) for reached, more in counts])
    if len(counts) < 2 or (table.sum(axis=0) == 0).any():
        return tuple(counts), 1.0
    return tuple(counts), float(stats.chi2_contingency(table, correction=False).pvalue)


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
