"""The baseline requests of all demands, drawn at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import stable_hash
from mom_sim.draws.closed_form_kinds import unit_exponential_quantile
from mom_sim.log.numbered_names import NumberedNames
from mom_sim.tape.arrivals import BASELINE, DemandSource, baseline_instants
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import NO_TIME, IntArray, NoNames, Requests

_MOST_GAPS = 1 << 15
"""Of a demand; where it needs more, there is nothing to gain."""


def are_few(sources: Sequence[DemandSource], most: int) -> bool:
    """Whether all demands can be drawn at once, with no more than so many gaps in all."""
    counts = [_gaps_at_once(source) for source in sources]
    are_together = all(
        count or source.demand.interval for count, source in zip(counts, sources, strict=True)
    )
    return are_together and sum(counts) <= most


def baselines(
    luck: Luck, sources: Sequence[DemandSource], limit: int, *, named: bool = True
) -> Requests:
    """Requests of all demands without surges, one demand after the other.

    Parameters
    ----------
    luck : Luck
    sources : sequence of DemandSource
        At least one.
    limit : int, microseconds
        Horizon plus follow-up.
    named : bool
        Whether anybody asks for the ids.

    Returns
    -------
    Requests
        As of `baseline_requests` for each of them.
    """
    together = _together(tuple(sources))
    instants = together.instants(luck, limit)
    sizes = [one.size for one in instants]
    index = np.concatenate([np.arange(1, size + 1, dtype=np.int64) for size in sizes])
    return Requests(
        BASELINE,
        together.names(sizes, index) if named else NoNames(index.size),
        np.repeat(together.unit, sizes),
        np.repeat(together.type, sizes),
        index,
        np.concatenate(instants),
        np.repeat(together.entity_class, sizes),
        index.astype(np.uint64),
        np.full(index.size, NO_TIME, dtype=np.int64),
        np.full(index.size, NO_TIME, dtype=np.int64),
        np.full(index.size, np.nan),
        np.full(index.size, -1, dtype=np.int64),
    )


@lru_cache(maxsize=8)  # by identity; a scenario's are made once
def _together(sources: tuple[DemandSource, ...]) -> _Together:
    names = [source.entity_class(BASELINE) for source in sources]
    hashes = np.array([stable_hash(name) for name in names], dtype=np.uint64)
    knots = [source.rate.times.size for source in sources]
    counts = [_gaps_at_once(source) for source in sources]
    return _Together(
        sources,
        [source.label(BASELINE) for source in sources],
        np.array([source.unit for source in sources], dtype=np.int64),
        np.array([source.type for source in sources], dtype=np.int64),
        hashes,
        np.repeat(hashes, counts),
        np.concatenate([np.arange(count, dtype=np.uint64) for count in counts]),
        np.cumsum([0, *counts]).tolist(),
        np.cumsum([0, *knots]).tolist(),
        np.concatenate([source.rate.times for source in sources]),
        np.concatenate([source.rate.expected for source in sources]),
    )


def _gaps_at_once(source: DemandSource) -> int:
    """Gaps that suffice but for one in millions of runs; 0 for what is not drawn with others."""
    expected = float(source.rate.expected[-1])
    count = int(expected + 5.0 * np.sqrt(expected) + 10.0)
    return 0 if source.demand.interval or count > _MOST_GAPS else count


@dataclass(frozen=True, eq=False)
class _Together:
    """Demands, laid end to end."""

    sources: tuple[DemandSource, ...]
    labels: list[str]
    unit: IntArray  # by demand, as the next two
    type: IntArray
    entity_class: npt.NDArray[np.uint64]
    gap_class: npt.NDArray[np.uint64]  # address of the gaps
    gap_index: npt.NDArray[np.uint64]
    gap_first: list[int]  # where those of each demand begin
    knot_first: list[int]  # and the knots of its cumulative rate
    times: IntArray
    rate: npt.NDArray[np.float64]

    def names(self, sizes: Sequence[int], index: IntArray) -> NumberedNames:
        """Ids of so many requests of each demand, and their numbers within it."""
        return NumberedNames(self.labels, np.repeat(np.arange(len(sizes)), sizes), index)

    def instants(self, luck: Luck, limit: int) -> list[IntArray]:
        """Draw the requests of each demand."""
        u = luck.uniforms("arrival:baseline", self.gap_class, self.gap_index)
        gaps = unit_exponential_quantile(u)
        if "numba" in sys.modules:
            return self._instants_by_machine_code(gaps, luck, limit)
        levels: list[npt.NDArray[np.float64]] = []
        knots: list[IntArray] = []
        alone: list[int] = []
        for number in range(len(self.sources)):
            first, last = self.knot_first[number : number + 2]
            rate = self.rate[first:last]
            sums = np.cumsum(gaps[self.gap_first[number] : self.gap_first[number + 1]])
            if not sums.size or sums[-1] < rate[-1]:
                alone.append(number)
                sums = sums[:0]
            levels.append(sums[: sums.searchsorted(rate[-1], side="left")])
            # The last knot at or below a level: behind every flat stretch that lies on it.
            knots.append(rate.searchsorted(levels[-1], side="right") + (first - 1))
        found = self._inverse(np.concatenate(levels), np.concatenate(knots))
        instants = np.split(found, np.cumsum([one.size for one in levels])[:-1])
        for number in alone:
            instants[number] = baseline_instants(luck, self.sources[number], limit)
        return instants

    def _instants_by_machine_code(
        self, gaps: npt.NDArray[np.float64], luck: Luck, limit: int
    ) -> list[IntArray]:
        """Find the same, demand by demand in one walk each."""
        from mom_sim.draws.arrivals_machine_code import find_instants

        found = np.empty(gaps.size, dtype=np.int64)
        instants = []
        for number, source in enumerate(self.sources):
            gap, end = self.gap_first[number : number + 2]
            first, last = self.knot_first[number : number + 2]
            knots = self.times[first:last], self.rate[first:last]
            count, reached = find_instants(gaps[gap:end], 0.0, *knots, found[gap:end])
            if gap == end or reached < self.rate[last - 1]:
                instants.append(baseline_instants(luck, source, limit))
            else:
                instants.append(found[gap : gap + count])
        return instants

    def _inverse(self, levels: npt.NDArray[np.float64], left: IntArray) -> IntArray:
        """Instants of levels of the cumulative rates; see `draws.poisson_process`."""
        begin, below = self.times[left], self.rate[left]
        width = self.times[left + 1] - begin
        share = (levels - below) / (self.rate[left + 1] - below)
        offset = np.floor(share * width).astype(np.int64)
        return begin + np.minimum(offset, width - 1)
