"""``mom-sim export``."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from mom_sim.calibration.interchange.csv_log import csv_text
from mom_sim.cli.main import cli
from tests.calibration.simulated_run import TEXT, instances


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "study.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["export", "study.yaml", *arguments])
    return result.exit_code, result.output


def test_everything_at_once(folder: Path) -> None:
    status, text = command("--log", "log.csv", "--bpmn", "flow.bpmn", "--figure", "map.svg")
    assert status == 0, text
    assert (folder / "log.csv").read_text(encoding="utf-8") == csv_text(instances())
    assert ElementTree.parse(folder / "flow.bpmn").getroot().tag.endswith("definitions")
    assert ElementTree.parse(folder / "map.svg").getroot().tag.endswith("svg")
    cases = instances()["case"].nunique()
    assert f"log.csv: {cases} cases, {len(instances()):,} activity instances" in text
    assert {path.name for path in folder.iterdir()} == {
        "study.yaml",
        "log.csv",
        "flow.bpmn",
        "map.svg",
    }


def test_a_workflow_can_be_printed(folder: Path) -> None:
    status, text = command("--bpmn", "-", "--workflow", "standard")
    assert status == 0
    assert ElementTree.fromstring(text).tag.endswith("definitions")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to export: give --log, --bpmn or --figure"),
        (("--log", "log.txt"), "ends in .csv or .xes"),
        (("--log", "-"), "ends in .csv or .xes"),
        (("--figure", "-"), "a picture goes to a file"),
        (("--figure", "map.jpg"), "a picture ends in .svg, .png, .pdf"),
        (("--log", "nowhere/log.csv"), "make it first"),
        (("--log", "a.csv", "--workflow", "standard"), "only --bpmn takes workflows"),
        (("--bpmn", "a.bpmn", "--workflow", "nope"), 'no workflow "nope" in use'),
        (("--log", "a.csv", "--model", "nope"), "is not an operating model"),
        (("--bpmn", "study.yaml"), "is read by this study"),
        (("--log", "a.csv", "--bpmn", "a.csv"), "has the same target"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    status, text = command(*arguments)
    assert status == 2
    assert said in text
    assert [path.name for path in folder.iterdir()] == ["study.yaml"]
    assert (folder / "study.yaml").read_text(encoding="utf-8") == TEXT
