"""Selecting the best: by hand, against sim-tools, and how often it is right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import binom
from sim_tools.ovs.indifference_zone import KN

from docs.making.selection_cases import KN_SYSTEMS, kn_selects
from mom_sim.stats import allocate_replications, kim_nelson


class Replayed:
    """Observations made before, as the peer asks for them."""

    def __init__(self, values: np.ndarray) -> None:
        self._values, self._asked = values, [0] * values.shape[1]
        self._observer: Any = None

    def register_observer(self, observer: Any) -> None:
        self._observer = observer

    def simulate(self, system: int) -> None:
        row = self._asked[system]
        self._asked[system] += 1
        self._observer.feedback(self, system, self._values[row, system])

    @property
    def most(self) -> int:
        return max(self._asked)


def test_two_systems_as_sim_tools_selects_them() -> None:
    # With more systems the peer looks some variances up at another pair's place.
    generator = np.random.default_rng(11)
    searched = 0
    for _ in range(60):
        values = generator.normal([0.0, 0.8], 1.0, size=(4000, 2))
        peer = Replayed(values)
        selected = KN(peer, 2, 0.5, alpha=0.05, n_0=6).solve()
        found = kim_nelson(values[: peer.most + 1], 0.5, first_stage=6)
        if found.rounds == found.at_most:
            continue  # the peer goes on where the paper stops
        assert (found.best,) == tuple(selected)
        assert found.rounds == peer.most - 1  # the peer observes once more after its screening
        searched += found.rounds > 6
    assert searched > 40


def test_the_first_stage_by_hand() -> None:
    # Differences 1, 3, 1, 3: mean 2, variance 4/3. eta = (0.1^(-2/3) - 1) / 2, h^2 = 6 eta; with a
    # zone of 1 the distance after 4 is (4/3 h^2 - 4) / 8.
    a = np.array([5.0, 4.0, 6.0, 5.0])
    values = np.column_stack((a, a + np.array([1.0, 3.0, 1.0, 3.0])))
    h_squared = 3.0 * (0.1 ** (-2 / 3) - 1.0)
    assert (4 / 3 * h_squared - 4.0) / 8.0 < 2.0
    found = kim_nelson(values, 1.0, first_stage=4)
    assert found.best == 1 and found.rounds == 4 and found.dropped_after == (4, 0)
    assert found.at_most == int(4 / 3 * h_squared) + 1
    # At half the distance it cannot be told yet.
    near = kim_nelson(np.column_stack((a, a + np.array([0.1, 2.1, 0.1, 2.1]))), 1.0, first_stage=4)
    assert (near.best, near.in_contention) == (None, (0, 1))


def test_the_search_ends_where_systems_are_the_same() -> None:
    values = np.random.default_rng(2).normal(size=(600, 3))
    found = kim_nelson(values, 0.5, first_stage=10)
    assert found.best is not None and found.rounds <= found.at_most


def test_what_was_dropped_is_not_looked_at() -> None:
    values = np.random.default_rng(3).normal([0.0, 0.1, -9.0], 1.0, size=(200, 3))
    whole = kim_nelson(values, 0.3)
    assert whole.dropped_after[2] == 10
    values[10:, 2] = np.nan
    assert kim_nelson(values, 0.3) == whole
    values[10, 0] = np.nan
    with pytest.raises(ValueError, match="row 10 lacks an observation"):
        kim_nelson(values, 0.3)


@pytest.mark.parametrize("number", range(len(KN_SYSTEMS)))
def test_the_best_is_selected_as_often_as_promised(number: int) -> None:
    """150 selections of each kind; false alarm at most 1e-5 each if 95% are right, 5e-5 in all."""
    generator = np.random.default_rng([7, number])
    right = sum(kn_selects(KN_SYSTEMS[number], generator)[0] == 0 for _ in range(150))
    assert right >= binom.ppf(1e-5, 150, 0.95)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"indifference": 0.0}, "indifference is 0.0"),
        ({"indifference": 1.0, "first_stage": 5}, "4 observations for a first stage of 5"),
        ({"indifference": 1.0, "probability": 0.2}, "probability is 0.2"),
    ],
)
def test_faults(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kim_nelson(np.zeros((4, 3)), **{"first_stage": 4, **arguments})


def test_allocation_by_hand() -> None:
    # Best 3; distances 1 and 2 with deviations 1 and 1: weights 1 and 1/4. The best gets
    # sqrt(1 + 1/16) = 1.0308: of 228 that is 100 : 25 : 103.
    given = allocate_replications([2.0, 1.0, 3.0], [1.0, 1.0, 1.0], 228)
    assert given.tolist() == [100, 25, 103]
    # Twice the deviation is four times the weight.
    noisy = allocate_replications([2.0, 1.0, 3.0], [1.0, 2.0, 1.0], 10_000)
    assert noisy[0] == pytest.approx(noisy[1], abs=1) and noisy.sum() == 10_000
    assert allocate_replications([1.0], [2.0], 7).tolist() == [7]
    with pytest.raises(ValueError, match="deviation"):
        allocate_replications([1.0, 2.0], [0.0, 1.0], 5)
