"""The column `value` of events: its meaning is the kind's, and so are its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from mom_sim.log.arrays import IntArray
from mom_sim.log.columns import Vocabularies
from mom_sim.log.contract import EVENT_KINDS, EVENTS, NULL, Column, Table
from mom_sim.log.event_kinds import EVENT_KIND_RECORDS

VALUE = "value"


def is_event_value(table: Table, column: Column) -> bool:
    """Whether a column is the one whose meaning depends on the kind of event."""
    return table.name == EVENTS.name and column.name == VALUE


def value_texts(kinds: IntArray, values: IntArray, vocabularies: Vocabularies) -> pd.Series[str]:
    """Write values as words where their kind has words, else as numbers.

    Parameters
    ----------
    kinds, values : int64 arrays, shape (events,)
    vocabularies : mapping of str to tuple of str
        Of the run.

    Returns
    -------
    Series of str
        Null where there is no value.
    """
    texts = np.array([None if value == NULL else str(value) for value in values], dtype=object)
    for code, words in _words_by_kind(vocabularies):
        rows = (kinds == code) & (values != NULL)
        texts[rows] = np.array(words, dtype=object)[values[rows]]
    return pd.Series(texts, dtype="str")


def values_of_texts(kinds: IntArray, texts: Sequence[str], vocabularies: Vocabularies) -> IntArray:
    """Read what `value_texts` has written; an empty text is null.

    Raises
    ------
    ValueError
        If a text is neither a word of its kind nor, where the kind has none, a number.
    """
    known = {code: {w: n for n, w in enumerate(ws)} for code, ws in _words_by_kind(vocabularies)}
    try:
        return np.array(
            [
                NULL if text == "" else known[kind][text] if kind in known else int(text)
                for kind, text in zip(kinds.tolist(), texts, strict=True)
            ],
            dtype=np.int64,
        )
    except KeyError as error:
        raise ValueError(f"unknown word {error.args[0]!r}") from None


def _words_by_kind(vocabularies: Vocabularies) -> Iterator[tuple[int, tuple[str, ...]]]:
    for name, record in EVENT_KIND_RECORDS.items():
        words = record.words or (vocabularies[record.vocabulary] if record.vocabulary else ())
        if words:
            yield EVENT_KINDS.index(name), words
