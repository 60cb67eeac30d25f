"""Places that nothing can be written to are refused before anything runs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

import mom_sim.simulation
from tests.faces.small_study import run, write_study


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_anyway(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it ran")

    monkeypatch.setattr(mom_sim.simulation, "simulate", run_anyway)


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize(("option", "name"), [("--log", "new/log"), ("--json", "out.json")])
def test_a_file_system_that_takes_nothing_is_named(
    option: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the permissions say that everything may be written."""

    def read_only(*_: object, **__: object) -> NoReturn:
        raise OSError(30, "Read-only file system")

    path = write_study(tmp_path)
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(tempfile, "TemporaryFile", read_only)
    result = run("simulate", path, option, tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    # Click breaks lines of messages anywhere.
    said = "".join(result.stderr.split())
    expected = f"the folder {tmp_path} cannot be written to (Read-only file system); name another"
    assert option in result.stderr and expected.replace(" ", "") in said
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize(("option", "name"), [("--log", "x"), ("--log", "x/y"), ("--json", "x")])
def test_what_the_kernel_keeps_for_itself_is_refused(
    option: str, name: str, tmp_path: Path
) -> None:
    folder = Path("/proc" if sys.platform == "linux" else "/dev/null")
    result = run("simulate", write_study(tmp_path), option, folder / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert option in result.stderr and str(folder.name) in result.stderr


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize("option", ["--log", "--json"])
def test_a_name_that_no_disk_takes_is_refused(option: str, tmp_path: Path) -> None:
    result = run("simulate", write_study(tmp_path), option, tmp_path / ("x" * 300))
    assert (result.exit_code, result.stdout) == (2, "")
    assert option in result.stderr and "name another place" in " ".join(result.stderr.split())


def test_looking_leaves_nothing_behind(tmp_path: Path) -> None:
    path, folder = write_study(tmp_path), tmp_path / "out"
    folder.mkdir()
    assert run("simulate", path, "--json", folder / "a.json").exit_code == 0
    assert [one.name for one in folder.iterdir()] == ["a.json"]
