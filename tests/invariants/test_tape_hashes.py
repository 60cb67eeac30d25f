"""The tape's hash in results is of everything that chance decides, in every command."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mom_sim.experiments.comparing import compare
from mom_sim.experiments.explaining import explain
from mom_sim.experiments.gates.worth import measure_gates
from mom_sim.simulation import Study, parse_scenario, simulate

TEXT = """
units: [north]
run: {warm_up: 1 week, horizon: 4 weeks, follow_up: 4 weeks}
people:
  content: {headcount: 2}
  brand: {headcount: 2}
workflows:
  standard:
    steps:
      write: {skill: content, effort: 6h}
      review: {skill: brand, effort: 1h, after: write, gate: {checks: [error]}}
      launch: {after: review, launch: true}
risks:
  error: {kind: defect, probability: 30%}
campaigns:
  email: {demand: 100 per year}
"""
CHANGES = {
    "the effort of a step": ("effort: 6h", "effort: 7h"),
    "the effort of a gate": ("effort: 1h", 'effort: "lognormal(mean=1h, cv=0.5)"'),
    "the demand": ("100 per year", "101 per year"),
}


def study(old: str = "", new: str = "") -> Study:
    return Study.of(parse_scenario(TEXT.replace(old, new)))


def of_comparison(of: Study) -> object:
    found = compare(of, ["functional"], replications=1, workers=1)
    return found.provenance["tape_hashes"]


def of_explanation(of: Study) -> object:
    found = explain(of, "centralized", "functional", replications=1, workers=1)
    return found.provenance["tape_hash"]


def of_gates(of: Study) -> object:
    return measure_gates(of, "functional", replications=1, workers=1).provenance["tape_hashes"]


def of_simulation(of: Study) -> object:
    return simulate(of, "functional").log.provenance["tape_hash"]


@pytest.mark.parametrize("hash_of", [of_comparison, of_explanation, of_gates, of_simulation])
def test_whatever_chance_decides_otherwise_has_another_hash(
    hash_of: Callable[[Study], object],
) -> None:
    usual = hash_of(study())
    assert hash_of(study()) == usual
    for what, change in CHANGES.items():
        assert hash_of(study(*change)) != usual, what


def test_what_chance_does_not_decide_leaves_the_hash_alone() -> None:
    usual = of_comparison(study())
    assert of_comparison(study("headcount: 2", "headcount: 2, cost: 90 USD/hour")) == usual
