"""Records of claims are whole, and about what docs/DOMAIN.md says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mom_sim.experiments.claims.arms import flipped_values, run_hash, scenario_text
from mom_sim.experiments.claims.changing_documents import at_paths, merged, together
from mom_sim.experiments.claims.claim import FAILS, HOLDS, Claim
from mom_sim.experiments.claims.library import every_claim
from mom_sim.metrics.registry import METRICS
from mom_sim.simulation import Study, parse_scenario

DOMAIN = Path(__file__).parents[2] / "docs" / "DOMAIN.md"
EVERY = every_claim()
IDS = [one.id for one in EVERY]


def test_every_statement_of_the_domain_has_a_record() -> None:
    section = DOMAIN.read_text(encoding="utf-8").split("\n## 5.")[1].split("\n## 6.")[0]
    wanted = []
    for part in section.split("\n### ")[1:]:
        rows = [line for line in part.splitlines() if line.startswith("| Falsifiable statements")]
        letters = dict.fromkeys(re.findall(r"\((\w)\) ", rows[0]))  # one may refer to another
        wanted += [f"{part.split()[0]}{letter}" for letter in letters]
    assert wanted == IDS


@pytest.mark.parametrize("claim", EVERY, ids=IDS)
def test_a_record_is_consistent(claim: Claim) -> None:
    assert claim.sentence.endswith(".") and claim.decided_by.endswith(".")
    names = set(claim.arms)
    for set_up in (claim.holds, claim.fails):
        assert set(set_up.arms) <= names
        assert set_up.breaks in ("", *claim.premises)
    assert not claim.holds.breaks, "it is to hold where its premises are true"
    assert bool(claim.premises) == bool(claim.fails.breaks)
    if claim.theorem:
        assert claim.fails.breaks, "a theorem fails nowhere but where a premise is broken"
    assert set(claim.traced or ()) <= names
    assert set(claim.shown) <= set(METRICS)
    assert any(not one.is_premise for one in claim.measures)


@pytest.mark.parametrize("claim", EVERY, ids=IDS)
def test_flips_change_something_that_the_format_knows(claim: Claim) -> None:
    for flip in claim.flips:
        assert flip.set_up in (HOLDS, FAILS)
        assert flip.low < flip.high and flip.points >= 3 and flip.replications >= 2
        measure = claim.measures[flip.measure]
        bounds = {measure.low, measure.high} - {float("inf"), -float("inf")}
        assert flip.bound in bounds if flip.bound is not None else len(bounds) == 1
        set_up = claim.set_up(flip.set_up)
        arm = next(iter(flip.arms or claim.arms))
        at_ends = {
            run_hash(
                Study(parse_scenario(scenario_text(claim, arm, set_up, flipped_values(flip, x))))
            )
            for x in (flip.low, flip.high)
        }
        assert len(at_ends) == 2, f"{arm} is the same at both ends"


def test_merging_removes_by_null_and_leaves_what_is_changed_alone() -> None:
    company = {"people": {"design": {"headcount": 2}, "brand": {}}, "units": ["a", "b"]}
    changes = yaml.safe_load("{people: {brand: ~, design: {kind: producer}}, units: [c]}")
    assert merged(company, changes) == {
        "people": {"design": {"headcount": 2, "kind": "producer"}},
        "units": ["c"],
    }
    assert company["units"] == ["a", "b"] and "brand" in company["people"]  # type: ignore[operator]
    assert merged("none", {"speed_up": "5%"}) == {"speed_up": "5%"}


def test_texts_are_merged_in_their_order_and_paths_become_documents() -> None:
    text = together("a: {b: 1, c: 2}", "", "a: {b: 3}")
    assert yaml.safe_load(text) == {"a": {"b": 3, "c": 2}}
    assert at_paths({"a.b": "2h", "a.c": "3"}) == {"a": {"b": "2h", "c": 3}}
