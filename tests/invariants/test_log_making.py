"""However an engine orders its rows, the log is the same; bad rows are refused with their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.errors import LogError
from mom_sim.log.contract import NULL, TABLES
from mom_sim.log.log import Log, Window, first_difference, log_hash, make_log
from mom_sim.log.making import log_of_ordered
from mom_sim.log.validation import validate
from tests.invariants.generated_logs import log_of, logs, raw_logs
from tests.invariants.hand_made_log import (
    HOUR,
    PROVENANCE,
    VOCABULARIES,
    WINDOW,
    broken_log,
    columns,
    hand_made_log,
)

REFERENCES = (
    ("campaigns", "launch_activity"),
    ("activities", "activity"),
    ("activities", "trigger"),
    ("stints", "activity"),
    ("waits", "activity"),
    ("events", "activity"),
)


@given(logs())
def test_generated_logs_keep_every_invariant(log: Log) -> None:
    assert validate(log) == []


@given(raw_logs(), st.randoms(use_true_random=False))
def test_the_order_of_an_engines_rows_does_not_matter(raw: dict[str, Any], random: Any) -> None:
    expected = log_of(raw)
    number = list(range(len(raw["activities"]["activity"])))
    random.shuffle(number)
    shuffled: dict[str, dict[str, list[Any]]] = {}
    for table in TABLES:
        renamed = {
            name: [number[v] if v != NULL else NULL for v in values]
            if (table.name, name) in REFERENCES
            else values
            for name, values in raw[table.name].items()
        }
        rows = list(zip(*renamed.values(), strict=True))
        random.shuffle(rows)
        shuffled[table.name] = {
            name: [row[position] for row in rows] for position, name in enumerate(renamed)
        }
    found = log_of(shuffled)
    assert first_difference(expected, found) is None
    assert log_hash(expected) == log_hash(found)


def test_frames_have_the_contracts_columns_and_dtypes() -> None:
    for log in (hand_made_log(), log_of({t.name: {c.name: [] for c in t.columns} for t in TABLES})):
        for table in TABLES:
            frame = log.table(table.name)
            assert list(frame.columns) == [column.name for column in table.columns]
            for column in table.columns:
                assert frame[column.name].dtype == pd.Series([], dtype=column.dtype).dtype


def lose(table: str, column: str) -> Callable[[dict[str, Any]], object]:
    return lambda tables: tables[table].pop(column)


def put(table: str, column: str, row: int, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda tables: tables[table][column].__setitem__(row, value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda tables: tables.pop("waits"), "log: 'waits' is missing"),
        (lambda tables: tables.update(notes={}), "log: unknown 'notes'; allowed are campaigns, "),
        (lose("waits", "cause"), "waits: 'cause' is missing"),
        (lambda tables: tables["waits"].update(why=[]), "waits: unknown 'why'; allowed are "),
        (lose("waits", "cause"), "waits: columns of different lengths: "),
        (put("waits", "start", 0, 0.5), "waits.start: has to be int64, not float64"),
        (put("waits", "start", 0, 2**63), "waits.start: "),
        (
            lambda tables: tables["waits"].update(start=np.full(9, 2**63, dtype=np.uint64)),
            "waits.start: a value does not fit int64",
        ),
        (put("campaigns", "id", 0, 7), "campaigns.id: every value has to be text without control"),
        (put("campaigns", "id", 0, "a\nb"), "campaigns.id: every value has to be text without"),
        (put("campaigns", "campaign", 0, 1), "campaigns.campaign: has to number the rows from 0"),
        (put("activities", "activity", 0, 13), "activities.activity: has to number the rows from"),
        (put("stints", "activity", 0, 13), "stints row 0, activity: refers to activity 13 of 13"),
        (
            put("waits", "cause", 0, 10),
            "waits row 0, cause: is 10, it has to be 0 or above and below 10, a position in the "
            "vocabulary 'cause'",
        ),
        (put("campaigns", "due", 0, -1), "campaigns row 0, due: is -1, it has to be 0 or above"),
        (put("campaigns", "value", 1, float("inf")), "campaigns row 1, value: is inf, it has to "),
    ],
)
def test_bad_columns_are_refused(change: Callable[[Any], object], message: str) -> None:
    tables = columns()
    change(tables)
    with pytest.raises(LogError) as caught:
        make_log(tables, VOCABULARIES, WINDOW, PROVENANCE)
    assert any(line.startswith(message) for line in str(caught.value).split("\n"))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"cause": ("work",)}, "vocabulary 'cause' is fixed by the contract of the log"),
        ({"color": ("red",)}, "unknown vocabulary 'color'; allowed are outcome, "),
        ({"team": ("a", "a")}, "vocabulary 'team': words have to be different, not empty, and "),
        ({"team": ("a", "")}, "vocabulary 'team': words have to be different, not empty, and "),
        ({"team": ("a", "b\r")}, "vocabulary 'team': words have to be different, not empty, and "),
    ],
)
def test_bad_vocabularies_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(LogError) as caught:
        hand_made_log(vocabularies={**VOCABULARIES, **changed})
    assert any(line.startswith(message) for line in str(caught.value).split("\n"))


def test_all_faults_are_told_at_once() -> None:
    tables = columns()
    tables["waits"]["cause"][0] = 10
    tables["campaigns"]["due"][0] = -1
    with pytest.raises(LogError) as caught:
        make_log(tables, VOCABULARIES, WINDOW, PROVENANCE)
    assert len(str(caught.value).split("\n")) == 2


@pytest.mark.parametrize("value", [float("nan"), {1: 2}, (1, 2), {3}])
def test_provenance_that_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(LogError, match="provenance: only text, numbers, lists and objects"):
        hand_made_log(provenance={"seed": value})


def test_readable_tables_have_words_and_hours() -> None:
    log = hand_made_log()
    campaigns = log.readable("campaigns")
    assert campaigns["outcome"].tolist() == ["launched", "rejected", "inside"]
    assert campaigns["ended"].fillna(-1.0).tolist() == [36.0, 40.0, -1.0]
    assert campaigns["launch_activity"].isna().tolist() == [False, True, True]
    assert log.readable("activities")["team"].isna().sum() == 8
    assert log.readable("activities")["effort"].max() == 20.0
    with pytest.raises(LogError, match="no table 'notes' in the log; there are campaigns, "):
        log.readable("notes")


def test_time_stamps_count_real_time_over_a_change_of_clocks() -> None:
    """Europe/Berlin leaves 02:00 out on 2026-03-29, so 9 hours after midnight it is 10:00."""
    start = pd.Timestamp("2026-03-29", tz="Europe/Berlin")
    readable = hand_made_log().readable("activities", start=start)
    assert readable["start"][5] == pd.Timestamp("2026-03-29 10:00", tz="Europe/Berlin")
    assert pd.isna(readable["finish"][7])
    assert readable["effort"][7] == 20.0
    local = hand_made_log().readable("activities", start=pd.Timestamp("2026-03-29"))
    assert local["start"][5] == pd.Timestamp("2026-03-29 09:00")


def test_the_first_difference_is_named() -> None:
    log = hand_made_log()

    def change(tables: dict[str, Any]) -> None:
        tables["waits"]["cause"][3] = 0
        tables["waits"]["finish"][5] += 1

    other = broken_log(change)
    assert first_difference(log, log) is None
    assert first_difference(log, other) == "waits row 3, cause: 3 (agency) against 0 (work)"
    assert log_hash(log) != log_hash(other)


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_bit_of_every_column_counts(table: str) -> None:
    log = hand_made_log()
    for name in log.table(table).columns:

        def change(tables: dict[str, Any], name: str = name) -> None:
            values = tables[table][name]
            values[0] = "other" if isinstance(values[0], str) else values[0] + 1

        other = broken_log(change)
        found = first_difference(log, other)
        assert found is not None
        assert found.startswith(f"{table} row 0, {name}: ")
        assert log_hash(log) != log_hash(other)


def test_the_sign_of_zero_counts() -> None:
    log = hand_made_log()
    other = broken_log(lambda tables: tables["campaigns"]["value"].__setitem__(2, 0.0))
    assert first_difference(log, other) == "campaigns row 2, value: -0.0 against 0.0"
    assert log_hash(log) != log_hash(other)


def test_rows_window_and_words_count_and_provenance_does_not() -> None:
    log = hand_made_log()

    def drop_last(tables: dict[str, Any]) -> None:
        tables["stints"] = {name: values[:-1] for name, values in tables["stints"].items()}

    window = Window(0, 10 * HOUR, 50 * HOUR, 61 * HOUR)
    words = {**log.vocabularies, "unit": ("east", "south")}
    for other, found in [
        (broken_log(drop_last), "stints row 8: 9 rows against 8"),
        (replace(log, window=window), f"window: {WINDOW} against {window}"),
        (
            replace(log, vocabularies=words),
            "vocabulary unit: ('north', 'south') against ('east', 'south')",
        ),
    ]:
        assert first_difference(log, other) == found
        assert log_hash(log) != log_hash(other)
    other = replace(log, provenance={"engine": "compiled"})
    assert first_difference(log, other) is None
    assert log_hash(log) == log_hash(other)


def test_the_hash_does_not_depend_on_where_text_is_cut() -> None:
    def change(tables: dict[str, Any]) -> None:
        ids = tables["campaigns"]["id"]
        ids[0], ids[1] = ids[0] + ids[1][0], ids[1][1:]

    assert log_hash(broken_log(change)) != log_hash(hand_made_log())
    assert np.array_equal(columns()["campaigns"]["campaign"], [0, 1, 2])


def _ordered_columns() -> dict[str, dict[str, np.ndarray]]:
    log = hand_made_log()
    return {
        table.name: {c.name: log.columns(table.name)[c.name] for c in table.columns}
        for table in TABLES
    }


def test_rows_in_their_order_make_the_same_log() -> None:
    made = log_of_ordered(_ordered_columns(), VOCABULARIES, WINDOW, PROVENANCE)
    assert log_hash(made) == log_hash(hand_made_log())


def test_campaigns_of_ordered_rows_are_looked_at() -> None:
    given = _ordered_columns()
    campaigns = given["campaigns"]
    beyond = campaigns["type"].copy()
    beyond[0] = len(VOCABULARIES["type"])
    with pytest.raises(LogError, match=r"campaigns.*type"):
        log_of_ordered(
            {**given, "campaigns": {**campaigns, "type": beyond}},
            VOCABULARIES,
            WINDOW,
            PROVENANCE,
        )
    with pytest.raises(LogError, match="campaigns: columns of different lengths"):
        log_of_ordered(
            {**given, "campaigns": {**campaigns, "due": campaigns["due"][:-1]}},
            VOCABULARIES,
            WINDOW,
            PROVENANCE,
        )
