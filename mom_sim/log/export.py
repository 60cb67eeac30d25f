"""A log as a folder of files, and back: CSV for people, Parquet for large ones.

Beside one file a table there are `vocabularies.json`, `provenance.json`, and `log.json` with the
version of the contract, the window, the number of rows and the hash, against which reading checks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log import csv_tables, parquet_tables
from mom_sim.log.columns import Array, Vocabularies
from mom_sim.log.comparing import log_hash
from mom_sim.log.contract import SCHEMA_VERSION, TABLES, Table
from mom_sim.log.export_folder import FORMAT, LABEL, read_label, whole_folder
from mom_sim.log.log_tables import Log, Window
from mom_sim.log.making import make_log

_VOCABULARIES = "vocabularies.json"
_PROVENANCE = "provenance.json"

KNOWN_FILES = frozenset(
    [LABEL, _VOCABULARIES, _PROVENANCE]
    + [
        table.name + suffix
        for table in TABLES
        for suffix in (csv_tables.SUFFIX, parquet_tables.SUFFIX)
    ]
)
"""Every file that an export can have."""

_WriteTable = Callable[[Path, Table, pd.DataFrame, Vocabularies], None]
_ReadTable = Callable[[Path, Table, Vocabularies], dict[str, Array]]


def write_csv(log: Log, folder: str | Path) -> None:
    """Write a log as CSV: words in place of codes, times as whole microseconds, empty for null.

    Text that a spreadsheet would take for a formula is led by an apostrophe.

    Parameters
    ----------
    log : Log
    folder : str or Path
        Missing, empty, or an earlier export, which is replaced as a whole.

    Raises
    ------
    LogError
        If the folder holds anything else; nothing is written then.
    """
    _write(log, Path(folder), csv_tables.write_table, csv_tables.SUFFIX)


def write_parquet(log: Log, folder: str | Path) -> None:
    """Write a log as Parquet: words as dictionaries, times as whole microseconds.

    Parameters
    ----------
    log : Log
    folder : str or Path
        Missing, empty, or an earlier export, which is replaced as a whole.

    Raises
    ------
    LogError
        If the folder holds anything else, or pyarrow is not installed; nothing is written then.
    """
    _write(log, Path(folder), parquet_tables.write_table, parquet_tables.SUFFIX)


def read_csv(folder: str | Path) -> Log:
    """Read a log that `write_csv` has written, bit for bit.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Log

    Raises
    ------
    LogError
        If the folder is no such export, of another version of the contract, or has been changed.
    """
    return _read(Path(folder), csv_tables.read_table, csv_tables.SUFFIX)


def read_parquet(folder: str | Path) -> Log:
    """Read a log that `write_parquet` has written, bit for bit.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Log

    Raises
    ------
    LogError
        If the folder is no such export, of another version of the contract, or has been changed, or
        pyarrow is not installed.
    """
    return _read(Path(folder), parquet_tables.read_table, parquet_tables.SUFFIX)


def _write(log: Log, folder: Path, write_table: _WriteTable, suffix: str) -> None:
    label = {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "window": asdict(log.window),
        "rows": {table.name: len(log.table(table.name)) for table in TABLES},
        "hash": log_hash(log),
    }
    with whole_folder(folder, KNOWN_FILES) as partial:
        for table in TABLES:
            path = partial / (table.name + suffix)
            write_table(path, table, log.table(table.name), log.vocabularies)
        _write_json(partial / _VOCABULARIES, dict(log.vocabularies))
        _write_json(partial / _PROVENANCE, dict(log.provenance))
        _write_json(partial / LABEL, label)


def _read(folder: Path, read_table: _ReadTable, suffix: str) -> Log:
    label = read_label(folder)
    if label.get("schema_version") != SCHEMA_VERSION:
        raise LogError(
            f"{folder}: has version {label.get('schema_version')} of the log's contract; this "
            f"package reads version {SCHEMA_VERSION}"
        )
    vocabularies = {
        name: tuple(words) for name, words in _read_json(folder / _VOCABULARIES).items()
    }
    try:
        columns = {
            table.name: read_table(folder / (table.name + suffix), table, vocabularies)
            for table in TABLES
        }
        window = Window(**label["window"])  # type: ignore[arg-type]
    except FileNotFoundError as error:
        raise LogError(f"{folder}: {Path(error.filename).name} is missing") from None
    except (KeyError, TypeError) as error:
        raise LogError(f"{folder}: damaged, {error}") from None
    log = make_log(columns, vocabularies, window, _read_json(folder / _PROVENANCE))
    if log_hash(log) != label.get("hash"):
        raise LogError(f"{folder}: was changed after it was written; its hash does not fit")
    return log


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise LogError(f"{path.parent}: {path.name} is missing or damaged")
    return content
