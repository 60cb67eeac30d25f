"""The columns of a log as arrays, fetched once: taking them out of data frames anew is slow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy.typing as npt

from mom_sim.log.columns import Vocabularies
from mom_sim.log.log import Log, Window

Columns = Mapping[str, npt.NDArray[Any]]
"""Columns of a table by name; text columns are left out."""


@dataclass(frozen=True, eq=False)
class LogArrays:
    """A log's tables as arrays of whole numbers (and, for `campaigns.value`, floats).

    Parameters
    ----------
    log : Log
    """

    log: Log

    @property
    def window(self) -> Window:
        """What the run measures, and when it stopped."""
        return self.log.window

    @property
    def vocabularies(self) -> Vocabularies:
        """Words behind the codes."""
        return self.log.vocabularies

    @cached_property
    def campaigns(self) -> Columns:
        """Columns of the campaigns, without their ids."""
        return self._columns("campaigns")

    @cached_property
    def activities(self) -> Columns:
        """Columns of the activities."""
        return self._columns("activities")

    @cached_property
    def stints(self) -> Columns:
        """Columns of the stints."""
        return self._columns("stints")

    @cached_property
    def waits(self) -> Columns:
        """Columns of the waits."""
        return self._columns("waits")

    @cached_property
    def events(self) -> Columns:
        """Columns of the events."""
        return self._columns("events")

    def _columns(self, table: str) -> Columns:
        columns = self.log.columns(table)
        return {name: column for name, column in columns.items() if name != "id"}
