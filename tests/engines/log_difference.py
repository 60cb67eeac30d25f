"""Where the logs of two engines part, and who waited in each team's queue at that instant.

Derived from the two logs alone. The row that is told is the earliest in time, not the first from
the top: a piece of work that somebody else took on Tuesday stands above one that waited on Monday
if it was ready before. Queues are told as they were when the instant's matching began, with what it
took of them, for that is where engines part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.log.comparing import first_difference
from mom_sim.log.contract import (
    ACTIVITIES,
    CAMPAIGNS,
    EVENTS,
    NULL,
    STINT_ENDINGS,
    STINTS,
    Column,
    Table,
)
from mom_sim.log.log import Log

TIMED = (ACTIVITIES, STINTS, EVENTS, CAMPAIGNS)
"""Tables whose rows say when they were written; causes of waiting follow from these."""
GIVEN_BACK = {STINT_ENDINGS.index(word) for word in ("preempted", "handed_over")}
GIVEN = ("due", "not_before")  # times that come with the request


@dataclass(frozen=True)
class Queued:
    """A piece of work in a team's queue at an instant, and whether it is taken then."""

    activity: int
    campaign: str
    step: str
    taken: bool

    def __str__(self) -> str:
        return f"{self.campaign} {self.step} #{self.activity}{' (taken)' if self.taken else ''}"


Queues = dict[str, list[Queued]]
"""By team, in the order in which the work became ready."""


@dataclass(frozen=True)
class Difference:
    """The first instant at which two logs tell different things, and the row that does."""

    instant: int
    table: str
    row: int
    rows: tuple[str, str]
    queues: tuple[Queues, Queues]
    names: tuple[str, str]

    def __str__(self) -> str:
        lines = [f"the logs part at {_hours(self.instant)}, in row {self.row} of {self.table}:"]
        lines += [f"  {name:9} {row}" for name, row in zip(self.names, self.rows, strict=True)]
        lines.append("queues at that instant, ready and not in hand before:")
        for team in sorted({*self.queues[0], *self.queues[1]}):
            for name, queues in zip(self.names, self.queues, strict=True):
                waiting = ", ".join(map(str, queues.get(team, ()))) or "nobody"
                lines.append(f"  {team}, {name:9} {waiting}")
        return "\n".join(lines)


def assert_same(of_simpy: Log, of_compiled: Log) -> None:
    """Fail unless two logs are equal in every bit, and tell where they part."""
    difference = first_difference(of_simpy, of_compiled)
    if difference is not None:
        told = where_they_part(of_simpy, of_compiled)
        raise AssertionError(f"{difference}\n{told or 'all times and places are the same'}")


def where_they_part(
    log_a: Log, log_b: Log, names: tuple[str, str] = ("simpy", "compiled")
) -> Difference | None:
    """Find the earliest difference of what two runs of one plan have done.

    Parameters
    ----------
    log_a, log_b : Log
    names : tuple of str
        What to call them.

    Returns
    -------
    Difference or None
        None if the tables that tell when things happened are the same.
    """
    found = [
        (instant, place, row)
        for place, table in enumerate(TIMED)
        for instant, row in _differing(table, log_a, log_b)
    ]
    if not found:
        return None
    instant, place, row = min(found)
    table = TIMED[place]
    return Difference(
        instant,
        table.name,
        row,
        (_told(log_a, table, row), _told(log_b, table, row)),
        (queues_at(log_a, instant), queues_at(log_b, instant)),
        names,
    )


def queues_at(log: Log, instant: int) -> Queues:
    """Find who waits at an instant: ready, not over, and in nobody's hands before it."""
    frame, words = log.activities, log.vocabularies
    own = frame[
        (frame["team"] != NULL)
        & (frame["ready"] <= instant)
        & ((frame["finish"] == NULL) | (frame["finish"] >= instant))
    ]
    queues: Queues = {}
    for row in own.itertuples():
        held = log.stints[log.stints["activity"] == row.activity]
        before = held[held["start"] < instant]
        taken = row.start == instant or bool((held["start"] == instant).any())
        if row.start != NULL and row.start < instant:
            given_back = before["ended_by"].isin(GIVEN_BACK) & (before["finish"] <= instant)
            if not given_back[before["finish"] == before["finish"].max()].any():
                continue  # in hand, or at the agency
        queues.setdefault(words["team"][row.team], []).append(
            Queued(
                int(row.activity),
                str(log.campaigns["id"].iloc[row.campaign]),
                words["step"][row.step],
                taken,
            )
        )
    return queues


def _differing(table: Table, log_a: Log, log_b: Log) -> Iterator[tuple[int, int]]:
    """Rows that differ, each with the instant from which on it does."""
    times = [c.name for c in table.columns if c.unit == "microseconds" and c.name not in GIVEN]
    a, b = (log.table(table.name).reset_index(drop=True) for log in (log_a, log_b))
    common = min(len(a), len(b))
    differs = (a.iloc[:common] != b.iloc[:common]).any(axis=1).to_numpy()
    for row in differs.nonzero()[0].tolist():
        yield _instant(a.iloc[row], b.iloc[row], times), row
    if len(a) != len(b):
        longer = a if len(a) > len(b) else b
        yield int(longer[times[0]].iloc[common]), common


def _instant(a: pd.Series, b: pd.Series, times: list[str]) -> int:
    """When two rows part: the earlier of the times that differ, or the row's own."""
    told = [
        int(value)
        for name in times
        if a[name] != b[name]
        for value in (a[name], b[name])
        if value != NULL
    ]
    return min(told) if told else int(max(a[times[0]], b[times[0]]))


def _told(log: Log, table: Table, row: int) -> str:
    frame = log.table(table.name)
    if row >= len(frame):
        return "has no such row"
    values = frame.iloc[row]
    return ", ".join(f"{c.name} {_value(c, values[c.name], log)}" for c in table.columns)


def _value(column: Column, value: object, log: Log) -> str:
    if column.dtype != "int64":
        return str(value)
    number = int(str(value))
    if number == NULL and column.nullable:
        return "-"
    if column.unit == "microseconds":
        return _hours(number)
    words = log.vocabularies.get(column.vocabulary, ())
    return words[number] if 0 <= number < len(words) else str(number)


def _hours(instant: int) -> str:
    whole, rest = divmod(instant, MICROSECONDS_PER_HOUR)
    return f"{whole} h" + (f" {rest} us" if rest else "")
