"""Pages that are printed from records are fresh, and say everything that they should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mom_sim
from docs.making.api_examples import GROUPS
from docs.making.api_page import api_page
from docs.making.form_tables import anchor, fields_of, key_table
from docs.making.mechanisms_page import mechanisms_page
from docs.making.operating_models_page import operating_models_page
from docs.making.scenario_page import EXAMPLE, every_form, scenario_page
from docs.making.scenario_sections import SECTIONS, TITLES
from mom_sim.draws.distributions import DISTRIBUTION_KINDS
from mom_sim.operating_models.library import ARCHETYPES
from mom_sim.scenario.defaults import DEFAULTS
from mom_sim.scenario.schema.campaigns import MONTHS
from mom_sim.simulation import load_scenario

DOCS = Path(__file__).parents[2] / "docs"


def test_the_scenario_page_is_fresh() -> None:
    assert (DOCS / "scenario.md").read_text(encoding="utf-8") == scenario_page(), (
        "write it anew: python -m docs.making.scenario_page > docs/scenario.md"
    )


def test_the_page_on_mechanisms_is_fresh() -> None:
    assert (DOCS / "mechanisms.md").read_text(encoding="utf-8") == mechanisms_page(), (
        "write it anew: python -m docs.making.mechanisms_page > docs/mechanisms.md"
    )


def test_the_page_on_operating_models_is_fresh() -> None:
    assert (DOCS / "operating_models.md").read_text(encoding="utf-8") == operating_models_page(), (
        "write it anew: python -m docs.making.operating_models_page > docs/operating_models.md"
    )


def test_the_page_on_the_api_is_fresh() -> None:
    assert (DOCS / "api.md").read_text(encoding="utf-8") == api_page(), (
        "write it anew: python -m docs.making.api_page > docs/api.md"
    )


def test_every_public_name_has_its_place_and_an_example_that_uses_it() -> None:
    examples = {name: code for group in GROUPS.values() for name, code in group.items()}
    assert sorted(examples) == sorted(mom_sim.__all__)
    made = {"Comparison": "comparison", "ModelResult": "results", "Estimate": "kpis", "Log": ".log"}
    made |= {"Difference": "differences", "Explanation": "why", "Simulation": "run"}
    made |= {"GateAnalysis": "gates", "GateWorth": "gates.gates", "SurgeStudy": "surges"}
    made |= {"CapacityPlan": "plan", "Sensitivity": "sensitivity", "DecisionMap": "answers"}
    made |= {"ClaimFindings": "findings", "Statistics": "many", "EventLog": "work"}
    made |= {"Calibration": "found", "FitJudgement": "fit"}
    for name, code in examples.items():
        assert made.get(name, f"mom_sim.{name}") in code


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.__name__)
def test_every_key_is_on_the_page_and_in_the_example(form: type) -> None:
    page, example = scenario_page(), EXAMPLE.read_text(encoding="utf-8")
    for key, info, _ in fields_of(form):
        name = info.alias or key
        assert f"`{name}`" in page
        assert re.search(rf"\b{name}:", example), f"docs/every_key.yaml does not show {name}"


def test_every_key_has_a_meaning() -> None:
    for form in every_form():
        for line in key_table(form, TITLES)[2:]:
            if line.startswith("|"):
                _, key, kind, _, meaning, _ = re.split(r"(?<!\\)\|", line)
                assert kind.strip() and len(meaning.strip()) > 1, f"{form.__name__}: {key}"


def test_the_example_is_a_sound_scenario() -> None:
    loaded = load_scenario(EXAMPLE)
    assert set(loaded.models) == {"my_hub", "better_platform"}
    assert {row.stream for row in loaded.scenario.dated} == {"calendar", "dated"}


def test_every_part_of_the_example_is_shown_once() -> None:
    shown = [key for section in SECTIONS for key in section.keys]
    assert len(set(shown)) == len(shown)
    assert {"people", "campaigns", "workflows", "models"} <= set(shown)


def test_every_default_and_every_distribution_is_on_the_page() -> None:
    page = scenario_page()
    assert all(f"| `{path}` |" in page for path in DEFAULTS)
    assert all(f"| `{kind}` |" in page for kind in DISTRIBUTION_KINDS)
    assert f"`{'`, `'.join(MONTHS)}`" in page


def test_every_archetype_has_its_four_answers() -> None:
    parts = operating_models_page().split("\n## ")
    for name in ARCHETYPES:
        (part,) = [part for part in parts if part.startswith(f"{name}\n")]
        for question in (
            "who does the work",
            "who decides",
            "how teams coordinate",
            "what technology helps",
        ):
            assert f"| {question} |" in part
        assert anchor(name) == name
