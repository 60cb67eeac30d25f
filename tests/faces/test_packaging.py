"""The wheel runs outside the checkout, and the pins are whole, hashed and free of addresses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mom_sim"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
# Permissive, or with conditions on changes to the library's own files only.
ADMITTED_LICENSES = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "PSF-based",
    "Zlib",
}
ARCHETYPES = {
    "campaign_centric",
    "centralized",
    "decentralized",
    "functional",
    "hybrid",
    "outsourced",
    "self_service",
}


def run(*command: str, cwd: Path, **environment: str) -> str:
    """Run a command that has to succeed; its output is the message if it does not."""
    finished = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, f"{' '.join(command)}\n{finished.stdout}"
    return finished.stdout


def pip(*arguments: str, cwd: Path) -> None:
    """Run this environment's pip, which needs no index for anything here."""
    run(sys.executable, "-m", "pip", *arguments, "--quiet", "--no-index", "--no-deps", cwd=cwd)


def normalized(requirement: str) -> str:
    """Name of the package that a requirement asks for, spelled as in the pins."""
    name = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def pinned_versions() -> dict[str, str]:
    """Version of every package in the constraints file."""
    return dict(re.findall(r"^([a-z0-9][a-z0-9-]*)==([^\s;\\]+)", PINS, flags=re.MULTILINE))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheel_files(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_holds_every_file_of_the_package(wheel_files: set[str]) -> None:
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and not {"__pycache__", "front"} & set(path.parts)
    }
    assert expected - wheel_files == set()
    assert not {name for name in wheel_files if name.startswith("mom_sim/app/front/")}


def test_wheel_holds_the_archetypes_and_the_type_marker(wheel_files: set[str]) -> None:
    folder = "mom_sim/operating_models/archetypes"
    assert {f"{folder}/{name}.yaml" for name in ARCHETYPES} - wheel_files == set()
    assert "mom_sim/py.typed" in wheel_files


def test_wheel_holds_nothing_but_the_package_and_its_metadata(wheel_files: set[str]) -> None:
    metadata = f"mom_sim-{PROJECT['project']['version']}.dist-info"
    assert {name.split("/")[0] for name in wheel_files} == {"mom_sim", metadata}
    assert [name for name in wheel_files if {"tests", "conftest.py"} & set(name.split("/"))] == []


def test_installed_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip("install", "--target", str(target), str(wheel), cwd=tmp_path)
    # The target comes before the editable installation on the path; printing proves that it did.
    place = run(
        sys.executable,
        "-c",
        "import mom_sim; print(mom_sim.__file__)",
        cwd=elsewhere,
        PYTHONPATH=str(target),
    )
    assert Path(place.strip()) == target / "mom_sim" / "__init__.py"
    version = run(
        sys.executable, "-m", "mom_sim", "--version", cwd=elsewhere, PYTHONPATH=str(target)
    )
    assert PROJECT["project"]["version"] in version


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "Makefile", ".ci/run"])
def test_no_address_is_written_down(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.search(r"\w://", line)] == []


def test_every_requirement_is_pinned() -> None:
    project = PROJECT["project"]
    required = [*project["dependencies"], *PROJECT["build-system"]["requires"]]
    for extra in project["optional-dependencies"].values():
        required += extra
    names = {normalized(requirement) for requirement in required} - {project["name"]}
    assert names - pinned_versions().keys() == set()


def test_build_backend_is_the_pinned_one() -> None:
    pins = pinned_versions()
    for requirement in PROJECT["build-system"]["requires"]:
        name = normalized(requirement)
        assert requirement == f"{name}=={pins[name]}"


def test_every_pin_has_hashes() -> None:
    # A requirement and its hashes are one logical line, continued by backslashes.
    entries = [line for line in PINS.replace("\\\n", " ").splitlines() if not line.startswith("#")]
    assert len(entries) == len(pinned_versions())
    assert [
        entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)
    ] == []


def test_every_pin_is_documented_with_an_admitted_license() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| (\d[\w.]*) \| ([^|]+) \| [^|]+ \|$", page, re.MULTILINE)
    assert {name: version for name, version, _ in rows} == pinned_versions()
    for name, _, expression in rows:
        parts = re.split(r" (?:AND|OR) ", expression)
        licenses = {part.removesuffix(" WITH LLVM-exception") for part in parts}
        assert licenses <= ADMITTED_LICENSES, name
