"""``mom-sim calibrate`` from the outside: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from mom_sim.cli.calibrate_command import calibrate_command
from mom_sim.cli.command_group import CommandGroup
from mom_sim.scenario.loading import load_scenario
from mom_sim.simulation import Simulation, simulate
from tests.calibration.made_logs import desk_log, written


def run(*arguments: object) -> Result:
    group = CommandGroup("mom-sim", commands=[calibrate_command])
    return CliRunner().invoke(group, ["calibrate", *map(str, arguments)])


def launched(simulation: Simulation) -> int:
    """Number of campaigns that were launched."""
    outcome = simulation.log.vocabularies["outcome"].index("launched")
    return int((np.asarray(simulation.log.columns("campaigns")["outcome"]) == outcome).sum())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = desk_log(120).frame.drop(columns="start_estimated")
    path = tmp_path_factory.mktemp("desk") / "desk.csv.gz"
    frame.to_csv(path, index=False)
    return path


def test_it_writes_a_scenario_that_runs(desk: Path, tmp_path: Path) -> None:
    scenario, data = tmp_path / "today.yaml", tmp_path / "today.json"
    result = run(desk, "--out", scenario, "--json", data)
    assert result.exit_code == 0, result.output
    assert "120 cases with 240 pieces of work from 2026-01-05 on, 4 weeks" in result.output
    assert "draft_text_team" in result.output
    assert max(map(len, result.output.splitlines())) <= 100
    text = scenario.read_text(encoding="utf-8")
    assert text.startswith("# Fitted on: desk.csv.gz (sha256 ")
    loaded = load_scenario(scenario)
    assert sorted(loaded.document.data["people"]) == ["draft_text_team", "review_team"]
    assert launched(simulate(loaded)) > 100
    by_path = {row.path: row for row in loaded.sources}
    demand = next(row for path, row in by_path.items() if path.endswith("demand"))
    assert (demand.mark, len(demand.range)) == ("COMPUTED", 2)
    assert "n = 120" in demand.origin
    assert "while the log holds every case" in demand.origin
    content = json.loads(data.read_text(encoding="utf-8"))
    assert set(content) == {"provenance", "results", "warnings"}
    assert content["results"]["teams"][0]["weekly_hours"][5] is None
    assert content["provenance"]["log"] == "desk.csv.gz"


def test_every_fitted_number_has_a_mark(desk: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "today.yaml"
    run(desk, "--out", scenario)
    stated = [row.path for row in load_scenario(scenario).sources if row.mark == "STATED"]
    assert stated == []


def test_the_same_log_gives_the_same_bytes(desk: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    run(desk, "--out", first)
    run(desk, "--out", second)
    assert first.read_bytes() == second.read_bytes()


def test_with_a_dash_only_the_scenario_is_printed(tmp_path: Path) -> None:
    longer = tmp_path / "longer.csv.gz"
    desk_log(240).frame.drop(columns="start_estimated").to_csv(longer, index=False)
    result = run(longer, "--out", "-")
    assert result.stdout.startswith("# Fitted on: longer.csv.gz")
    assert "warning: cases come more evenly than at random" in result.stderr


@pytest.mark.parametrize(
    ("lines", "header", "expected"),
    [
        ([], "case,activity,resource,start,end", "has no rows"),
        (
            ["1,a,b,2026-01-05"],
            "case,activity,resource,start",
            "no column says when the work ended",
        ),
        (
            ["1,a,b,2026-01-05T10:00,2026-01-05T09:00"],
            "case,activity,resource,start,end",
            "log.csv:2:1: end: the work ends before it starts",
        ),
        (
            ["1,a,b,2026-01-05T10:00Z,2026-01-05T11:00"],
            "case,activity,resource,start,end",
            "time zones are mixed",
        ),
        (
            [f"{n},a,b,2026-01-05T10:00Z,2026-01-05T11:00Z" for n in range(30)],
            "case,activity,resource,start,end",
            "all 30 cases begin at the same instant",
        ),
    ],
)
def test_bad_logs_end_with_2_and_nothing_is_written(
    tmp_path: Path, lines: list[str], header: str, expected: str
) -> None:
    log = written(tmp_path, *lines, header=header)
    result = run(log, "--out", tmp_path / "today.yaml")
    assert result.exit_code == 2
    assert expected in result.stderr
    assert "Traceback" not in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["log.csv"]


def test_an_empty_file_and_an_entity_bomb_end_with_2_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        "<log><trace><string key='concept:name' value='&b;'/></trace></log>"
    )
    for name, content, expected in (
        ("empty.csv", "", "this log is empty"),
        ("bomb.xes", bomb, "declares a document type or entities"),
    ):
        log = tmp_path / name
        log.write_text(content, encoding="utf-8")
        result = run(log, "--out", tmp_path / "today.yaml", "--json", tmp_path / "today.json")
        assert result.exit_code == 2
        assert expected in result.stderr
        assert "Traceback" not in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bomb.xes", "empty.csv"]


def test_thirty_cases_that_are_alike_but_for_their_day_make_a_scenario_that_runs(
    tmp_path: Path,
) -> None:
    rows = [f"{n},a,b,2026-01-{n + 1:02d}T10:00Z,2026-01-{n + 1:02d}T11:00Z" for n in range(30)]
    scenario = tmp_path / "today.yaml"
    result = run(written(tmp_path, *rows), "--out", scenario)
    assert result.exit_code == 0, result.output
    assert launched(simulate(load_scenario(scenario))) > 20


def test_faults_of_kind_in_a_map_file_are_told_one_by_one(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text("case: 5\nactivity: [a, b]\nlayout: {a: 1}\nignore: 7\n", encoding="utf-8")
    log = written(tmp_path, "1,a,b,2026-01-05T10:00Z,2026-01-05T11:00Z")
    result = run(log, "--map", mapping, "--out", tmp_path / "today.yaml")
    assert result.exit_code == 2
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 4
    assert 'expected text, such as "5", got 5' in lines[0]
    assert not (tmp_path / "today.yaml").exists()


def test_the_log_is_not_written_over(desk: Path) -> None:
    before = desk.read_bytes()
    result = run(desk, "--out", desk)
    assert result.exit_code == 2
    assert "is read by this study" in result.stderr
    assert desk.read_bytes() == before


def test_formulas_in_cells_stay_text(tmp_path: Path) -> None:
    """What a cell says becomes the name of a step: letters and digits, nothing that acts."""
    rows = [f"{n},=cmd|' /C calc'!A0,ann,2026-01-05T1{n}:00,2026-01-05T1{n}:30" for n in range(6)]
    scenario = tmp_path / "today.yaml"
    result = run(written(tmp_path, *rows), "--out", scenario)
    assert result.exit_code == 0, result.output
    text = "".join(
        line for line in scenario.read_text(encoding="utf-8").splitlines() if "#" not in line
    )
    assert "=cmd" not in text
    assert "cmd_c_calc_a0" in text


def test_a_log_of_one_row(tmp_path: Path) -> None:
    scenario = tmp_path / "today.yaml"
    result = run(written(tmp_path, "1,a,,2026-01-05T10:00,2026-01-05T11:00"), "--out", scenario)
    assert result.exit_code == 0, result.output
    assert "only 1 cases" in result.output
    assert launched(simulate(load_scenario(scenario))) > 0
