"""A study that runs in a fraction of a second, and a way to call the command line on it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from mom_sim.cli.main import cli
from mom_sim.cli.options import PROGRAM

TEXT = """\
name: Small study
units: [north, south]
run: {warm_up: 1 week, horizon: 5 weeks, follow_up: 5 weeks, replications: 3}
people:
  strategy: {headcount: 2}
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 2}
campaigns:
  email: {demand: 150 per year}
models:
  my_hub: {base: hybrid, summary: Our own hub.}
"""

FAULTY = """\
name: Faulty study
units: [north, south]
people:
  content: {headcount: 0}
  brand: {headcount: 1, color: red}
campaigns:
  email: {demand: 150 per fortnight}
"""


def write_study(folder: Path, text: str = TEXT) -> Path:
    """Write a scenario file."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    """Call the command line in this process."""
    return CliRunner().invoke(cli, list(map(str, arguments)), prog_name=PROGRAM)


def lines_that_are_too_long(text: str) -> list[str]:
    """Lines that would break in a terminal of 100 columns."""
    return [line for line in text.splitlines() if len(line) > 100]
