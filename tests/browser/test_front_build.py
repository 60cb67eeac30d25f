"""The built pages and their sources are in step."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

FRONT = Path(__file__).parents[2] / "mom_sim" / "app" / "front"
STATIC = FRONT.parent / "static"
SINGLE = (
    "index.html",
    "package-lock.json",
    "package.json",
    "tsconfig.json",
    "vite.config.ts",
    "vite_stamp.ts",
)


def hash_of_sources() -> str:
    """As vite_stamp.ts makes it: name, length and bytes of every file, by name."""
    inside = [str(path.relative_to(FRONT)) for path in (FRONT / "src").rglob("*") if path.is_file()]
    made = hashlib.sha256()
    for name in sorted([*SINGLE, *inside]):
        content = (FRONT / name).read_bytes()
        made.update(f"{name}\0{len(content)}\0".encode())
        made.update(content)
    return made.hexdigest()


def built_files() -> dict[str, str]:
    """Hash of every built file by its name."""
    found = {}
    for path in STATIC.rglob("*"):
        name = path.relative_to(STATIC).as_posix()
        if path.is_file() and name != "build.json":
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def test_built_files_are_those_of_the_sources() -> None:
    told = json.loads((STATIC / "build.json").read_text(encoding="utf-8"))
    assert told["sources"] == hash_of_sources(), "run: npm run build --prefix mom_sim/app/front"
    assert told["files"] == built_files(), "a built file was changed by hand"


def test_what_a_first_visit_loads_stays_small() -> None:
    first = ["index.html", "assets/index.js", "assets/index.css", "assets/favicon.svg"]
    assert sum((STATIC / name).stat().st_size for name in first) < 450_000


def test_lock_file_names_no_place_to_load_from() -> None:
    assert "resolved" not in (FRONT / "package-lock.json").read_text(encoding="utf-8")


def test_pages_name_no_foreign_address() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.deep
def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (FRONT / "node_modules").is_dir():
        pytest.skip("Node or the front end's packages are not installed")
    copy = tmp_path / "app" / "front"
    shutil.copytree(FRONT, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(FRONT / "node_modules")
    subprocess.run(["npm", "run", "build"], cwd=copy, check=True, capture_output=True)
    again = {
        path.relative_to(copy.parent / "static").as_posix(): path.read_bytes()
        for path in (copy.parent / "static").rglob("*")
        if path.is_file()
    }
    assert again == {
        path.relative_to(STATIC).as_posix(): path.read_bytes()
        for path in STATIC.rglob("*")
        if path.is_file()
    }
