"""Sorting rows by several whole-numbered columns, fast where most of it is sorted already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]

_BITS = 63


@dataclass(frozen=True, eq=False)
class Moves:
    """How rows go from their old places to their sorted ones.

    Attributes
    ----------
    places : ndarray of int64, shape (moves,), or None
        Where something else comes to stand, increasing; None for everywhere.
    rows : ndarray of int64, shape (moves,)
        Old places of what comes to stand there.
    size : int
        Number of all rows.
    """

    places: IntArray | None
    rows: IntArray
    size: int

    def of(self, column: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """Bring a column into the sorted order; the same array where nothing moves."""
        if self.places is None:
            return column[self.rows]
        if not self.rows.size:
            return column
        moved = column.copy()
        moved[self.places] = column[self.rows]
        return moved

    def of_all(self, columns: Mapping[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
        """Bring columns into the sorted order, those of whole numbers in one piece of memory.

        A large piece costs the system far less than many small ones.
        """
        if self.places is not None and not self.rows.size:
            return dict(columns)
        moved = dict(columns)
        whole = [name for name, column in columns.items() if column.dtype == np.int64]
        block = np.empty((len(whole), self.size), dtype=np.int64)
        for name, column in columns.items():
            if name not in whole:
                moved[name] = self.of(column)
                continue
            out = moved[name] = block[whole.index(name)]
            if self.places is None:
                np.take(column, self.rows, out=out, mode="clip")
            else:
                out[:] = column
                out[self.places] = column[self.rows]
        return moved

    def order(self) -> IntArray:
        """Old place of every row, in the sorted order."""
        return np.asarray(self.of(np.arange(self.size)))


def sorting_moves(keys: Iterable[IntArray]) -> Moves:
    """Find how to sort rows by several columns, the first counting most; equal rows keep theirs.

    Parameters
    ----------
    keys : iterable of ndarray of int64, shape (n,)
        At least one.

    Returns
    -------
    Moves
    """
    columns = list(keys)
    first = columns[0]
    n = first.size
    order = np.arange(n)
    is_sorted = _is_sorted(first)
    if is_sorted:
        # Only rows that are equal so far can be out of order, among themselves.
        columns.pop(0)
        places, run = _unsorted_runs(first[1:] != first[:-1], columns, None)
    elif len(columns) == 2 and _is_sorted(columns[1]) and int(first.max()) - first.min() < 1 << 16:
        # What is sorted by the second already: one pass over the few values of the first.
        return Moves(None, np.argsort((first - first.min()).astype(np.uint16), kind="stable"), n)
    else:
        places, run = order.copy(), np.zeros_like(order)
    touched = places
    is_settled = False
    while places.size and not is_settled:
        found = _settled(order[places], run, columns)
        order[places], columns, is_settled = found.rows, found.columns, found.is_settled
        if not is_settled:
            again, run = _unsorted_runs(found.differs, columns, found.rows)
            places = places[again]
    return Moves(touched if is_sorted else None, order[touched], n)


def _unsorted_runs(
    differs: npt.NDArray[np.bool_], columns: list[IntArray], rows: IntArray | None
) -> tuple[IntArray, IntArray]:
    """Places of rows in runs of equals that further columns do not keep in order; their runs.

    `differs` says which rows differ from the one before; None stands for all rows in their order.
    """
    tied = np.flatnonzero(~differs)  # to the row behind
    falls = []
    for column in columns:
        if rows is None:
            before, behind = column[tied], column[tied + 1]
        else:
            before, behind = column[rows[tied]], column[rows[tied + 1]]
        falls.append(tied[behind < before])
        tied = tied[behind == before]
    wrong = np.concatenate([np.empty(0, dtype=np.int64), *falls])
    if not wrong.size:
        return wrong, wrong
    run = np.concatenate(([0], np.cumsum(differs)))
    is_unsorted = np.zeros(int(run[-1]) + 1, dtype=np.bool_)
    is_unsorted[run[wrong]] = True
    places = np.flatnonzero(is_unsorted[run])
    run = run[places]
    return places, np.concatenate(([0], np.cumsum(run[1:] != run[:-1])))


def _is_sorted(column: IntArray) -> bool:
    return bool((column[1:] >= column[:-1]).all())


class _Settled(NamedTuple):
    """Rows sorted as far as some columns go."""

    rows: IntArray
    differs: npt.NDArray[np.bool_]  # each but the first from the one before it
    columns: list[IntArray]  # those that have not been looked at
    is_settled: bool  # equal rows are in their old order


def _settled(rows: IntArray, run: IntArray, columns: list[IntArray]) -> _Settled:
    """Sort rows within runs by the next columns, so many as fit into one number with the run."""
    low = int(rows.max()).bit_length()
    free = _BITS - int(run[-1]).bit_length() - low
    starts = np.flatnonzero(np.concatenate(([True], run[1:] != run[:-1])))
    word, left = run, list(columns)
    while left:
        key = left[0][rows]
        # Counted from the least of the run, so that instants take few bits.
        if starts.size > 1:
            key = key - np.minimum.reduceat(key, starts)[run]
        else:
            key -= key.min()
        width = int(key.max()).bit_length()
        if width > free:
            if len(left) == len(columns) and width - free <= free:
                # As much of it as there is room for; few are equal so far, and come back.
                word = (word << free) | (key >> (width - free))
                return _sorted_with(word, rows, low, left, False)
            break
        word = (word << width) | key
        free -= width
        left.pop(0)
    if free >= 0 and len(left) < len(columns):
        return _sorted_with(word, rows, low, left, not left)
    # The next column is too wide even alone.
    key = left.pop(0)[rows]
    order = np.lexsort((rows, key, run))
    run, key = run[order], key[order]
    differs = (run[1:] != run[:-1]) | (key[1:] != key[:-1])
    return _Settled(rows[order], differs, left, not left)


def _sorted_with(
    word: IntArray, rows: IntArray, low: int, left: list[IntArray], is_settled: bool
) -> _Settled:
    """Sort rows by a word of theirs, together with it: that takes a fraction of the time."""
    word = np.sort((word << low) | rows)
    above = word >> low
    return _Settled(word & ((1 << low) - 1), above[1:] != above[:-1], left, is_settled)
