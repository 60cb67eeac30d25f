"""``mom-sim gates``: one real run, looked at from all sides."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

import pytest

import mom_sim.experiments.gates.worth
from mom_sim.cli.documentation import GATES_KEYS
from tests.faces.small_study import lines_that_are_too_long, run, write_study

TEXT = """\
name: Two gates
units: [north, south]
run: {warm_up: 1 week, horizon: 5 weeks, follow_up: 5 weeks, replications: 3}
people:
  content: {headcount: 3}
  brand: {headcount: 1}
  legal: {headcount: 1}
workflows:
  standard:
    steps:
      content: {skill: content, effort: 4h}
      brand_review:
        skill: brand
        effort: 30 min
        after: content
        gate: {checks: [off_brand], revise: {content: 20%}}
      legal_review:
        skill: legal
        effort: 1h
        after: brand_review
        gate: {applies: 50%, revise: {content: 20%}}
      launch: {after: legal_review, launch: true}
campaigns:
  email: {demand: 150 per year}
risks:
  off_brand: {kind: defect, probability: 30%, surfaces_after: 2 working days}
"""
WITHOUT_GATES = """\
name: No gate
people:
  content: {headcount: 2}
campaigns:
  email: {demand: 100 per year}
"""
PARTS = ("days", "working_days", "defects", "launches_prevented")


@dataclass(frozen=True)
class Ran:
    text: str
    json: dict[str, Any]
    stderr: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("gates")
    result = run(
        *("gates", write_study(folder, TEXT), "--model", "centralized"),
        *("--workers", "1", "--json", folder / "out.json"),
    )
    assert result.exit_code == 0, result.output
    content = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert sorted(path.name for path in folder.iterdir()) == ["out.json", "small.yaml"]
    return Ran(result.stdout, content, result.stderr)


def test_the_text_keeps_to_the_width_and_has_no_colors(ran: Ran) -> None:
    assert lines_that_are_too_long(ran.text) == []
    assert "\x1b" not in ran.text
    assert ran.stderr == "", "no progress where nobody looks"


def test_the_text_names_every_gate_and_all_together(ran: Ran) -> None:
    for name in ("brand_review", "legal_review", "all gates", "with all gates", "without any"):
        assert re.search(rf"^{name} ", ran.text, re.MULTILINE), name
    titles = ["WHAT EACH GATE IS WORTH", "WITH AND WITHOUT GATES", "WARNINGS"]
    places = [ran.text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places)
    assert ran.text.splitlines()[-1].endswith(".")


def test_the_figures_of_the_text_are_those_of_json(ran: Ran) -> None:
    for gate in ran.json["results"]["gates"]:
        line = next(line for line in ran.text.splitlines() if line.startswith(gate["gate"]))
        shown = line.split()[1]
        assert shown == f"{gate['days']:+,.{len(shown.partition('.')[2])}f}"


def test_the_gates_add_up_to_the_total(ran: Ran) -> None:
    results = ran.json["results"]
    assert [gate["gate"] for gate in results["gates"]] == ["brand_review", "legal_review"]
    for name in PARTS:
        parts = sum(gate[name] for gate in results["gates"])
        assert parts == pytest.approx(results["total"][name], abs=1e-9)
    for name, total in results["total"]["exact"].items():
        assert sum(Fraction(gate["exact"][name]) for gate in results["gates"]) == Fraction(total)
    with_all, without = results["with_all_gates"], results["without_gates"]
    for name, sign in (("days", 1), ("working_days", 1), ("defects", -1)):
        change = sign * (with_all[name] - without[name])
        assert change == pytest.approx(results["total"][name], abs=1e-9)
    campaigns = results["campaigns"]
    assert campaigns["same"] + campaigns["others"] == campaigns["measured"] > 0
    assert results["orders"] == "all"


def test_every_figure_has_its_interval_or_a_reason(ran: Ran) -> None:
    results = ran.json["results"]
    for entry in (*results["gates"], results["total"]):
        for name in (*PARTS, "days_per_defect"):
            ends = [entry[name], entry[f"{name}_low"], entry[f"{name}_high"]]
            assert (None in ends) == (name in entry.get("reasons", {}))
            if None not in ends:
                assert ends[1] <= ends[0] <= ends[2]


def test_the_documented_keys_are_those_of_the_output(ran: Ran) -> None:
    results = ran.json["results"]
    gates = {f"results.gates[].{key}" for gate in results["gates"] for key in gate}
    keys = {*ran.json, *(f"results.{key}" for key in results), *gates} - {"results"}
    # Only where orders are sampled.
    documented = {name for names in GATES_KEYS for name in names.split(", ")}
    assert keys == documented - {"results.gates[].orders_half_width"}


def test_provenance_names_the_command_without_folders(ran: Ran) -> None:
    provenance = ran.json["provenance"]
    assert (provenance["seed"], provenance["replications"]) == (1, 3)
    assert provenance["command"] == "mom-sim gates small.yaml --model centralized"
    assert set(provenance["plan_hashes"]) == {"with_all_gates", "without_gates"}


def test_json_can_be_printed_in_place_of_the_text_and_under_a_surge(tmp_path: Path) -> None:
    result = run(
        *("gates", write_study(tmp_path, TEXT), "--replications", "1", "--surge", "1.5"),
        *("--workers", "1", "--json", "-"),
    )
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert content["provenance"]["surge"] == 1.5
    assert content["model"] == "centralized"


def test_a_scenario_without_gates_says_so(tmp_path: Path) -> None:
    path = write_study(tmp_path, WITHOUT_GATES)
    result = run("gates", path, "--json", tmp_path / "out.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{path}:1:1: workflows: no workflow has a gate")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--model", "centralised"), '--model: "centralised" is not an operating model here'),
        (("--surge", "nan"), "--surge: expected a factor from 0 to 100"),
        (("--surge", "-1"), "--surge: expected a factor from 0 to 100"),
        (("--replications", "2000000"), "--replications: expected a whole number from 1 to"),
    ],
)
def test_a_wrong_value_is_told_by_its_option(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    result = run("gates", write_study(tmp_path, TEXT), *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("target", ["absent/out.json", "."])
def test_a_file_that_could_not_be_written_is_refused_before_the_runs(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_anyway(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it ran")

    monkeypatch.setattr(mom_sim.experiments.gates.worth, "measure_gates", run_anyway)
    monkeypatch.chdir(tmp_path)
    path = write_study(tmp_path, TEXT)
    result = run("gates", path.name, "--json", target)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--json" in result.stderr
    assert list(tmp_path.iterdir()) == [path]
