"""The log as an object: five tables, the words behind their codes, the window, the provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log.columns import Vocabularies
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
