"""Tables in words: codes become words, microseconds hours or time stamps, -1 null."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from mom_sim.log.arrays import IntArray
from mom_sim.log.columns import Vocabularies
from mom_sim.log.contract import NULL, Column, Table
from mom_sim.log.event_values import is_event_value, value_texts

DURATIONS = ("effort",)
"""Columns in microseconds that are a length of time; all the others are instants."""

_MICROSECONDS_PER_HOUR = 3_600_000_000


def words_of(codes: IntArray, words: tuple[str, ...]) -> pd.Series[str]:
    """Words at positions in a vocabulary; null at -1."""
    lookup = np.array([*words, None], dtype=object)  # -1 is the last position
    return cast("pd.Series[str]", pd.Series(lookup[codes], dtype="str"))


def codes_of(texts: Sequence[object], words: tuple[str, ...]) -> IntArray:
    """Positions of words in a vocabulary; -1 for an empty text.

    Raises
    ------
    ValueError
        If the vocabulary does not have a word.
    """
    known = {"": NULL, **{word: code for code, word in enumerate(words)}}
    try:
        return np.array([known[text] for text in texts], dtype=np.int64)  # type: ignore[index]
    except KeyError as error:
        raise ValueError(f"unknown word {error.args[0]!r}") from None


def worded(
    table: Table,
    frame: pd.DataFrame,
    vocabularies: Vocabularies,
    start: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Copy a table with words in place of codes and readable times.

    Parameters
    ----------
    table : Table
    frame : DataFrame
        Of that table.
    vocabularies : mapping of str to tuple of str
    start : Timestamp, optional
        What instant 0 is, for time stamps; without it instants are float hours since then.

    Returns
    -------
    DataFrame
        Same rows and columns. Words and ids as text, times as float64 (hours) or datetime64, other
        nullable numbers as pandas' Int64. The value of an event is text: a word, or a number where
        its kind has no words.
    """
    columns = {
        column.name: _worded_column(column, frame[column.name], vocabularies, start)
        for column in table.columns
    }
    for column in table.columns:
        if is_event_value(table, column):
            kinds, values = frame["kind"].to_numpy(), frame[column.name].to_numpy()
            columns[column.name] = value_texts(kinds, values, vocabularies)
    return pd.DataFrame(columns)


def _worded_column(
    column: Column,
    values: pd.Series[Any],
    vocabularies: Vocabularies,
    start: pd.Timestamp | None,
) -> pd.Series[Any]:
    if column.vocabulary:
        return words_of(values.to_numpy(), vocabularies[column.vocabulary])
    is_null = values.eq(NULL) & column.nullable
    if column.unit == "microseconds":
        if start is None or column.name in DURATIONS:
            return (values / _MICROSECONDS_PER_HOUR).mask(is_null)
        return _time_stamps(values.to_numpy(), start).mask(is_null)
    if column.nullable:
        return values.astype("Int64").mask(is_null)
    return values.copy()


def _time_stamps(instants: IntArray, start: pd.Timestamp) -> pd.Series[pd.Timestamp]:
    origin = start.to_datetime64().astype("datetime64[us]").astype(np.int64)
    stamps = pd.Series((instants + origin).astype("datetime64[us]"))
    return stamps if start.tz is None else stamps.dt.tz_localize("UTC").dt.tz_convert(start.tz)
