"""The columns of a log as arrays, fetched once: taking them out of data frames anew is slow."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from mom_sim.log.columns import Vocabularies
from mom_sim.log.contract import EVENT_KINDS
from mom_sim.log.log import Log, Window
from mom_sim.metrics.ingredients import IntArray

Columns = Mapping[str, npt.NDArray[Any]]
"""Columns of a table by name; text columns are left out."""


def plain(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Give an array as machine code is compiled for it: in one piece, and not marked read-only."""
    if array.flags.writeable and array.flags.c_contiguous:
        return array
    return np.array(array)


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

    def event_rows(self, kind: str) -> IntArray:
        """Rows of the events of one kind, in the log's order."""
        order, bounds = self._events_by_kind
        code = EVENT_KINDS.index(kind)
        return order[bounds[code] : bounds[code + 1]]

    @cached_property
    def _events_by_kind(self) -> tuple[IntArray, IntArray]:
        """Rows of events, those of a kind together, and where each kind begins."""
        kind = self.events["kind"]
        if "numba" in sys.modules:
            from mom_sim.metrics.machine_code import order_by_group

            first = np.zeros(len(EVENT_KINDS) + 2, dtype=np.int64)
            rows = np.empty(kind.size, dtype=np.int64)
            if order_by_group(plain(kind), first, rows):
                return rows, first[:-1]
        # So few kinds are sorted by counting.
        order = np.argsort(kind.astype(np.uint8), kind="stable")
        counts = np.bincount(kind, minlength=len(EVENT_KINDS))
        return order, np.concatenate(([0], np.cumsum(counts)))

    def _columns(self, table: str) -> Columns:
        columns = self.log.columns(table)
        return {name: columns[name] for name in columns if name != "id"}
