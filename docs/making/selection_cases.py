"""How often selections are right, and how often they claim too much, on systems that are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mom_sim.stats import (
    chance_above_zero,
    kim_nelson,
    paired_mean_difference,
    probability_of_correct_selection,
)

Floats = NDArray[np.float64]
Generator = np.random.Generator
FIRST_STAGE = 10
MOST_OBSERVATIONS = 4000


@dataclass(frozen=True)
class Systems:
    """Normal systems with known means, of which the largest is best.

    Attributes
    ----------
    name : str
    means : tuple of float
        The first is the best.
    shared : float
        Correlation between systems by common random numbers.
    deviations : tuple of float
    """

    name: str
    means: tuple[float, ...]
    shared: float = 0.0
    deviations: tuple[float, ...] = ()

    def draw(self, generator: Generator, observations: int) -> Floats:
        """Observations of all systems, shape (observations, systems)."""
        common = generator.normal(size=(observations, 1))
        own = generator.normal(size=(observations, len(self.means)))
        spread = np.array(self.deviations or (1.0,) * len(self.means))
        luck = np.sqrt(self.shared) * common + np.sqrt(1.0 - self.shared) * own
        return np.array(self.means) + spread * luck


KN_SYSTEMS = (
    Systems("5 systems, the best ahead of all by the zone", (0.5, 0.0, 0.0, 0.0, 0.0)),
    Systems("the same, sharing half of their luck", (0.5, 0.0, 0.0, 0.0, 0.0), shared=0.5),
    Systems("5 systems, each behind the one before by the zone", (2.0, 1.5, 1.0, 0.5, 0.0)),
    Systems(
        "5 systems, the best varies most",
        (0.5, 0.0, 0.0, 0.0, 0.0),
        deviations=(2.0, 1.5, 1.0, 1.0, 0.5),
    ),
    Systems("2 systems, apart by the zone", (0.5, 0.0)),
)
"""For procedure KN with an indifference zone of 0.5 and a promised 95%."""

ZONE = 0.5


def kn_selects(systems: Systems, generator: Generator) -> tuple[int, int]:
    """Selected system, and observations that it took of all systems together."""
    values = systems.draw(generator, MOST_OBSERVATIONS)
    found = kim_nelson(values, ZONE, first_stage=FIRST_STAGE)
    assert found.best is not None, "the observations did not suffice"
    used = [dropped or found.rounds for dropped in found.dropped_after]
    return found.best, sum(used)


WINNER_SYSTEMS: tuple[tuple[Systems, int], ...] = tuple(
    (Systems(name, means, shared=0.5), replications)
    for replications in (10, 20)
    for name, means in (
        ("7 systems, all the same", (0.0,) * 7),
        ("2 systems, all but the same", (0.01, 0.0)),
        ("7 systems, two all but the same, the others behind", (0.01, 0.0, *(-2.0,) * 5)),
        ("7 systems, the best ahead by half a standard deviation", (0.5, *(0.0,) * 6)),
        ("7 systems, the best ahead by one", (1.0, *(0.0,) * 6)),
        ("7 systems, the best ahead by two", (2.0, *(0.0,) * 6)),
    )
)
"""For the winner of `compare`, with the replications that it sees."""


def winner_called(systems: Systems, replications: int, generator: Generator) -> int | None:
    """The system that is called best, or None: cannot tell. The rule is that of `compare`."""
    values = systems.draw(generator, replications)
    leader = int(np.argmax(values.mean(axis=0)))
    doubts = []
    for other in range(values.shape[1]):
        if other != leader:
            found = paired_mean_difference(values[:, other], values[:, leader])
            doubt = chance_above_zero(found, replications - 1)
            assert doubt is not None
            doubts.append(doubt)
    return leader if probability_of_correct_selection(doubts) >= 0.95 else None


def count(repeats: int, seed: tuple[int, ...], one: Callable[[Generator], bool]) -> int:
    """In how many repeats something holds."""
    generator = np.random.default_rng(list(seed))
    return sum(one(generator) for _ in range(repeats))
