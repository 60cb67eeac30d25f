"""``mom-sim compare``: one real run, looked at from all sides."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

import mom_sim.experiments.comparing
from mom_sim.cli.headline import ENDS, SECTIONS
from tests.faces.small_study import TEXT, lines_that_are_too_long, run, write_study

HEADLINES = [one.kpi for _, section in SECTIONS for one in section]
MODELS = ["centralized", "my_hub", "outsourced"]


@dataclass(frozen=True)
class Ran:
    text: str
    json: dict[str, Any]
    rows: list[dict[str, str]]
    stderr: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("compare")
    result = run(
        *("compare", write_study(folder), "--models", ",".join(MODELS), "--surge", "1.5"),
        *("--workers", "1", "--json", folder / "out.json", "--csv", folder / "out.csv"),
    )
    assert result.exit_code == 0, result.output
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    content = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert sorted(path.name for path in folder.iterdir()) == ["out.csv", "out.json", "small.yaml"]
    return Ran(result.stdout, content, rows, result.stderr)


def test_the_text_keeps_to_the_width_and_has_no_colors(ran: Ran) -> None:
    assert lines_that_are_too_long(ran.text) == []
    assert "\x1b" not in ran.text


def test_the_text_has_every_section_in_order(ran: Ran) -> None:
    titles = [
        *(title.upper() for title, _ in SECTIONS if title != "Value"),
        "HOW REQUESTS END",
        "PAIRED DIFFERENCES FROM CENTRALIZED",
        "BOTTLENECKS",
        "OUTSIDE WORK: EQUAL PEOPLE AND EQUAL BUDGET",
        "WARNINGS",
    ]
    places = [ran.text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    verdict = ran.text.split("\n\n")[1]
    assert verdict.startswith("Calm: fastest is ") and "\nSurge: fastest is " in verdict


def test_the_text_names_every_model_and_every_headline(ran: Ran) -> None:
    for _, section in SECTIONS:
        for one in section:
            assert (one.title in ran.text) == (not one.only_with)
    assert all(f"\n{model}" in ran.text for model in MODELS)
    assert "outsourced, equal people" in ran.text and "outsourced, equal budget" in ran.text


def test_no_progress_is_shown_where_nobody_looks(ran: Ran) -> None:
    assert ran.stderr == ""


def test_json_has_the_promised_keys(ran: Ran) -> None:
    assert {"provenance", "models", "differences"} <= set(ran.json)
    assert [model["model"] for model in ran.json["models"]] == MODELS
    for model in ran.json["models"]:
        assert {"model", "kpis", "bottleneck", "warnings", "surge"} <= set(model)
        usual = {one.kpi for _, section in SECTIONS for one in section if not one.surge_only}
        assert usual <= set(model["kpis"])
        assert set(HEADLINES) | {one.kpi for one in ENDS} <= set(model["surge"])
        for kpi in (*model["kpis"].values(), *model["surge"].values()):
            assert {"estimate", "low", "high", "unit", "definition"} <= set(kpi)
            missing = None in (kpi["estimate"], kpi["low"], kpi["high"])
            assert missing == ("reason" in kpi)
    for one in ran.json["differences"]:
        assert {"model", "versus", "kpi", "estimate", "low", "high", "condition"} <= set(one)
        assert one["versus"] == "centralized" and one["model"] in MODELS[1:]


def test_the_figures_of_the_text_are_those_of_json(ran: Ran) -> None:
    (table,) = (
        part.splitlines() for part in ran.text.split("\n\n") if part.startswith("TIME-TO-LAUNCH")
    )
    for model, line in zip(ran.json["models"], table[-len(MODELS) :], strict=True):
        name, calm, *_ = line.split()
        found = model["kpis"]["time_to_launch_mean_working_days"]["estimate"]
        decimals = len(calm.partition(".")[2])
        assert (name, calm) == (model["model"], f"{found:,.{decimals}f}")


def test_csv_holds_every_figure_with_its_difference(ran: Ran) -> None:
    keys = [(r["model"], r["comparison"], r["condition"], r["kpi"]) for r in ran.rows]
    assert len(keys) == len(set(keys))
    by_key = dict(zip(keys, ran.rows, strict=True))
    for model in ran.json["models"]:
        for condition, kpis in (("calm", model["kpis"]), ("surge", model["surge"])):
            for name, kpi in kpis.items():
                row = by_key[model["model"], model["comparison"], condition, name]
                assert _same(row["estimate"], kpi["estimate"])
                assert (row["unit"], row["definition"]) == (kpi["unit"], kpi["definition"])
    for one in ran.json["differences"]:
        row = by_key[one["model"], "equal_people", one["condition"], one["kpi"]]
        assert _same(row["difference_estimate"], one["estimate"])
        assert row["versus"] == one["versus"]
    assert not any(row["difference_estimate"] for row in ran.rows if row["model"] == "centralized")


def _same(cell: str, value: float | None) -> bool:
    return cell == "" if value is None else math.isclose(float(cell), value, rel_tol=1e-12)


def test_provenance_names_the_command_without_folders(ran: Ran) -> None:
    provenance = ran.json["provenance"]
    assert (provenance["seed"], provenance["replications"], provenance["surge"]) == (1, 3, 1.5)
    assert provenance["command"] == (
        "mom-sim compare small.yaml --models centralized,my_hub,outsourced --surge 1.5"
    )


def test_json_can_be_printed_in_place_of_the_text(tmp_path: Path) -> None:
    result = run(
        *("compare", write_study(tmp_path), "--models", "centralized", "--replications", "2"),
        *("--workers", "1", "--json", "-"),
    )
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert content["provenance"]["replications"] == 2
    assert content["differences"] == []
    assert "surge" not in content["models"][0]


def test_csv_can_be_printed_in_place_of_the_text(tmp_path: Path) -> None:
    result = run(
        *("compare", write_study(tmp_path), "--models", "centralized", "--replications", "1"),
        *("--workers", "1", "--csv", "-"),
    )
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["condition"] for row in rows} == {"as_written"}
    assert all(row["low"] == "" and row["reason"] for row in rows)


def test_one_replication_of_one_model_says_what_it_cannot_say(tmp_path: Path) -> None:
    result = run(
        *("compare", write_study(tmp_path), "--models", "centralized", "--replications", "1"),
        *("--workers", "1"),
    )
    assert result.exit_code == 0
    assert "without an interval: one replication has no interval" in result.stdout
    assert "\n\nOne model alone: there is nothing to compare it with.\n\n" in result.stdout
    assert "1 operating model on" in result.stdout and "1 replication, seed" in result.stdout
    assert "95%" not in result.stdout
    assert "PAIRED DIFFERENCES" not in result.stdout


def test_types_and_worth_are_shown_where_a_study_has_them(tmp_path: Path) -> None:
    two = "email: {demand: 150 per year, value: 900 EUR}\n  post: {demand: 90 per year}"
    text = TEXT.replace("email: {demand: 150 per year}", two)
    path = write_study(tmp_path, f"currency: EUR\n{text}")
    files = ("--json", tmp_path / "out.json", "--csv", tmp_path / "out.csv")
    result = run("compare", path, "--models", "functional,centralized", "--workers", "1", *files)
    assert result.exit_code == 0, result.output
    assert lines_that_are_too_long(result.stdout) == []
    for title in ("VALUE", "MEAN TIME-TO-LAUNCH BY CAMPAIGN TYPE, WORKING DAYS"):
        assert f"\n{title}\n" in result.stdout
    shown = result.stdout.partition("LAUNCHED ON TIME BY CAMPAIGN TYPE, PERCENT\n")[2]
    assert shown.splitlines()[0].split() == ["model", "email", "post"]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["campaign_type"] for row in rows} == {"", "email", "post"}
    keys = [
        (r["model"], r["comparison"], r["condition"], r["campaign_type"], r["kpi"]) for r in rows
    ]
    assert len(keys) == len(set(keys))
    content = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    (model, _) = content["models"]
    assert model["kpis"]["cost_per_launch"]["unit"] == "EUR/launch"
    assert set(model["tables"]["by_type"]) == {"as_written"}
    shown_rows = model["tables"]["by_type"]["as_written"]
    by_type = {(row["campaign_type"], row["figure"]): row for row in shown_rows}
    for row in rows:
        assert "currency" not in row["unit"]
        if row["campaign_type"] and row["model"] == model["model"]:
            found = by_type[row["campaign_type"], row["kpi"]]
            assert _same(row["estimate"], found["estimate"]) and row["unit"] == found["unit"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--json", "absent/out.json"),
        ("--csv", "absent/out.csv"),
        ("--json", "."),
        ("--json", "out.json", "--csv", "out.json"),
        ("--json", "-", "--csv", "-"),
    ],
)
def test_a_file_that_could_not_be_written_is_refused_before_the_run(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_anyway(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it ran")

    monkeypatch.setattr(mom_sim.experiments.comparing, "compare", run_anyway)
    monkeypatch.chdir(tmp_path)
    path = write_study(tmp_path)
    result = run("compare", path.name, *arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == "" and arguments[-2] in result.stderr
    assert list(tmp_path.iterdir()) == [path]
