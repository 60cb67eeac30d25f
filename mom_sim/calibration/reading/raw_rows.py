"""Rows as they stand in a file, before anything is understood: text by role, and their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from mom_sim.calibration.reading.column_mapping import ColumnMapping
from mom_sim.errors import Fault, ScenarioError

MOST_SHOWN = 3
"""Places that a message about many rows names."""


@dataclass(frozen=True)
class RawRows:
    """The rows of a file.

    Parameters
    ----------
    frame : pandas.DataFrame
        Text by role; an empty text where the file says nothing.
    file : str
        Name of the file as the person gave it.
    mapping : ColumnMapping
        With what was guessed.
    places : callable
        Row numbers of the frame, ascending -> their lines in the file.
    """

    frame: pd.DataFrame
    file: str
    mapping: ColumnMapping
    places: Callable[[Sequence[int]], list[int]]

    def column(self, role: str) -> str:
        """Name of a role's column, as the file has it."""
        return self.mapping.columns.get(role, role)

    def fault(self, role: str, rows: Sequence[int], message: str) -> Fault:
        """Make the fault of one or many rows: the place of the first, and how many there are.

        Parameters
        ----------
        role : str
        rows : sequence of int
            Ascending; at least one.
        message : str

        Returns
        -------
        Fault
        """
        lines = self.places(rows[:MOST_SHOWN])
        if len(rows) > 1:
            shown = ", ".join(map(str, lines))
            more = "" if len(rows) <= MOST_SHOWN else ", ..."
            message = f"{message} ({len(rows)} rows: lines {shown}{more})"
        return Fault(self.file, lines[0], 1, self.column(role), message)


def refuse(*faults: Fault) -> None:
    """Raise faults, if there are any.

    Raises
    ------
    ScenarioError
    """
    if faults:
        raise ScenarioError(faults)
