"""Invalid files, each named by its fault, and the exact message that it gives.

After a wanted change write the messages anew: ``python -m tests.spec.test_invalid``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mom_sim.errors import ScenarioError
from tests.spec.files import INVALID, assert_same, load

NAMES = sorted(path.stem for path in INVALID.glob("*.yaml"))


@pytest.fixture(autouse=True)
def _in_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(INVALID)


@cache
def faults_of(name: str) -> ScenarioError:
    """Load a file; the first call of a name does, the others remember."""
    try:
        load(f"{name}.yaml")
    except ScenarioError as error:
        return error
    raise AssertionError(f"{name}.yaml was accepted")


def snapshot() -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in INVALID.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_file_gives_its_message_and_writes_nothing(name: str, tmp_path: Path) -> None:
    before = snapshot()
    error = faults_of.__wrapped__(name)
    assert snapshot() == before
    expected = INVALID / f"{name}.txt"
    assert_same(expected, f"{error}\n", tmp_path, "python -m tests.spec.test_invalid")


def test_there_are_at_least_seventy_and_each_has_its_message() -> None:
    assert {path.stem for path in INVALID.glob("*.txt")} == set(NAMES)
    assert len(NAMES) >= 70


@pytest.mark.parametrize("name", NAMES)
def test_faults_come_once_each_in_the_order_of_their_places(name: str) -> None:
    faults = faults_of(name).faults
    assert list(faults) == sorted(set(faults))
    for fault in faults:
        assert fault.file.startswith(name)
        assert fault.line >= 1 and fault.column >= 1
        assert "\n" not in fault.message
        # Words of the machinery, which say nothing to the person who wrote the file.
        for word in ("pydantic", "Input should", "NoneType", "dict", "Traceback", "<short>"):
            assert word not in fault.message


def test_all_faults_are_reported_at_once() -> None:
    faults = faults_of("many_faults_at_once").faults
    assert len(faults) >= 15
    parts = {fault.path.split(".")[0] for fault in faults}
    assert parts >= {"units", "run", "people", "workflows", "campaigns", "surges", "risks"}
    lines = {fault.line for fault in faults_of("unknown_keys_everywhere").faults}
    assert len(lines) == 4


def test_faults_of_the_scenario_and_of_its_calendar_come_together(tmp_path: Path) -> None:
    text = (INVALID / "csv_bad_cells.yaml").read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(f"{text}comparison: equal_poeple\n", encoding="utf-8")
    (tmp_path / "csv_bad_cells.csv").write_bytes((INVALID / "csv_bad_cells.csv").read_bytes())
    with pytest.raises(ScenarioError) as caught:
        load(str(tmp_path / "study.yaml"))
    files = {Path(fault.file).name for fault in caught.value.faults}
    assert files == {"study.yaml", "csv_bad_cells.csv"}


if __name__ == "__main__":
    import os

    os.chdir(INVALID)
    for stem in NAMES:
        (INVALID / f"{stem}.txt").write_text(f"{faults_of(stem)}\n", encoding="utf-8")
