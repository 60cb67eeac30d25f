"""The pages name every key that a real explanation has, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mom_sim.cli.documentation import EXPLAIN_KEYS
from tests.faces.small_study import run, write_study

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
MODELS = ("--models", "centralized,outsourced")


@pytest.fixture(scope="module")
def explanations(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of all campaigns, and of one of them."""
    path = write_study(tmp_path_factory.mktemp("explain_format"))
    common = ("explain", path, *MODELS, "--workers", "1", "--json", "-")
    several = run(*common, "--replications", "2")
    assert several.exit_code == 0, several.output
    everything = json.loads(several.stdout)
    wanted = everything["results"]["campaigns"][0]["id"]
    one = run(*common, "--campaign", wanted)
    assert one.exit_code == 0, one.output
    return everything, json.loads(one.stdout)


def _documented() -> dict[str, set[str]]:
    """Keys of the tables of the section, by the line before each table."""
    text = PAGE.read_text(encoding="utf-8").split("\n## `explain --json`\n")[1].split("\n## ")[0]
    found: dict[str, set[str]] = {}
    sentence = ""
    for line in text.splitlines():
        if line.startswith("| `"):
            found.setdefault(sentence, set()).update(re.findall("`([^`]+)`", line.split("|")[1]))
        elif line and not line.startswith("|"):
            sentence = line
    return found


def _keys(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {key for entry in entries for key in entry}


def test_the_page_on_formats(explanations: tuple[dict[str, Any], dict[str, Any]]) -> None:
    everything, one = explanations
    results = [everything["results"], one["results"]]
    lives = one["results"]["lives"]
    tables = list(_documented().values())
    assert tables == [
        _keys(explanations),
        _keys(results),
        _keys(entry for part in results for entry in part["campaigns"]),
        _keys(entry for part in results for entry in part["means"]),
        _keys(lives.values()),
    ]
    assert set(lives) == {"a", "b"} and "lives" not in everything["results"]


def test_the_page_names_the_keys_inside(
    explanations: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    everything, one = explanations
    text = PAGE.read_text(encoding="utf-8").split("\n## `explain --json`\n")[1].split("\n## ")[0]
    rows = {line.split("`")[1]: line for line in text.splitlines() if line.startswith("| `")}
    entry = everything["results"]["campaigns"][0]
    inside = {
        "models": everything["models"][0],
        "causes": entry["causes"],
        "embargo": entry["embargo"],
        "working": entry["working"],
        "activities": one["results"]["lives"]["a"]["activities"][0],
        "pieces": one["results"]["lives"]["a"]["pieces"][0],
    }
    for key, part in inside.items():
        assert all(f"`{name}`" in rows[key] for name in part), key
    assert set(entry) - {"id", "replication", "campaign", "unit", "type"} == set(
        everything["results"]["totals"]
    ) - {"count"}


def test_what_differs_from_the_provenance_of_a_comparison(
    explanations: tuple[dict[str, Any], dict[str, Any]], tmp_path: Path
) -> None:
    compared = run(
        *("compare", write_study(tmp_path), *MODELS, "--replications", "1"),
        *("--workers", "1", "--json", "-"),
    )
    usual = set(json.loads(compared.stdout)["provenance"])
    for found in explanations:
        assert set(found["provenance"]) == (usual - {"surges", "tape_hashes"}) | {
            "first_replication",
            "tape_hash",
        }


def test_the_page_on_the_command_line(
    explanations: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    everything, one = explanations
    results = {**everything["results"], **one["results"]}
    documented = {key for keys in EXPLAIN_KEYS for key in keys.split(", ")}
    assert documented == {
        *(key for key in everything if key != "results"),
        *(f"results.{key}" for key in results),
        *(f"results.campaigns[].{key}" for key in results["campaigns"][0]),
    }
