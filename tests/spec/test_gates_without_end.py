"""A gate that lets nothing pass, ever, is pointed out when the scenario is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mom_sim.simulation import parse_scenario
from tests.faces.small_study import run, write_study

TEXT = """
people:
  content: {headcount: 2}
  brand: {headcount: 2}
workflows:
  standard:
    steps:
      write: {skill: content, effort: 6h}
      review: {skill: brand, effort: 1h, after: write, gate: {GATE}}
      launch: {after: review, launch: true}
campaigns:
  email: {demand: 100 per year}
"""
PATH = "workflows.standard.steps.review.gate: every version is sent back"
SECOND = "workflows.standard.steps.review.gate: every version from round 2 on is sent back"


@pytest.mark.parametrize(
    ("gate", "is_told"),
    [
        ("revise_probability: 100%", True),
        ("revise_probability: 100%, rounds: 3", False),
        ("revise_probability: 99%", False),
        ("reject: 10%", False),
        ("revise_probability: [100%, 100%]", True),
        ("revise_probability: [100%, 99%]", False),
        ("revise_probability: [50%, 100%], rounds: 3", False),
    ],
)
def test_a_gate_that_always_sends_back_needs_rounds(gate: str, is_told: bool) -> None:
    warnings = parse_scenario(TEXT.replace("GATE", gate)).warnings
    assert [warning.startswith(PATH) for warning in warnings] == [True] * is_told


def test_from_which_round_on_nothing_passes_is_told() -> None:
    gate = "revise_probability: [50%, 100%, 100%]"
    (warning,) = parse_scenario(TEXT.replace("GATE", gate)).warnings
    assert warning.startswith(SECOND)
    assert "no campaign that has come to round 2 of this gate can pass it" in warning


def test_validate_prints_it(tmp_path: Path) -> None:
    text = TEXT.replace("GATE", "revise_probability: 100%")
    result = run("validate", write_study(tmp_path, text))
    assert result.exit_code == 0
    assert PATH in " ".join(result.output.split())
