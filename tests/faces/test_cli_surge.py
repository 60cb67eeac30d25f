"""``mom-sim surge``: one real run, looked at from all sides."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

import mom_sim.experiments.surge.measuring
from mom_sim.cli.surge_keys import SURGE_KEYS
from mom_sim.experiments.surge.measuring import measure_surges
from mom_sim.plot.surge import draw_degradation
from tests.faces.null_reasons import nulls_without_reason
from tests.faces.small_study import lines_that_are_too_long, run, write_study

TEXT = """\
name: Small surge
units: [north, south]
run: {warm_up: 1 week, horizon: 5 weeks, follow_up: 5 weeks, replications: 4}
people:
  content: {headcount: 4, absence: none, turnover: none}
  design: {headcount: 4, absence: none, turnover: none}
workflows:
  standard:
    steps:
      content: {skill: content, effort: 8h}
      design: {skill: design, after: content, effort: 6h}
      launch: {after: design, launch: true}
campaigns:
  email: {demand: 450 per year, due: 2 weeks}
surges:
  rush: {start: 2 weeks, weeks: 3, factor: 1.5}
"""
PROMISES = ("p90 time-to-launch <= 12 working days", "on-time share >= 1%")
ARGUMENTS = (
    *("--models", "centralized,decentralized", "--factors", "1:3:1", "--workers", "1"),
    *("--promise", PROMISES[0], "--promise", PROMISES[1]),
)
FIGURES = ("weeks_to_recover", "peak_backlog", "late", "lost", "late_or_lost", "collateral")


@dataclass(frozen=True)
class Ran:
    text: str
    json: dict[str, Any]
    csv: str
    stderr: str

    @property
    def models(self) -> list[dict[str, Any]]:
        models: list[dict[str, Any]] = self.json["results"]["models"]
        return models


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("surge")
    result = run(
        *("surge", write_study(folder, TEXT), *ARGUMENTS),
        *("--json", folder / "out.json", "--csv", folder / "out.csv"),
        *("--figure", folder / "out.svg"),
    )
    assert result.exit_code == 0, result.output
    names = ["out.csv", "out.json", "out.svg", "small.yaml"]
    assert sorted(path.name for path in folder.iterdir()) == names
    content = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert "factor on demand" in (folder / "out.svg").read_text(encoding="utf-8")
    table = (folder / "out.csv").read_text(encoding="utf-8")
    return Ran(result.stdout, content, table, result.stderr)


def test_the_text_keeps_to_the_width_and_says_everything(ran: Ran) -> None:
    assert lines_that_are_too_long(ran.text) == []
    assert "\x1b" not in ran.text
    assert ran.stderr == "", "no progress where nobody looks"
    titles = [f"PROMISE: {PROMISES[0]}", f"PROMISE: {PROMISES[1]}", "WHERE THE BOTTLENECK MOVES"]
    places = [ran.text.index(f"\n{title}") for title in titles]
    assert places == sorted(places)
    for name in ("centralized", "decentralized"):
        assert len(re.findall(rf"^{name}  ", ran.text, re.MULTILINE)) >= 2
        assert re.search(rf"^{name}: ", ran.text, re.MULTILINE)
    assert ran.text.splitlines()[-1].endswith(".")


def test_every_model_has_the_documented_keys(ran: Ran) -> None:
    results = ran.json["results"]
    assert set(ran.json) == {"provenance", "results", "warnings"}
    assert [one["promise"] for one in results["promises"]] == list(PROMISES)
    assert (results["factors"], results["weeks"]) == ([1.0, 1.5, 2.0, 3.0], [3.0])
    assert results["stated_surge"] == {"weeks": 3.0, "factor": 1.5}
    for model in ran.models:
        assert {"breaking_point", "headroom", "curve", *FIGURES} <= set(model)
        assert [one["promise"] for one in model["breaking_points"]] == list(PROMISES)
        assert model["breaking_point"] == model["breaking_points"][0]
        assert model["headroom"] == model["headrooms"][0]
        assert [one["factor"] for one in model["curve"]] == results["factors"]
        stated = model["curve"][1]
        assert {name: stated[name] for name in FIGURES} == {name: model[name] for name in FIGURES}
        assert all(one["bottleneck"]["name"] for one in model["curve"])


def test_what_is_null_says_why(ran: Ran) -> None:
    assert list(nulls_without_reason(ran.json["results"])) == []


def test_the_documented_keys_are_those_of_the_output(ran: Ran) -> None:
    results = ran.json["results"]
    of_models = {f"results.models[].{key}" for model in ran.models for key in model}
    keys = {*ran.json, *(f"results.{key}" for key in results), *of_models} - {"results"}
    assert keys == {name for names in SURGE_KEYS for name in names.split(", ")}


def test_every_estimate_has_its_interval_or_a_reason(ran: Ran) -> None:
    for model in ran.models:
        some = [*model["breaking_points"], *model["headrooms"]]
        for point in model["curve"]:
            some += [*point["promises"], *point["kpis"].values(), *(point[k] for k in FIGURES)]
        for one in some:
            ends = [one["low"], one["estimate"], one["high"]]
            assert (None in ends) == ("reason" in one)
            assert one["unit"]
            if None not in ends:
                assert ends == sorted(ends)


def test_the_curve_begins_in_calm_and_gets_worse(ran: Ran) -> None:
    for model in ran.models:
        first, last = model["curve"][0], model["curve"][-1]
        assert [first[name]["estimate"] for name in ("weeks_to_recover", "late", "lost")] == [0] * 3
        assert last["late_or_lost"]["low"] > 0
        assert last["late"]["estimate"] + last["lost"]["estimate"] == pytest.approx(
            last["late_or_lost"]["estimate"]
        )
        assert last["peak_backlog"]["low"] > first["peak_backlog"]["high"]
        promised = [point["promises"][0]["estimate"] for point in model["curve"]]
        assert promised == sorted(promised)


def test_the_promise_breaks_between_the_points_where_it_is_kept_and_broken(ran: Ran) -> None:
    for model in ran.models:
        point = model["breaking_point"]
        figures = {one["factor"]: one["promises"][0]["estimate"] for one in model["curve"]}
        kept = [factor for factor, value in figures.items() if value <= 12]
        assert point["estimate"] is not None
        assert max(kept) <= point["estimate"] <= min(set(figures) - set(kept))


def test_a_promise_that_never_breaks_says_what_was_searched(ran: Ran) -> None:
    point = ran.models[0]["breaking_points"][1]
    assert (point["estimate"], point["not_within"]) == (None, [1.0, 3.0])
    assert point["reason"].startswith("the promise is kept up to factor 3")
    assert ran.models[0]["headrooms"][1]["not_within"] == [0.0, 2.0]
    assert "above 3.00" in ran.text


def test_the_table_holds_the_figures_of_json(ran: Ran) -> None:
    rows = list(csv.DictReader(io.StringIO(ran.csv)))
    model = ran.models[0]
    (row,) = (
        one
        for one in rows
        if (one["model"], one["promise"]) == ("centralized", PROMISES[0])
        and one["figure"] == "breaking_point"
    )
    assert float(row["estimate"]) == model["breaking_point"]["estimate"]
    late = [float(one["estimate"]) for one in rows if one["figure"] == "late"]
    assert late[: len(model["curve"])] == [one["late"]["estimate"] for one in model["curve"]]


def test_the_number_of_workers_does_not_change_anything(ran: Ran, tmp_path: Path) -> None:
    arguments = ["--models", "centralized", *ARGUMENTS[2:4], "--workers", "2", *ARGUMENTS[6:]]
    result = run("surge", write_study(tmp_path, TEXT), *arguments, "--json", "-")
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert content["results"]["models"] == ran.models[:1]
    assert content["provenance"]["tape_hashes"] == ran.json["provenance"]["tape_hashes"]


def test_work_that_is_interrupted_tells_what_is_complete(tmp_path: Path) -> None:
    def stop(done: int, _: int) -> None:
        if done == 10:  # 4 calm runs, 3 factors of the first replication and of the second
            raise KeyboardInterrupt

    found = measure_surges(
        write_study(tmp_path, TEXT),
        ["centralized"],
        factors=[1, 2, 3],
        workers=1,
        progress=stop,
    )
    assert found.was_interrupted and found.provenance["replications"] == 2
    assert any("interrupted after 2 of 4 replications" in text for text in found.warnings)
    assert [point.factor for point in found.results[0].curve] == [1.0, 1.5, 2.0, 3.0]

    def stop_at_once(done: int, _: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure_surges(tmp_path / "small.yaml", ["centralized"], workers=1, progress=stop_at_once)


def test_a_picture_has_a_line_a_model_and_the_limit(tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    found = measure_surges(
        write_study(tmp_path, TEXT), ["centralized"], factors=[1, 2], replications=2, workers=1
    )
    assert found.is_default_promise and found.promises[0].text.endswith("<= 14 calendar days")
    axes = Figure().subplots()
    assert draw_degradation(axes, found) is axes
    labels = [line.get_label() for line in axes.get_lines()]
    assert "centralized" in labels
    assert axes.get_lines()[0].get_ydata()[0] == 14.0
    for wrong in ({"promise": 1}, {"weeks": 4.0}):
        with pytest.raises(ValueError, match="there "):
            draw_degradation(axes, found, **wrong)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--models", "centralised"), '--models: "centralised" is not an operating model here'),
        (("--factors", "0.5,1"), "--factors: expected factors from 1 (calm) to 100"),
        (("--factors", "1:3:nan"), "expected a step above 0"),
        (("--factors", "nan"), "--factors: expected factors from 1 (calm) to 100"),
        (("--factors", "2:1:0.5"), "expected a step above 0"),
        (("--factors", "1:2"), "expected FROM:TO:STEP"),
        (("--factors", "some"), "expected numbers, such as 1:3:0.25"),
        (("--weeks", "0"), "--weeks: expected lengths above 0 and up to 520 weeks, got 0"),
        (("--weeks", "4,,8"), "expected numbers, such as 4,8,12"),
        (("--promise", "fast"), '--promise: "fast" is no promise'),
        (("--replications", "2000000"), "--replications: expected a whole number from 1 to"),
        (("--figure", "out.gif"), "--figure: "),
    ],
)
def test_a_wrong_value_is_told_by_its_option(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write_study(tmp_path, TEXT)
    result = run("surge", path, *arguments, "--json", "out.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("target", ["absent/out.json", "."])
def test_a_file_that_could_not_be_written_is_refused_before_the_runs(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_anyway(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it ran")

    monkeypatch.setattr(mom_sim.experiments.surge.measuring, "measure_surges", run_anyway)
    monkeypatch.chdir(tmp_path)
    result = run("surge", write_study(tmp_path, TEXT).name, "--json", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--json" in result.stderr
