"""The page on the command line is printed from the commands, and what it says is so."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import click
import pytest

from mom_sim.cli.documentation import (
    COMPARE_KEYS,
    CSV_COLUMNS,
    SIMULATE_KEYS,
    command_line_page,
    examples,
)
from mom_sim.cli.main import cli
from tests.faces.small_study import run, write_study

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "command_line.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == command_line_page(), (
        "write it anew: python -m mom_sim.cli.documentation > docs/command_line.md"
    )


def test_the_page_names_every_command_and_option() -> None:
    page = command_line_page()
    for name, command in cli.commands.items():
        assert f"\n## {name}\n" in page
        for option in command.params:
            if isinstance(option, click.Option):
                assert f"| `{option.opts[0]} " in page


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_an_example_of_its_own(name: str) -> None:
    # That it works is tested with the commands of all other pages, in tests/docs.
    assert shlex.split(examples()[name])[:2] == ["mom-sim", name]
    assert f"{examples()[name]}\n```" in command_line_page()


def test_the_documented_keys_are_those_of_the_output(tmp_path: Path) -> None:
    result = run(
        *("compare", write_study(tmp_path), "--models", "centralized,outsourced"),
        *("--replications", "2", "--surge", "1.2", "--workers", "1", "--json", "-"),
        *("--csv", tmp_path / "out.csv"),
    )
    assert result.exit_code == 0, result.output
    content = json.loads(result.stdout)
    model_keys = {f"models[].{key}" for model in content["models"] for key in model}
    # This one is there where the scenario compares with an equal budget itself.
    documented = set(COMPARE_KEYS) - {"models[].equal_people"}
    assert {*content, *model_keys} == documented
    assert _budget_keys(content) == {
        "removed",
        "outside_spend_per_year",
        "saved_per_year",
        "residual_per_year",
    }
    header = (tmp_path / "out.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert header == ",".join(CSV_COLUMNS).replace(", ", ",")


def _budget_keys(content: dict[str, Any]) -> set[str]:
    (budget,) = [
        model["equal_budget"]["budget"] for model in content["models"] if "equal_budget" in model
    ]
    return set(budget)


def test_the_documented_keys_of_one_run_are_those_of_the_output(tmp_path: Path) -> None:
    result = run("simulate", write_study(tmp_path), "--json", "-")
    assert set(json.loads(result.stdout)) == set(SIMULATE_KEYS)
