"""Whole people over units: largest remainder, and neighbors who share."""

from __future__ import annotations

from collections.abc import Sequence


def largest_remainder(seats: int, weights: Sequence[float]) -> list[int]:
    """Share out whole seats in proportion to weights, with at least one each when there are enough.

    Parameters
    ----------
    seats : int
    weights : sequence of float
        Not negative; all zero counts as all equal.

    Returns
    -------
    list of int
        Adds up to `seats`. Ties of the remainder go to the earlier.

    Notes
    -----
    Source: the method of Hamilton (1792), applied to the seats beyond the first of each.
    """
    count = len(weights)
    total = sum(weights)
    shares = [weight / total if total > 0 else 1 / count for weight in weights]
    least = 1 if seats >= count else 0
    wanted = [max(0.0, seats * share - least) for share in shares]
    left = seats - least * count
    scale = left / sum(wanted) if sum(wanted) > 0 else 0.0
    quotas = [want * scale for want in wanted]
    given = [int(quota) for quota in quotas]
    order = sorted(range(count), key=lambda unit: (-(quotas[unit] - given[unit]), unit))
    for unit in order[: left - sum(given)]:
        given[unit] += 1
    return [least + extra for extra in given]


def neighbors(people: int, weights: Sequence[float]) -> list[list[int]]:
    """Cut units, in their order, into one run of neighbors for each of too few people.

    Parameters
    ----------
    people : int
        From 1 to the number of units.
    weights : sequence of float

    Returns
    -------
    list of list of int, one per person
        Consecutive units, none empty, cut where the weight is closest to even.
    """
    count = len(weights)
    total = sum(weights)
    shares = [weight / total if total > 0 else 1 / count for weight in weights]
    runs: list[list[int]] = [[] for _ in range(people)]
    reached = 0.0
    run = 0
    for unit, share in enumerate(shares):
        wanted = int(people * (reached + share / 2))
        reached += share
        # Nobody is left out: a run follows the one before it, the last units fill the last ones.
        highest = run + 1 if runs[run] else run
        run = max(min(wanted, highest, people - 1), people - (count - unit))
        runs[run].append(unit)
    return runs
