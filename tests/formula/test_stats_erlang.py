"""Erlang's formulas against published values, their recursion, and their exact special cases."""

from __future__ import annotations

import math

import pytest

from mom_sim.stats.erlang import allen_cunneen_wait, erlang_b, erlang_c, square_root_staffing


def by_recursion(servers: int, offered: float) -> float:
    """B(s) = a B(s - 1) / (s + a B(s - 1)), from B(0) = 1."""
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = offered * blocked / (count + offered * blocked)
    return blocked


@pytest.mark.parametrize("servers", [1, 2, 5, 20, 150])
@pytest.mark.parametrize("load", [0.05, 0.5, 0.9, 1.0, 1.7])
def test_erlang_b_is_that_of_the_recursion(servers, load):
    assert erlang_b(servers, load * servers) == pytest.approx(
        by_recursion(servers, load * servers), rel=1e-9
    )


def test_one_server_waits_with_the_probability_that_it_is_busy():
    assert erlang_c(1, 0.7) == pytest.approx(0.7)


def test_two_servers_at_half_load_as_in_textbooks():
    # M/M/2 with one Erlang: C = 1/3, so that the mean wait is a third of a service time.
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)
    assert allen_cunneen_wait(2, 1.0, 3.0) == pytest.approx(1.0)


def test_one_server_waits_as_pollaczek_and_khinchin_say():
    # M/D/1 waits half as long as M/M/1.
    assert allen_cunneen_wait(1, 0.8, 2.0, service_cv2=0.0) == pytest.approx(0.8 * 2.0 / 0.2 / 2)


def test_fractions_of_servers_lie_between_whole_numbers():
    waits = [allen_cunneen_wait(servers, 2.4, 1.0) for servers in (3, 3.25, 3.5, 3.75, 4)]
    assert waits == sorted(waits, reverse=True)
    assert len(set(waits)) == len(waits)


def test_overload_waits_for_ever():
    assert erlang_c(3, 3.0) == 1.0
    assert math.isinf(allen_cunneen_wait(3, 3.5, 1.0))
    assert erlang_b(1, 5000.0) == pytest.approx(1 - 1 / 5000, rel=1e-3)


@pytest.mark.parametrize(
    ("offered", "safety", "expected"),
    [(0.0, 1.0, 1), (4.0, 1.0, 6), (4.0, 0.0, 5), (100.0, 2.0, 120), (0.3, 1.0, 1)],
)
def test_square_root_staffing_is_whole_and_above_the_load(offered, safety, expected):
    assert square_root_staffing(offered, safety) == expected


def test_safety_of_one_lets_about_a_fifth_wait():
    # Halfin and Whitt: 1 / (1 + beta Phi(beta) / phi(beta)) is 0.223 for beta = 1.
    assert erlang_c(10_100, 10_000.0) == pytest.approx(0.223, abs=0.005)


@pytest.mark.parametrize(("servers", "offered"), [(0, 1.0), (-1, 1.0), (1, -0.1), (1, math.nan)])
def test_what_is_no_number_of_servers_is_refused(servers, offered):
    with pytest.raises(ValueError, match="servers is"):
        erlang_b(servers, offered)
