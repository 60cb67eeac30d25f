"""Dice with a name for every throw, and features that can be left out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")

FEATURES = (
    "absences",
    "agencies",
    "backlog",
    "capacity_windows",
    "crews",
    "curves",
    "dated",
    "defects",
    "delays",
    "departures",
    "events",
    "fair_share",
    "forces",
    "freezes",
    "gates",
    "lateness",
    "learning",
    "lending",
    "limits",
    "load",
    "meetings",
    "off_grid",
    "other_ends",
    "panels",
    "patience",
    "practice",
    "preemption",
    "ramps",
    "reliefs",
    "responses",
    "second_type",
    "surges",
    "timeouts",
    "units",
    "workless",
)


@dataclass(frozen=True)
class Dice:
    """Choices by address: what is thrown in one place does not depend on any other place.

    Leaving a feature out, or shrinking a seed, so leaves the rest of a scenario as it is.
    """

    seed: int
    features: frozenset[str]
    place: str = ""

    def at(self, *place: object) -> Dice:
        """The dice for a part."""
        return Dice(self.seed, self.features, f"{self.place}/{'/'.join(map(str, place))}")

    def has(self, feature: str) -> bool:
        assert feature in FEATURES, feature
        return feature in self.features

    def one(self, name: str, values: Sequence[_T]) -> _T:
        return self._random(name).choice(values)

    def chance(self, name: str, share: float) -> bool:
        return self._random(name).random() < share

    def number(self, name: str, low: int, high: int) -> int:
        return self._random(name).randint(low, high)

    def some(self, name: str, values: Sequence[_T], least: int, most: int) -> tuple[_T, ...]:
        """Different values, in random order."""
        source = self._random(name)
        count = source.randint(least, min(most, len(values)))
        return tuple(source.sample(values, count))

    def _random(self, name: str) -> random.Random:
        return random.Random(f"{self.seed}{self.place}:{name}")
