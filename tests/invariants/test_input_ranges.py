"""The uncertain inputs of a study: what varies, how far, and that the middle changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mom_sim.experiments.changing import changed
from mom_sim.experiments.input_ranges import UncertainInput, uncertain_inputs
from mom_sim.simulation import Study

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module", params=["minimal.yaml", "reference_company.yaml"])
def study(request: pytest.FixtureRequest) -> Study:
    return Study.of(SCENARIOS / request.param)


def one(value: str, mark: str = "ASSUMED", *ends: str) -> UncertainInput:
    return UncertainInput("people.*.x", ("people.a.x",), value, mark, ends)


@pytest.mark.parametrize(
    ("uncertain", "values"),
    [
        (one("60%", "ASSUMED", "40%", "70%"), ["40%", "50%", "60%", "65%", "70%"]),
        (one("4h"), ["2h", "3h", "4h", "5h", "6h"]),
        (one("4h", "FOUND"), ["3h", "3.5h", "4h", "4.5h", "5h"]),
        (one("80%"), ["40%", "60%", "80%", "100%", "100%"]),
        (
            one("lognormal(mean=0.5h, cv=1.0)", "FOUND", "20 min", "37 min"),
            [f"lognormal(mean={m} min, cv=1.0)" for m in ("20", "25", "30", "33.5", "37")],
        ),
        (
            one(
                "lognormal(mean=1, cv=2)", "", "lognormal(mean=1, cv=1)", "lognormal(mean=1, cv=4)"
            ),
            [f"lognormal(mean=1, cv={cv})" for cv in ("1.0", "1.5", "2.0", "3.0", "4.0")],
        ),
        (one("50", "ASSUMED", "10", "200"), [10, 30, 50, 125, 200]),
        (one("1.0", "ASSUMED", "0", "5"), [0.0, 0.5, 1.0, 3.0, 5.0]),
        (
            one("2 working days", "ASSUMED", "0.5 working days", "1 weeks"),
            ["0.1 weeks", "0.25 weeks", "0.4 weeks", "0.7 weeks", "1 weeks"],
        ),
    ],
)
def test_values_between(uncertain: UncertainInput, values: list[object]) -> None:
    hours = {"2 working days": 33.6}.get(uncertain.value, 8.0)  # so that 5 of them are a week
    exact = UncertainInput(
        uncertain.name, uncertain.paths, uncertain.value, uncertain.mark, uncertain.range, hours
    )
    assert [exact.at(position) for position in (0.0, 0.25, 0.5, 0.75, 1.0)] == values


def test_the_middle_is_what_is_taken(study: Study) -> None:
    inputs = uncertain_inputs(study, list(study.models))
    same = changed(study, {path: one.at(0.5) for one in inputs for path in one.paths})
    for name in study.models:
        assert same.plan_hash(same.plan(name)) == study.plan_hash(study.plan(name)), name


@pytest.mark.parametrize("position", [0.0, 1.0])
def test_the_ends_can_hold_and_change_something(position: float) -> None:
    study = Study.of(SCENARIOS / "minimal.yaml")
    inputs = uncertain_inputs(study, list(study.models))
    other = changed(study, {path: one.at(position) for one in inputs for path in one.paths})
    for name in study.models:
        assert other.plan_hash(other.plan(name)) != study.plan_hash(study.plan(name)), name


def test_what_varies(study: Study) -> None:
    inputs = uncertain_inputs(study, list(study.models))
    paths = [path for one in inputs for path in one.paths]
    assert len(paths) == len(set(paths))
    assert not any(path.startswith(("run.", "calendars.")) for path in paths)
    assert not any(path.endswith((".headcount", ".demand")) for path in paths)
    turnover = next(one for one in inputs if one.name == "people.*.turnover.rate")
    assert len(turnover.paths) > 1
    alone = uncertain_inputs(study, ["functional"])
    assert {path.split(".")[1] for one in alone for path in one.paths if path[:7] == "models."} == {
        "functional"
    }
