"""A sweep that runs in seconds, and its store once it has run."""

from __future__ import annotations

from pathlib import Path

SCENARIO = """\
name: Tiny study
units: [north, south]
run: {warm_up: 1 week, horizon: 4 weeks, follow_up: 3 weeks, replications: 1}
people:
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  email: {demand: 100 per year}
"""

SWEEP = """\
scenario: tiny.yaml
models: [centralized, functional]
vary:
  people.design.headcount: [0, 1, 2]
  surge: [1.5]
"""
"""Six points; the first two fail: nobody can design."""


def write_sweep(folder: Path, text: str = SWEEP, name: str = "tiny_sweep.yaml") -> Path:
    """Write the scenario and a sweep of it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
