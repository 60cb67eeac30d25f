"""Valid files, each of one feature, and what they resolve to.

After a wanted change write the expected files anew: ``python -m tests.spec.test_valid``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mom_sim.scenario.printing import plain, resolved_hash, resolved_json, resolved_yaml
from mom_sim.scenario.yaml_reader import read_document_text
from tests.spec.files import VALID, assert_same, load, resolved_text

NAMES = sorted(path.stem for path in VALID.glob("*.yaml"))


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(VALID)


def expected_file(name: str) -> Path:
    return VALID / f"{name}.resolved.json"


@pytest.mark.parametrize("name", NAMES)
def test_file_resolves_to_what_is_committed(name: str, tmp_path: Path) -> None:
    text = resolved_text(load(f"{name}.yaml"))
    assert_same(expected_file(name), text, tmp_path, "python -m tests.spec.test_valid")


def test_every_expected_file_has_its_scenario() -> None:
    expected = {path.name.removesuffix(".resolved.json") for path in VALID.glob("*.resolved.json")}
    assert expected == set(NAMES)
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_printed_forms_are_exact(name: str) -> None:
    scenario = load(f"{name}.yaml").scenario
    assert json.loads(resolved_json(scenario)) == plain(scenario)
    assert read_document_text(resolved_yaml(scenario), "printed").data["name"] == scenario.name


def test_hash_tells_scenarios_apart_and_repeats_itself() -> None:
    hashes = [resolved_hash(load(f"{name}.yaml").scenario) for name in NAMES]
    assert len(set(hashes)) == len(NAMES)
    assert hashes[0] == resolved_hash(load(f"{NAMES[0]}.yaml").scenario)


def test_a_comment_changes_nothing(tmp_path: Path) -> None:
    before = VALID / "minimal.yaml"
    after = tmp_path / "minimal.yaml"
    after.write_text("# a comment\n" + before.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(str(after)).scenario == load(str(before)).scenario


if __name__ == "__main__":
    import os

    os.chdir(VALID)
    for stem in NAMES:
        expected_file(stem).write_text(resolved_text(load(f"{stem}.yaml")), encoding="utf-8")
