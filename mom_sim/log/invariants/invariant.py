"""The record of an invariant, and the form in which it sees a log."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from mom_sim.log.arrays import BoolArray, IntArray, first_true
from mom_sim.log.contract import FIXED_VOCABULARIES
from mom_sim.log.log_tables import Log

Columns = Mapping[str, IntArray]
OutcomesOf = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Tables:
    """A log with its columns as arrays, fetched when they are first asked for.

    Parameters
    ----------
    log : Log
    outcomes_of : mapping of str to collection of str, optional
        Activity outcomes by instruction; what an instruction can do is not in the log.
    """

    log: Log
    outcomes_of: OutcomesOf | None = None

    def __getitem__(self, table: str) -> Columns:
        """Return the columns of a table by name."""
        if table not in self._fetched:
            frame = self.log.table(table)
            self._fetched[table] = {name: frame[name].to_numpy() for name in frame.columns}
        return self._fetched[table]

    @cached_property
    def _fetched(self) -> dict[str, Columns]:
        return {}

    @property
    def campaigns(self) -> Columns:
        """Columns of the campaigns; `id` and `value`, which are not int64, are left alone."""
        return self["campaigns"]

    @property
    def activities(self) -> Columns:
        """Columns of the activities."""
        return self["activities"]

    @property
    def stints(self) -> Columns:
        """Columns of the stints."""
        return self["stints"]

    @property
    def waits(self) -> Columns:
        """Columns of the waits."""
        return self["waits"]

    @property
    def events(self) -> Columns:
        """Columns of the events."""
        return self["events"]


@dataclass(frozen=True)
class Invariant:
    """One thing that holds for every log.

    Parameters
    ----------
    name : str
        In words, joined by underscores.
    sentence : str
        What holds.
    find : callable
        From `Tables` to the first row that breaks it, in words; None if none does.
    """

    name: str
    sentence: str
    find: Callable[[Tables], str | None]


def offender(
    table: str, mask: BoolArray, say: Callable[[int], str], rows: IntArray | None = None
) -> str | None:
    """Name the first row for which a mask is true.

    Parameters
    ----------
    table : str
    mask : ndarray of bool, shape (n,)
    say : callable
        From the position in the mask to what is wrong there.
    rows : ndarray of int64, shape (n,), optional
        Row numbers, where the mask is not over the table's own rows.
    """
    position = first_true(mask)
    if position is None:
        return None
    row = position if rows is None else int(rows[position])
    return f"{table} row {row}: {say(position)}"


def first_offense(*offenses: str | None) -> str | None:
    """First of several findings that is one."""
    return next((offense for offense in offenses if offense is not None), None)


def code(vocabulary: str, word: str) -> int:
    """Position of a word in a fixed vocabulary."""
    return FIXED_VOCABULARIES[vocabulary].index(word)
