"""Rows, types, ranges, order and references: what everything else leans on."""

from __future__ import annotations

import numpy as np

from mom_sim.log.arrays import first_true, rows_in_order
from mom_sim.log.columns import arrays_of, frame_fault, range_faults
from mom_sim.log.contract import NULL, TABLES
from mom_sim.log.invariants.invariant import Invariant, Tables, first_offense, offender

_REFERENCES = (
    ("campaigns", "launch_activity", "activities"),
    ("activities", "campaign", "campaigns"),
    ("activities", "trigger", "activities"),
    ("stints", "activity", "activities"),
    ("waits", "activity", "activities"),
    ("events", "campaign", "campaigns"),
    ("events", "activity", "activities"),
)


def _shape(tables: Tables) -> str | None:
    log = tables.log
    for table in TABLES:
        fault = frame_fault(table, log.table(table.name))
        if fault is not None:
            return fault
        arrays = arrays_of(table, log.table(table.name))
        fault = next(range_faults(table, arrays, log.vocabularies), None)
        if fault is not None:
            return fault
    return None


def _order(tables: Tables) -> str | None:
    for table, name in (("campaigns", "campaign"), ("activities", "activity")):
        numbers = tables[table][name]
        row = first_true(numbers != np.arange(numbers.size))
        if row is not None:
            return f"{table} row {row}: has number {numbers[row]}"
    for record in TABLES:
        columns = tables[record.name]
        row = rows_in_order(columns[name] for name in record.order)
        if row is not None:
            return f"{record.name} row {row}: comes before row {row - 1} by {record.order}"
    requested = tables.campaigns["requested"]
    row = rows_in_order([requested])
    return None if row is None else f"campaigns row {row}: requested before row {row - 1}"


def _references(tables: Tables) -> str | None:
    def broken(table: str, column: str, target: str) -> str | None:
        pointers = tables[table][column]
        size = len(tables.log.table(target))
        return offender(
            table,
            (pointers < NULL) | (pointers >= size),
            lambda row: f"{column} {pointers[row]} is no row of {target}, which has {size}",
        )

    return first_offense(*(broken(*reference) for reference in _REFERENCES))


def _executions(tables: Tables) -> str | None:
    columns = tables.activities
    keys = ("campaign", "node", "attempt")
    order = np.lexsort([columns[name] for name in keys][::-1])
    same = np.ones(max(order.size - 1, 0), dtype=np.bool_)
    for name in keys:
        same &= columns[name][order][1:] == columns[name][order][:-1]
    twice = np.zeros(order.size, dtype=np.bool_)
    twice[order[1:][same]] = True
    return first_offense(
        offender("activities", columns["attempt"] < 1, lambda row: "attempts count from 1"),
        offender(
            "activities",
            twice,
            lambda row: (
                f"a second attempt {columns['attempt'][row]} of node "
                f"{columns['node'][row]} for campaign {columns['campaign'][row]}"
            ),
        ),
    )


def _identities(tables: Tables) -> str | None:
    ids = tables.log.campaigns["id"]
    return offender("campaigns", ids.duplicated().to_numpy(), lambda row: f"a second {ids[row]!r}")


INVARIANTS = (
    Invariant(
        "columns_fit_the_contract",
        "Every table has the contract's columns, dtypes and ranges, and every code a word.",
        _shape,
    ),
    Invariant(
        "references_exist",
        "Whatever refers to a campaign or an activity refers to a row that is there.",
        _references,
    ),
    Invariant(
        "rows_are_in_order",
        "Rows are sorted as the contract says, campaigns by request, and numbered by their place.",
        _order,
    ),
    Invariant(
        "executions_are_numbered",
        "No two activities are the same attempt of a node for a campaign; attempts count from 1.",
        _executions,
    ),
    Invariant(
        "identities_are_unique",
        "No two campaigns have the same id.",
        _identities,
    ),
)
