"""The draws of one replication: seed and replication fixed, the rest of the address as asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import (
    as_chances,
    as_uniforms,
    chances,
    stable_hash,
    table_of_bits,
    threshold,
    uniforms,
)
from mom_sim.draws.distributions import Distribution, durations
from mom_sim.draws.poisson_process import arrival_times
from mom_sim.draws.tables import needs_chance


@dataclass(frozen=True)
class Luck:
    """Addressed draws of one replication.

    Parameters
    ----------
    seed : int
        The run's seed.
    replication : int
        From 0.
    """

    seed: int
    replication: int

    def uniforms(
        self,
        name: str,
        entity_class: npt.ArrayLike,
        index: npt.ArrayLike,
        attempt: npt.ArrayLike = 1,
    ) -> npt.NDArray[np.float64]:
        """Draw uniform numbers; parameters as for `mom_sim.draws.address.uniforms`."""
        return uniforms(self.seed, self.replication, name, entity_class, index, attempt)

    def chances(
        self,
        name: str,
        entity_class: npt.ArrayLike,
        index: npt.ArrayLike,
        attempt: npt.ArrayLike = 1,
    ) -> npt.NDArray[np.int64]:
        """Draw uniform 52-bit integers; parameters as for `mom_sim.draws.address.chances`."""
        return chances(self.seed, self.replication, name, entity_class, index, attempt)

    def table_of_chances(
        self,
        decided: Sequence[tuple[str, int]],
        entity_class: npt.NDArray[np.uint64],
        index: npt.NDArray[np.uint64],
    ) -> npt.NDArray[np.int64]:
        """Draw `chances` for several names and attempts, a row each."""
        return as_chances(table_of_bits(self.seed, self.replication, decided, entity_class, index))

    def table_of_uniforms(
        self,
        decided: Sequence[tuple[str, int]],
        entity_class: npt.NDArray[np.uint64],
        index: npt.NDArray[np.uint64],
    ) -> npt.NDArray[np.float64]:
        """Draw `uniforms` for several names and attempts, a row each."""
        return as_uniforms(table_of_bits(self.seed, self.replication, decided, entity_class, index))

    def happens(
        self, name: str, entity_class: npt.ArrayLike, index: npt.ArrayLike, probability: float
    ) -> npt.NDArray[np.bool_]:
        """Decide an event of a probability, which is cut to the range from 0 to 1.

        A higher probability keeps every entity for which it happens under a lower one.

        Parameters
        ----------
        name, entity_class, index
            As for `mom_sim.draws.address.chances`.
        probability : float

        Returns
        -------
        ndarray of bool
        """
        bound = threshold(min(max(probability, 0.0), 1.0))
        return np.asarray(self.chances(name, entity_class, index) < bound)

    def durations(
        self,
        distribution: Distribution,
        name: str,
        entity_class: npt.ArrayLike,
        index: npt.ArrayLike,
        attempt: npt.ArrayLike = 1,
        factor: npt.ArrayLike = 1.0,
    ) -> npt.NDArray[np.int64]:
        """Draw durations in microseconds, times a factor, rounded to whole ones."""
        if not needs_chance([distribution]):
            shape = np.broadcast_shapes(*map(np.shape, (entity_class, index, attempt, factor)))
            if 0 in shape:
                return np.zeros(shape, dtype=np.int64)
            return np.array(np.broadcast_to(durations(distribution, 0.0, factor), shape))
        return durations(distribution, self.uniforms(name, entity_class, index, attempt), factor)

    def arrivals(
        self,
        name: str,
        entity_class: str,
        times: npt.NDArray[np.int64],
        expected: npt.NDArray[np.float64],
    ) -> npt.NDArray[np.int64]:
        """Draw a Poisson process of a cumulative rate, as `mom_sim.draws.arrival_times` does."""
        return arrival_times(
            self.seed, self.replication, name, stable_hash(entity_class), times, expected
        )
