"""Tables of the log as CSV: words and raw microseconds, empty for null, read back bit for bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log.columns import Array, Vocabularies
from mom_sim.log.contract import NULL, Column, Table
from mom_sim.log.event_values import is_event_value, value_texts, values_of_texts
from mom_sim.log.wording import codes_of, words_of

SUFFIX = ".csv"

# A spreadsheet takes a cell that begins so for a formula. An apostrophe makes it text; one that is
# there already gets a second, so that reading can take exactly one away.
# Source: OWASP, CSV Injection.
_FORMULA_OR_APOSTROPHE = r"^([=+\-@'])"


def write_table(path: Path, table: Table, frame: pd.DataFrame, vocabularies: Vocabularies) -> None:
    """Write a table: UTF-8, comma, line feed, a header of column names.

    Parameters
    ----------
    path : Path
    table : Table
    frame : DataFrame
        Of that table.
    vocabularies : mapping of str to tuple of str
    """
    cells = {
        column.name: _cells(column, frame[column.name], vocabularies) for column in table.columns
    }
    for column in table.columns:
        if is_event_value(table, column):
            kinds, values = frame["kind"].to_numpy(), frame[column.name].to_numpy()
            cells[column.name] = _harmless(value_texts(kinds, values, vocabularies))
    pd.DataFrame(cells).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def read_table(path: Path, table: Table, vocabularies: Vocabularies) -> dict[str, Array]:
    """Read what `write_table` has written.

    Parameters
    ----------
    path : Path
    table : Table
    vocabularies : mapping of str to tuple of str

    Returns
    -------
    dict of ndarray
        By column, in the contract's dtypes.

    Raises
    ------
    LogError
        If a column is missing, or a cell is not what the column holds.
    """
    try:
        cells = pd.read_csv(
            path,
            dtype={column.name: _cell_dtype(column) for column in table.columns},
            na_filter=False,
            encoding="utf-8",
        )
    except (ValueError, OverflowError) as error:
        raise LogError(f"{path.name}: {error}") from None
    wanted = [column.name for column in table.columns]
    if list(cells.columns) != wanted:
        raise LogError(f"{path.name}: the columns have to be {', '.join(wanted)}, in this order")
    arrays: dict[str, Array] = {}
    for column in table.columns:
        try:
            if is_event_value(table, column):
                texts = _restored(cells[column.name]).tolist()
                arrays[column.name] = values_of_texts(arrays["kind"], texts, vocabularies)
            else:
                arrays[column.name] = _values(column, cells[column.name], vocabularies)
        except (ValueError, OverflowError) as error:
            raise LogError(f"{path.name}, {column.name}: {error}") from None
    return arrays


def _cell_dtype(column: Column) -> str:
    is_plain = column.dtype == "int64" and not column.vocabulary and not column.nullable
    return "int64" if is_plain else "str"


def _cells(column: Column, values: pd.Series[Any], vocabularies: Vocabularies) -> pd.Series[Any]:
    if column.vocabulary:
        return _harmless(words_of(values.to_numpy(), vocabularies[column.vocabulary]))
    if column.dtype == "str":
        return _harmless(values)
    return values.astype("Int64").mask(values == NULL) if column.nullable else values


def _values(column: Column, cells: pd.Series[Any], vocabularies: Vocabularies) -> Array:
    if column.vocabulary:
        return codes_of(_restored(cells).tolist(), vocabularies[column.vocabulary])
    if column.dtype == "str":
        return _restored(cells).to_numpy(object)
    if column.nullable:
        return cells.where(cells != "", str(NULL)).to_numpy(object).astype(np.int64)
    if column.dtype == "float64":  # by Python's own reading, which gives back every bit
        return cells.to_numpy(object).astype(np.float64)
    return cells.to_numpy()


def _harmless(texts: pd.Series[str]) -> pd.Series[str]:
    return texts.str.replace(_FORMULA_OR_APOSTROPHE, r"'\1", regex=True)


def _restored(texts: pd.Series[str]) -> pd.Series[str]:
    return texts.str.replace("^'", "", regex=True)
