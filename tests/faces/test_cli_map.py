"""``mom-sim map``: a small map, as text, JSON, table and picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from matplotlib.figure import Figure

from mom_sim.cli.command_group import CommandGroup
from mom_sim.cli.map_command import KPI, map_command
from mom_sim.errors import UnworkableError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.comparing import compare
from mom_sim.experiments.decision_map import making as decision_map_making
from mom_sim.experiments.decision_map.making import make_decision_map
from mom_sim.experiments.decision_map.result import DecisionMap
from mom_sim.experiments.sensitivity import runs as sensitivity_runs
from mom_sim.experiments.sensitivity.runs import PointRun
from mom_sim.experiments.spreading import carry_out
from mom_sim.plot.decision_map import COLORS, draw_map, write_map
from mom_sim.simulation import Study
from tests.faces.null_reasons import nulls_without_reason
from tests.faces.small_study import TEXT, lines_that_are_too_long, write_study

X = "hand_off.between_teams=0 working days:4 working days:2"
Y = "campaigns.*.demand=x1:x1.5:2"
MODELS = ("centralized", "functional")


@click.group(cls=CommandGroup)
def cli() -> None:
    """As the command line has it."""


cli.add_command(map_command)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["map", *map(str, arguments)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("map")


@pytest.fixture(scope="module")
def ran(folder: Path) -> tuple[Result, dict[str, Any]]:
    found = run(
        write_study(folder),
        *("--x", X, "--y", Y, "--models", ",".join(MODELS), "--replications", "3"),
        *("--workers", "1", "--json", folder / "map.json", "--csv", folder / "map.csv"),
        *("--figure", folder / "map.svg"),
    )
    assert (found.exit_code, found.stderr) == (0, "")
    return found, json.loads((folder / "map.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(folder: Path) -> DecisionMap:
    return make_decision_map(write_study(folder), X, Y, MODELS, replications=3, workers=2)


def test_defaults_are_those_of_the_function() -> None:
    assert KPI == decision_map_making.DEFAULT_KPI


def test_the_text_has_every_cell_and_the_boundary(ran: tuple[Result, dict[str, Any]]) -> None:
    text = ran[0].stdout
    assert lines_that_are_too_long(text) == []
    assert "0 working days" in text and "4 working days" in text and "x1.5" in text
    assert "A  centralized" in text and "B  functional" in text
    assert "WHERE THE ANSWER FLIPS" in text
    assert text.rstrip().splitlines()[-1].startswith("Of 4 cells: ")


def test_a_cell_without_a_winner_says_why(
    ran: tuple[Result, dict[str, Any]], found: DecisionMap
) -> None:
    assert set(ran[1]) == {"provenance", "results", "warnings"}
    assert list(nulls_without_reason(ran[1]["results"])) == []
    open_cells = tuple(replace(cell, probability=0.9) for cell in found.cells)
    told = replace(found, cells=open_cells).to_json()["results"]
    assert {one["winner"] for one in told["cells"]} == {None}
    assert list(nulls_without_reason(told)) == []
    assert "less than 95%" in told["cells"][0]["reason"]


def test_a_cell_says_what_a_comparison_says(
    folder: Path, ran: tuple[Result, dict[str, Any]]
) -> None:
    study = Study.of(folder / "small.yaml")
    there = changed(
        study, {"hand_off.between_teams": "4 working days", "campaigns.*.demand": "x1.5"}
    )
    comparison = compare(there, MODELS, replications=3, workers=1)
    cell = ran[1]["results"]["cells"][-1]
    assert (cell["x"], cell["y"]) == ("4 working days", "x1.5")
    for result in comparison.results:
        told = cell["figures"][result.model]
        expected = result.kpis[KPI]
        assert (told["estimate"], told["low"], told["high"]) == (
            expected.estimate,
            expected.low,
            expected.high,
        )
    best = min(comparison.results, key=lambda one: one.kpis[KPI].estimate)
    assert cell["leader"] == best.model
    winner = next(one for one in comparison.winners if one.kpi == KPI)
    assert cell["probability"] == pytest.approx(winner.probability)


def test_the_answer_flips_between_cells_with_other_leaders(
    ran: tuple[Result, dict[str, Any]],
) -> None:
    results = ran[1]["results"]
    leaders = {(one["x"], one["y"]): one["leader"] for one in results["cells"]}
    assert set(leaders.values()) == set(MODELS), "else this study shows no flip"
    assert results["boundary"]
    for one in results["boundary"]:
        assert 0.0 <= one["x"] <= 4.0 and 1.0 <= one["y"] <= 1.5
        assert set(one["models"]) == set(MODELS)


def test_the_result_does_not_depend_on_the_number_of_workers(
    ran: tuple[Result, dict[str, Any]], found: DecisionMap
) -> None:
    assert json.loads(json.dumps(found.to_json()["results"])) == ran[1]["results"]


def test_the_table_has_a_row_for_each_model_in_each_cell(folder: Path, found: DecisionMap) -> None:
    table = pd.read_csv(folder / "map.csv")
    assert len(table) == 4 * len(MODELS)
    assert table["estimate"].tolist() == pytest.approx(found.frame["estimate"].tolist())
    assert table["is_leader"].sum() == 4


def test_the_picture_says_it_without_color_too(folder: Path, found: DecisionMap) -> None:
    axes = draw_map(Figure().subplots(), found)
    letters = [text.get_text().split("\n")[0] for text in axes.texts]
    expected = ["AB"[MODELS.index(cell.leader or "")] for cell in found.cells]
    assert letters == expected
    unsure = [patch.get_hatch() is not None for patch in axes.patches[: len(found.cells)]]
    assert unsure == [cell.winner is None for cell in found.cells]
    assert axes.get_xlabel() == "time of hand-offs between teams (working days)"
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["x1", "x1.5"]
    assert len(set(COLORS)) == len(COLORS)
    write_map(str(folder / "again.svg"), found)
    written = [(folder / name).read_bytes() for name in ("map.svg", "again.svg")]
    assert written[0] == written[1] and written[0].startswith(b"<?xml")


def test_interrupted_it_shows_the_cells_that_are_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_interrupted(*given: Any, **named: Any) -> Iterator[Any]:
        yield next(carry_out(*given, **named))
        raise KeyboardInterrupt

    monkeypatch.setattr(sensitivity_runs, "carry_out", until_interrupted)
    target, picture = folder / "part.json", folder / "part.png"
    found = run(
        *(write_study(folder), "--x", X, "--y", Y, "--models", ",".join(MODELS)),
        *("--replications", "2", "--workers", "1", "--json", target, "--figure", picture),
    )
    assert (found.exit_code, found.stderr) == (130, "interrupted\n")
    cells = json.loads(target.read_text(encoding="utf-8"))["results"]["cells"]
    assert [one["leader"] is None for one in cells] == [False, True, True, True]
    assert [one.get("reason") for one in cells[1:]] == [sensitivity_runs.STOPPED] * 3
    assert sensitivity_runs.STOPPED in found.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_cell_that_cannot_be_run_says_why_and_the_others_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, asked = sensitivity_runs._carried_out, 0

    def fails_once(*given: Any) -> PointRun:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise UnworkableError("nobody can do it here")
        return usual(*given)

    monkeypatch.setattr(sensitivity_runs, "_carried_out", fails_once)
    target = folder / "holed.json"
    found = run(
        *(write_study(folder), "--x", X, "--y", Y, "--models", ",".join(MODELS)),
        *("--replications", "2", "--workers", "1", "--json", target),
    )
    assert (found.exit_code, found.stderr) == (0, "")
    cells = json.loads(target.read_text(encoding="utf-8"))["results"]["cells"]
    assert [one["leader"] is None for one in cells] == [False, True, False, False]
    assert cells[1]["reason"] == "nobody can do it here"
    assert "no probability: nobody can do it here" in found.stdout


def test_a_best_model_that_is_not_to_be_trusted_is_marked(folder: Path) -> None:
    path = write_study(folder, TEXT.replace("150 per year", "1500 per year"))
    target = folder / "doubts.json"
    found = run(
        *(path, "--x", X, "--y", Y, "--models", ",".join(MODELS)),
        *("--replications", "2", "--workers", "1", "--json", target),
    )
    assert (found.exit_code, found.stderr) == (0, "")
    cells = json.loads(target.read_text(encoding="utf-8"))["results"]["cells"]
    assert "overloaded" in cells[0]["doubts"][cells[0]["leader"]]
    assert "!" in found.stdout and "is not to be trusted" in " ".join(found.stdout.split())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--x", "a=1:2"), '--x: "a=1:2" is no axis; write PATH=LOW:HIGH:N'),
        (("--kpi", "wip_mean"), '--kpi: there is no figure "wip_mean"; allowed: '),
        (("--models", "centralized"), "--models: a map is about two models or more"),
        (("--figure", "-"), "a picture goes to a file"),
        (("--figure", "map.bmp"), "--figure: map.bmp: a picture ends in .svg, .png, .pdf"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    folder: Path, options: tuple[str, str], message: str
) -> None:
    target = folder / "nothing.json"
    asked = {"--x": X, "--y": Y, "--models": ",".join(MODELS), options[0]: options[1]}
    given = [word for pair in asked.items() for word in pair]
    found = run(write_study(folder), *given, "--workers", "1", "--json", target)
    assert found.exit_code == 2
    assert message in " ".join(found.stderr.split())
    assert found.stdout == "" and not target.exists()
