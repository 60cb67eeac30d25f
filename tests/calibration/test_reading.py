"""Event logs from files: what is understood, and one message for every fault."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from mom_sim.calibration.event_log import COLUMNS
from mom_sim.calibration.reading import read_event_log
from mom_sim.calibration.reading.column_mapping import LAYOUTS, guess_mapping
from mom_sim.errors import ScenarioError
from tests.calibration.made_logs import written

ROW = "1,Draft,ann,2026-03-02T09:00,2026-03-02T10:00"


def faults_of(path: Path, mapping: Path | None = None) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        read_event_log(path, mapping)
    return [str(fault) for fault in caught.value.faults]


def test_a_plain_log_is_read(tmp_path: Path) -> None:
    log = read_event_log(
        written(tmp_path, "2,Review,bob,2026-03-02T11:00,2026-03-02T12:30", ROW, ROW)
    )
    assert tuple(log.frame.columns) == COLUMNS
    assert list(log.frame["case"]) == ["1", "1", "2"]  # by start
    assert str(log.frame["start"].dtype) == "datetime64[us, UTC]"
    assert log.cases["hours"].to_dict() == {"1": 1.0, "2": 1.5}
    assert log.source == "log.csv"
    assert len(log.content_hash) == 64
    assert not log.unfinished


@pytest.mark.parametrize(
    "header",
    [
        "case_id;activity_name;resource;start_timestamp;end_timestamp",
        "\ufeffCase ID,Activity,Resource,Start Timestamp,Complete Timestamp",
        "case:concept:name\tconcept:name\torg:resource\tstart time\tend time",
    ],
)
def test_columns_are_found_by_usual_names(tmp_path: Path, header: str) -> None:
    separator = next(sign for sign in ";\t," if sign in header)
    log = read_event_log(written(tmp_path, ROW.replace(",", separator), header=header))
    assert log.frame.iloc[0][["case", "activity", "resource"]].tolist() == ["1", "Draft", "ann"]


def test_gzip_is_unpacked_whatever_the_name(tmp_path: Path) -> None:
    plain = written(tmp_path, ROW)
    packed = tmp_path / "packed.csv"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_event_log(packed).frame.equals(read_event_log(plain).frame)


def test_offsets_are_kept_and_say_the_time_zone(tmp_path: Path) -> None:
    row = "1,Draft,ann,2026-03-02T09:00:00+02:00,2026-03-02T10:00:00+02:00"
    log = read_event_log(written(tmp_path, row, row, row.replace("+02:00", "+03:00")))
    assert log.time_zone == "Etc/GMT-2"
    assert log.frame["start"].iloc[-1] == pd.Timestamp("2026-03-02T07:00Z")


def test_times_without_offset_are_in_the_stated_zone(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text("time_zone: Europe/Berlin\n", encoding="utf-8")
    log = read_event_log(written(tmp_path, ROW), mapping)
    assert log.time_zone == "Europe/Berlin"
    assert log.frame["start"].iloc[0] == pd.Timestamp("2026-03-02T08:00Z")


def test_missing_starts_are_estimated_and_marked(tmp_path: Path) -> None:
    log = read_event_log(
        written(
            tmp_path,
            "1,Draft,ann,2026-03-02T09:00,2026-03-02T10:00",
            "2,Draft,ann,,2026-03-02T11:30",  # after the same person's previous end
            "1,Review,bob,,2026-03-02T10:20",  # after the same case's previous end
            "3,Draft,eve,,2026-03-02T08:00",  # nothing before: no length
        )
    )
    found = log.frame.set_index(["case", "activity"])
    starts = found["start"].dt.strftime("%H:%M").to_dict()
    assert starts[("2", "Draft")] == "10:00"
    assert starts[("1", "Review")] == "10:00"
    assert starts[("3", "Draft")] == "08:00"
    assert found["start_estimated"].to_dict() == {
        ("1", "Draft"): False,
        ("2", "Draft"): True,
        ("1", "Review"): True,
        ("3", "Draft"): True,
    }
    assert any("3 starts are missing" in note for note in log.notes)


def test_events_with_lifecycle_are_paired(tmp_path: Path) -> None:
    log = read_event_log(
        written(
            tmp_path,
            "1,Draft,ann,start,2026-03-02T09:00",
            "1,Draft,ann,suspend,2026-03-02T10:00",
            "1,Draft,ann,resume,2026-03-02T13:00",
            "1,Draft,ann,complete,2026-03-02T14:00",
            "1,Review,bob,complete,2026-03-02T15:00",
            "2,Draft,ann,start,2026-03-02T16:00",
            "2,Draft,ann,ate_abort,2026-03-02T16:10",
            header="case,activity,resource,lifecycle:transition,time:timestamp",
        )
    )
    assert [(row.activity, row.start.hour, row.end.hour) for row in log.frame.itertuples()] == [
        ("Draft", 9, 10),
        ("Draft", 13, 14),
        ("Review", 14, 15),
    ]
    assert log.unfinished == {"2"}
    assert any("suspended" in note for note in log.notes)
    assert any("ate_abort" in note for note in log.notes)


def test_unfinished_cases_and_nobody(tmp_path: Path) -> None:
    log = read_event_log(
        written(
            tmp_path,
            "1,Draft,,2026-03-02T09:00,2026-03-02T09:00",
            "2,Draft,Unassigned,2026-03-02T09:00,2026-03-02T10:00",
            "3,Draft,ann,2026-03-02T09:00,",
        )
    )
    assert log.unfinished == {"3"}
    assert log.frame["resource"].isna().all()
    assert [note.split(":")[0] for note in log.notes][:2] == [
        "1 rows have no end",
        "2 rows name nobody",
    ]
    assert any("no length" in note for note in log.notes)


@pytest.mark.parametrize(
    ("name", "header", "row", "expected"),
    [
        (
            "jira",
            "Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Created,Resolved,"
            "Labels,Labels,Parent key",
            "Banner,MK-2,1,Design,Done,High,ann,02/Mar/26 9:00 AM,02/Mar/26 4:30 PM,a,b,MK-1",
            ("MK-1", "Design", "ann", "16:30"),
        ),
        (
            "asana",
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,"
            "Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task",
            "7,2026-03-01,2026-03-02,,Write,Copy,ann,a@b.c,2026-03-02,2026-03-09,,,Launch,Spring",
            ("Spring", "Copy", "ann", "00:00"),
        ),
        (
            "workfront",
            "Project Name,Task Name,Assigned To,Entry Date,Actual Start Date,"
            "Actual Completion Date",
            "Spring,Write copy,ann,03/16/2026,03/17/2026 9:00 AM,03/17/2026 11:15 AM",
            ("Spring", "Write copy", "ann", "11:15"),
        ),
        (
            "wrike",
            "Key,Folder,Parent task,Title,Status,Assigned To,Start Date,Completed Date",
            "1,Marketing,Spring,Copy,Completed,ann,2026-03-02 09:00,2026-03-02 17:45",
            ("Spring", "Copy", "ann", "17:45"),
        ),
    ],
)
def test_exports_of_known_tools(
    tmp_path: Path, name: str, header: str, row: str, expected: tuple[str, ...]
) -> None:
    assert guess_mapping(header.split(",")).layout == name
    log = read_event_log(written(tmp_path, row, header=header))
    found = log.frame.iloc[0]
    assert (*found[["case", "activity", "resource"]], f"{found['end']:%H:%M}") == expected


def test_every_layout_says_what_is_needed() -> None:
    for layout in LAYOUTS:
        assert {"case", "activity", "resource", "end"} <= set(layout.columns), layout.name


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(content, encoding="utf-8")
    (fault,) = faults_of(path)
    assert "this log is empty" in fault


def test_a_log_without_rows_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path))
    assert "has no rows" in fault


def test_a_missing_column_is_told_with_what_there_is(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, ROW, header="case,what,resource,start,end"))
    assert fault.startswith(f"{tmp_path}/log.csv:1:1: activity: no column says what was done")
    assert '"activity: <column>"' in fault
    assert "case, what, resource, start, end" in fault


def test_ends_before_starts_are_told_with_lines_and_number(tmp_path: Path) -> None:
    bad = "1,Draft,ann,2026-03-02T11:00,2026-03-02T10:00"
    (fault,) = faults_of(written(tmp_path, ROW, bad, ROW, bad, bad, bad))
    assert fault.startswith(f"{tmp_path}/log.csv:3:1: end: the work ends before it starts")
    assert "(4 rows: lines 3, 5, 6, ...)" in fault


def test_lines_are_right_behind_cells_with_line_breaks(tmp_path: Path) -> None:
    bad = "1,Draft,ann,2026-03-02T11:00,2026-03-02T10:00"
    path = written(tmp_path, ROW.replace("Draft", '"Draft\nof text"'), bad)
    (fault,) = faults_of(path)
    assert fault.startswith(f"{path}:4:1:")


def test_mixed_time_zones_are_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(
        written(tmp_path, "1,Draft,ann,2026-03-02T09:00+01:00,2026-03-02T10:00", ROW)
    )
    assert "time zones are mixed" in fault
    assert "--map" in fault


def test_times_that_are_none_are_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, ROW, ROW.replace("2026-03-02T10:00", "later")))
    assert ":3:1: end: 'later' is no time" in fault


def test_dates_that_can_be_read_in_two_ways_are_refused(tmp_path: Path) -> None:
    row = "1,Draft,ann,03/04/2026 09:00,03/04/2026 10:00"
    found = faults_of(written(tmp_path, row))
    assert all("day first or month first" in fault for fault in found)
    mapping = tmp_path / "map.yaml"
    mapping.write_text('date_format: "%d/%m/%Y %H:%M"\n', encoding="utf-8")
    assert read_event_log(written(tmp_path, row), mapping).frame["start"].iloc[0].month == 4
    sure = read_event_log(written(tmp_path, row, row.replace("03/04", "03/24")))
    assert sure.frame["start"].iloc[0].month == 3


def test_cases_and_activities_have_to_be_filled_in(tmp_path: Path) -> None:
    found = faults_of(written(tmp_path, ROW, ROW.replace("Draft", " "), "," + ROW.split(",", 1)[1]))
    assert [fault.split(": ")[1] for fault in found] == ["activity", "case"]


def test_faults_of_a_map_file(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        "activty: what\ntime_zone: Mars/Olympus\nlayout: trello\ncase: [1]\n", encoding="utf-8"
    )
    found = faults_of(written(tmp_path, ROW), mapping)
    assert [fault.split(": ")[1] for fault in found] == ["activty", "time_zone", "layout", "case"]
    assert 'did you mean "activity"' in found[0]


def test_a_map_file_names_columns_and_what_to_ignore(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text("activity: what\nignore: [Begin]\n", encoding="utf-8")
    rows = (ROW, ROW.replace("Draft", "Begin"))
    log = read_event_log(written(tmp_path, *rows, header="case,what,resource,start,end"), mapping)
    assert list(log.frame["activity"]) == ["Draft"]
    (fault,) = faults_of(written(tmp_path, *rows), mapping)
    assert "no column 'what' for activity" in fault


XES = """<?xml version="1.0" encoding="UTF-8"?>
{top}<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<trace><string key="concept:name" value="1"/>
{events}
</trace></log>
"""
EVENT = (
    '<event><string key="concept:name" value="{0}"/><string key="org:resource" value="ann"/>'
    '<string key="lifecycle:transition" value="{1}"/>'
    '<date key="time:timestamp" value="2026-03-02T{2}:00.000+01:00"/></event>'
)


def xes(folder: Path, *events: str, top: str = "", name: str = "log.xes") -> Path:
    path = folder / name
    path.write_text(XES.format(top=top, events="\n".join(events)), encoding="utf-8")
    return path


def test_xes_is_read(tmp_path: Path) -> None:
    begin, end = (
        EVENT.format("Draft", *one) for one in (("start", "09:00"), ("complete", "10:30"))
    )
    log = read_event_log(xes(tmp_path, begin, end))
    (row,) = log.frame.itertuples()
    assert (row.case, row.activity, row.resource) == ("1", "Draft", "ann")
    assert (row.end - row.start) == pd.Timedelta(minutes=90)
    assert log.time_zone == "Etc/GMT-1"


def test_entity_bombs_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n'
    (fault,) = faults_of(xes(tmp_path, EVENT.format("&b;", "complete", "10:00"), top=bomb))
    assert "entities" in fault
    assert "refused" in fault


@pytest.mark.parametrize(
    ("content", "expected"),
    [("<log></log>", "this log is empty"), ("<log><trace>", "this is not XML"), ("", "not XML")],
)
def test_broken_xes_is_refused(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "log.xes"
    path.write_text(content, encoding="utf-8")
    (fault,) = faults_of(path)
    assert expected in fault


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("none.csv", "none.xes"):
        (fault,) = faults_of(tmp_path / name)
        assert "cannot be read" in fault
