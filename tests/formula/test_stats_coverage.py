"""How often the intervals hold the true value, against what they promise.

In CI a short version: 120 repeats of every case with a fixed seed. A case fails where the hits lie
below the 1e-5 quantile of what a true 94% would give, so that an interval that keeps its promise
raises a false alarm with probability below 1e-5, and all of them together below 1e-3.

`make deep` makes the page `docs/coverage.md` anew, with 2,000 repeats, and holds it to its promise:
the exact 99% interval of the coverage reaches 95% or lies above.
"""

from __future__ import annotations

import re

import pytest
from scipy.stats import binom

from docs.making.coverage_cases import CASES, LIMITS, Case
from docs.making.coverage_page import REPEATS, coverage_page, hits_of
from docs.making.selection_cases import KN_SYSTEMS, WINNER_SYSTEMS
from tests.docs.markdown_blocks import ROOT

FEW = 120
FALSE_ALARM = 1e-5
PAGE = ROOT / "docs" / "coverage.md"
_INTERVAL = re.compile(r"\| ([0-9.]+)% \| ([0-9.]+)% to ([0-9.]+)% \|")


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].name)
def test_an_interval_holds_as_often_as_it_says(number: int) -> None:
    """False alarm at most 1e-5 a case."""
    case = CASES[number]
    repeats = FEW if "until all" not in case.name else FEW // 3
    hits = hits_of(case, number, repeats)
    assert hits >= binom.ppf(FALSE_ALARM, repeats, 0.94), f"{hits} of {repeats}: {case.name}"


def test_an_interval_that_is_too_short_is_found() -> None:
    """One that holds in 67 of 100 cases is missed with probability below 1e-4."""
    exact = CASES[1]
    short = Case(exact.name, exact.replications, lambda g: exact.holds(g) and g.random() < 0.7, "")
    assert hits_of(short, 1, FEW) < binom.ppf(FALSE_ALARM, FEW, 0.94)


def test_the_page_has_every_case_and_keeps_the_promise() -> None:
    text = PAGE.read_text(encoding="utf-8")
    promised, rest = text.split("## Where an interval is too short")
    limits, selection = rest.split("## Selecting the best")
    for cases, part in ((CASES, promised), (LIMITS, limits)):
        for case in cases:
            assert f"| {case.name} | {case.replications} | " in part
        assert len(_INTERVAL.findall(part)) == len(cases)
    for shares in (_INTERVAL.findall(promised), _INTERVAL.findall(selection)):
        assert all(float(high) >= 95.0 for _, _, high in shares)
    for systems in (*KN_SYSTEMS, *(one for one, _ in WINNER_SYSTEMS)):
        assert f"| {systems.name} | " in selection
    assert f"{REPEATS:,} times" in text


@pytest.mark.deep
def test_the_page_is_what_is_made_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == coverage_page()
