"""A small log written by hand, right in every respect, and how to break it.

Three campaigns, in hours: one goes through a rework to its launch, one is rejected while an agency
still works for it, one is inside when the run stops.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mom_sim.log.columns import column_array, frame_of
from mom_sim.log.contract import FIXED_VOCABULARIES, NULL, TABLES
from mom_sim.log.log import Log, Window, make_log
from mom_sim.log.log_tables import TABLE_BY_NAME

HOUR = 3_600_000_000
WINDOW = Window(start=0, warm_up=10 * HOUR, horizon=50 * HOUR, end=60 * HOUR)
VOCABULARIES = {
    "unit": ("north", "south"),
    "type": ("small",),
    "stream": ("baseline", "calendar"),
    "tier": ("low", "high"),
    "step": ("begin", "design", "review", "launch"),
    "instruction": ("PASS", "DELAY", "WORK", "DECIDE", "AGENCY"),
    "team": ("studio", "agency"),
    "person": ("design/1", "design/2"),
    "risk": ("off_brand",),
}
OUTCOMES_OF = {
    "PASS": ("done",),
    "DELAY": ("done",),
    "WORK": ("done",),
    "DECIDE": ("approved", "revise", "rejected"),
    "AGENCY": ("done",),
}
PROVENANCE = {"engine": "by hand", "seed": 7}

_ROWS: dict[str, list[tuple[Any, ...]]] = {
    "campaigns": [
        (
            *(0, "north/small/baseline/1", "north", "small", "baseline", 1, "low"),
            *(0, 40, None, 20_000.0, "launched", 36, 6, 9),
        ),
        (
            *(1, "south/small/baseline/1", "south", "small", "baseline", 1, "high"),
            *(1, 30, None, 0.1, "rejected", 40, None, 2),
        ),
        (
            *(2, "Q4 launch", "north", "small", "calendar", 1, "low"),
            *(2, 90, 12, -0.0, "inside", None, None, 57),
        ),
    ],
    "activities": [
        (0, 0, 0, "begin", "PASS", 1, 0, 0, 0, None, "done", None, 0),
        (1, 0, 1, "design", "DELAY", 1, 0, 0, 2, None, "done", 0, 0),
        (2, 0, 2, "design", "WORK", 1, 2, 9, 34, "studio", "done", 1, 8),
        (3, 0, 3, "review", "DECIDE", 1, 34, 34, 34, None, "revise", 2, 0),
        (4, 0, 2, "design", "WORK", 2, 34, 34, 36, "studio", "done", 3, 2),
        (5, 0, 3, "review", "DECIDE", 2, 36, 36, 36, None, "approved", 4, 0),
        (6, 0, 4, "launch", "PASS", 1, 36, 36, 36, None, "done", 5, 0),
        (7, 1, 0, "begin", "PASS", 1, 1, 1, 1, None, "done", None, 0),
        (8, 1, 2, "design", "WORK", 1, 1, 36, 40, "studio", "done", 7, 4),
        (9, 1, 3, "review", "DECIDE", 1, 40, 40, 40, None, "rejected", 8, 0),
        (10, 1, 5, "design", "AGENCY", 1, 1, 2, 40, "agency", "canceled", 7, 0),
        (11, 2, 0, "begin", "PASS", 1, 2, 2, 2, None, "done", None, 0),
        (12, 2, 2, "design", "WORK", 1, 2, 57, None, "studio", "open", 11, 20),
    ],
    "stints": [
        (2, "design/1", "studio", 9, 12, "preempted"),
        (2, "design/2", "studio", 9, 12, "preempted"),
        (2, "design/1", "studio", 13, 17, "shift_end"),
        (2, "design/2", "studio", 13, 17, "shift_end"),
        (2, "design/1", "studio", 33, 34, "finished"),
        (2, "design/2", "studio", 33, 34, "finished"),
        (4, "design/1", "studio", 34, 36, "finished"),
        (8, "design/1", "studio", 36, 40, "finished"),
        (12, "design/2", "studio", 57, 60, "open"),
    ],
    "waits": [
        (1, 0, 2, "hand_off", "none"),
        (2, 2, 9, "closed", "none"),
        (2, 12, 13, "queue", "preempted"),
        (2, 17, 33, "closed", "none"),
        (8, 1, 9, "closed", "none"),
        (8, 9, 36, "queue", "none"),
        (10, 1, 40, "agency", "none"),
        (12, 2, 9, "closed", "none"),
        (12, 9, 57, "queue", "none"),
    ],
    "events": [
        (0, "request", 0, None, None, None, None, None),
        (1, "request", 1, None, None, None, None, None),
        (2, "request", 2, None, None, None, None, None),
        (9, "shift_start", None, None, None, None, "design/1", None),
        (9, "shift_start", None, None, None, None, "design/2", None),
        (12, "preemption", 0, 2, "design", 1, None, 1),
        (17, "shift_end", None, None, None, None, "design/1", None),
        (17, "shift_end", None, None, None, None, "design/2", None),
        (33, "shift_start", None, None, None, None, "design/1", None),
        (33, "shift_start", None, None, None, None, "design/2", None),
        (34, "verdict", 0, 3, "review", 1, None, 1),
        # A shift that touches the next one: worked through by campaign 1.
        (37, "shift_start", None, None, None, None, "design/1", None),
        (37, "shift_end", None, None, None, None, "design/1", None),
        (36, "verdict", 0, 5, "review", 2, None, 0),
        (36, "launch", 0, 6, "launch", None, None, None),
        (36, "defect_escaped", 0, None, None, None, None, 0),
        (40, "verdict", 1, 9, "review", 1, None, 2),
        (40, "end", 1, None, None, None, None, 2),
        (41, "shift_end", None, None, None, None, "design/1", None),
        (41, "shift_end", None, None, None, None, "design/2", None),
        (57, "shift_start", None, None, None, None, "design/2", None),
    ],
}


def columns() -> dict[str, dict[str, Any]]:
    """Columns of the log in the contract's codes, as an engine would hand them over."""
    words = {**FIXED_VOCABULARIES, **VOCABULARIES}
    tables: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        tables[table.name] = {}
        for column, values in zip(table.columns, zip(*_ROWS[table.name], strict=True), strict=True):
            if column.vocabulary:
                vocabulary = words[column.vocabulary]
                values = [NULL if v is None else vocabulary.index(v) for v in values]
            elif column.unit == "microseconds":
                values = [NULL if v is None else v * HOUR for v in values]
            else:
                values = [NULL if v is None else v for v in values]
            tables[table.name][column.name] = list(values)
    return tables


def hand_made_log(**changed: Any) -> Log:
    """The log; keyword arguments replace vocabularies, window or provenance."""
    arguments = {"vocabularies": VOCABULARIES, "window": WINDOW, "provenance": PROVENANCE}
    return make_log(columns(), **{**arguments, **changed})


def broken_log(change: Callable[[dict[str, dict[str, Any]]], None], **changed: Any) -> Log:
    """The log after a change to its columns, made without any check."""
    good = hand_made_log(**changed)
    tables = {
        table.name: {
            c.name: good.table(table.name)[c.name].to_numpy().copy() for c in table.columns
        }
        for table in TABLES
    }
    change(tables)
    frames = {
        name: frame_of(
            TABLE_BY_NAME[name],
            {c.name: column_array(name, c, arrays[c.name]) for c in TABLE_BY_NAME[name].columns},
        )
        for name, arrays in tables.items()
    }
    return Log(
        **frames,
        vocabularies=good.vocabularies,
        window=good.window,
        provenance=good.provenance,
    )


def without_row(arrays: dict[str, Any], row: int) -> None:
    """Delete a row of a table."""
    for name in arrays:
        arrays[name] = np.delete(arrays[name], row)


def twice_row(arrays: dict[str, Any], row: int) -> None:
    """Repeat a row of a table."""
    for name in arrays:
        arrays[name] = np.insert(arrays[name], row, arrays[name][row])
