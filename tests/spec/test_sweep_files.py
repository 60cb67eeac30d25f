"""A sweep's file is read as strictly as a scenario: every fault at its place, nothing mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mom_sim.errors import ScenarioError
from mom_sim.experiments.sweep.field_values import Range, Values, parse_values
from mom_sim.experiments.sweep.json_schema import COMMITTED, schema_text
from mom_sim.experiments.sweep.points import number_of_points
from mom_sim.experiments.sweep.reading import load_sweep
from mom_sim.scenario.quantities import QuantityError
from tests.faces.small_study import TEXT, write_study

ROOT = Path(__file__).parents[2]


def faults(folder: Path, text: str) -> list[str]:
    """Faults of a sweep of the small study, without the name of the file."""
    write_study(folder)
    path = folder / "sweep.yaml"
    path.write_text(f"scenario: small.yaml\n{text}", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_sweep(path)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("vary: {people.design.headcount: [1], people.design.headcount: [2]}", ["2:38: vary"]),
        ("vary: {}", ["2:7: vary: nothing is listed here"]),
        ("vary: {people.design.headcount: []}", ["2:33: vary.people.design.headcount: nothing"]),
        (
            "replicatons: 2\nvary: {surge: [1]}",
            ['2:1: replicatons: unknown key "replicatons"; allowed are name, scenario, models'],
        ),
        ("design: sobl\nvary: {surge: [1]}", ['2:9: design: "sobl" is not allowed here']),
        ("design: sobol\nvary: {surge: 1:2}", ["2:9: design: points is missing"]),
        ("points: 8\nvary: {surge: [1]}", ["2:1: points: the design grid draws nothing"]),
        ("vary: {surge: 1:2}", ["2:15: vary.surge: the design grid takes values one by one"]),
        ("vary: {surge: [1, 200]}", ["2:15: vary.surge: expected a factor from 0 to 100"]),
        ("seeds: [1, 1]\nvary: {surge: [1]}", ["2:8: seeds: 1 stands here twice"]),
        (
            "models: [centralised]\nvary: {surge: [1]}",
            ['2:10: models[1]: "centralised" is not an operating model here'],
        ),
        (
            "vary: {people.desing.headcount: [1], run.horizn: [9 weeks]}",
            [
                '2:8: vary.people.desing.headcount: there is no "desing"',
                '2:38: vary.run.horizn: unknown key "horizn"',
            ],
        ),
        (
            "replicatons: 2\nmodels: [centralised]\ndesign: sobol\n"
            "vary: {surge: [1, 200], people.design.headcount: [], run.horizn: [9 weeks]}",
            [
                '2:1: replicatons: unknown key "replicatons"',
                '3:10: models[1]: "centralised" is not an operating model here',
                "4:9: design: points is missing",
                "5:15: vary.surge: expected a factor from 0 to 100",
                "5:50: vary.people.design.headcount: nothing is listed here",
                '5:54: vary.run.horizn: unknown key "horizn"',
            ],
        ),
        # What cannot be told for want of what is faulty is not guessed.
        ("design: sobol\npoints: 0\nvary: {surge: 1:2}", ["3:9: points: 0 is too small"]),
        (
            "design: list\nvary: {people.design.headcount: [1, 1], surge: [1, 2, 3]}",
            ["3:33: vary.people.design.headcount: 1 is listed twice"],
        ),
        (
            "vary: {people.design.headcount: [1, +2]}",
            ["2:37: vary.people.design.headcount[2]: +2 without quotes is the number 2"],
        ),
        (
            "design: list\nvary: {people.design.headcount: [1, 2], surge: [1]}",
            ["3:1: vary: the design list takes the values of all fields together"],
        ),
    ],
)
def test_a_fault_is_told_at_its_place(text: str, starts: list[str], tmp_path: Path) -> None:
    found = faults(tmp_path, text)
    assert len(found) == len(starts), found
    for told, start in zip(found, starts, strict=True):
        assert told.startswith(start), told


def test_a_faulty_scenario_is_told_at_its_own_place(tmp_path: Path) -> None:
    write_study(tmp_path, TEXT.replace("headcount: 2}", "headcount: -1}", 1))
    path = tmp_path / "sweep.yaml"
    path.write_text("scenario: small.yaml\nvary: {surge: [1]}", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"small\.yaml:5:25: people\.strategy\.headcount"):
        load_sweep(path)


def test_faults_of_a_sweep_and_of_its_scenario_are_told_together(tmp_path: Path) -> None:
    write_study(tmp_path, TEXT.replace("headcount: 2}", "headcount: -1}", 1))
    path = tmp_path / "sweep.yaml"
    path.write_text("scenario: small.yaml\nseeds: [1, 1]\nvary: {surge: [1]}", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_sweep(path)
    assert [fault.path for fault in caught.value.faults] == ["people.strategy.headcount", "seeds"]


def test_a_value_that_only_some_points_have_is_no_fault_of_the_file(tmp_path: Path) -> None:
    write_study(tmp_path)
    path = tmp_path / "sweep.yaml"
    text = "scenario: small.yaml\nvary: {people.design.headcount: [0, 1]}"
    path.write_text(text, encoding="utf-8")
    assert number_of_points(load_sweep(path).sweep) == 2


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ([1, "x2", "4h"], (1, "x2", "4h")),
        ("1:3:0.5", (1.0, 1.5, 2.0, 2.5, 3.0)),
        ("2:6:2", (2, 4, 6)),
        ("4h:8h:2h", ("4 h", "6 h", "8 h")),
        ("x0.8:x1.2:0.2", ("x0.8", "x1", "x1.2")),
        ({"low": "10%", "high": "30%", "step": "10%"}, ("10%", "20%", "30%")),
        ("0.1:0.3:0.1", (0.1, 0.2, 0.3)),
    ],
)
def test_values_one_by_one(written: Any, values: tuple[Any, ...]) -> None:
    found = parse_values(written)
    assert isinstance(found, Values)
    assert found.values == values
    assert [type(one) for one in found.values] == [type(one) for one in values]


def test_values_between_two_ends() -> None:
    found = parse_values({"low": "4h", "high": "8h"})
    assert isinstance(found, Range)
    assert [found.at(share) for share in (0.0, 0.25, 0.5)] == ["4 h", "5 h", "6 h"]
    assert found.ends == ("4 h", "8 h")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("4h:8d", "not in the same unit"),
        ("3:1:1", "not below"),
        ("1:3:0.7", "lead to 2.4 and past 3"),
        ("1:3:0", "no step"),
        ("1:3:-1", "no step"),
        ("a:b", "no end or step"),
        ("12", "expected a list such as"),
        (5, "expected a list such as"),
        ([2, 2], "listed twice"),
        ({"low": 1}, "high is missing"),
        ({"low": 1, "hihg": 2}, 'did you mean "high"'),
        ("0:1:0.000001", "too many"),
    ],
)
def test_values_that_cannot_be_meant(written: Any, message: str) -> None:
    with pytest.raises(QuantityError, match=message):
        parse_values(written)


def test_the_committed_schema_is_that_of_the_form() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text()
    assert set(json.loads(schema_text())["required"]) == {"scenario", "vary"}


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios/sweeps").glob("*.yaml")), ids=str)
def test_every_example_can_be_read(path: Path) -> None:
    loaded = load_sweep(path)
    assert number_of_points(loaded.sweep) > 1
    assert loaded.warnings == ()
