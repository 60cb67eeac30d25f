"""Who wins by a figure: signs, ranks, ties, and figures that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from scipy.stats import binom

from mom_sim.cli.headline import COST, LAUNCHED, TIME_TO_LAUNCH
from mom_sim.cli.verdict import verdict
from mom_sim.experiments import winning
from mom_sim.experiments.comparison import ModelResult
from mom_sim.experiments.winning import Winner, winners_of
from mom_sim.stats import Interval, median_interval, paired_mean_difference
from tests.faces.made_comparison import comparison, difference, result

Values = dict[str, Sequence[float]]


def of(kpi: str, values: Values, monkeypatch: pytest.MonkeyPatch, **doubts: Any) -> Winner:
    """The winner by one figure, of models whose replications have these values."""
    how = median_interval if kpi == "weeks_to_recover" else None

    def paired(a: Any, b: Any, name: str, *, confidence: float = 0.95) -> Interval:
        assert name == kpi
        if how is not None:
            return how([x - y for x, y in zip(a, b, strict=True)], confidence)
        return paired_mean_difference(a, b, confidence)

    monkeypatch.setattr(winning, "difference", paired)
    results = []
    for model, column in values.items():
        made = result(model, {TIME_TO_LAUNCH: sum(column) / len(column)})
        figure = replace(made.kpis[TIME_TO_LAUNCH], name=kpi)
        results.append(
            replace(
                made,
                kpis={kpi: figure},
                measurements={"calm": column},
                doubts={"calm": doubts.get(model, ())},
            )
        )
    (only,) = winners_of(results)
    return only


A = [5.0, 6.0, 7.0, 6.0, 5.0, 7.0]
WORSE = [value + step for value, step in zip(A, (3.0, 2.0, 3.0, 2.5, 3.0, 2.0), strict=True)]
CLOSE = [value + step for value, step in zip(A, (1.0, -1.0, 2.0, -1.5, 0.5, 0.5), strict=True)]


def test_less_or_more_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    less = of(TIME_TO_LAUNCH, {"a": A, "b": WORSE}, monkeypatch)
    assert (less.winner, less.leader, less.not_told_from) == ("a", "a", ())
    assert less.probability is not None and less.probability > 0.999
    more = of("throughput_per_week", {"a": A, "b": WORSE}, monkeypatch)
    assert (more.winner, more.better) == ("b", "more")
    assert more.probability == pytest.approx(less.probability)


def test_where_one_is_close_the_data_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    found = of(COST, {"a": A, "b": WORSE, "c": CLOSE}, monkeypatch)
    assert (found.winner, found.leader, found.not_told_from) == (None, "a", ("c",))
    assert found.probability is not None and 0.5 < found.probability < 0.95
    assert found.reason == "cannot tell: the differences may be luck"


def test_ties_single_runs_and_caveats(monkeypatch: pytest.MonkeyPatch) -> None:
    same = of(COST, {"a": A, "b": A}, monkeypatch)
    assert (same.winner, same.leader) == (None, None)
    once = of(COST, {"a": A[:1], "b": WORSE[:1]}, monkeypatch)
    assert (once.winner, once.probability, once.leader) == (None, None, "a")
    assert "no interval" in str(once.reason)
    busy = of(TIME_TO_LAUNCH, {"a": A, "b": WORSE}, monkeypatch, a=("overloaded", "restricted"))
    assert busy.winner == "a" and len(busy.caveats) == 2
    other = of(TIME_TO_LAUNCH, {"a": A, "b": WORSE}, monkeypatch, b=("overloaded",))
    assert other.caveats == ()


def test_of_medians_it_is_the_sign_test(monkeypatch: pytest.MonkeyPatch) -> None:
    many = list(range(12))
    above = [value + 1.0 for value in many]
    above[0] = -5.0  # one of twelve is the other way round
    found = of("weeks_to_recover", {"a": many, "b": above}, monkeypatch)
    assert found.winner == "a"
    # The interval just reaches 0 where the two lowest ranks are left out.
    assert 1 - float(found.probability or 0) == pytest.approx(binom.cdf(1, 12, 0.5), rel=1e-6)


def test_the_first_sentence_says_how_sure_it_is() -> None:
    levels = {"a": 8.0, "b": 11.0, "c": 12.0}
    results: tuple[ModelResult, ...] = tuple(
        result(model, {TIME_TO_LAUNCH: value, LAUNCHED: 1.0}) for model, value in levels.items()
    )
    differences = tuple(
        replace(difference("a", TIME_TO_LAUNCH, (-3.0, -4.0, -2.0)), versus=other)
        for other in ("b", "c")
    )
    sure = Winner(TIME_TO_LAUNCH, "calm", "less", "a", 8.0, "working days", 0.9912, "a")
    unsure = replace(sure, winner=None, probability=0.7, not_told_from=("b",), reason="cannot tell")
    for winner, words in (
        (sure, "and truly so with a probability of at least 99%"),
        (replace(sure, probability=0.9999), "and truly so with a probability of above 99.9%"),
        (unsure, "but the data cannot tell it from b"),
    ):
        made = replace(comparison(results, differences), winners=(winner,))
        (only,) = verdict(made, "EUR")
        assert only == f"Fastest is a (8.0 working days on average), {words}."
