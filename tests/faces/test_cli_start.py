"""Starting the command line: the version, the help, and that they load nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata

import pytest

from mom_sim.cli.main import cli
from mom_sim.cli.options import ENGINE_NAMES
from mom_sim.simulation import ENGINES
from tests.faces.small_study import run

HEAVY = {"numpy", "pandas", "pydantic", "scipy", "simpy", "yaml"}
COMMANDS = [
    "compare",
    "explain",
    "gates",
    "surge",
    "plan",
    "sweep",
    "sensitivity",
    "map",
    "claims",
    "report",
    "app",
    "calibrate",
    "validate-fit",
    "simulate",
    "measure",
    "export",
    "validate",
    "resolve",
    "sources",
    "plan-text",
    "models",
    "schema",
]


def test_version() -> None:
    assert run("--version").output == f"mom-sim {metadata.version('mom-sim')}\n"


def test_the_commands_are_pinned_and_listed_in_order() -> None:
    assert list(cli.commands) == COMMANDS
    text = run("--help").output
    places = [text.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_whose_list_entry_is_not_cut(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example: mom-sim" in result.output
    (entry,) = [line for line in run("-h").output.splitlines() if line.startswith(f"  {name} ")]
    assert entry.endswith(".") and not entry.endswith("...")


@pytest.mark.parametrize("arguments", [["--help"], ["compare", "--help"], ["--version"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from mom_sim.cli.main import cli\n"
        f"cli({arguments!r}, standalone_mode=False)\n"
        "print('loaded:', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = finished.stdout.rpartition("loaded:")[2].split()
    assert HEAVY & set(loaded) == set()


def test_the_module_is_the_command() -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "mom_sim", "--version"], capture_output=True, text=True, check=True
    )
    assert finished.stdout == f"mom-sim {metadata.version('mom-sim')}\n"


def test_the_engines_to_choose_from_are_those_that_there_are() -> None:
    assert set(ENGINE_NAMES) == {"auto", *ENGINES}
