"""Every scenario that comes with the project is sound, and its committed resolved form is fresh."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mom_sim.scenario.printing import plain
from mom_sim.simulation import load_scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted(SCENARIOS.glob("*.yaml"))


def test_the_promised_scenarios_are_there() -> None:
    names = {file.stem for file in FILES}
    assert {"minimal", "reference_company", "surge", "campaign_calendar"} <= names
    assert {"bank", "b2b_software", "digitally_mature"} <= names
    assert {"outsourced_email", "pharma", "hub_and_spoke"} <= names
    assert {file.name.removesuffix(".resolved.json") for file in SCENARIOS.glob("*.json")} == names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_resolved_form_is_fresh(file: Path) -> None:
    resolved = plain(load_scenario(file).scenario)
    committed = file.with_suffix(".resolved.json").read_text(encoding="utf-8")
    assert committed == json.dumps(resolved, indent=2, ensure_ascii=False) + "\n", (
        f"write it anew: mom-sim resolve scenarios/{file.name} --format json "
        f"> scenarios/{file.stem}.resolved.json"
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_head_says_what_question_it_is_for(file: Path) -> None:
    head = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        head.append(line.removeprefix("#").strip())
    assert "The question it is for:" in " ".join(head)


def test_ten_lines_are_enough() -> None:
    lines = (SCENARIOS / "minimal.yaml").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line and not line.startswith("#")]) <= 10


@pytest.mark.parametrize("name", [file.stem for file in FILES if file.stem != "minimal"])
def test_numbers_say_where_they_come_from(name: str) -> None:
    loaded = load_scenario(SCENARIOS / f"{name}.yaml")
    stated = {row.path for row in loaded.sources if row.mark == "STATED"}
    # Office hours are plain to see, and the calendar's origin stands in the scenario's head.
    assert stated <= {"calendars.office.hours", "campaign_calendar.file"}


def test_the_surge_is_in_two_of_four_units_for_eight_weeks() -> None:
    loaded = load_scenario(SCENARIOS / "surge.yaml")
    scenario = loaded.scenario
    (surge,) = scenario.surges
    assert (len(surge.units), len(scenario.units)) == (2, 4)
    assert surge.factor == 1.35
    # An hour more than eight weeks of 168: daylight saving ends in between.
    assert surge.end - surge.start == (8 * 7 * 24 + 1) * 3_600_000_000
    assert loaded.operating_model.name == "decentralized"
    for kind in scenario.campaigns:
        months = kind.seasonality.months
        assert not months or sum(months) / 12 == pytest.approx(1.0)
