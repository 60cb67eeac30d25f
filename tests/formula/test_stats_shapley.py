"""Shapley values: games with known answers, and the axioms on games of any worth."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mom_sim.stats.shapley import removal_contributions, removals, shapley_values

games = st.integers(0, 4).flatmap(
    lambda players: st.lists(
        st.integers(-(10**18), 10**18), min_size=2**players, max_size=2**players
    )
)


def averaged(worth: list[int]) -> list[Fraction]:
    """The definition: what a player's removal takes away, averaged over all orders."""
    players = len(worth).bit_length() - 1
    orders = list(permutations(range(players)))
    rows = [removal_contributions(dict(enumerate(worth)), order) for order in orders]
    return [Fraction(sum(column), len(orders)) for column in zip(*rows, strict=True)]


def test_the_glove_game() -> None:
    # Players 0 and 1 have a left glove, player 2 a right one; a pair is worth 6.
    worth = [6 if mask & 4 and mask & 3 else 0 for mask in range(8)]
    assert shapley_values(worth) == (1, 1, 4)


def test_the_airport_game() -> None:
    # A runway for the largest of those who land; each piece is shared by who needs it.
    lengths = (6, 12, 30)
    worth = [
        max((length for bit, length in enumerate(lengths) if mask >> bit & 1), default=0)
        for mask in range(8)
    ]
    assert shapley_values(worth) == (2, 2 + 3, 2 + 3 + 18)


def test_a_third_stays_a_third() -> None:
    worth = [0] * 7 + [1]
    assert shapley_values(worth) == (Fraction(1, 3),) * 3


def test_nobody_shares_nothing() -> None:
    assert shapley_values([5]) == ()


@given(games)
def test_the_formula_is_the_average_over_all_orders(worth: list[int]) -> None:
    assert list(shapley_values(worth)) == averaged(worth)


@given(games)
def test_the_parts_add_up_exactly(worth: list[int]) -> None:
    assert sum(shapley_values(worth)) == worth[-1] - worth[0]


@given(games, st.data())
def test_one_order_adds_up_exactly(worth: list[int], data: st.DataObject) -> None:
    players = len(worth).bit_length() - 1
    order = data.draw(st.permutations(range(players)))
    found = removal_contributions(dict(enumerate(worth)), order)
    assert sum(found) == worth[-1] - worth[0]


@given(st.lists(st.integers(-100, 100), min_size=8, max_size=8))
def test_symmetric_players_get_the_same_and_a_null_player_nothing(drawn: list[int]) -> None:
    # Worth depends on how many of players 0 and 1 are there, and not at all on player 2.
    worth = [drawn[(mask & 3).bit_count() + 3 * (mask >> 3 & 1)] for mask in range(16)]
    first, second, null, _ = shapley_values(worth)
    assert first == second
    assert null == 0


def test_removals_go_from_all_to_none() -> None:
    assert removals((1, 0, 2)) == ((0b111, 0b101), (0b101, 0b100), (0b100, 0b000))
    assert removals(()) == ()


@pytest.mark.parametrize("count", [0, 3, 6])
def test_a_coalition_that_is_missing_is_a_fault(count: int) -> None:
    with pytest.raises(ValueError, match="one for each of"):
        shapley_values([0] * count)


@pytest.mark.parametrize("order", [(0, 0), (1, 2), (0, 2)])
def test_an_order_that_misses_a_player_is_a_fault(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="every player once"):
        removal_contributions({0: 0, 1: 0, 2: 0, 3: 0}, order)
