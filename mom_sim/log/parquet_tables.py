"""Tables of the log as Parquet: words as dictionaries, nulls as nulls, read back bit for bit.

Needs pyarrow, an extra of the package; it is imported when a table is written or read.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log.columns import Array, Vocabularies
from mom_sim.log.contract import NULL, Column, Table
from mom_sim.log.wording import codes_of

SUFFIX = ".parquet"


def write_table(path: Path, table: Table, frame: pd.DataFrame, vocabularies: Vocabularies) -> None:
    """Write a table; unit and meaning of each column stand in the file's schema.

    Parameters
    ----------
    path : Path
    table : Table
    frame : DataFrame
        Of that table.
    vocabularies : mapping of str to tuple of str

    Raises
    ------
    LogError
        If pyarrow is not installed.
    """
    arrow, parquet = _pyarrow()
    columns = [
        _arrow_column(arrow, column, frame[column.name].to_numpy(), vocabularies)
        for column in table.columns
    ]
    fields = [
        arrow.field(
            column.name,
            values.type,
            nullable=column.nullable,
            metadata={"unit": column.unit, "meaning": column.meaning},
        )
        for column, values in zip(table.columns, columns, strict=True)
    ]
    schema = arrow.schema(fields, metadata={"table": table.name, "meaning": table.meaning})
    parquet.write_table(arrow.Table.from_arrays(columns, schema=schema), path)


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
        If pyarrow is not installed, the file is damaged, or a column is missing.
    """
    arrow, parquet = _pyarrow()
    try:
        rows = parquet.read_table(path)
        return {
            column.name: _array(arrow, column, rows.column(column.name), vocabularies)
            for column in table.columns
        }
    except (arrow.ArrowException, KeyError, ValueError, TypeError) as error:
        raise LogError(f"{path.name}: {error}") from None


def _pyarrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise LogError(
            "Parquet needs pyarrow, which is not installed: pip install 'mom-sim[parquet]'"
        ) from None
    return pyarrow, pyarrow.parquet


def _arrow_column(
    arrow: ModuleType, column: Column, values: Array, vocabularies: Vocabularies
) -> Any:
    if column.vocabulary:
        words = arrow.array(vocabularies[column.vocabulary], type=arrow.string())
        codes = arrow.array(values, type=arrow.int32(), mask=values == NULL)
        return arrow.DictionaryArray.from_arrays(codes, words)
    if column.dtype == "str":
        return arrow.array(list(values), type=arrow.string())
    return arrow.array(values, mask=values == NULL if column.nullable else None)


def _array(
    arrow: ModuleType,
    column: Column,
    values: Any,
    vocabularies: Vocabularies,
) -> Array:
    if column.vocabulary:
        texts = values.cast(arrow.string()).combine_chunks()
        encoded = texts.dictionary_encode()
        known = np.append(
            codes_of(encoded.dictionary.to_pylist(), vocabularies[column.vocabulary]), NULL
        )
        return known[encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    if column.dtype == "str":
        return np.array(values.to_pylist(), dtype=object)
    filled = values.fill_null(NULL) if column.nullable else values
    return filled.to_numpy().astype(column.dtype, copy=False)
