"""Sharing out a joint effect: the Shapley value, in exact arithmetic.

Players are counted from 0; a coalition is a number whose bit i says whether player i is in it.

Source: Shapley, "A value for n-person games", *Contributions to the Theory of Games* 2 (1953)
307-317. It is the only way of sharing out that gives away exactly the whole, the same to those who
contribute the same, nothing to who never changes anything, and that adds up over games.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial


def shapley_values(worth: Sequence[int]) -> tuple[Fraction, ...]:
    """Contribution of each player, averaged over all orders.

    Parameters
    ----------
    worth : sequence of int, length 2**players
        Worth of every coalition, at the position that is its number.

    Returns
    -------
    tuple of Fraction, one per player
        They add up to ``worth[-1] - worth[0]``, exactly.

    Raises
    ------
    ValueError
        If the length is not a power of 2.

    Source: Shapley (1953): player i gets the sum over the coalitions S without i of
    |S|! (n - 1 - |S|)! / n! times (worth of S with i - worth of S).
    """
    players = len(worth).bit_length() - 1
    if len(worth) != 2 ** max(players, 0):
        raise ValueError(f"{len(worth)} worths: give one for each of 2**players coalitions")
    weights = [factorial(size) * factorial(players - 1 - size) for size in range(players)]
    return tuple(
        Fraction(
            sum(
                weights[coalition.bit_count()]
                * (int(worth[coalition | 1 << player]) - int(worth[coalition]))
                for coalition in range(len(worth))
                if not coalition >> player & 1
            ),
            factorial(players),
        )
        for player in range(players)
    )


def removal_contributions(worth: Mapping[int, int], order: Sequence[int]) -> tuple[int, ...]:
    """What each player's removal takes away when they are removed in one order.

    Averaged over orders that are drawn with equal probability, this estimates the Shapley value
    without bias.

    Parameters
    ----------
    worth : mapping of int to int
        Worth by coalition, for all players together and after each removal.
    order : sequence of int
        Every player once; the first is removed first.

    Returns
    -------
    tuple of int, one per player
        They add up to the worth of all players less that of none, for every order.

    Raises
    ------
    ValueError
        If the order does not have every player once.

    Source: Castro, Gomez, Tejada, "Polynomial calculation of the Shapley value based on sampling",
    *Computers and Operations Research* 36 (2009) 1726-1730.
    """
    if sorted(order) != list(range(len(order))):
        raise ValueError(f"order is {list(order)}: give every player once")
    found = [0] * len(order)
    for player, (before, after) in zip(order, removals(order), strict=True):
        found[player] = int(worth[before]) - int(worth[after])
    return tuple(found)


def removals(order: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Coalitions before and after each removal, from all players down to none."""
    steps = []
    present = (1 << len(order)) - 1
    for player in order:
        steps.append((present, present & ~(1 << player)))
        present &= ~(1 << player)
    return tuple(steps)
