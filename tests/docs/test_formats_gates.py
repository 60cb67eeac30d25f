"""The page on formats names every key that the worth of gates has, and no other."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mom_sim.cli.main import cli
from mom_sim.experiments.gates.worth import measure_gates
from mom_sim.simulation import load_scenario
from tests.faces.test_cli_gates import TEXT

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def documented(sentence: str) -> set[str]:
    """Keys of the table behind a sentence of the section."""
    (section,) = re.findall(
        r"^## `gates --json`\n(.*?)^## ", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    lines = section.partition(sentence)[2].strip().splitlines()
    table = lines[: lines.index("")] if "" in lines else lines
    return {
        key
        for line in table
        if line.startswith("| `")
        for key in re.findall(r"`([^`]+)`", line.split("|")[1])
    }


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """One with all orders, one with sampled ones."""
    path = tmp_path_factory.mktemp("gates") / "study.yaml"
    path.write_text(TEXT, encoding="utf-8")
    arguments = ["gates", str(path), "--replications", "2", "--workers", "1", "--json", "-"]
    printed = CliRunner().invoke(cli, arguments)
    assert printed.exit_code == 0, printed.output
    sampled = measure_gates(
        load_scenario(path), replications=2, workers=1, exact_up_to=0, orders=2
    ).to_json()
    return [json.loads(printed.stdout)["results"], sampled["results"]]


def test_the_keys_of_the_results(results: list[dict[str, Any]]) -> None:
    found = {key for one in results for key in one}
    assert documented("In `results`:") == found
    for key in ("campaigns", "with_all_gates"):
        row = next(line for line in PAGE.read_text().splitlines() if line.startswith(f"| `{key}`"))
        parts = [name for name in results[0][key] if not name.endswith(("_low", "_high"))]
        assert all(f"`{name}`" in row for name in parts)


def test_the_keys_of_a_gate_and_of_all_together(results: list[dict[str, Any]]) -> None:
    gates = {key for one in results for gate in one["gates"] for key in gate}
    assert documented("An entry of `gates`, and `total`:") == gates
    assert {key for one in results for key in one["total"]} <= gates - {"gate"}
