"""Sentences of an answer, by rule."""

from __future__ import annotations

from typing import Any

import pytest

from mom_sim.app.headline import headline


def said(**others: Any) -> str:
    winner = {
        "kpi": "time_to_launch_p50_working_days",
        "condition": "as_written",
        "winner": "hybrid",
        "leader": "hybrid",
        "estimate": 7.1234,
        "unit": "working days",
        "probability": 0.97,
        "not_told_from": ["centralized"],
    }
    answer = {
        "models": [{}, {}],
        "conditions": ["as_written"],
        "replications": 20,
        "is_final": True,
    }
    for name, value in others.items():
        (winner if name in winner else answer)[name] = value
    (sentence,) = headline({**answer, "winners": [winner]}, {})
    return sentence


@pytest.mark.parametrize(
    ("probability", "least"), [(0.95, 95), (0.9862, 98), (0.99, 99), (0.9999, 99), (1.0, 99)]
)
def test_a_probability_is_never_rounded_up(probability: float, least: int) -> None:
    assert said(probability=probability) == (
        "Hybrid launches soonest: 7.12 working days in the median, with a probability of at least "
        f"{least}%."
    )


def test_nobody_has_won_before_the_last_answer() -> None:
    assert said(is_final=False) == (
        "So far Hybrid is ahead with 7.12 working days in the median; more replications may "
        "change that."
    )


def test_what_cannot_be_told_is_said() -> None:
    assert said(winner=None).startswith("Cannot tell who launches soonest: Hybrid is ahead")
    assert "one year alone" in said(winner=None, replications=1, is_final=False)


def test_who_is_ahead_in_cost_is_not_taken_for_the_fastest() -> None:
    cost = {"kpi": "cost_per_launch", "estimate": 14429.0, "unit": "USD/launch"}
    assert said(**cost, is_final=False).startswith(
        "So far Hybrid is ahead in cost with 14,429 USD/launch;"
    )
    assert said(**cost, winner=None, replications=1, is_final=False).startswith(
        "Hybrid is ahead in cost with"
    )


@pytest.mark.parametrize(
    ("estimate", "written"),
    [
        (4.436, "4.44"),
        (9.996, "10.0"),
        (23.456, "23.5"),
        (104.2, "104"),
        (12345.6, "12,346"),
        (0.0234, "0.02"),
        (5.0, "5"),
    ],
)
def test_a_figure_is_written_as_its_card_writes_it(estimate: float, written: str) -> None:
    assert f"soonest: {written} working days" in said(estimate=estimate)
