"""Sentences follow from the numbers by rule: a winner, none, today's model, a single model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.experiments.comparison import CALM, Comparison
from mom_sim.experiments.winning import Winner
from mom_sim.report.material import TIME, gather
from mom_sim.report.sections.first_page import first_page
from mom_sim.report.verdicts import against_today, best_sentence
from tests.faces.made_comparison import COST, comparison, difference, result


def made(winner: str | None, *, leader: str = "fast", close: tuple[str, ...] = ()) -> Comparison:
    """Two models besides today's, and who is best by time."""
    levels = {"fast": 5.0, "middle": 7.0, "centralized": 10.0}
    results = tuple(result(name, {TIME: days, COST: 100.0}) for name, days in levels.items())
    reason = None if winner else "cannot tell: the differences may be luck"
    best = Winner(
        TIME, CALM, "less", leader, levels[leader], "working days", 0.991, winner, close, (), (),
        reason,
    )  # fmt: skip
    found = comparison(results, (difference("fast", TIME, (-5.0, -6.0, -4.0)),))
    return replace(found, winners=(best,))


def test_a_winner_is_told_with_its_probability() -> None:
    told = best_sentence(gather([made("fast")]), TIME, CALM, "")
    assert told == (
        "Fast launches soonest: 5.0 working days (4.5\xa0to\xa05.5) on average. That is true with "
        "a probability of at least 99%."
    )


def test_without_a_winner_the_data_cannot_tell() -> None:
    told = best_sentence(gather([made(None, close=("middle",))]), TIME, CALM, "")
    assert told == (
        "Which model launches soonest cannot be told: fast is ahead with 5.0 working days "
        "(4.5\xa0to\xa05.5) on average, but middle may be as fast."
    )


def test_the_difference_from_today_is_a_saving_that_leaves_zero_out() -> None:
    assert against_today(gather([made("fast")])) == (
        "On the same campaigns that is 5.0 working days (4.0\xa0to\xa06.0) less than with "
        "centralized, today's model."
    )
    luck = difference("fast", TIME, (-1.0, -3.0, 1.0))
    unsure = replace(made("fast"), differences=(luck,))
    assert "may be luck" in against_today(gather([unsure]))


def test_todays_model_ahead_is_said_so() -> None:
    material = gather([made("centralized", leader="centralized")])
    assert against_today(material) == "Centralized is how the company works today."


@pytest.mark.parametrize("words", ["The question", "The answer", "Why", "What not to trust"])
def test_the_first_page_has_its_parts(words: str) -> None:
    parts = first_page(gather([made("fast")])).parts
    assert words in [getattr(one, "text", "") for one in parts]
