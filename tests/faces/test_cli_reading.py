"""The commands that read and print: validate, resolve, sources, plan-text, models, schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from mom_sim.operating_models.library import ARCHETYPES, archetype_documents
from mom_sim.plan.printing import plan_text
from mom_sim.scenario.printing import plain
from mom_sim.scenario.sources import sources_of
from mom_sim.simulation import Study, load_scenario
from tests.faces.small_study import TEXT, lines_that_are_too_long, run, write_study


def test_a_good_scenario_is_fine(tmp_path: Path) -> None:
    tiers = "risk_tier: {low: 50%, medium: 30%, high: 20%}"
    large = f"demand: 9 per year, effort: {{content: 300h}}, global_share: 10%, {tiers}"
    text = TEXT.replace("demand: 150 per year", large)
    text = text.replace("people:", "people:\n  operations: {headcount: 2}")
    text += "surges: {spring: {start: 2026-01-19, weeks: 1, factor: 2}}\n"
    path = write_study(tmp_path, text)
    result = run("validate", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{path}: fine\n"


def test_what_deserves_a_second_look_is_told(tmp_path: Path) -> None:
    one_brand = TEXT.replace("brand: {headcount: 2}", "brand: {headcount: 1}")
    path = write_study(tmp_path, one_brand)
    result = run("validate", path)
    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[0]) == (0, f"{path}: no faults; look at:")
    text = " ".join(" ".join(lines[1:]).split())
    assert "- decentralized: brand:" in text
    assert lines_that_are_too_long(result.stdout[len(lines[0]) :]) == []


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_the_resolved_form_is_the_one_that_runs(form: str, tmp_path: Path) -> None:
    path = write_study(tmp_path)
    result = run("resolve", path, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    read = json.loads(result.stdout) if form == "json" else yaml.safe_load(result.stdout)
    assert read == plain(load_scenario(path).scenario)


def test_every_number_has_its_origin(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    result = run("sources", path)
    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    rows = sources_of(load_scenario(path), archetype_documents())
    assert any(row.path.startswith("models.my_hub.") for row in rows)
    for row in rows:
        assert " ".join(f"{row.mark} {row.grade} {row.path}: {row.value}".split()) in text
        assert " ".join(row.origin.split()) in text
    assert lines_that_are_too_long(result.stdout) == []


@pytest.mark.parametrize("model", [None, "my_hub"])
def test_the_plan_is_printed(model: str | None, tmp_path: Path) -> None:
    path = write_study(tmp_path)
    result = run("plan-text", path, *(("--model", model) if model else ()))
    assert (result.exit_code, result.stdout) == (0, plan_text(Study.of(path).plan(model)))


def test_the_archetypes_answer_the_four_questions() -> None:
    result = run("models")
    assert (result.exit_code, result.stderr) == (0, "")
    heads = [line for line in result.stdout.splitlines() if line and not line.startswith(" ")]
    assert heads == list(ARCHETYPES)
    texts = dict(zip(heads, result.stdout.split("\n\n"), strict=True))
    for name, text in texts.items():
        summary = archetype_documents()[name].data["summary"]
        assert summary in " ".join(text.split())
        for question in ("who does the work", "who decides", "how teams", "what technology"):
            assert f"\n  {question}" in text
        assert ("unlike centralized in" in text) == (name != "centralized")
    assert "agency" in texts["outsourced"] and "agency" not in texts["functional"]
    assert "task force" in texts["campaign_centric"]
    assert lines_that_are_too_long(result.stdout) == []


def test_a_scenarios_own_models_are_listed_too(tmp_path: Path) -> None:
    own = TEXT + "operating_model: {base: centralized, coordination: {wip_limit: {limit: 9}}}\n"
    result = run("models", write_study(tmp_path, own))
    assert result.exit_code == 0, result.output
    heads = [line for line in result.stdout.splitlines() if line and not line.startswith(" ")]
    changed_head = "centralized_changed (the scenario's own model)"
    assert heads == [*ARCHETYPES, changed_head, "my_hub"]
    *_, changed, hub = result.stdout.split("\n\n")
    assert "wip limit: limit 9" in changed
    assert "unlike centralized in     how teams coordinate (wip limit)" in changed
    assert "Our own hub." in hub


def test_the_schema_is_json_schema() -> None:
    result = run("schema")
    schema = json.loads(result.stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"people", "campaigns", "operating_model"} <= set(schema["properties"])
