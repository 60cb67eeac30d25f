"""The page on formats names every key that a real result has, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mom_sim.cli.main import cli

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"

SCENARIO = """\
units: [north, south]
run: {warm_up: 1 weeks, horizon: 6 weeks, follow_up: 4 weeks}
people:
  content: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  email: {demand: 100 per year}
"""


def _documented(heading: str) -> dict[str, set[str]]:
    """Keys of the tables below a heading, by the sentence before each table."""
    text = PAGE.read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    (chosen,) = [part for part in section if part.startswith(heading)]
    found: dict[str, set[str]] = {}
    sentence = ""
    for line in chosen.splitlines():
        if line.startswith("| `"):
            keys = re.findall(r"`([^`]+)`", line.split("|")[1])
            found.setdefault(sentence, set()).update(keys)
        elif line and not line.startswith("|"):
            sentence = line
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    scenario = folder / "study.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    compare = ["compare", str(scenario), "--models", "centralized,outsourced", "--workers", "1"]
    for arguments in (
        [*compare, "--replications", "2", "--json", str(folder / "calm.json")],
        [*compare, "--replications", "1", "--surge", "2", "--json", str(folder / "surge.json")],
        [
            *("simulate", str(scenario), "--json", str(folder / "one.json")),
            *("--log", str(folder / "log")),
        ],
    ):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
    return folder


def _read(folder: Path, name: str) -> dict[str, Any]:
    return dict(json.loads((folder / name).read_text(encoding="utf-8")))


def _keys(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {key for entry in entries for key in entry}


def test_the_keys_of_a_comparison(folder: Path) -> None:
    documented = _documented("`compare --json`")
    calm, surge = _read(folder, "calm.json"), _read(folder, "surge.json")
    models = [*calm["models"], *surge["models"]]
    models += [model["equal_budget"] for model in models if "equal_budget" in model]
    figures = [figure for model in models for figure in model["kpis"].values()]
    figures += [figure for model in surge["models"] for figure in model["surge"].values()]

    assert documented["At the top:"] == _keys([calm, surge])
    # A model that buys outside work has its other figures under the name of the other way.
    assert documented["An entry of `models`:"] == _keys(models) | {"equal_people"}
    assert documented["A figure, in `kpis` and `surge`:"] == _keys(figures)
    differences = [*calm["differences"], *surge["differences"]]
    assert documented["An entry of `differences`:"] == _keys(differences)


def test_what_comes_only_with_a_surge(folder: Path) -> None:
    calm, surge = _read(folder, "calm.json"), _read(folder, "surge.json")
    assert not _keys(calm["models"]) & {"surge", "surge_bottleneck"}
    assert "condition" not in _keys(calm["differences"])
    for model in surge["models"]:
        assert {"weeks_to_recover", "peak_backlog"} == set(model["surge"]) - set(model["kpis"])
    assert {entry["condition"] for entry in surge["differences"]} == {"calm", "surge"}


def test_the_parts_of_a_bottleneck_and_of_a_budget(folder: Path) -> None:
    outsourced = _read(folder, "calm.json")["models"][1]
    assert set(outsourced["bottleneck"]) == {"name", "share", "why"}
    row = next(line for line in PAGE.read_text().splitlines() if line.startswith("| `budget`"))
    assert all(f"`{key}`" in row for key in outsourced["equal_budget"]["budget"])


def test_the_breakdowns(folder: Path) -> None:
    row = next(line for line in PAGE.read_text().splitlines() if line.startswith("| `tables`"))
    for model in _read(folder, "surge.json")["models"]:
        assert all(f"`{name}`" in row for name in model["tables"])
        assert all(set(table) == {"calm", "surge"} for table in model["tables"].values())


def test_the_keys_of_one_replication(folder: Path) -> None:
    (keys,) = _documented("`simulate --json`").values()
    assert keys == set(_read(folder, "one.json"))


def test_the_files_of_a_log(folder: Path) -> None:
    (files,) = _documented("A log as a folder").values()
    assert files == {file.name for file in (folder / "log").iterdir()}
    row = next(line for line in PAGE.read_text().splitlines() if line.startswith("| `log.json`"))
    label = _read(folder / "log", "log.json")
    assert all(f"`{key}`" in row for key in (*label, *label["window"]))


def test_the_keys_of_provenance(folder: Path) -> None:
    rows = [
        (set(re.findall(r"`([^`]+)`", line.split("|")[1])), line.split("|")[3].strip())
        for line in PAGE.read_text(encoding="utf-8").split("## Provenance")[1].splitlines()
        if line.startswith("| `")
    ]

    def keys_in(where: str) -> set[str]:
        return {key for keys, place in rows if place in ("both", where) for key in keys}

    assert keys_in("one replication") == set(_read(folder, "one.json")["provenance"])
    assert keys_in("comparison") == set(_read(folder, "surge.json")["provenance"])
