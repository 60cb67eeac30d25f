"""The last sentence of a comparison says what the paired differences allow, and no more."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.cli.headline import COST, LAUNCHED, TIME_TO_LAUNCH
from mom_sim.cli.verdict import verdict
from mom_sim.experiments.comparison import Difference
from tests.faces.made_comparison import OWN, comparison, difference, result

LEVELS = {
    OWN: {TIME_TO_LAUNCH: 12.0, COST: 900.0},
    "hybrid": {TIME_TO_LAUNCH: 8.0, COST: 950.0},
    "functional": {TIME_TO_LAUNCH: 11.0, COST: 890.0},
    "outsourced": {TIME_TO_LAUNCH: 30.0, COST: 1500.0},
}
RESULTS = tuple(result(model, levels) for model, levels in LEVELS.items())


def differences(**spans: tuple[float, float, float]) -> tuple[Difference, ...]:
    return tuple(difference(model, TIME_TO_LAUNCH, span) for model, span in spans.items())


COSTS = (
    difference("hybrid", COST, (50, 40, 60)),
    difference("functional", COST, (-10, -30, 10)),
    difference("outsourced", COST, (600, 500, 700)),
)
CLEAR = differences(hybrid=(-4, -5, -3), functional=(-1, -2, 0), outsourced=(18, 10, 26))


def sentence(*found: Difference) -> str:
    (only,) = verdict(comparison(RESULTS, found), "EUR")
    return only


def test_a_model_that_is_ahead_of_all_is_called_so() -> None:
    assert sentence(*CLEAR, *COSTS) == (
        "Fastest is hybrid (8.0 working days on average), and the 95% intervals set it apart from "
        "every other model; cheapest is functional (890 EUR/launch), but the 95% intervals do not "
        "set it apart from centralized."
    )


def test_overlapping_intervals_of_two_others_are_no_lead() -> None:
    close = differences(hybrid=(-4, -6, -2), functional=(-1, -3, 1), outsourced=(18, 10, 26))
    assert "do not set it apart from functional;" in sentence(*close, *COSTS)


def test_with_most_too_close_it_names_those_that_are_not() -> None:
    close = differences(hybrid=(-4, -9, 1), functional=(-1, -3, 1), outsourced=(18, 10, 26))
    assert "but the 95% intervals set it apart only from outsourced;" in sentence(*close, *COSTS)
    none = differences(hybrid=(-4, -9, 30), functional=(-1, -3, 1), outsourced=(18, 10, 26))
    assert "but the 95% intervals set it apart from no other model;" in sentence(*none, *COSTS)


def test_an_interval_that_only_touches_is_no_lead() -> None:
    touching = differences(hybrid=(-4, -6, -2), functional=(-1, -2, 0), outsourced=(18, 10, 26))
    assert "do not set it apart from functional;" in sentence(*touching, *COSTS)


def test_the_own_model_can_lead() -> None:
    ahead = (RESULTS[0], replace(RESULTS[3], model="hybrid"))
    found = (
        difference("hybrid", TIME_TO_LAUNCH, (18, 10, 26)),
        difference("hybrid", COST, (9, 1, 17)),
    )
    (only,) = verdict(comparison(ahead, found), "EUR")
    assert only.startswith("Fastest is centralized (12.0 working days on average), and the 95%")


def test_a_smaller_share_launched_is_told() -> None:
    fewer = difference("hybrid", LAUNCHED, (-0.2, -0.3, -0.1))
    told = "(but it launches a smaller share of the requests than centralized)"
    assert told in sentence(*CLEAR, *COSTS, fewer)
    more = difference("hybrid", LAUNCHED, (0.2, 0.1, 0.3))
    own = difference("hybrid", TIME_TO_LAUNCH, (18, 10, 26))
    ahead = (RESULTS[0], replace(RESULTS[3], model="hybrid"))
    found = verdict(comparison(ahead, (own, more)), "EUR")
    assert "(but it launches a smaller share of the requests than hybrid)" in found[0]
    unclear = difference("hybrid", LAUNCHED, (-0.2, -0.5, 0.1))
    assert told not in sentence(*CLEAR, *COSTS, unclear)


def test_without_intervals_nothing_is_claimed() -> None:
    found = [Difference(m, OWN, TIME_TO_LAUNCH, "calm", -1.0, None, None, "one") for m in LEVELS]
    assert "but without intervals nothing can be said about luck" in sentence(*found)


def test_calm_and_surge_have_a_sentence_each() -> None:
    both = tuple(result(model, levels, surge=levels) for model, levels in LEVELS.items())
    calm, surge = verdict(comparison(both, (*CLEAR, *COSTS), surge=1.5), "EUR")
    assert calm.startswith("Calm: fastest is hybrid (8.0 working days on average), and the 95%")
    assert surge.startswith("Surge: fastest is hybrid (8.0 working days on average), but without")


def test_one_model_alone_has_no_verdict() -> None:
    alone = verdict(comparison(RESULTS[:1], ()), "EUR")
    assert alone == ["One model alone: there is nothing to compare it with."]


def test_models_without_figures_have_no_verdict() -> None:
    empty = tuple(result(model, {}) for model in LEVELS)
    assert verdict(comparison(empty, ()), "EUR") == [
        "No model can be called faster or cheaper: the figures are missing."
    ]
