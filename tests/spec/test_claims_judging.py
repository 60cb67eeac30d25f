"""What makes a verdict: bounds, premises, and one or all measures."""

from __future__ import annotations

from typing import Any

import pytest

from mom_sim.errors import ScenarioError
from mom_sim.experiments.claims.claim import (
    DEPENDS,
    FAILS,
    HOLDS,
    REFUTED,
    SUPPORTED,
    UNCLEAR,
    Claim,
    Measure,
    SetUp,
)
from mom_sim.experiments.claims.judging import (
    measured,
    outcome_of,
    premises_hold,
    side,
    verdict_of,
)
from mom_sim.experiments.claims.library import chosen_claims
from mom_sim.stats import Interval


def between(low: float, high: float) -> Interval:
    return Interval((low + high) / 2, low, high)


def claim(*measures: Measure, any_measure: bool = False) -> Claim:
    return Claim("9.1a", "none", "", {}, measures, SetUp(""), SetUp(""), any_measure)


def measure(low: float, high: float, is_premise: bool = False) -> Measure:
    return Measure("", lambda runs: (0.0, 1.0), low, high, is_premise)


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (between(4.1, 5.9), HOLDS),
        (between(4.0, 5.9), UNCLEAR),  # strictly between
        (between(3.0, 5.0), UNCLEAR),
        (between(3.0, 7.0), UNCLEAR),
        (between(1.0, 3.9), FAILS),
        (between(6.1, 9.0), FAILS),
        (Interval(5.0, None, None, "one replication"), UNCLEAR),
        (Interval(None, None, None, "none"), UNCLEAR),
    ],
)
def test_a_side_is_clear_or_it_is_not(interval: Interval, expected: str) -> None:
    assert side(measure(4, 6), interval) == expected


YES, NO, OPEN = between(4.5, 5.5), between(1, 2), between(3, 5)


@pytest.mark.parametrize(
    ("intervals", "all_of_them", "one_of_them"),
    [
        ([YES, YES], HOLDS, HOLDS),
        ([YES, NO], FAILS, HOLDS),
        ([NO, OPEN], FAILS, UNCLEAR),
        ([YES, OPEN], UNCLEAR, HOLDS),
        ([NO, NO], FAILS, FAILS),
    ],
)
def test_all_measures_or_one(intervals: list[Interval], all_of_them: str, one_of_them: str) -> None:
    two = (measure(4, 6), measure(4, 6))
    assert outcome_of(claim(*two), intervals) == all_of_them
    assert outcome_of(claim(*two, any_measure=True), intervals) == one_of_them


def test_premises_are_no_part_of_what_is_claimed() -> None:
    with_premise = claim(measure(4, 6, is_premise=True), measure(4, 6))
    assert outcome_of(with_premise, [NO, YES]) == HOLDS
    assert not premises_hold(with_premise, [NO, YES])
    assert not premises_hold(with_premise, [OPEN, YES])
    assert premises_hold(with_premise, [YES, NO])


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([(HOLDS, True), (FAILS, True)], DEPENDS),
        ([(HOLDS, True), (FAILS, False)], SUPPORTED),
        ([(HOLDS, False), (FAILS, True)], REFUTED),
        ([(FAILS, True), (FAILS, True)], REFUTED),
        ([(HOLDS, True), (UNCLEAR, True)], UNCLEAR),
        ([(HOLDS, True), (UNCLEAR, False)], SUPPORTED),
        ([(FAILS, False), (HOLDS, False)], UNCLEAR),
        ([], UNCLEAR),
    ],
)
def test_verdicts_count_set_ups_whose_premises_are_true(
    outcomes: list[tuple[str, bool]], expected: str
) -> None:
    assert verdict_of(outcomes) == expected


def test_a_replication_without_such_campaigns_counts_nothing() -> None:
    def sample(runs: Any) -> tuple[float, float]:
        return runs["sum"] / runs["count"], 1.0

    runs: list[Any] = [{"sum": 3.0, "count": 1}, {"sum": 0.0, "count": 0}, {"sum": 5.0, "count": 1}]
    assert measured(sample, runs).estimate == pytest.approx(4.0)


def test_claims_are_chosen_by_id_by_number_or_by_section() -> None:
    assert [one.id for one in chosen_claims(["5.2 (B)", "5.1a"])] == ["5.1a", "5.2b"]
    assert [one.id for one in chosen_claims(["5.7"])] == ["5.7a", "5.7b", "5.7c"]
    assert len(chosen_claims()) == 22


@pytest.mark.parametrize("text", ["5", "5.1e", "5.8", "6.1a", "", "5.1aa", "a"])
def test_another_id_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        chosen_claims(["5.1a", text])
    (fault,) = caught.value.faults
    assert fault.path == "id"
    assert fault.message.startswith(f'there is no claim "{text}"; allowed: 5.1a to 5.1d, ')
