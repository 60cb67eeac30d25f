"""``mom-sim simulate``: one replication, its figures and its log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest

import mom_sim.simulation
from mom_sim.log.comparing import log_hash
from mom_sim.log.contract import OUTCOMES
from mom_sim.log.export import read_csv
from mom_sim.metrics.summarizing import names_of
from mom_sim.simulation import simulate
from tests.faces.small_study import TEXT, lines_that_are_too_long, run, write_study


def test_the_summary_has_the_figures_and_keeps_to_the_width(tmp_path: Path) -> None:
    result = run("simulate", write_study(tmp_path), "--model", "my_hub", "--seed", "5")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "Small study: my_hub, replication 1, seed 5, engine simpy. One replication: figures are "
        "without"
    )
    for title in (
        "HOW REQUESTS END",
        "TIME-TO-LAUNCH: FROM REQUEST TO LAUNCH",
        "FLOW",
        "WHERE THE",
    ):
        assert f"\n{title}" in result.stdout
    assert "USD/launch" in result.stdout and "working days" in result.stdout
    assert lines_that_are_too_long(result.stdout) == []
    assert result.stderr == ""


def test_json_has_the_promised_keys(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    result = run("simulate", write_study(tmp_path), "--replication", "2", "--json", target)
    assert result.exit_code == 0, result.output
    content = json.loads(target.read_text(encoding="utf-8"))
    assert set(content) == {
        "provenance",
        "model",
        "stopped",
        "kpis",
        "outcomes",
        "tables",
        "warnings",
    }
    assert content["provenance"]["engine"] == "simpy"
    assert content["provenance"]["replication"] == 2
    assert content["model"] == content["provenance"]["model"]
    assert list(content["kpis"]) == list(names_of())
    for kpi in content["kpis"].values():
        assert set(kpi) == {"estimate", "low", "high", "unit", "definition", "reason"}
        assert kpi["low"] is None and kpi["high"] is None and kpi["reason"]
    assert set(content["outcomes"]) == set(OUTCOMES)
    launched = content["outcomes"]["launched"] / sum(content["outcomes"].values())
    assert content["kpis"]["launched_share"]["estimate"] == pytest.approx(launched)


def test_a_model_without_slack_is_warned_of(tmp_path: Path) -> None:
    text = TEXT.replace("150 per year", "900 per year")
    assert text != TEXT
    study = write_study(tmp_path, text)
    result = run("simulate", study, "--json", tmp_path / "out.json")
    assert result.exit_code == 0, result.output
    warnings = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["warnings"]
    assert any("still inside" in warning for warning in warnings), warnings
    told = result.stdout.partition("\nWARNINGS\n")[2]
    assert told.count("\n- ") == len(warnings) - 1
    assert lines_that_are_too_long(result.stdout) == []


def test_json_can_be_printed_in_place_of_the_summary(tmp_path: Path) -> None:
    result = run("simulate", write_study(tmp_path), "--json", "-", "--engine", "simpy")
    assert json.loads(result.stdout)["provenance"]["engine"] == "simpy"


def test_the_log_is_the_one_of_the_run(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    result = run(
        "simulate", path, "--model", "functional", "--seed", "3", "--log", tmp_path / "log"
    )
    assert result.exit_code == 0, result.output
    expected = simulate(path, "functional", seed=3).log
    assert log_hash(read_csv(tmp_path / "log")) == log_hash(expected)


def test_an_earlier_log_is_replaced(tmp_path: Path) -> None:
    path, folder = write_study(tmp_path), tmp_path / "log"
    for seed in ("1", "2"):
        assert run("simulate", path, "--seed", seed, "--log", folder).exit_code == 0
    assert read_csv(folder).provenance["seed"] == 2


@pytest.mark.parametrize("in_the_way", ["letter.txt", "campaigns.csv"])
def test_a_folder_with_anything_else_is_refused_before_the_run(
    in_the_way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_anyway(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it ran")

    monkeypatch.setattr(mom_sim.simulation, "simulate", run_anyway)
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / in_the_way).write_text("mine", encoding="utf-8")
    result = run("simulate", write_study(tmp_path), "--log", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--log" in result.stderr and "name another folder" in result.stderr
    assert (folder / in_the_way).read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    result = run("simulate", path, "--log", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is a file" in result.stderr


def test_same_seed_same_json(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    first, again, other = (
        json.loads(run("simulate", path, "--seed", seed, "--json", "-").stdout)
        for seed in ("7", "7", "8")
    )
    assert first == again
    assert first["kpis"] != other["kpis"]
