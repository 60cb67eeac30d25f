"""What is asked for in a call, and cannot be meant, is refused with a sentence before anything."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from mom_sim import CALM, compare, explain, measure_gates, parse_scenario, simulate
from mom_sim.errors import ScenarioError
from mom_sim.simulation import Study
from tests.faces.small_study import TEXT


@pytest.fixture(scope="module")
def study() -> Study:
    return Study.of(parse_scenario(TEXT, file="small.yaml"))


WRONG: list[tuple[str, Any, str]] = [
    ("replications", 2.5, "expected a whole number from 1 to 1,000,000, got 2.5"),
    ("replications", 0, "expected a whole number from 1 to 1,000,000, got 0"),
    ("replications", True, "expected a whole number from 1 to 1,000,000, got True"),
    ("surge", "1.5", "expected a factor from 0 to 100, such as 1.35, got '1.5'"),
    ("surge", float("nan"), "expected a factor from 0 to 100, such as 1.35, got nan"),
    ("surge", {"factor": 2}, "expected a factor from 0 to 100, such as 1.35, got a dict"),
    ("surge", "x" * 99, "expected a factor from 0 to 100, such as 1.35, got a str"),
    ("seed", -1, "expected a whole number from 0 to 9,223,372,036,854,775,807, got -1"),
    ("seed", 1.5, "expected a whole number from 0 to 9,223,372,036,854,775,807, got 1.5"),
    ("workers", 0, "expected a whole number from 1 to 10,000, got 0"),
    ("workers", 1.0, "expected a whole number from 1 to 10,000, got 1"),
]


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_compare_refuses_it(study: Study, name: str, value: object, message: str) -> None:
    _refused(name, message, lambda: compare(study, ["functional"], **{name: value}))


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_explain_and_gates_refuse_it(study: Study, name: str, value: object, message: str) -> None:
    _refused(name, message, lambda: explain(study, "functional", "hybrid", **{name: value}))
    _refused(name, message, lambda: measure_gates(study, "functional", **{name: value}))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        *(one for one in WRONG if one[0] in ("seed", "surge")),
        ("replication", 0, "expected a whole number from 1 to 1,000,000, got 0"),
        ("replication", 1.5, "expected a whole number from 1 to 1,000,000, got 1.5"),
    ],
)
def test_simulate_refuses_it(study: Study, name: str, value: object, message: str) -> None:
    _refused(name, message, lambda: simulate(study, **{name: value}))


@pytest.mark.parametrize("models", [[], (), ""])
def test_no_model_at_all_is_refused(study: Study, models: Any) -> None:
    message = "no model is named; name some of centralized, decentralized"
    with pytest.raises(ScenarioError, match=message) as refused:
        compare(study, models)
    assert refused.value.faults[0].path == "models"


def test_every_wrong_number_is_told_at_once(study: Study) -> None:
    with pytest.raises(ScenarioError) as refused:
        compare(study, ["functional"], replications=0, seed=-1, workers=0, surge=-1)
    assert [fault.path for fault in refused.value.faults] == [
        "replications",
        "seed",
        "surge",
        "workers",
    ]


def test_whole_numbers_of_other_kinds_are_taken(study: Study) -> None:
    found = compare(
        study, ["functional"], replications=np.int64(1), seed=np.int64(3), workers=np.int32(1)
    )
    assert (found.provenance["replications"], found.provenance["seed"]) == (1, 3)
    assert json.dumps(found.to_json())
    assert simulate(study, replication=np.int64(2), surge=CALM).reason in ("finished", "limit")


def _refused(name: str, message: str, call: Any) -> None:
    with pytest.raises(ScenarioError) as refused:
        call()
    assert [(fault.path, fault.message) for fault in refused.value.faults] == [(name, message)]
