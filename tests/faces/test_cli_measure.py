"""``mom-sim measure``: many replications of one model, without a log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mom_sim.cli.measure_text import MEASURE_KEYS
from mom_sim.engines.compiled_engine import limits
from mom_sim.experiments import statistics_only
from mom_sim.experiments.statistics_only import measure_without_log
from mom_sim.simulation import Study
from tests.faces.small_study import TEXT, lines_that_are_too_long, run, write_study


def test_the_summary_has_the_figures_and_keeps_to_the_width(tmp_path: Path) -> None:
    result = run("measure", write_study(tmp_path), "--model", "my_hub", "--seed", "5")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Small study: my_hub, 3 replications of 28 measured days, seed")
    for title in (
        "HOW REQUESTS END",
        "TIME-TO-LAUNCH: FROM REQUEST TO LAUNCH",
        "CYCLE TIME",
        "FLOW",
        "WHERE THE TIME-TO-LAUNCH GOES",
        "TEAMS",
    ):
        assert f"\n{title}" in result.stdout
    assert "calendar days" in result.stdout and "per week" in result.stdout
    assert lines_that_are_too_long(result.stdout) == []


def test_json_holds_what_is_promised_and_what_python_gets(tmp_path: Path) -> None:
    path, target = write_study(tmp_path), tmp_path / "out.json"
    result = run("measure", path, "--replications", "4", "--json", target)
    assert result.exit_code == 0, result.output
    content = json.loads(target.read_text(encoding="utf-8"))
    expected = measure_without_log(Study.of(path), replications=4)
    assert content["statistics"] == json.loads(json.dumps(expected.to_json()))
    named = {part.strip() for keys in MEASURE_KEYS for part in keys.split(",")}
    assert {key.split(".")[0] for key in named} == set(content)
    inside = {key.split(".")[1] for key in named if key.startswith("statistics.")}
    assert inside == set(content["statistics"])
    assert content["provenance"]["replications"] == 4
    assert content["provenance"]["plan_hash"]


def test_the_number_of_threads_leaves_no_trace(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    one, two = (run("measure", path, "--threads", count, "--json", "-") for count in "12")
    assert one.exit_code == two.exit_code == 0
    assert one.stdout == two.stdout
    json.loads(one.stdout)


def test_few_launches_full_teams_and_campaigns_inside_are_told(tmp_path: Path) -> None:
    text = TEXT.replace("150 per year", "3000 per year").replace("follow_up: 5", "follow_up: 0")
    result = run("measure", write_study(tmp_path, text), "--model", "functional")
    assert result.exit_code == 0, result.output
    told = " ".join(result.stdout.split())
    assert "of the measured campaigns were still inside when the runs stopped" in told
    assert "no slack in" in told
    few = run("measure", write_study(tmp_path, TEXT.replace("150 per", "3 per")))
    assert "measured campaign" in few.stdout and "launched in 3 replications" in few.stdout


def test_one_replication_says_why_it_has_no_intervals(tmp_path: Path) -> None:
    result = run("measure", write_study(tmp_path), "--replications", "1")
    assert "one replication has no interval" in result.stdout


def test_without_the_compiled_engine_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics_only, "is_installed", lambda: False)
    assert limits.is_installed()
    result = run("measure", write_study(tmp_path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "mom-sim[compiled]" in result.stderr
