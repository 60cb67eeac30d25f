"""The search against all staffings of small organizations, simulated under the same seeds."""

from __future__ import annotations

from functools import cache

import pytest

from mom_sim.experiments.capacity.judging import outcomes_of
from tests.formula.capacity_cases import CONFIDENCE, Enumerated, enumerate_all

ROOM = (1.2, 1.6)
"""Limits of the promises by what the most people achieve: a tight and a loose one."""

IN_CI = [(1, 3, 3), (5, 3, 3)]
DEEP = [
    *((seed, 3, 4) for seed in range(10, 18)),
    *((seed, 2, 4) for seed in range(20, 24)),
]
REPLICATIONS = {2: 20, 3: 10}
"""By number of roles."""


@cache
def enumerated(seed: int, roles: int, most: int) -> Enumerated:
    return enumerate_all(seed, roles, most, REPLICATIONS[roles])


def check(case: tuple[int, int, int]) -> tuple[int, int]:
    """Compare the search with the enumeration; runs of either."""
    searched = all_runs = 0
    for room in ROOM:
        question = enumerated(*case).promising(room)
        best = question.cheapest()
        found, simulations = question.search()
        assert best is not None, f"{case}: no staffing keeps the promise, so nothing is tested"
        assert found.best is not None, f"{case}, {room}: nothing is found, {best[1]} keeps it"
        assert question.box().cost(found.best) == pytest.approx(best[0]), (
            f"{case}, {room}: {found.best} is found, {best[1]} is the cheapest"
        )
        searched += simulations
        all_runs += question.simulations
    return searched, all_runs


@pytest.mark.parametrize("case", IN_CI, ids=str)
def test_search_finds_the_cheapest_of_all_staffings(case):
    """Two promises a case; the seeds are fixed, so that nothing is left to chance."""
    searched, all_runs = check(case)
    assert searched < all_runs / 5  # 27 staffings; a tenth is asked for below, of more


@pytest.mark.deep
def test_search_finds_the_cheapest_of_all_staffings_in_a_tenth_of_their_runs():
    """24 questions: 12 organizations of two or three roles with up to four people, two promises."""
    searched, all_runs = map(sum, zip(*(check(case) for case in DEEP), strict=True))
    assert searched < all_runs / 10


def test_a_staffing_that_is_judged_early_is_judged_as_by_all_of_its_replications():
    """All 27 staffings of a case, each judged with as few replications as the judge wants."""
    question = enumerated(*IN_CI[0]).promising(ROOM[0])
    promises = question.question.promises
    late = {
        counts: all(one.is_kept for one in outcomes_of(promises, row, CONFIDENCE))
        for counts, row in question.runs.items()
    }
    judge = question.judge()
    early = {counts: judge(counts) for counts in question.runs}
    assert {counts: one.keeps for counts, one in early.items()} == late
    asked = sum(one.replications for one in early.values())
    assert asked < question.simulations / 2
