"""Differences are from the scenario's own model, whether or not it was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mom_sim.experiments.comparing import compare
from mom_sim.simulation import Study, parse_scenario
from tests.faces.small_study import TEXT, run, write_study

ASKED = ["hybrid", "functional"]


@pytest.fixture(scope="module")
def study() -> Study:
    return Study.of(parse_scenario(TEXT))


def test_differences_are_those_of_a_comparison_with_the_own_model(study: Study) -> None:
    assert study.own_model == "centralized"
    without = compare(study, ASKED, replications=2, workers=1)
    with_own = compare(study, [*ASKED, "centralized"], replications=2, workers=1)
    assert without.own_model == "centralized"
    assert without.differences and without.differences == with_own.differences
    assert {one.versus for one in without.differences} == {"centralized"}


def test_json_holds_the_models_that_were_asked_for(study: Study) -> None:
    content = compare(study, ASKED, replications=1, workers=1).to_json()
    assert [one["model"] for one in content["models"]] == ASKED
    assert content["provenance"]["models"] == ASKED
    assert [one["model"] for one in content["differences"][:: len(content["differences"]) - 1]] == (
        ASKED
    )
    assert "centralized, equal_people" in content["provenance"]["plan_hashes"]


def test_one_model_has_differences_too(study: Study) -> None:
    found = compare(study, ["functional"], replications=1, workers=1)
    assert {(one.model, one.versus) for one in found.differences} == {("functional", "centralized")}
    assert found.paired_differences["comparison"].unique().tolist() == ["equal_people"]


def test_of_an_own_model_that_buys_only_what_differences_need_is_run() -> None:
    text = f"{TEXT}operating_model: outsourced\n"
    found = compare(Study.of(parse_scenario(text)), ["functional"], replications=1, workers=1)
    assert found.others == ()
    assert list(found.provenance["plan_hashes"]) == [
        "functional, equal_people",
        "outsourced, equal_people",
    ]


def test_the_terminal_says_what_is_run_for_the_differences(tmp_path: Path) -> None:
    command = ("compare", write_study(tmp_path), "--replications", "1", "--workers", "1")
    text = run(*command, "--models", "hybrid,functional").stdout
    sentence = "The scenario's own model, centralized, is run too, for the differences alone."
    assert sentence in " ".join(text.split())
    assert "PAIRED DIFFERENCES FROM CENTRALIZED" in text
    result = run(*command, "--models", "centralized,functional", "--json", "-")
    assert "is run too" not in result.stdout
    assert len(json.loads(result.stdout)["models"]) == 2
