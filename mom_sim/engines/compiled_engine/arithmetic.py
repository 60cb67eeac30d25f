"""Integer arithmetic of the kernel; the definitions are `mom_sim.engines.arithmetic`."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import PARTS
from mom_sim.engines.compiled_engine.parts import part


@part
def divide_half_even(numerator: int, denominator: int) -> int:
    """Quotient of two non-negative whole numbers, rounded half to even."""
    quotient = numerator // denominator
    twice = 2 * (numerator - quotient * denominator)
    if twice > denominator or (twice == denominator and quotient & 1):
        return quotient + 1
    return quotient


@part
def duration_of(effort: int, rate: int) -> int:
    """Working time that `effort` takes at `rate`."""
    if rate == PARTS:
        return effort
    whole = effort // rate
    return whole * PARTS + divide_half_even((effort - whole * rate) * PARTS, rate)


@part
def part_of(amount: int, share: int) -> int:
    """`share` parts per million of `amount`; also the effort that a duration does at a rate."""
    if share == PARTS:
        return amount
    whole = amount // PARTS
    return whole * share + divide_half_even((amount - whole * PARTS) * share, PARTS)


@part
def scaled(rate: int, factor: int) -> int:
    """`rate` times `factor` parts per million, rounded down, at least 1."""
    return max(1, rate * factor // PARTS)


@part
def fraction_of(share: int, numerator: int, denominator: int) -> int:
    """`share` times a fraction from 0 to 1, rounded down; in two steps, to stay within 64 bits.

    Parameters
    ----------
    share : int
        At most about PARTS.
    numerator, denominator : int
        At most 2**52.
    """
    thousands = share // 1000
    product = thousands * numerator
    quotient = product // denominator
    rest = (product - quotient * denominator) * 1000 + (share - thousands * 1000) * numerator
    return quotient * 1000 + rest // denominator
