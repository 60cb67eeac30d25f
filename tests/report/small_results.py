"""Results of a study that runs in a fraction of a second, with names that try to be markup."""

from __future__ import annotations

from pathlib import Path

from mom_sim.report import results_of
from mom_sim.report.material import Result
from mom_sim.simulation import Study

NAME = "Small <script>alert(1)</script> & $x^2$ study"
SURGED = f"""\
name: "{NAME}"
description: 'Whether a "hub" is worth it & for whom.'
units: [north, south]
run: {{warm_up: 1 week, horizon: 7 weeks, follow_up: 5 weeks, replications: 3}}
people:
  strategy: {{headcount: 2}}
  content: {{headcount: 2}}
  design: {{headcount: 2}}
  brand: {{headcount: 2}}
campaigns:
  email: {{demand: 200 per year}}
surges:
  spring: {{start: 2 weeks, length: 3 weeks, factor: 1.5}}
"""
MODELS = ("centralized", "functional")


def write_surged(folder: Path) -> Path:
    """Write the scenario."""
    path = folder / "surged.yaml"
    path.write_text(SURGED, encoding="utf-8")
    return path


def run_all(folder: Path) -> tuple[Study, list[Result]]:
    """Everything that a report of the scenario can show but a plan and a sensitivity."""
    study = Study.of(write_surged(folder))
    results = results_of(study, models=MODELS, replications=3, workers=1)
    return study, results
