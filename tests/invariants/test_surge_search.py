"""Breaking points from curves that are known: what is told, and what is not."""

from __future__ import annotations

import pytest

from mom_sim.experiments.promise_grammar import Promise, parse_promise
from mom_sim.experiments.surge.search import (
    HEADROOM_STEPS,
    TOLERANCE,
    breaking_point_of,
    next_factors,
)
from mom_sim.stats import Interval

FAST = parse_promise("p90 time-to-launch <= 20 working days")
OFTEN = parse_promise("on-time share >= 80%")
FACTORS = (1.0, 1.5, 2.0, 2.5, 3.0)


def _days(factor: float, half: float | None = 1.0) -> Interval:
    """10 days in calm, and 10 more for each unit of the factor: 20 at 2."""
    value = 10.0 * factor
    if half is None:
        return Interval(value, None, None, "one replication has no interval")
    return Interval(value, value - half, value + half)


def _searched(promise: Promise, curve, known: dict[float, Interval], further=()) -> int:
    rounds = 0
    while wanted := next_factors(promise, known, further):
        assert not wanted & set(known)
        known |= {factor: curve(factor) for factor in wanted}
        rounds += 1
    return rounds


def test_a_breaking_point_with_its_interval() -> None:
    known = {factor: _days(factor) for factor in (1.0, 1.3, 1.8, 2.3, 2.8)}
    assert 0 < _searched(FAST, _days, known) <= 5
    point = breaking_point_of(FAST, known, 8.0, 3.0)
    assert point.estimate == pytest.approx(2.0, abs=1e-9)
    assert (point.low, point.high) == (pytest.approx(1.9), pytest.approx(2.1))
    assert (point.unit, point.weeks, point.not_within, point.reason) == ("factor", 8.0, None, None)


def test_the_search_ends_near_the_root_of_a_curve_that_bends() -> None:
    def curve(factor: float) -> Interval:
        value = 10.0 * factor**2
        return Interval(value, value - 0.5, value + 0.5)

    known = {factor: curve(factor) for factor in FACTORS}
    _searched(FAST, curve, known)
    point = breaking_point_of(FAST, known, 8.0, 3.0)
    assert point.estimate == pytest.approx(2**0.5, abs=TOLERANCE**2)
    below = max(factor for factor in known if factor <= 2**0.5)
    above = min(factor for factor in known if factor > 2**0.5)
    assert above - below <= TOLERANCE


def test_a_promise_of_at_least_breaks_downwards() -> None:
    def share(factor: float) -> Interval:
        value = 1.1 - 0.15 * factor
        return Interval(value, value - 0.03, value + 0.03)

    known = {factor: share(factor) for factor in FACTORS}
    _searched(OFTEN, share, known)
    point = breaking_point_of(OFTEN, known, 4.0, 3.0)
    assert point.estimate == pytest.approx(2.0)
    assert (point.low, point.high) == (pytest.approx(1.8), pytest.approx(2.2))


def test_a_promise_that_never_breaks_says_what_was_searched() -> None:
    known = {factor: _days(factor / 3) for factor in FACTORS}
    assert next_factors(FAST, known) == set()
    point = breaking_point_of(FAST, known, 8.0, 3.0)
    assert (point.estimate, point.low, point.high) == (None, None, None)
    assert point.not_within == (1.0, 3.0) and not point.is_broken_before
    assert point.reason == (
        "the promise is kept up to factor 3: 10 working days against 20 working days there"
    )
    assert point.to_json()["not_within"] == [1.0, 3.0]


def test_a_promise_that_is_broken_in_calm_is_not_searched_further() -> None:
    known = {factor: _days(2.05 * factor, half=3.0) for factor in FACTORS}
    assert next_factors(FAST, known, HEADROOM_STEPS) == set()
    point = breaking_point_of(FAST, known, 8.0, 3.0)
    assert point.estimate is None and point.not_within == (1.0, 3.0) and point.is_broken_before
    assert point.reason is not None
    assert "without any surge already: 20.5 working days" in point.reason
    assert point.reason.endswith("too little to be sure")


def test_open_ends_say_so() -> None:
    known = {factor: _days(factor, half=12.0) for factor in FACTORS}
    point = breaking_point_of(FAST, known, 8.0, 3.0)
    assert point.estimate == pytest.approx(2.0)
    assert (point.low, point.high) == (None, None)
    assert point.reason is not None
    assert "lower end is open" in point.reason and "upper end is open" in point.reason


def test_without_intervals_there_is_an_estimate_and_the_reason() -> None:
    known = {factor: _days(factor, half=None) for factor in FACTORS}
    _searched(FAST, lambda factor: _days(factor, half=None), known)
    point = breaking_point_of(FAST, known, 8.0, 3.0)
    assert point.estimate == pytest.approx(2.0)
    assert (point.low, point.high, point.reason) == (None, None, "one replication has no interval")


def test_a_figure_that_is_missing_ends_the_search() -> None:
    known = {1.0: _days(1.0), 2.0: Interval(None, None, None, "nothing was launched")}
    assert next_factors(FAST, known, HEADROOM_STEPS) == set()
    point = breaking_point_of(FAST, known, 8.0, 3.0)
    assert (point.estimate, point.not_within) == (None, None)
    assert point.reason == "the figure is missing at factor 2: nothing was launched"


def test_headroom_goes_up_step_by_step_and_is_told_as_a_rise() -> None:
    def rise(factor: float) -> Interval:
        value = 17.0 + 20.0 * (factor - 1.0)
        return Interval(value, value - 1.0, value + 1.0)

    known = {1.0: rise(1.0)}
    assert next_factors(FAST, known, HEADROOM_STEPS) == {1.05}
    _searched(FAST, rise, known, HEADROOM_STEPS)
    assert max(known) == 1.4, "no larger rise than it takes to be sure"
    point = breaking_point_of(FAST, known, None, 3.0)
    assert point.estimate == pytest.approx(0.15) and point.unit == "share"
    assert (point.low, point.high) == (pytest.approx(0.10), pytest.approx(0.20))
    assert "weeks" not in point.to_json()


def test_strict_promises_break_at_their_limit() -> None:
    at_limit = {1.0: _days(1.0), 2.0: _days(2.0)}
    assert breaking_point_of(FAST, at_limit, 8.0, 2.0).estimate is None
    strict = parse_promise("p90 time-to-launch < 20 working days")
    assert breaking_point_of(strict, at_limit, 8.0, 2.0).estimate == pytest.approx(2.0)
