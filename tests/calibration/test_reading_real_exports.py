"""Event logs as tools really write them: mixed rows, two layouts in one, maps that go wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from mom_sim.calibration.calibrating import Calibration
from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.log_warnings import log_warnings, works_across_midnight
from mom_sim.calibration.reading import read_event_log
from mom_sim.calibration.reading.column_mapping import ColumnMapping
from mom_sim.cli.calibrate_command import calibrate_command
from mom_sim.cli.command_group import CommandGroup
from mom_sim.errors import ScenarioError
from tests.calibration.made_logs import written

ROW = "1,Draft,ann,2026-03-02T09:00,2026-03-02T10:00"
EVENTS = "case,activity,resource,lifecycle:transition,time:timestamp"


def refused(path: Path, mapping: ColumnMapping | None = None) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        read_event_log(path, mapping)
    return [str(fault) for fault in caught.value.faults]


def hours_of(log: EventLog) -> list[float]:
    length = log.frame["end"] - log.frame["start"]
    return [float(hours) for hours in length.dt.total_seconds() / 3600]


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (
            "Issue key,Issue id,Issue Type,Assignee,Created,Resolved,Parent,Parent key",
            [
                "MK-1,1,Epic,ann,02/Mar/26 9:00 AM,02/Mar/26 1:00 PM,,",
                "MK-2,2,Design,ann,02/Mar/26 9:00 AM,02/Mar/26 2:00 PM,1,MK-1",
                "MK-3,3,Task,ann,02/Mar/26 9:00 AM,02/Mar/26 3:00 PM,,",
            ],
            [("MK-1", "Epic"), ("MK-1", "Design"), ("MK-3", "Task")],
        ),
        (
            "Issue key,Issue id,Issue Type,Assignee,Created,Resolved,Parent",
            [
                "MK-1,1,Epic,ann,02/Mar/26 9:00 AM,02/Mar/26 1:00 PM,",
                "MK-2,2,Design,ann,02/Mar/26 9:00 AM,02/Mar/26 2:00 PM,1",
            ],
            [("1", "Epic"), ("1", "Design")],
        ),
        (
            "Task ID,Completed At,Name,Section/Column,Assignee,Projects,Parent task",
            [
                "7,2026-03-02,Spring,Brief,ann,Launch,",
                "8,2026-03-03,Write copy,,ann,,Spring",
                "9,2026-03-04,Summer,Brief,ann,Launch,",
                "10,2026-03-05,Alone,Brief,ann,,",
            ],
            [("Spring", "Brief"), ("Spring", "Write copy"), ("Launch", "Brief"), ("10", "Brief")],
        ),
        (
            "Key,Parent task,Title,Assigned To,Start Date,Completed Date",
            [
                "1,,Spring,ann,2026-03-02 09:00,2026-03-02 10:00",
                "2,Spring,Copy,ann,2026-03-02 11:00,2026-03-02 12:00",
                "3,,Alone,ann,2026-03-02 13:00,2026-03-02 14:00",
            ],
            [("Spring", "Spring"), ("Spring", "Copy"), ("3", "Alone")],
        ),
    ],
)
def test_items_without_a_parent_have_a_case(
    tmp_path: Path, header: str, rows: list[str], expected: list[tuple[str, str]]
) -> None:
    log = read_event_log(written(tmp_path, *rows, header=header))
    frame = log.frame.sort_values("end")
    assert list(zip(frame["case"], frame["activity"], strict=True)) == expected


def test_parents_that_have_parents_make_one_case(tmp_path: Path) -> None:
    header = "Issue key,Issue Type,Created,Resolved,Parent key"
    rows = [
        "MK-1,Epic,2026-03-02,2026-03-03,",
        "MK-2,Story,2026-03-02,2026-03-04,MK-1",
        "MK-3,Task,2026-03-02,2026-03-05,MK-2",
        "MK-4,Check,2026-03-02,2026-03-06,MK-3",
        "MK-5,Ring,2026-03-02,2026-03-07,MK-6",
        "MK-6,Ring,2026-03-02,2026-03-08,MK-5",
        "MK-7,Alone,2026-03-02,2026-03-09,",
    ]
    frame = read_event_log(written(tmp_path, *rows, header=header)).frame.sort_values("end")
    assert frame["case"].tolist() == ["MK-1"] * 4 + ["MK-5"] * 2 + ["MK-7"]


def test_parents_that_stand_in_several_columns_make_one_case(tmp_path: Path) -> None:
    header = "Issue id,Issue key,Issue Type,Created,Resolved,Parent,Custom field (Epic Link)"
    rows = [
        "10,E-1,Epic,2026-03-02,2026-03-03,,",
        "11,S-1,Story,2026-03-02,2026-03-04,,E-1",
        "12,T-1,Task,2026-03-02,2026-03-05,11,",
        "13,S-2,Story,2026-03-02,2026-03-06,10,",
        "14,T-2,Task,2026-03-02,2026-03-07,13,E-1",
        "15,B-1,Bug,2026-03-02,2026-03-08,,",
    ]
    frame = read_event_log(written(tmp_path, *rows, header=header)).frame.sort_values("end")
    assert frame["case"].tolist() == ["E-1"] * 5 + ["B-1"]


def test_a_parent_whose_name_is_not_its_own_is_not_followed(tmp_path: Path) -> None:
    """Tasks of one name below two parents: their children belong to the name, as it stands."""
    header = "Task ID,Completed At,Name,Section/Column,Assignee,Parent task"
    rows = [
        "1,2026-03-02,Copy,,ann,Spring",
        "2,2026-03-03,Copy,,ann,Summer",
        "3,2026-03-04,Check,,ann,Copy",
    ]
    frame = read_event_log(written(tmp_path, *rows, header=header)).frame.sort_values("end")
    assert frame["case"].tolist() == ["Spring", "Summer", "Copy"]


def test_a_column_that_is_named_is_the_only_one_read(tmp_path: Path) -> None:
    header = "Issue key,Issue Type,Created,Resolved,Parent key"
    path = written(tmp_path, "MK-1,Epic,2026-03-02,2026-03-03,", header=header)
    (fault,) = refused(path, ColumnMapping({"case": "Parent key"}))
    assert "no case stands here" in fault


PM4PY = "case:concept:name,concept:name,org:resource,start_timestamp,time:timestamp"


@pytest.mark.parametrize("extra", ["", ",lifecycle:transition"])
@pytest.mark.parametrize(
    "said",
    [{}, {"start": "start_timestamp"}, {"timestamp": "time:timestamp"}, {"end": "time:timestamp"}],
)
def test_events_that_say_when_they_began_keep_their_start(
    tmp_path: Path, extra: str, said: dict[str, str]
) -> None:
    row = ROW + (",complete" if extra else "")
    log = read_event_log(written(tmp_path, row, header=PM4PY + extra), ColumnMapping(said))
    assert hours_of(log) == [1.0]
    assert not log.frame["start_estimated"].any()


@pytest.mark.parametrize(
    ("key", "said"), [("start_timestamp", {}), ("began", {"start": "began"})], ids=["usual", "said"]
)
def test_xes_events_that_say_when_they_began_keep_their_start(
    tmp_path: Path, key: str, said: dict[str, str]
) -> None:
    path = tmp_path / "log.xes"
    path.write_text(
        '<log><trace><string key="concept:name" value="1"/><event>'
        '<string key="concept:name" value="Draft"/>'
        '<string key="lifecycle:transition" value="complete"/>'
        f'<date key="{key}" value="2026-03-02T09:00:00Z"/>'
        '<date key="time:timestamp" value="2026-03-02T10:30:00Z"/></event></trace></log>',
        encoding="utf-8",
    )
    assert hours_of(read_event_log(path, ColumnMapping(said))) == [1.5]


def test_who_begins_again_has_abandoned_the_earlier_beginning(tmp_path: Path) -> None:
    log = read_event_log(
        written(
            tmp_path,
            "1,Draft,ann,start,2026-03-02T09:00",
            "1,Draft,ann,start,2026-03-05T09:00",
            "1,Draft,ann,complete,2026-03-05T10:00",
            header=EVENTS,
        )
    )
    assert hours_of(log) == [1.0]
    assert not log.unfinished
    assert any("begun again by the same person" in note for note in log.notes)


def test_an_end_without_a_beginning_takes_no_later_one(tmp_path: Path) -> None:
    log = read_event_log(
        written(
            tmp_path,
            "1,Draft,ann,complete,2026-03-02T09:00",
            "1,Draft,ann,start,2026-03-03T09:00",
            "1,Draft,bob,start,2026-03-03T10:00",
            "1,Draft,bob,complete,2026-03-03T11:00",  # his own, not the first that is open
            "1,Draft,eve,complete,2026-03-03T12:00",  # she ends what another began
            header=EVENTS,
        )
    )
    assert list(log.frame["start_estimated"]) == [True, False, False]
    assert hours_of(log) == [0.0, 3.0, 1.0]


@pytest.mark.parametrize(
    ("instances", "expected"), [("abab", [4.0, 4.0]), ("abcd", [3.0])], ids=["pieces", "events"]
)
def test_instances_are_told_apart_where_the_log_does(
    tmp_path: Path, instances: str, expected: list[float]
) -> None:
    words = zip(("start", "start", "complete", "complete"), (9, 10, 13, 14), instances, strict=True)
    rows = [f"1,Draft,ann,{word},2026-03-02T{hour:02d}:00,{one}" for word, hour, one in words]
    log = read_event_log(written(tmp_path, *rows, header=f"{EVENTS},concept:instance"))
    known = ~log.frame["start_estimated"]
    found = [hours for hours, is_known in zip(hours_of(log), known, strict=True) if is_known]
    assert found == expected


def test_a_column_says_one_thing(tmp_path: Path) -> None:
    path = written(tmp_path, ROW)
    (fault,) = refused(path, ColumnMapping({"case": "case", "kind": "case"}))
    assert "column 'case' is given to case and to kind" in fault
    xes = tmp_path / "log.xes"
    xes.write_text("<log></log>", encoding="utf-8")
    (fault,) = refused(xes, ColumnMapping({"activity": "name", "kind": "name"}))
    assert "'name' is given to several roles" in fault


def test_a_format_that_is_none_is_refused(tmp_path: Path) -> None:
    (fault,) = refused(written(tmp_path, ROW), ColumnMapping(date_format="%Q"))
    assert "date_format '%Q' in --map is no format of times" in fault


def test_to_ignore_everything_is_refused(tmp_path: Path) -> None:
    (fault,) = refused(written(tmp_path, ROW), ColumnMapping(ignore=("Draft",)))
    assert "ignore in --map leaves no row of this log" in fault


def test_no_scenario_is_written_where_the_json_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fail(*_: object) -> None:
        asked.append(True)
        raise RuntimeError("no JSON")

    monkeypatch.setattr(Calibration, "to_json", fail)
    out = tmp_path / "today.yaml"
    rows = [
        ROW.replace("1,", f"{day},", 1).replace("03-02", f"03-{day:02d}") for day in range(2, 28)
    ]
    arguments = [str(written(tmp_path, *rows)), "--out", str(out), "--json", str(tmp_path / "j")]
    group = CommandGroup("mom-sim", commands=[calibrate_command])
    result = CliRunner().invoke(group, ["calibrate", *arguments])
    assert result.exit_code == 1
    assert asked
    assert not out.exists()


@pytest.mark.parametrize(
    ("offset", "zone", "unknown"),
    [("+05:30", "UTC", True), ("-03:30", "UTC", True), ("+01", "Etc/GMT-1", False)],
)
def test_offsets_that_are_no_whole_hours_tell_no_zone(
    tmp_path: Path, offset: str, zone: str, unknown: bool
) -> None:
    row = f"1,Draft,ann,2026-03-02T09:00:00{offset},2026-03-02T10:00:00{offset}"
    log = read_event_log(written(tmp_path, row))
    assert log.time_zone == zone
    assert any(f"say {offset}" in note and "unknown" in note for note in log.notes) is unknown
    assert not any("times count as UTC" in note for note in log.notes)


@pytest.mark.parametrize(
    ("zone", "expected"), [("UTC", True), ("America/Los_Angeles", False)], ids=["utc", "own"]
)
def test_work_across_midnight_is_told(zone: str, expected: bool) -> None:
    begin = pd.Timestamp("2026-01-05T09:00", tz="America/Los_Angeles")
    hours = pd.to_timedelta(np.arange(400) % 16 / 2, unit="h")
    start = (begin + pd.to_timedelta(np.arange(400) // 16, unit="D") + hours).tz_convert("UTC")
    frame = pd.DataFrame({"start": start, "end": start + pd.Timedelta(minutes=20)})
    assert works_across_midnight(frame, zone) is expected
    log = EventLog(frame.assign(start_estimated=False))
    assert any("across midnight in UTC" in one for one in log_warnings(log, zone)) is expected


def test_estimated_starts_and_unused_requests_are_told(tmp_path: Path) -> None:
    header = "case,activity,resource,requested,end"
    found = log_warnings(read_event_log(written(tmp_path, ROW, header=header)), "UTC")
    assert "100% of the starts are estimated" in found[0]
    assert "cases arrive with their first start" in found[1]
    assert log_warnings(read_event_log(written(tmp_path, ROW)), "UTC") == ()
