"""What the commands write is read back: the same report but for what a file does not keep."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mom_sim.errors import ScenarioError
from mom_sim.experiments.comparison import Comparison
from mom_sim.experiments.decision_map.result import DecisionMap
from mom_sim.experiments.surge.study import SurgeStudy
from mom_sim.report import make_report
from mom_sim.report.reading import read_result
from mom_sim.report.reading.files import read_inputs
from tests.report.small_results import write_surged


def through_json(document: dict[str, Any]) -> dict[str, Any]:
    """As it comes out of a file."""
    found: dict[str, Any] = json.loads(json.dumps(document, allow_nan=False))
    return found


def test_a_comparison_comes_back(comparison: Comparison) -> None:
    found = read_result(through_json(comparison.to_json()), "a.json")
    assert isinstance(found, Comparison)
    assert found.scenario == comparison.scenario and found.own_model == comparison.own_model
    assert found.surge_factor == comparison.surge_factor == 1.5
    assert found.winners == comparison.winners and found.differences == comparison.differences
    for one, other in zip(found.results, comparison.results, strict=True):
        assert dict(one.kpis) == dict(other.kpis) and one.surge == other.surge
        assert one.bottleneck == other.bottleneck and one.warnings == other.warnings
        assert one.doubts == other.doubts
    for name in ("teams", "bottlenecks", "causes"):
        mine, theirs = found.table(name), comparison.table(name)
        columns = [column for column in mine.columns if column in theirs.columns]
        assert {"model", "condition"} < set(columns)
        pd.testing.assert_frame_equal(_sorted(mine, columns), _sorted(theirs, columns))
    for one in comparison.results:
        for condition in ("calm", "surge"):
            curve = comparison.launch_curve(one.model, condition)
            assert curve is not None and curve["launched"].iloc[-1] > 0.5
            read = found.launch_curve(one.model, condition)
            assert read is not None
            pd.testing.assert_frame_equal(read, curve)
    assert found.launch_curve("nobody") is comparison.launch_curve("nobody") is None
    with pytest.raises(ValueError, match="no table"):
        found.table("people")


def test_a_surge_study_comes_back(surge: SurgeStudy) -> None:
    found = read_result(through_json(surge.to_json()), "a.json")
    assert isinstance(found, SurgeStudy)
    for one, other in zip(found.results, surge.results, strict=True):
        assert one.breaking_points == other.breaking_points
        assert one.headrooms == other.headrooms
        assert [(p.weeks, p.factor, p.promised) for p in one.curve] == [
            (p.weeks, p.factor, tuple(_without_definition(f) for f in p.promised))
            for p in other.curve
        ]


def _without_definition(figure: Any) -> Any:
    return replace(figure, definition="")


def _sorted(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The file keeps models one by one; in which order they stand is the same, but for the ways."""
    chosen = table[[column for column in columns if column != "reason"]]
    order = ["model", "comparison", "condition"]
    return chosen.sort_values(order, kind="stable").reset_index(drop=True)


def test_a_map_comes_back(decision_map: DecisionMap) -> None:
    found = read_result(through_json(decision_map.to_json()), "a.json")
    assert isinstance(found, DecisionMap)
    assert found.cells == decision_map.cells and found.boundary == decision_map.boundary
    assert found.x == decision_map.x and found.y == decision_map.y


def test_doubts_of_a_map_are_told(decision_map: DecisionMap) -> None:
    first, *rest = decision_map.cells
    assert first.leader is not None
    doubtful = replace(first, doubts={first.leader: ("overloaded",), "nobody": ("idle",)})
    clean = [replace(cell, doubts={}) for cell in rest]
    found = replace(decision_map, cells=(doubtful, *clean))
    page = make_report(through_json(found.to_json()))
    told = "in 1 of 4 cells the figure of the model that is ahead is not to be trusted: in 1 it is"
    assert (
        page.count(told) == 2 and f"{first.leader} !, " in page and "launched nothing" not in page
    )
    without = make_report(replace(found, cells=(replace(first, doubts={}), *clean)))
    assert "not to be trusted:" not in without and f"{first.leader} !" not in without


def test_results_alone_make_a_report_without_what_needs_a_log(
    comparison: Comparison, surge: SurgeStudy
) -> None:
    page = make_report(through_json(comparison.to_json()), through_json(surge.to_json()))
    assert 'id="surge"' in page and 'id="causes"' in page
    assert 'id="flow"' not in page and 'id="assumptions"' not in page
    for name in ("distribution-calm", "distribution-surge", "waiting-calm-0", "bottleneck-surge-0"):
        assert f'id="figure-{name}"' in page


def test_with_its_scenario_a_result_gets_back_what_needs_a_log(
    tmp_path: Path, comparison: Comparison
) -> None:
    scenario, result = write_surged(tmp_path), tmp_path / "result.json"
    result.write_text(json.dumps(comparison.to_json()), encoding="utf-8")
    made = read_inputs([str(result), str(scenario)]).complete()
    kinds = [type(one).__name__ for one in made.results]
    assert kinds == ["ReadComparison", "Simulation", "Simulation", "Explanation"]
    assert made.study is not None and "were run again for this report" in made.notes[0]
    alone = read_inputs([str(result)]).complete()
    assert len(alone.results) == 1 and "give the scenario beside the result" in alone.notes[0]
    page = make_report(*made.results, study=made.study)
    straight = make_report(comparison, *made.results[1:], study=made.study)
    assert _sections(page) == _sections(straight) and len(_sections(page)) > 10


def _sections(page: str) -> dict[str, str]:
    """Of a report: what stands in each, by its name."""
    parts = re.split(r'<section aria-labelledby="([a-z-]+)"', page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


Spoil = Callable[[dict[str, Any]], None]


def _without_models(document: dict[str, Any]) -> None:
    document["models"] = []


def _text_for_a_number(document: dict[str, Any]) -> None:
    document["models"][0]["kpis"]["cost_per_launch"]["estimate"] = "<b>7</b>"


def _unknown_condition(document: dict[str, Any]) -> None:
    document["winners"][0]["condition"] = "stormy"


def _without_scenario(document: dict[str, Any]) -> None:
    del document["provenance"]["resolved_scenario"]


def _curve_cut_short(document: dict[str, Any]) -> None:
    document["models"][0]["launched"]["calm"]["launched"].pop()


def _models_are_text(document: dict[str, Any]) -> None:
    document["models"] = ["centralized"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_models, '"models" is empty'),
        (_text_for_a_number, "expected a number, got a text"),
        (_unknown_condition, "a condition is one of"),
        (_without_scenario, '"resolved_scenario" is missing'),
        (_models_are_text, "has no keys"),
        (_curve_cut_short, "as many shares as days"),
    ],
)
def test_a_damaged_result_is_refused_with_what_is_wrong(
    comparison: Comparison, spoil: Spoil, said: str
) -> None:
    document = through_json(comparison.to_json())
    spoil(document)
    with pytest.raises(ScenarioError) as caught:
        read_result(document, "damaged.json")
    assert str(caught.value).startswith("damaged.json:1:1: report: looks like what mom-sim compare")
    assert said in str(caught.value)


def test_every_file_that_is_no_result_is_told_at_once(tmp_path: Path) -> None:
    contents: dict[str, str | bytes] = {
        "foreign.json": '{"a": 1}',
        "list.json": "[1]",
        "cut.json": '{\n  "models": [',
        "nan.json": '{"models": NaN}',
        "latin.json": b'{"a": "\xff"}',
        "deep.json": "[" * 100_000,
    }
    for name, text in contents.items():
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ScenarioError) as caught:
        read_inputs([*(str(tmp_path / name) for name in contents), str(tmp_path / "none.json")])
    told = {Path(one.file).name: one for one in caught.value.faults}
    assert set(told) == {*contents, "none.json"}
    assert told["cut.json"].line == 2
    assert "allowed: what compare, surge, plan" in told["foreign.json"].message
    assert "cannot be read" in told["none.json"].message


def test_results_of_different_scenarios_are_refused(
    comparison: Comparison, surge: SurgeStudy
) -> None:
    other = through_json(surge.to_json())
    other["provenance"]["scenario_hash"] = "0" * 64
    with pytest.raises(ScenarioError, match="different scenarios"):
        make_report(comparison, other)
    with pytest.raises(ScenarioError, match="one of each kind"):
        make_report(comparison, comparison)
    with pytest.raises(ScenarioError, match="there is no result"):
        make_report()


def test_results_say_the_command_that_runs_each_of_them_again(
    comparison: Comparison, surge: SurgeStudy
) -> None:
    asked = "mom-sim compare surged.yaml --models centralized,functional --replications 3"
    compared = replace(comparison, provenance={**comparison.provenance, "command": asked})
    measured = replace(surge, provenance={**surge.provenance, "command": "mom-sim surge a.yaml"})
    again = ["mom-sim", "report", "a.json", "b.json", "--out", "report.html"]
    page = make_report(compared, measured, command=again)
    for told in (asked, "mom-sim surge a.yaml", " ".join(again)):
        assert page.count(told) == 1
    own = replace(comparison, provenance={**comparison.provenance, "command": "mom-sim report a"})
    assert "mom-sim report a<" not in make_report(own, command=again)
