"""One column of the log: read into the contract's dtype, and held against the contract's range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mom_sim.errors import LogError
from mom_sim.log.arrays import first_true
from mom_sim.log.contract import NULL, Column, Table

Vocabularies = Mapping[str, tuple[str, ...]]
Array = npt.NDArray[Any]


_CONTROL_CHARACTERS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


def is_plain_text(value: object) -> bool:
    """Whether a value is text on one line, without control characters and broken surrogates."""
    return isinstance(value, str) and not _CONTROL_CHARACTERS.search(value)


def _are_plain_texts(values: list[object]) -> bool:
    """Whether all values are plain text, looked through as one."""
    try:
        whole = "".join(values)  # type: ignore[arg-type]
    except TypeError:
        return False
    return whole.isprintable() or is_plain_text(whole)


def column_array(table: str, column: Column, values: object) -> Array:
    """Read the values of a column into an array of its dtype, without changing any of them.

    Parameters
    ----------
    table : str
        For the message.
    column : Column
    values : list or ndarray, shape (n,)

    Returns
    -------
    ndarray, shape (n,)
        int64, float64, or objects that are all `str`, without control characters.

    Raises
    ------
    LogError
        If a value is not of the column's kind; whole numbers are never rounded into one.
    """
    place = f"{table}.{column.name}"
    if column.dtype == "str":
        texts = list(values)  # type: ignore[call-overload]
        if not _are_plain_texts(texts):
            raise LogError(f"{place}: every value has to be text without control characters")
        return text_array(texts)
    given = np.asarray(values)
    if given.ndim != 1:
        raise LogError(f"{place}: has to be one list of values, not of shape {given.shape}")
    allowed = "iu" if column.dtype == "int64" else "iuf"
    if given.size and given.dtype.kind not in allowed:
        raise LogError(f"{place}: has to be {column.dtype}, not {given.dtype}")
    if given.dtype == np.uint64 and (given > np.iinfo(np.int64).max).any():
        raise LogError(f"{place}: a value does not fit int64")
    return np.ascontiguousarray(given, dtype=column.dtype)


def text_array(texts: Iterable[str]) -> Array:
    """Texts as an array of `str` objects; nothing about them is looked at."""
    values = list(texts)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def frame_of(table: Table, arrays: Mapping[str, Array]) -> pd.DataFrame:
    """Make the data frame of a table, with exactly the contract's columns, order and dtypes."""
    return pd.DataFrame(
        {
            column.name: pd.Series(arrays[column.name], dtype=column.dtype)
            for column in table.columns
        }
    )


def arrays_of(table: Table, frame: pd.DataFrame) -> dict[str, Array]:
    """Columns of a table's data frame as arrays; text as an array of `str` objects."""
    return {
        column.name: frame[column.name].to_numpy(dtype=object if column.dtype == "str" else None)
        for column in table.columns
    }


def frame_fault(table: Table, frame: pd.DataFrame) -> str | None:
    """Say what is wrong with the shape of a table's data frame: its columns and their dtypes."""
    wanted = [column.name for column in table.columns]
    if list(frame.columns) != wanted:
        return f"{table.name}: the columns have to be {', '.join(wanted)}, in this order"
    for column in table.columns:
        dtype = frame[column.name].dtype
        if dtype != pd.Series([], dtype=column.dtype).dtype:  # `str` depends on pandas' version
            return f"{table.name}.{column.name}: has to be {column.dtype}, not {dtype}"
    return None


def range_faults(
    table: Table, arrays: Mapping[str, Array], vocabularies: Vocabularies
) -> Iterator[str]:
    """Say, column by column, which row is the first whose value the contract does not allow."""
    for column in table.columns:
        if column.dtype == "str":
            continue
        values = arrays[column.name]
        if column.dtype == "float64":
            outside, allowed = ~np.isfinite(values), "a finite number"
        else:
            lowest = NULL if column.nullable else 0
            words = len(vocabularies[column.vocabulary]) if column.vocabulary else None
            if not values.size or (
                values.min() >= lowest and (words is None or values.max() < words)
            ):
                continue
            outside, allowed = values < lowest, f"{lowest} or above"
            if words is not None:
                outside = outside | (values >= words)
                allowed += f" and below {words}, a position in the vocabulary {column.vocabulary!r}"
        row = first_true(outside)
        if row is not None:
            yield (
                f"{table.name} row {row}, {column.name}: is {values[row]}, it has to be {allowed}"
            )
