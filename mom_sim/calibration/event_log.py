"""What calibration reads and judges: one row for each piece of work that somebody did on a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import pandas as pd

COLUMNS = ("case", "activity", "resource", "start", "end", "start_estimated")
"""Columns that every event log has, in this order; further ones may follow."""


@dataclass(frozen=True)
class EventLog:
    """An event log as a table of activity instances.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row an activity instance, by start, then end, then place in the file. Columns: ``case``
        and ``activity`` (str), ``resource`` (str, or None where nobody is named), ``start`` and
        ``end`` (datetime64, UTC), ``start_estimated`` (bool). Optional further columns: ``kind``
        (type of case), ``priority`` (str), ``requested`` (datetime64, UTC; when the work was
        asked for), ``due`` (datetime64, UTC; when the case has to be ready).
    time_zone : str
        In whose hours people are thought to work: a name of the IANA database.
    unfinished : frozenset of str
        Cases that had not ended when the log was taken, as far as the file says so.
    notes : tuple of str
        What was repaired, estimated or left out while reading, one sentence each.
    source : str
        Name of the file, without its folder.
    """

    frame: pd.DataFrame
    time_zone: str = "UTC"
    unfinished: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    source: str = "log"
    content_hash: str = field(default="", compare=False)

    def __repr__(self) -> str:
        cases = self.frame["case"].nunique()
        return f"<EventLog {self.source}: {self.count:,} activity instances of {cases:,} cases>"

    @cached_property
    def cases(self) -> pd.DataFrame:
        """One row a case, by its first start: ``start``, ``end``, ``hours`` (of cycle time)."""
        grouped = self.frame.groupby("case", sort=False, observed=True)
        table = pd.DataFrame({"start": grouped["start"].min(), "end": grouped["end"].max()})
        table["hours"] = (table["end"] - table["start"]).dt.total_seconds() / 3600
        return table.sort_values("start", kind="stable")

    @property
    def count(self) -> int:
        """Number of activity instances."""
        return len(self.frame)

    def of_cases(self, kept: pd.Index | list[str]) -> EventLog:
        """Return the log of some cases only.

        Parameters
        ----------
        kept : pandas.Index or list of str

        Returns
        -------
        EventLog
        """
        chosen = self.frame[self.frame["case"].isin(kept)].reset_index(drop=True)
        return EventLog(
            chosen,
            self.time_zone,
            self.unfinished & frozenset(kept),
            self.notes,
            self.source,
            self._hash_of(list(chosen["case"].unique())),
        )

    def _hash_of(self, kept: list[str]) -> str:
        """Hash of a part: the file's names the whole, and a part is another log."""
        if not self.content_hash or len(kept) == len(self.cases):
            return self.content_hash
        return sha256("\0".join((self.content_hash, *sorted(kept))).encode()).hexdigest()
