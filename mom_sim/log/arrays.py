"""Small exact operations on int64 arrays that the log's modules share."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from mom_sim.log.sorting import sorting_moves

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_FEW = 200
"""Rows up to which a sort by several columns takes less time than to look how to sort them."""


def first_true(mask: BoolArray) -> int | None:
    """Position of the first true element, or None if there is none."""
    return int(np.argmax(mask)) if mask.any() else None


def stable_order(keys: Iterable[IntArray]) -> IntArray:
    """Order that sorts rows by several columns, the first counting most; equal rows keep theirs.

    Parameters
    ----------
    keys : iterable of ndarray of int64, shape (n,)

    Returns
    -------
    ndarray of int64, shape (n,)
        Positions of the rows in sorted order.
    """
    columns = tuple(keys)
    if columns[0].size < _FEW:
        return np.asarray(np.lexsort(columns[::-1]))
    return sorting_moves(columns).order()


def order_of(values: IntArray) -> IntArray:
    """Stable order of one column: values are sorted together with their rows, where both have room.

    Parameters
    ----------
    values : ndarray of int64, shape (n,)

    Returns
    -------
    ndarray of int64, shape (n,)
        Positions of the rows in sorted order.
    """
    bits = values.size.bit_length()
    if not values.size or values.min() < 0 or int(values.max()) >> (63 - bits):
        return np.argsort(values, kind="stable")
    return np.asarray(np.sort((values << bits) | np.arange(values.size)) & ((1 << bits) - 1))


def distinct(values: IntArray) -> IntArray:
    """Different values in order; NumPy's own function takes thirty times as long."""
    ordered = np.sort(values)
    is_new = np.ones(ordered.size, dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def rows_in_order(keys: Iterable[IntArray]) -> int | None:
    """First row that comes before its predecessor by several columns, or None if all are sorted."""
    columns = tuple(keys)
    size = columns[0].size
    tied = np.ones(max(size - 1, 0), dtype=np.bool_)
    falls = np.zeros_like(tied)
    for column in columns:
        falls |= tied & (column[1:] < column[:-1])
        tied &= column[1:] == column[:-1]
    row = first_true(falls)
    return None if row is None else row + 1


def union_by_group(
    group: IntArray, start: IntArray, finish: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Union of the intervals of each group.

    Parameters
    ----------
    group : ndarray of int64, shape (n,)
    start, finish : ndarray of int64, shape (n,)
        In any order; no finish before its start.

    Returns
    -------
    group, start, finish : ndarray of int64, shape (m,)
        Sorted by group and start; within a group disjoint and not adjacent. A group whose intervals
        are all empty keeps one of them at each instant.
    """
    moves = sorting_moves((group, start, finish))
    columns = {"group": group, "start": start, "finish": finish}
    group, start, finish = moves.of_all(columns).values()
    reach = finish
    if ((start[1:] < finish[:-1]) & (group[1:] == group[:-1])).any():
        reach = pd.Series(finish).groupby(group).cummax().to_numpy()
    opens = np.ones(group.size, dtype=np.bool_)
    opens[1:] = (group[1:] != group[:-1]) | (start[1:] > reach[:-1])
    closes = np.ones(group.size, dtype=np.bool_)
    closes[:-1] = opens[1:]
    return group[opens], start[opens], reach[closes]
