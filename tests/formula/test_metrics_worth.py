"""Worth of a late campaign: half-lives and straight lines, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.metrics.worth import worth_at
from mom_sim.plan.plan import ValueRule


def worth(rule: ValueRule, *instants: int) -> list[float]:
    """Worth of a campaign of 80, requested at 100 and due at 200."""
    n = len(instants)
    return worth_at(
        np.array(instants),
        np.full(n, 80.0),
        np.full(n, 100),
        np.full(n, 200),
        np.zeros(n, dtype=np.int64),
        (rule,),
    ).tolist()


def test_half_life_from_the_due_date() -> None:
    rule = ValueRule("due", half_life=50, gone_after=0)
    expected = [80.0, 80.0, 80.0 / np.sqrt(2), 40.0, 20.0]
    assert worth(rule, 150, 200, 225, 250, 300) == pytest.approx(expected, rel=1e-14)


def test_straight_line_from_the_request() -> None:
    rule = ValueRule("request", half_life=0, gone_after=40)
    assert worth(rule, 100, 110, 140, 1000) == [80.0, 60.0, 0.0, 0.0]


def test_both_multiply() -> None:
    rule = ValueRule("due", half_life=50, gone_after=100)
    assert worth(rule, 250) == [20.0]


def test_neither_keeps_its_worth() -> None:
    assert worth(ValueRule("due", 0, 0), 10_000) == [80.0]


def test_every_type_has_its_own_rule() -> None:
    rules = (ValueRule("due", 10, 0), ValueRule("due", 0, 0), ValueRule("request", 0, 30))
    found = worth_at(
        np.full(3, 20), np.full(3, 8.0), np.zeros(3), np.full(3, 10), np.array([2, 0, 1]), rules
    )
    assert found.tolist() == pytest.approx([8.0 / 3, 4.0, 8.0])
