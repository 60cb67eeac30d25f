"""The last sentence of a comparison says what the paired differences allow, and no more."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.cli.headline import COST, LAUNCHED, TIME_TO_LAUNCH
from mom_sim.cli.verdict import ONE_REPLICATION, verdict
from mom_sim.experiments.comparison import Difference
from tests.faces.made_comparison import OWN, comparison, difference, result

LEVELS = {
    OWN: {TIME_TO_LAUNCH: 12.0, COST: 900.0},
    "hybrid": {TIME_TO_LAUNCH: 8.0, COST: 950.0},
    "functional": {TIME_TO_LAUNCH: 11.0, COST: 890.0},
    "outsourced": {TIME_TO_LAUNCH: 30.0, COST: 1500.0},
}
RESULTS = tuple(result(model, levels) for model, levels in LEVELS.items())


def of_hybrid(**spans: tuple[float, float, float]) -> tuple[Difference, ...]:
    """Paired differences of the fastest from each other model."""
    return tuple(
        replace(difference("hybrid", TIME_TO_LAUNCH, span), versus=model)
        for model, span in spans.items()
    )


COSTS = (
    difference("functional", COST, (-10, -30, 10)),
    replace(difference("hybrid", COST, (60, 40, 80)), versus="functional"),
    replace(difference("outsourced", COST, (610, 500, 700)), versus="functional"),
)
CLEAR = of_hybrid(centralized=(-4, -5, -3), functional=(-3, -4, -2), outsourced=(-22, -30, -10))


def sentence(*found: Difference) -> str:
    (only,) = verdict(comparison(RESULTS, found), "EUR")
    return only


def test_a_model_that_is_ahead_of_all_is_called_so() -> None:
    assert sentence(*CLEAR, *COSTS) == (
        "Fastest is hybrid (8.0 working days on average), and the 95% intervals set it apart from "
        "every other model; cheapest is functional (890 EUR/launch), but the 95% intervals do not "
        "set it apart from centralized."
    )


def test_two_models_are_held_against_each_other_and_not_by_way_of_a_third() -> None:
    close = of_hybrid(centralized=(-4, -9, 1), functional=(-3, -4, -2), outsourced=(-22, -30, -10))
    assert "do not set it apart from centralized;" in sentence(*close, *COSTS)
    # Seen from the third, which has bad luck of its own, the same two would overlap.
    both = (
        difference("hybrid", TIME_TO_LAUNCH, (-4, -9, 1)),
        difference("functional", TIME_TO_LAUNCH, (-1, -6, 4)),
    )
    assert "set it apart from every other model" in sentence(*CLEAR, *both, *COSTS)


def test_a_difference_is_the_same_from_both_sides() -> None:
    turned = tuple(one.reversed() for one in CLEAR)
    assert sentence(*turned, *COSTS) == sentence(*CLEAR, *COSTS)


def test_with_most_too_close_it_names_those_that_are_not() -> None:
    near, far = (-3, -9, 1), (-22, -30, -10)
    close = of_hybrid(centralized=near, functional=near, outsourced=far)
    assert "but the 95% intervals set it apart only from outsourced;" in sentence(*close, *COSTS)
    none = of_hybrid(centralized=near, functional=near, outsourced=(-22, -50, 6))
    assert "but the 95% intervals set it apart from no other model;" in sentence(*none, *COSTS)


def test_an_interval_that_only_touches_is_no_lead() -> None:
    far = (-22, -30, -10)
    touching = of_hybrid(centralized=far, functional=(-3, -6, 0), outsourced=far)
    assert "do not set it apart from functional;" in sentence(*touching, *COSTS)


def test_a_model_that_launched_nothing_is_not_ranked() -> None:
    idle = replace(RESULTS[1], doubts={"calm": ("idle", "restricted")})
    (only,) = verdict(comparison((RESULTS[0], idle, *RESULTS[2:]), CLEAR + COSTS), "EUR")
    assert only.startswith("Fastest is functional")
    assert only.endswith("; hybrid launched nothing and is not ranked.")
    (only,) = verdict(comparison((RESULTS[0], idle), CLEAR), "EUR")
    assert only == (
        "Only centralized launched any campaign; hybrid launched nothing and is not ranked."
    )


def test_a_lead_that_rests_on_a_doubtful_figure_is_told() -> None:
    def with_doubts(*doubts: str) -> str:
        ahead = replace(RESULTS[1], doubts={"calm": doubts})
        made = comparison((RESULTS[0], ahead, *RESULTS[2:]), CLEAR + COSTS)
        return verdict(made, "EUR")[0].partition(";")[0]

    assert with_doubts().endswith("every other model")
    assert with_doubts("restricted").endswith("still inside when the runs stopped)")
    assert with_doubts("restricted", "overloaded").endswith("depends on how long the run is)")
    slow = replace(RESULTS[0], doubts={"calm": ("restricted",)})  # can only be slower yet
    made = comparison((slow, *RESULTS[1:]), CLEAR + COSTS)
    assert "inside" not in verdict(made, "EUR")[0]


def test_a_rival_without_a_cost_is_named() -> None:
    free = replace(RESULTS[0], kpis={TIME_TO_LAUNCH: RESULTS[0].kpis[TIME_TO_LAUNCH]})
    (only,) = verdict(comparison((free, *RESULTS[1:]), CLEAR + COSTS), "EUR")
    assert "; cheapest of those with a figure, which centralized lacks, is functional" in only


def test_what_an_equal_budget_does_is_left_out_and_told() -> None:
    other = replace(RESULTS[3], comparison="equal_budget")
    _, last = verdict(comparison(RESULTS, CLEAR + COSTS, others=(other,)), "EUR")
    assert last == "That leaves out outsourced with equal budget, which stands further below."


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


def test_one_replication_ranks_nobody() -> None:
    made = comparison(RESULTS, CLEAR + COSTS)
    once = replace(made, provenance={**made.provenance, "replications": 1})
    assert verdict(once, "EUR") == [ONE_REPLICATION]
    assert "ranks nobody" in ONE_REPLICATION


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
