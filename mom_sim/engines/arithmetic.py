"""The engines' integer arithmetic: rounding half to even, rates in parts per million."""

from __future__ import annotations

from mom_sim.plan.plan import PARTS


def divide_half_even(numerator: int, denominator: int) -> int:
    """Quotient of two non-negative whole numbers, rounded half to even."""
    quotient, rest = divmod(numerator, denominator)
    twice = 2 * rest
    if twice > denominator or (twice == denominator and quotient & 1):
        return quotient + 1
    return quotient


def duration_of(effort: int, rate: int) -> int:
    """Working time that `effort` takes at `rate` (parts per million of the nominal speed).

    Parameters
    ----------
    effort : int, microseconds
    rate : int, parts per million
        Positive.

    Returns
    -------
    int, microseconds
        effort / rate, rounded half to even. Split so that no product exceeds 64 bits.
    """
    whole, rest = divmod(effort, rate)
    return whole * PARTS + divide_half_even(rest * PARTS, rate)


def effort_of(duration: int, rate: int) -> int:
    """Effort that is worked off in `duration` at `rate`; rounded half to even."""
    whole, rest = divmod(duration, PARTS)
    return whole * rate + divide_half_even(rest * rate, PARTS)


def part_of(amount: int, share: int) -> int:
    """`share` parts per million of `amount`, rounded half to even."""
    whole, rest = divmod(amount, PARTS)
    return whole * share + divide_half_even(rest * share, PARTS)
