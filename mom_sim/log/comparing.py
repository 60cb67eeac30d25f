"""Whether two logs are the same, and if not, where they first differ."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

import numpy as np

from mom_sim.log.arrays import BoolArray, first_true
from mom_sim.log.columns import Array
from mom_sim.log.contract import SCHEMA_VERSION, TABLES, Column, Table
from mom_sim.log.log_tables import Log


def first_difference(log_a: Log, log_b: Log) -> str | None:
    """Compare two logs bit by bit.

    Parameters
    ----------
    log_a, log_b : Log

    Returns
    -------
    str or None
        The first table, row and column that differ, with both values; None for equal logs. Tables
        count in the contract's order, rows from the top, columns from the left; vocabularies and
        window come before. Provenance is left out: two engines differ in it, and in nothing else.
    """
    for name, words in log_a.vocabularies.items():
        if words != log_b.vocabularies.get(name):
            return f"vocabulary {name}: {words} against {log_b.vocabularies.get(name)}"
    if log_a.window != log_b.window:
        return f"window: {log_a.window} against {log_b.window}"
    for table in TABLES:
        arrays_a, arrays_b = log_a.columns(table.name), log_b.columns(table.name)
        length_a, length_b = _length(log_a, table), _length(log_b, table)
        common = min(length_a, length_b)
        rows = {
            column.name: first_true(
                _differs(arrays_a[column.name][:common], arrays_b[column.name][:common])
            )
            for column in table.columns
        }
        row = min((row for row in rows.values() if row is not None), default=None)
        if row is not None:
            column = next(column for column in table.columns if rows[column.name] == row)
            value_a = _shown(column, arrays_a[column.name][row], log_a)
            value_b = _shown(column, arrays_b[column.name][row], log_b)
            return f"{table.name} row {row}, {column.name}: {value_a} against {value_b}"
        if length_a != length_b:
            return f"{table.name} row {common}: {length_a} rows against {length_b}"
    return None


def log_hash(log: Log) -> str:
    """Hash everything in a log but its provenance.

    Parameters
    ----------
    log : Log

    Returns
    -------
    str
        BLAKE2b (RFC 7693), 32 hexadecimal digits, over the bytes of every column in the contract's
        order, the vocabularies and the window; the same on every machine.
    """
    digest = hashlib.blake2b(digest_size=16)
    header = {
        "schema_version": SCHEMA_VERSION,
        "window": asdict(log.window),
        "vocabularies": {name: list(words) for name, words in sorted(log.vocabularies.items())},
        "rows": {table.name: _length(log, table) for table in TABLES},
    }
    digest.update(json.dumps(header).encode() + b"\n")
    for table in TABLES:
        for array in log.columns(table.name).values():
            digest.update(_bytes(array))
    return digest.hexdigest()


def _length(log: Log, table: Table) -> int:
    return int(log.columns(table.name)[table.columns[0].name].size)


def _differs(a: Array, b: Array) -> BoolArray:
    if a.dtype == np.float64 and b.dtype == np.float64:
        a, b = a.view(np.int64), b.view(np.int64)  # so that -0.0 is not 0.0, and NaN is itself
    return np.asarray(a != b, dtype=np.bool_)


def _shown(column: Column, value: object, log: Log) -> str:
    words = log.vocabularies.get(column.vocabulary, ())
    if isinstance(value, np.integer) and 0 <= value < len(words):
        return f"{value} ({words[value]})"
    return repr(value.item() if isinstance(value, np.generic) else value)


def _bytes(array: Array) -> bytes:
    if array.dtype != object:
        return array.astype(array.dtype.newbyteorder("<")).tobytes()
    texts = [text.encode() for text in array]
    lengths = np.array([len(text) for text in texts], dtype="<i8")
    return lengths.tobytes() + b"".join(texts)
