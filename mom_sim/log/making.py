"""From the raw rows of an engine to a log: sorted, renumbered and checked against the contract."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

import numpy as np

from mom_sim.errors import LogError
from mom_sim.log.arrays import IntArray, first_true
from mom_sim.log.columns import (
    Array,
    Vocabularies,
    column_array,
    is_plain_text,
    range_faults,
    text_array,
)
from mom_sim.log.contract import (
    ACTIVITIES,
    CAMPAIGNS,
    FIXED_VOCABULARIES,
    NULL,
    RUN_VOCABULARIES,
    TABLES,
    Table,
)
from mom_sim.log.late_record import LateRecord
from mom_sim.log.log_tables import Log, Window
from mom_sim.log.numbered_names import NumberedNames
from mom_sim.log.sorting import Moves, sorting_moves

_REFERENCES_TO_ACTIVITIES = (
    ("campaigns", "launch_activity"),
    ("activities", "trigger"),
    ("stints", "activity"),
    ("waits", "activity"),
    ("events", "activity"),
)


def make_log(
    columns: Mapping[str, Mapping[str, object]],
    vocabularies: Mapping[str, tuple[str, ...]],
    window: Window,
    provenance: Mapping[str, object],
) -> Log:
    """Make a log from the rows that an engine wrote, in whatever order it wrote them.

    Parameters
    ----------
    columns : mapping of table to mapping of column to list or ndarray
        Every column of every table. `activities.activity` numbers the rows from 0 in any order; the
        rows are sorted by the contract's order and numbered anew, and everything that refers to an
        activity follows.
    vocabularies : mapping of str to tuple of str
        The run's own; the fixed ones are added.
    window : Window
    provenance : mapping
        Of what JSON can hold.

    Returns
    -------
    Log

    Raises
    ------
    LogError
        If a table, column or vocabulary is missing or unknown, a value has the wrong type or lies
        outside its range, or a reference leads nowhere; every fault on a line of its own.
    """
    words = complete_vocabularies(vocabularies)
    record = _checked_provenance(provenance)
    tables = _arrays(columns)
    _sort(tables)
    faults = [fault for table in TABLES for fault in range_faults(table, tables[table.name], words)]
    if faults:
        raise LogError("\n".join(faults))
    return Log.of_columns(tables, words, window, record)


def log_of_ordered(
    columns: Mapping[str, Mapping[str, Any]],
    vocabularies: Mapping[str, tuple[str, ...]],
    window: Window,
    provenance: Mapping[str, object],
) -> Log:
    """Make a log from rows that an engine has sorted and numbered by the contract already.

    Of the campaigns, which come from outside, types, lengths and ranges are looked at as in
    `make_log`; names that are `NumberedNames` are made when somebody looks at them. Of what the
    engine has written, nothing is: that its log is the one that `make_log` makes of the other
    engine's rows is what tests hold it to.

    Parameters
    ----------
    columns : mapping of table to mapping of column to ndarray
        As the contract says, each in one piece. Not to be changed afterwards.
    vocabularies, window, provenance
        As for `make_log`.

    Returns
    -------
    Log

    Raises
    ------
    LogError
        If something is wrong with the vocabularies, the provenance or the campaigns.
    """
    words = complete_vocabularies(vocabularies)
    record = _checked_provenance(provenance)
    tables: dict[str, Mapping[str, Array]] = {name: dict(table) for name, table in columns.items()}
    tables[CAMPAIGNS.name] = _checked_campaigns(columns[CAMPAIGNS.name], words)
    return Log.of_columns(tables, words, window, record)


def _checked_campaigns(given: Mapping[str, Any], words: Vocabularies) -> Mapping[str, Array]:
    arrays: dict[str, Array] = {}
    late: dict[str, Callable[[], Array]] = {}
    for column in CAMPAIGNS.columns:
        values = given[column.name]
        if isinstance(values, NumberedNames):
            late[column.name] = partial(text_array, values)
            values = values.labels  # beside them there are only digits
        arrays[column.name] = column_array(CAMPAIGNS.name, column, values)
    lengths = {name: len(given[name]) for name in arrays}
    faults = _length_faults(CAMPAIGNS, lengths)
    faults = faults or list(range_faults(CAMPAIGNS, arrays, words))
    if faults:
        raise LogError("\n".join(faults))
    return LateRecord(arrays, late)


def complete_vocabularies(given: Mapping[str, tuple[str, ...]]) -> Vocabularies:
    """Add the fixed vocabularies to those of a run, in the contract's order.

    Raises
    ------
    LogError
        If one is missing, unknown or contradicts the contract, or has an empty or a double word.
    """
    return _complete_vocabularies(tuple((name, tuple(words)) for name, words in given.items()))


@lru_cache(maxsize=16)  # the same in all replications
def _complete_vocabularies(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabularies:
    given = dict(pairs)
    known = (*FIXED_VOCABULARIES, *RUN_VOCABULARIES)
    faults = [f"vocabulary {name!r} is missing" for name in RUN_VOCABULARIES if name not in given]
    faults += [
        f"unknown vocabulary {name!r}; allowed are {', '.join(known)}"
        for name in given
        if name not in known
    ]
    complete: dict[str, tuple[str, ...]] = {}
    for name in known:
        words = tuple(given.get(name, FIXED_VOCABULARIES.get(name, ())))
        if name in FIXED_VOCABULARIES and words != FIXED_VOCABULARIES[name]:
            faults.append(f"vocabulary {name!r} is fixed by the contract of the log")
        if len(set(words)) < len(words) or not all(is_plain_text(w) and w for w in words):
            faults.append(
                f"vocabulary {name!r}: words have to be different, not empty, and without control "
                "characters"
            )
        complete[name] = words
    if faults:
        raise LogError("\n".join(faults))
    return MappingProxyType(complete)


def _checked_provenance(provenance: Mapping[str, object]) -> Mapping[str, object]:
    record = dict(provenance.stated if isinstance(provenance, LateRecord) else provenance)
    try:
        survives = json.loads(json.dumps(record, allow_nan=False)) == record
    except (TypeError, ValueError):
        survives = False
    if not survives:
        raise LogError("provenance: only text, numbers, lists and objects that JSON can hold")
    return provenance if isinstance(provenance, LateRecord) else MappingProxyType(record)


def _arrays(columns: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, Array]]:
    """Read every column into its dtype; all of a table have to be equally long."""
    faults = _name_faults("log", [table.name for table in TABLES], columns)
    tables: dict[str, dict[str, Array]] = {}
    for table in TABLES:
        given = columns.get(table.name, {})
        faults += _name_faults(table.name, [column.name for column in table.columns], given)
        arrays: dict[str, Array] = {}
        for column in table.columns:
            try:
                arrays[column.name] = column_array(table.name, column, given.get(column.name, []))
            except LogError as error:
                faults.append(str(error))
        faults += _length_faults(table, {name: array.size for name, array in arrays.items()})
        tables[table.name] = arrays
    if faults:
        raise LogError("\n".join(faults))
    return tables


def _length_faults(table: Table, lengths: Mapping[str, int]) -> list[str]:
    if len(set(lengths.values())) > 1:
        return [f"{table.name}: columns of different lengths: {lengths}"]
    return []


def _name_faults(place: str, wanted: list[str], given: Mapping[str, object]) -> list[str]:
    missing = [f"{place}: {name!r} is missing" for name in wanted if name not in given]
    unknown = [
        f"{place}: unknown {name!r}; allowed are {', '.join(wanted)}"
        for name in given
        if name not in wanted
    ]
    return missing + unknown


def _sort(tables: dict[str, dict[str, Array]]) -> None:
    """Sort every table by the contract, stably, and number the activities by their place."""
    for table in (CAMPAIGNS, ACTIVITIES):
        _require_row_numbers(table, tables[table.name])
    activities = tables["activities"]
    size = activities["activity"].size
    moves = _moves(ACTIVITIES, activities)
    renumbered = _new_numbers(activities["activity"], moves)
    for name, column in _REFERENCES_TO_ACTIVITIES:
        old = tables[name][column]
        if old.size and (old.min() < NULL or old.max() >= size):
            row = first_true((old < NULL) | (old >= size))
            raise LogError(f"{name} row {row}, {column}: refers to activity {old[row]} of {size}")
        if renumbered is not None:
            tables[name][column] = renumbered[old]
    for table in TABLES:
        arrays = tables[table.name]
        of_table = moves if table is ACTIVITIES else _moves(table, arrays)
        tables[table.name] = of_table.of_all(arrays)
    activities = tables["activities"]
    activities["activity"] = np.arange(size)


def _new_numbers(old: IntArray, moves: Moves) -> IntArray | None:
    """New number of each activity by its old one, null last; None where all keep theirs."""
    is_numbered_by_place = bool((old == np.arange(old.size)).all())
    if is_numbered_by_place and moves.places is not None and not moves.rows.size:
        return None
    renumbered = np.full(old.size + 1, NULL, dtype=np.int64)
    if is_numbered_by_place and moves.places is not None:
        renumbered[:-1] = np.arange(old.size)
        renumbered[moves.rows] = moves.places
    else:
        renumbered[moves.of(old)] = np.arange(old.size)
    return renumbered


def _moves(table: Table, arrays: dict[str, Array]) -> Moves:
    return sorting_moves(arrays[name] for name in table.order)


def _require_row_numbers(table: Table, arrays: dict[str, Array]) -> None:
    name = table.columns[0].name
    numbers = arrays[name]
    places = np.arange(numbers.size)
    if not (np.array_equal(numbers, places) or np.array_equal(np.sort(numbers), places)):
        raise LogError(f"{table.name}.{name}: has to number the rows from 0, each number once")
