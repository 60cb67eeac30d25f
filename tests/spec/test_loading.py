"""Loading as a whole: what comes out, what may be read, and what is imported."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mom_sim.errors import ScenarioError
from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.checks import CHECKS
from mom_sim.scenario.context import context_of
from mom_sim.scenario.filling import fill
from mom_sim.scenario.loading import load_scenario, parse_scenario
from mom_sim.scenario.schema.scenario import ScenarioForm
from mom_sim.scenario.study import Study
from mom_sim.scenario.validating import validate
from mom_sim.scenario.yaml_reader import compose_document
from tests.spec.files import INVALID, VALID

MINIMAL = """
people: {design: {headcount: 3}, brand: {headcount: 1}}
campaigns: {email: {demand: 9 per day}}
"""
CSV = "id,unit,type,requested,due,value\nspring,company,email,2026-02-01,2026-05-01,0\n"


def faults_of(text: str, folder: Path | None = None) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, "study.yaml", folder)
    return [str(fault) for fault in caught.value.faults]


def test_text_and_file_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    from_file, from_text = load_scenario(path), parse_scenario(MINIMAL, str(path))
    assert (from_file.files, from_text.files) == ((str(path),), ())
    assert replace(from_file, files=()) == from_text
    assert from_file.scenario.name == "study"
    assert from_file.file == str(path)
    assert (from_file.operating_model.name, from_file.models) == ("centralized", {})


def test_the_example_of_the_format_is_ten_lines() -> None:
    text = (VALID / "minimal.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 10
    scenario = parse_scenario(text).scenario
    assert [role.kind for role in scenario.roles] == ["producer", "producer", "decider"]
    assert [step.name for step in scenario.workflows[0].steps][-1] == "launch"


def test_order_is_the_order_of_the_file() -> None:
    text = "units: [z, a, m]\n" + MINIMAL.replace("{design", "{zeta: {headcount: 1}, design")
    scenario = parse_scenario(text).scenario
    assert [unit.name for unit in scenario.units] == ["z", "a", "m"]
    assert [role.name for role in scenario.roles] == ["zeta", "design", "brand"]


def test_without_archetypes_their_names_are_not_checked() -> None:
    text = f"{MINIMAL}operating_model: nobody_knows\nmodels: {{mine: {{base: neither}}}}\n"
    loaded = parse_scenario(text)
    assert loaded.operating_model.base == "nobody_knows"
    assert loaded.models["mine"].base == "neither"
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, archetypes=archetype_documents())
    assert len(caught.value.faults) == 2


def test_a_campaign_calendar_needs_a_folder(tmp_path: Path) -> None:
    text = f"{MINIMAL}campaign_calendar: plan.csv\n"
    assert "only for a scenario that is a file" in faults_of(text)[0]
    (tmp_path / "plan.csv").write_text(CSV, encoding="utf-8")
    assert len(parse_scenario(text, folder=tmp_path).scenario.dated) == 1


def test_a_campaign_calendar_may_be_in_a_folder_inside(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plan.csv").write_text(CSV, encoding="utf-8")
    text = f"{MINIMAL}campaign_calendar: data/plan.csv\n"
    assert len(parse_scenario(text, folder=tmp_path).scenario.dated) == 1


@pytest.mark.parametrize(
    "name", ["../plan.csv", "inner/../../plan.csv", "/plan.csv", "link.csv", "linked/plan.csv"]
)
def test_a_campaign_calendar_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    outside, home = tmp_path / "outside", tmp_path / "home"
    (home / "inner").mkdir(parents=True)
    outside.mkdir()
    for path in (tmp_path / "plan.csv", outside / "plan.csv"):
        path.write_text(CSV, encoding="utf-8")
    (home / "link.csv").symlink_to(outside / "plan.csv")
    (home / "linked").symlink_to(outside)
    (fault,) = faults_of(f"{MINIMAL}campaign_calendar: {name}\n", home)
    assert "folder" in fault
    assert "2026" not in fault  # nothing of what the file says


@pytest.mark.parametrize("name", ['"a\\0b"', '""', "inner", "'C:\\plan.csv'", '"a\\nb"'])
def test_odd_names_of_a_campaign_calendar(tmp_path: Path, name: str) -> None:
    (tmp_path / "inner").mkdir()
    (fault,) = faults_of(f"{MINIMAL}campaign_calendar: {name}\n", tmp_path)
    assert fault.count("\n") == 0


def test_many_faults_of_a_calendar_are_counted(tmp_path: Path) -> None:
    rows = "".join(f"c{n},company,emial,2026-02-01,2026-05-01,0\n" for n in range(500))
    (tmp_path / "plan.csv").write_text(CSV + rows, encoding="utf-8")
    faults = faults_of(f"{MINIMAL}campaign_calendar: plan.csv\n", tmp_path)
    assert len(faults) == 101
    assert "400 more faults" in faults[-1]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfei\x00d\x00",
        b'id,unit\n"open',
        b"",
        b"\n\n",
        b"id,unit,type,requested,due,value\n\0",
    ],
)
def test_files_that_are_no_csv(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.csv").write_bytes(content)
    faults = faults_of(f"{MINIMAL}campaign_calendar: plan.csv\n", tmp_path)
    assert all("plan.csv:" in fault for fault in faults)


def test_a_calendar_with_a_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_bytes(b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode())
    text = f"{MINIMAL}campaign_calendar: plan.csv\n"
    assert parse_scenario(text, folder=tmp_path).scenario.dated[0].id == "spring"


def test_warnings() -> None:
    text = "currency: EUR\n" + MINIMAL.replace("{design", "{janitor: {headcount: 1}, design")
    text += (
        "workflows: {w: {steps: {design: {skill: design, launch: true, effort: 1h}}}}\n"
        "campaign_calendar: none.csv\n"
    )
    text = text.replace("campaign_calendar: none.csv\n", "")
    warnings = parse_scenario(text).warnings
    assert any(
        w.startswith("people: cost is left out for janitor, design, brand") for w in warnings
    )
    assert any(w.startswith("people.janitor: no step asks") for w in warnings)
    assert parse_scenario(MINIMAL).warnings == ()


def test_every_check_is_shown_by_an_invalid_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INVALID)
    silent = {check.name for check in CHECKS}
    for file in sorted(INVALID.glob("*.yaml")):
        try:
            document, _ = compose_document(file.read_text(encoding="utf-8"), file.name)
        except ScenarioError:
            continue
        context = context_of(document.data)
        filled = fill(document.data, context)
        validated = validate(document, filled.data, ScenarioForm, context)
        if validated.form is None:
            continue
        study = Study(validated.form, document, filled, context, validated)
        for check in CHECKS:
            judged = not any(validated.is_damaged(part) for part in check.reads)
            if check.name in silent and judged and any(check.find(study)):
                silent.discard(check.name)
    assert not silent


def test_checks_are_named_and_described() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(check.sentence.endswith(".") for check in CHECKS)


@pytest.mark.parametrize("module", ["mom_sim.scenario.resolved", "mom_sim.scenario.printing"])
def test_the_resolved_form_does_without_pydantic(module: str) -> None:
    code = f"import sys, {module}; assert 'pydantic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_types_that_a_gate_leaves_out_all_need_it() -> None:
    text = """
people: {design: {headcount: 3}, brand: {headcount: 1}}
workflows:
  standard:
    steps:
      draw: {skill: design, effort: 3h}
      check: {skill: brand, after: draw, gate: {applies: {email: 60%}, revise: {draw: 20%}}}
      launch: {after: check, launch: true}
campaigns: {email: {demand: 9 per day}, post: {demand: 2 per day}}
"""
    steps = parse_scenario(text).scenario.workflows[0].steps
    (gate,) = next(step.gate for step in steps if step.gate)
    assert gate.applies == (("email", 0.6), ("post", 1.0))


def test_an_embargo_after_the_due_date_is_told(tmp_path: Path) -> None:
    launch = "{id: spring, unit: company, type: email, requested: 2026-02-01, due: 2026-05-01"
    text = f"{MINIMAL}dated_launches: [{launch}, not_before: 2026-05-02}}]\n"
    told = (
        "not_before is after due for spring{}: such a campaign is late in every model; see "
        "dated_launches and the campaign calendar"
    )
    # A bare date is due until its day is over, and an embargo until its day begins.
    assert parse_scenario(text).warnings == ()
    assert parse_scenario(text.replace("05-02", "05-03")).warnings == (told.format(""),)
    (tmp_path / "rows.csv").write_text(
        "id,unit,type,requested,due,value,not_before\n"
        "easter,company,email,2026-02-01,2026-04-01,0,2026-04-09\n",
        encoding="utf-8",
    )
    both = text.replace("05-02", "05-03") + "campaign_calendar: {file: rows.csv}\n"
    assert parse_scenario(both, folder=tmp_path).warnings == (told.format(" and 1 more"),)


def test_the_campaign_calendar_can_have_a_source(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(CSV, encoding="utf-8")
    text = (
        f"{MINIMAL}campaign_calendar: {{file: rows.csv}}\n"
        "sources: {campaign_calendar.file: {mark: FOUND, grade: C, from: our booking system}}\n"
    )
    (row,) = (
        row
        for row in parse_scenario(text, folder=tmp_path).sources
        if row.path == "campaign_calendar.file"
    )
    assert (row.value, row.mark, row.origin) == ("rows.csv", "FOUND", "our booking system")
    without = text.replace("campaign_calendar: {file: rows.csv}\n", "")
    (fault,) = faults_of(without)
    assert 'no number of this scenario has the path "campaign_calendar.file"' in fault
