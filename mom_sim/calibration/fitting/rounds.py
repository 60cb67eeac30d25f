"""Rounds of an activity that is done again: how many, and what is waited for between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from mom_sim.calibration.fitting.fitted import RoundChance
from mom_sim.calibration.fitting.rows import Ints
from mom_sim.calibration.fitting.samples import Place

LEVEL = 0.01
"""Chance of taking independent rounds for dependent ones, and alike ones for different ones."""
FEWEST = 20
"""Runs below which nothing is tested: rounds then count as independent."""
_DRAWS = 4000
_MOST_ROUNDS = 1000


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
    return more / chances, *_interval(more, chances), chances


def _interval(more: int, chances: int) -> tuple[float, float]:
    low = float(stats.beta.ppf(0.025, more, chances - more + 1)) if more else 0.0
    high = float(stats.beta.ppf(0.975, more + 1, chances - more)) if chances > more else 1.0
    return low, high


def chances_by_round(rounds: list[int]) -> tuple[RoundChance, ...]:
    """Estimate the probability of one more round after the second, the third and so on.

    Rounds count as alike from the first one on from which Pearson's chi-square test does not tell
    them apart at `LEVEL`; what is to be told is asked of the rounds that `FEWEST` came to. A gate
    whose rounds are alike has a list with probability `LEVEL`.

    Parameters
    ----------
    rounds : list of int
        In a row, at least 2 each.

    Returns
    -------
    tuple of RoundChance
        The last one holds for all further rounds, and rests on all of them; empty where all rounds
        are alike.
    """
    counts, _ = by_round(rounds)
    alone = 0
    while alone < len(counts) and _alike(counts[alone:]) < LEVEL:
        alone += 1
    if not alone:
        return ()
    numbers = np.array(rounds)
    rest = numbers[numbers >= 2 + alone]
    found = [*counts[:alone], (int((rest - 1 - alone).sum()), int((rest - 2 - alone).sum()))]
    return tuple(
        RoundChance(more / reached, *_interval(more, reached), reached) for reached, more in found
    )


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
    return tuple(counts), _alike(counts)


def _alike(counts: Sequence[tuple[int, int]]) -> float:
    """P-value of the same chance in all rounds."""
    table = np.array([(more, reached - more) for reached, more in counts])
    if len(counts) < 2 or (table.sum(axis=0) == 0).any():
        return 1.0
    return float(stats.chi2_contingency(table, correction=False).pvalue)


def are_independent(place: Place) -> bool:
    """Tell whether waits between rounds look drawn independently of how many rounds there are.

    A customer who is called until an offer is answered has many short waits or few long ones: what
    is about the same is their sum. Sums as observed are held against sums of waits drawn at random,
    as many as the chances of one more round give, with a Kolmogorov-Smirnov test.

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
    by_number = chances_by_round(place.rounds)
    if by_number:
        numbers = _drawn(by_number, generator)
    else:
        more = chance_of_more(place.rounds)[0]
        numbers = generator.geometric(max(1 - more, 1e-3), _DRAWS)
    waits = generator.choice(np.array(place.again), int(numbers.sum()))
    edges = np.concatenate(([0], np.cumsum(numbers)[:-1]))
    drawn = np.add.reduceat(waits, edges)
    return bool(stats.ks_2samp(place.sums, drawn).pvalue >= LEVEL)


def _drawn(chances: Sequence[RoundChance], generator: np.random.Generator) -> Ints:
    """Draw numbers of rounds after the first one, as a gate does that knows its round."""
    numbers = np.ones(_DRAWS, dtype=np.int64)
    again = np.flatnonzero(generator.uniform(size=_DRAWS) < chances[0].value)
    for number in range(1, _MOST_ROUNDS):
        numbers[again] += 1
        chance = chances[min(number, len(chances) - 1)].value
        again = again[generator.uniform(size=again.size) < chance]
    return numbers
