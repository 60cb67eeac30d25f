"""What is written is read back bit for bit; what is in the way stays as it is."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mom_sim.errors import LogError
from mom_sim.log import csv_tables, export
from mom_sim.log.columns import is_plain_text
from mom_sim.log.contract import ACTIVITIES
from mom_sim.log.export import read_csv, read_parquet, write_csv, write_parquet
from mom_sim.log.log import Log, Window, first_difference, log_hash, make_log
from tests.invariants.generated_logs import logs
from tests.invariants.hand_made_log import VOCABULARIES, columns, hand_made_log

WAYS = {"csv": (write_csv, read_csv), "parquet": (write_parquet, read_parquet)}
Write = Callable[[Log, Path], None]
Read = Callable[[Path], Log]

# Every example writes and reads ten files.
fewer = settings(max_examples=settings.default.max_examples // 4)
either = pytest.mark.parametrize(("write", "read"), WAYS.values(), ids=WAYS)

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(is_plain_text)
awkward = st.sampled_from(["NA", "null", "'", "''=x", "-1", "+1", "@", "=", ",", '"', " ", "1e5"])


def round_trip(log: Log, write: Write, read: Read) -> Log:
    with TemporaryDirectory() as folder:
        write(log, Path(folder, "log"))
        return read(Path(folder, "log"))


@either
@fewer
@given(log=logs())
def test_logs_come_back_bit_for_bit(log: Log, write: Write, read: Read) -> None:
    again = round_trip(log, write, read)
    assert first_difference(log, again) is None
    assert log_hash(log) == log_hash(again)
    assert again.campaigns.dtypes.equals(log.campaigns.dtypes)


@either
@fewer
@given(
    names=st.lists(words | awkward, min_size=2, max_size=2, unique=True),
    ids=st.lists(words | awkward, min_size=3, max_size=3),
    values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3),
    due=st.lists(st.integers(0, 2**63 - 1), min_size=3, max_size=3),
    not_before=st.lists(st.integers(-1, 2**63 - 1), min_size=3, max_size=3),
)
def test_any_name_and_any_number_comes_back(
    names: list[str],
    ids: list[str],
    values: list[float],
    due: list[int],
    not_before: list[int],
    write: Write,
    read: Read,
) -> None:
    tables = columns()
    tables["campaigns"].update(id=ids, value=values, due=due, not_before=not_before)
    vocabularies = {**VOCABULARIES, "person": tuple(names), "unit": tuple(names)}
    log = make_log(tables, vocabularies, Window(0, 1, 2, 3), {"command": names[0]})
    again = round_trip(log, write, read)
    assert first_difference(log, again) is None
    assert again.provenance == log.provenance


@either
def test_an_empty_log_comes_back(write: Write, read: Read) -> None:
    empty = {table: {name: [] for name in given} for table, given in columns().items()}
    nobody = dict.fromkeys(VOCABULARIES, ())
    log = make_log(empty, nobody, Window(0, 0, 0, 0), {})
    assert first_difference(log, round_trip(log, write, read)) is None


@either
def test_the_same_log_gives_the_same_bytes(write: Write, read: Read, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(hand_made_log(), tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_an_earlier_export_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "log"
    write_parquet(hand_made_log(), folder)
    write_csv(hand_made_log(provenance={"seed": 8}), folder)
    assert read_csv(folder).provenance == {"seed": 8}
    assert not list(folder.glob("*.parquet"))
    assert [path.name for path in folder.parent.iterdir()] == ["log"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    write_csv(hand_made_log(), tmp_path)
    assert first_difference(read_csv(tmp_path), hand_made_log()) is None


@pytest.mark.parametrize(
    ("there", "message"),
    [
        ({"thesis.txt": "mine"}, "holds 'thesis.txt', which is not of a log; nothing was written"),
        ({"log.json": '{"format": "mom_sim log"}', "a.txt": ""}, "holds 'a.txt', which is not of"),
        ({"campaigns.csv": "mine"}, "is not empty and not an earlier log; nothing was written"),
        ({"log.json": "[]"}, "is not empty and not an earlier log; nothing was written"),
    ],
)
def test_other_peoples_files_are_left_alone(
    there: dict[str, str], message: str, tmp_path: Path
) -> None:
    for name, content in there.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(LogError, match=re.escape(f"{tmp_path}: {message}")):
        write_csv(hand_made_log(), tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == there


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("mine")
    with pytest.raises(LogError, match="is a file; name a folder for the log"):
        write_csv(hand_made_log(), tmp_path / "log")
    assert (tmp_path / "log").read_text() == "mine"


def test_after_an_error_the_earlier_export_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "log"
    write_csv(hand_made_log(), folder)

    def fail(path: Path, *rest: object) -> None:
        path.write_text("half of a")
        raise OSError("disk full")

    monkeypatch.setattr(csv_tables, "write_table", fail)
    with pytest.raises(OSError, match="disk full"):
        write_csv(hand_made_log(provenance={}), folder)
    with pytest.raises(OSError, match="disk full"):
        write_csv(hand_made_log(), tmp_path / "other")
    assert [path.name for path in tmp_path.iterdir()] == ["log"]
    assert read_csv(folder).provenance == hand_made_log().provenance


def edit(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "log.json").unlink(), "is not an export of a log; one has a"),
        (lambda folder: (folder / "waits.csv").unlink(), "waits.csv is missing"),
        (lambda folder: (folder / "provenance.json").unlink(), "provenance.json is missing or"),
        (edit("vocabularies.json", "{", "{{"), "vocabularies.json is missing or damaged"),
        (edit("log.json", '"schema_version": 1', '"schema_version": 2'), "has version 2 of the"),
        (edit("log.json", '"warm_up"', '"cool_down"'), "damaged, "),
        (edit("waits.csv", "hand_off", "hand_of"), "waits.csv, cause: unknown word 'hand_of'"),
        (edit("waits.csv", "hand_off", "closed"), "was changed after it was written"),
        (edit("waits.csv", "7200000000", "7200000001"), "was changed after it was written"),
        (edit("waits.csv", "7200000000", "7200000000.5"), "waits.csv: "),
        (edit("waits.csv", "7200000000", ""), "waits.csv: "),
        (edit("waits.csv", "sub_cause", "subcause"), "waits.csv: the columns have to be activity"),
        (edit("campaigns.csv", ",11,", ",eleven,"), "campaigns.csv, launch_activity: "),
    ],
)
def test_a_damaged_export_is_refused(
    change: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    write_csv(hand_made_log(), tmp_path)
    change(tmp_path)
    with pytest.raises(LogError, match=re.escape(message)):
        read_csv(tmp_path)


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    write_parquet(hand_made_log(), tmp_path)
    (tmp_path / "waits.parquet").write_bytes(b"PAR1")
    with pytest.raises(LogError, match=r"waits\.parquet: "):
        read_parquet(tmp_path)
    with pytest.raises(LogError, match=r"campaigns\.csv is missing"):
        read_csv(tmp_path)


def test_parquet_holds_words_units_and_nulls(tmp_path: Path) -> None:
    write_parquet(hand_made_log(), tmp_path)
    frame = pd.read_parquet(tmp_path / "activities.parquet")
    assert frame["instruction"].tolist()[:2] == ["PASS", "DELAY"]
    assert frame["team"].isna().sum() == 8
    assert frame["finish"].isna().sum() == 1
    schema = __import__("pyarrow.parquet").parquet.read_schema(tmp_path / "activities.parquet")
    for column in ACTIVITIES.columns:
        metadata = schema.field(column.name).metadata
        assert metadata[b"meaning"].decode() == column.meaning
        assert metadata[b"unit"].decode() == column.unit


def test_without_pyarrow_parquet_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] == "pyarrow":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LogError, match=re.escape("pip install 'mom-sim[parquet]'")):
        write_parquet(hand_made_log(), tmp_path / "log")
    assert not (tmp_path / "log").exists()


def test_every_file_of_an_export_is_known(tmp_path: Path) -> None:
    write_csv(hand_made_log(), tmp_path / "csv")
    write_parquet(hand_made_log(), tmp_path / "parquet")
    written = {path.name for path in tmp_path.glob("*/*")}
    assert written == export.KNOWN_FILES
    label: dict[str, Any] = json.loads((tmp_path / "csv" / "log.json").read_text())
    assert label["hash"] == log_hash(hand_made_log())
