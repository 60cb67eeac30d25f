"""The log as an object: five tables, the words behind their codes, the window, the provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log.columns import Array, Vocabularies, arrays_of, frame_of
from mom_sim.log.contract import TABLES, Table
from mom_sim.log.wording import worded

TABLE_BY_NAME: Mapping[str, Table] = MappingProxyType({table.name: table for table in TABLES})


@dataclass(frozen=True)
class Window:
    """When the run began, what it measures and when it stopped.

    Parameters
    ----------
    start : int, microseconds
        When the run began; 0 unless something else is said.
    warm_up, horizon : int, microseconds
        What is measured lies in [warm_up, horizon).
    end : int, microseconds
        When the run stopped; what is open in the log was open then. Not before the horizon.
    """

    start: int
    warm_up: int
    horizon: int
    end: int


@dataclass(frozen=True, eq=False)
class Log:
    """What one run leaves behind; every figure is a function of it and the plan's static tables.

    Made by `mom_sim.log.making.make_log`; compared with `mom_sim.log.comparing.first_difference`.

    Parameters
    ----------
    campaigns, activities, stints, waits, events : DataFrame
        As `mom_sim.log.contract` says: whole numbers, words as positions in a vocabulary, -1 for
        null. Not to be changed.
    vocabularies : mapping of str to tuple of str
        The contract's fixed vocabularies and the run's own.
    window : Window
    provenance : mapping
        See `mom_sim.log.provenance`.
    """

    campaigns: pd.DataFrame
    activities: pd.DataFrame
    stints: pd.DataFrame
    waits: pd.DataFrame
    events: pd.DataFrame
    vocabularies: Vocabularies
    window: Window
    provenance: Mapping[str, object]

    def __repr__(self) -> str:
        firsts = {"campaigns": "campaign", "events": "time"}
        sizes = (
            f"{self.columns(name)[firsts.get(name, 'activity')].size:,} {name}"
            for name in ("campaigns", "activities", "stints", "waits", "events")
        )
        return f"<Log of {self.provenance.get('model', 'a run')}: {', '.join(sizes)}>"

    @classmethod
    def of_columns(
        cls,
        columns: Mapping[str, Mapping[str, Array]],
        vocabularies: Vocabularies,
        window: Window,
        provenance: Mapping[str, object],
    ) -> Log:
        """Make a log whose data frames are made when they are first looked at.

        Parameters
        ----------
        columns : mapping of table to mapping of column to ndarray
            Of the contract's dtypes, in the contract's order. Not to be changed afterwards.
        vocabularies, window, provenance
            As for the log.
        """
        log = object.__new__(cls)
        # Of a frozen data class; the tables are left out, so that `__getattr__` is asked for them.
        vars(log).update(
            _columns=columns, vocabularies=vocabularies, window=window, provenance=provenance
        )
        return log

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Make the data frame of a table from its columns."""
        columns = vars(self).get("_columns")
        if columns is None or name not in columns:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        frame = frame_of(TABLE_BY_NAME[name], columns[name])
        vars(self)[name] = frame
        return frame

    def columns(self, name: str) -> Mapping[str, Array]:
        """Return the columns of a table as arrays, without making a data frame of them.

        Parameters
        ----------
        name : str
            Of the table.

        Returns
        -------
        mapping of column to ndarray
            Of the contract's dtypes, text as an array of `str` objects. Not to be changed.

        Raises
        ------
        LogError
            If there is no such table.
        """
        columns = vars(self).get("_columns")
        if columns is not None and name in columns:
            found: Mapping[str, Array] = columns[name]
            return found
        frame = self.table(name)
        return arrays_of(TABLE_BY_NAME[name], frame)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by name.

        Raises
        ------
        LogError
            If there is no such table.
        """
        if name not in TABLE_BY_NAME:
            raise LogError(f"no table {name!r} in the log; there are {', '.join(TABLE_BY_NAME)}")
        frame: pd.DataFrame = getattr(self, name)
        return frame

    def readable(self, table: str, *, start: pd.Timestamp | None = None) -> pd.DataFrame:
        """Copy a table with words in place of codes and times that a person can read.

        Parameters
        ----------
        table : str
            Name of the table.
        start : Timestamp, optional
            What instant 0 is, such as ``pd.Timestamp("2026-01-05", tz="Europe/Berlin")``: instants
            are given as time stamps in its time zone. Without it as float hours since instant 0.

        Returns
        -------
        DataFrame
            Same rows and columns; nulls are pandas' own.

        Raises
        ------
        LogError
            If there is no such table.
        """
        frame = self.table(table)
        return worded(TABLE_BY_NAME[table], frame, self.vocabularies, start)
