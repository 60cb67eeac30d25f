"""Events of the log by machine code: two tables that are sorted already, put into each other."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.log.compiled import compiled


@compiled
def _comes_before(
    block: Integers, row: int, other: Integers, other_row: int, keys: Integers
) -> bool:
    """Whether a row comes before one of another table; of equal ones, the other does."""
    for place in range(keys.size):
        key = keys[place]
        if block[key, row] != other[key, other_row]:
            return bool(block[key, row] < other[key, other_row])
    return False


@compiled
def merge(
    one: Integers, order: Integers, other: Integers, size: int, keys: Integers, out: Integers
) -> None:
    """Write two tables into one, sorted by the columns `keys`, of which the first counts most.

    Columns are rows of the arrays. The rows of `one` are taken in `order`, of `other` as many as
    `size`, which are sorted; of equal rows those of `one` come first.
    """
    columns, first = out.shape[0], keys[0]
    here, there = 0, 0
    for place in range(out.shape[1]):
        if here == order.size:
            takes_other = True
        elif there == size:
            takes_other = False
        elif other[first, there] != one[first, order[here]]:
            takes_other = other[first, there] < one[first, order[here]]
        else:
            takes_other = _comes_before(other, there, one, order[here], keys)
        if takes_other:
            for column in range(columns):
                out[column, place] = other[column, there]
            there += 1
        else:
            for column in range(columns):
                out[column, place] = one[column, order[here]]
            here += 1
