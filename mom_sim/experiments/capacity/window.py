"""Staffings side by side: the box that is searched, and the part of it that is looked at."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from mom_sim.experiments.capacity.staffing import Counts

LARGEST_WINDOW = 400_000
"""Staffings that are looked at side by side; a larger box is looked at in part, around the answer
so far."""


class Judged(Protocol):
    """What is known of a staffing."""

    @property
    def counts(self) -> Counts:
        """Headcounts."""

    @property
    def keeps(self) -> bool:
        """Whether it keeps the promises."""

    @property
    def excess(self) -> float:
        """By how much the worst promise is missed, relative to its limit."""


@dataclass(frozen=True)
class Box:
    """What is searched.

    Attributes
    ----------
    lowest, highest : tuple of int
        Headcounts by role.
    costs : tuple of float
        Of a position.
    waits : tuple of float arrays
        By role, for headcounts from lowest to highest: expected wait a campaign, by formula.
    """

    lowest: Counts
    highest: Counts
    costs: tuple[float, ...]
    waits: tuple[npt.NDArray[np.float64], ...]

    def cost(self, counts: Sequence[int]) -> float:
        """Cost of a staffing."""
        return sum(cost * count for cost, count in zip(self.costs, counts, strict=True))

    def wait(self, counts: Sequence[int]) -> float:
        """Expected wait of a staffing, by formula."""
        return sum(
            float(self.waits[role][count - self.lowest[role]]) for role, count in enumerate(counts)
        )

    def clipped(self, counts: Sequence[int]) -> Counts:
        """The nearest staffing inside."""
        return tuple(
            min(max(count, low), high)
            for count, low, high in zip(counts, self.lowest, self.highest, strict=True)
        )


class Window:
    """Staffings side by side: the box, or the part of it around a staffing."""

    def __init__(self, box: Box, around: Counts) -> None:
        lowest, highest = box.lowest, box.highest
        reach = max(high - low for low, high in zip(lowest, highest, strict=True))
        while _size(lowest, highest) > LARGEST_WINDOW and reach > 1:
            reach -= 1
            lowest = tuple(max(low, at - reach) for low, at in zip(box.lowest, around, strict=True))
            highest = tuple(
                min(high, at + reach) for high, at in zip(box.highest, around, strict=True)
            )
        self.is_whole = (lowest, highest) == (box.lowest, box.highest)
        self._box, self._low = box, lowest
        axes = [np.arange(low, high + 1) for low, high in zip(lowest, highest, strict=True)]
        self._shape = tuple(axis.size for axis in axes)
        self.costs = _outer([c * axis for c, axis in zip(box.costs, axes, strict=True)])
        self.waits = _outer(
            [wait[axis - low] for wait, axis, low in zip(box.waits, axes, box.lowest, strict=True)]
        )
        self._people = _outer(axes)

    def holds(self, counts: Counts) -> bool:
        """Whether a staffing is inside."""
        return all(
            0 <= count - low < size
            for count, low, size in zip(counts, self._low, self._shape, strict=True)
        )

    def place(self, counts: Counts) -> int:
        """Where a staffing stands."""
        offsets = [count - low for count, low in zip(counts, self._low, strict=True)]
        return int(np.ravel_multi_index(offsets, self._shape))

    def counts_at(self, place: int) -> Counts:
        """The staffing at a place."""
        offsets = np.unravel_index(place, self._shape)
        return tuple(int(offset) + low for offset, low in zip(offsets, self._low, strict=True))

    def least_wait(self, most: float) -> Counts:
        """The staffing with least expected wait among those that cost no more than an amount."""
        affordable = self.costs <= most
        return self.counts_at(int(np.argmin(np.where(affordable, self.waits, np.inf))))

    def cheaper_and_open(
        self, best: Counts, judged: Mapping[Counts, Judged]
    ) -> npt.NDArray[np.bool_]:
        """Staffings that would be better and are not excluded."""
        cost, people = round(self._box.cost(best), 6), sum(best)
        costs = np.round(self.costs, 6)
        found = (costs < cost) | ((costs == cost) & (self._people < people))
        for one in judged.values():
            if not one.keeps:
                self._clear(found, one.counts)
            elif self.holds(one.counts):
                found[self.place(one.counts)] = False
        return found

    def below(self, counts: Counts, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which of some have no more people in any role than a staffing."""
        part = self._part(counts)
        return among.reshape(self._shape)[part] if part is not None else np.zeros(0, dtype=bool)

    def _clear(self, found: npt.NDArray[np.bool_], counts: Counts) -> None:
        part = self._part(counts)
        if part is not None:
            found.reshape(self._shape)[part] = False

    def _part(self, counts: Counts) -> tuple[slice, ...] | None:
        sizes = [count - low + 1 for count, low in zip(counts, self._low, strict=True)]
        return tuple(slice(0, size) for size in sizes) if min(sizes) > 0 else None


def _size(lowest: Counts, highest: Counts) -> int:
    return math.prod(high - low + 1 for low, high in zip(lowest, highest, strict=True))


def _outer(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[np.float64]:
    """Sum of one number a role, for every staffing, the last role running fastest."""
    return np.asarray(reduce(np.add.outer, parts), dtype=np.float64).reshape(-1)
