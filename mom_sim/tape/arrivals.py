"""Random demand: the requests of every unit for every type, and what surges add and take away.

A surge moves no campaign. Above factor 1 it is strips of further requests: strip k = 0, 1, 2, ...
is a Poisson process of its own with the baseline rate inside the window, whose candidates stay when
k + mark < factor - 1. So the requests of a larger factor include those of a smaller one. Below
factor 1 every baseline request of the window keeps its number and stays when its mark is below
the factor.

Source: superposition and thinning, Lewis and Shedler, Naval Research Logistics Quarterly 26 (1979)
403-413.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from mom_sim.draws.address import stable_hash
from mom_sim.draws.distributions import Distribution
from mom_sim.scenario.resolved import Demand, Scenario, Surge
from mom_sim.tape.clocks import time_limit
from mom_sim.tape.demand_rates import CumulativeRate, baseline_rate, mean_interval
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import IntArray, Requests, numbered_requests
from mom_sim.tape.surges import covers
from mom_sim.tape.thinning import thinned

BASELINE = "baseline"


@dataclass(frozen=True, eq=False)
class DemandSource:
    """The demand of one unit for one type.

    Parameters
    ----------
    unit, type : int
        Positions in the scenario.
    unit_name, type_name : str
    number : int
        1, or which of several demands of the same unit for the same type.
    demand : Demand
    rate : CumulativeRate
        Of the Poisson process, or the mean rate of a renewal process.
    """

    unit: int
    type: int
    unit_name: str
    type_name: str
    number: int
    demand: Demand
    rate: CumulativeRate

    def entity_class(self, stream: str) -> str:
        """Class in the address of draws about this demand's requests."""
        return f"{self.unit_name}/{self.type_name}/{stream}{self._suffix(':')}"

    def label(self, stream: str) -> str:
        """Start of the requests' ids."""
        return f"{self.unit_name}/{self.type_name}/{stream}{self._suffix(' ')}/"

    def _suffix(self, separator: str) -> str:
        return f"{separator}{self.number}" if self.number > 1 else ""


def demand_sources(scenario: Scenario) -> tuple[DemandSource, ...]:
    """Return all random demands, by type and then as listed; the same in every replication."""
    return _sources(replace(scenario, roles=()))  # who works there changes nothing about demand


@lru_cache(maxsize=2)
def _sources(scenario: Scenario) -> tuple[DemandSource, ...]:
    """As `demand_sources`; plans of all models and the tape ask for the same ones."""
    units = {unit.name: position for position, unit in enumerate(scenario.units)}
    sources = []
    for type_position, campaign_type in enumerate(scenario.campaigns):
        seen: dict[str, int] = {}
        for demand in campaign_type.demand:
            seen[demand.unit] = seen.get(demand.unit, 0) + 1
            sources.append(
                DemandSource(
                    units[demand.unit],
                    type_position,
                    demand.unit,
                    campaign_type.name,
                    seen[demand.unit],
                    demand,
                    baseline_rate(scenario, campaign_type, demand),
                )
            )
    return tuple(sources)


def baseline_requests(
    luck: Luck, scenario: Scenario, source: DemandSource, surges: Sequence[Surge]
) -> Requests:
    """Requests of a demand without surges, less those that surges with a factor below 1 drop.

    Parameters
    ----------
    luck : Luck
    scenario : Scenario
    source : DemandSource
    surges : sequence of Surge

    Returns
    -------
    Requests
        In order of time, numbered from 1 before any is dropped; up to horizon plus follow-up.
    """
    name = source.entity_class(BASELINE)
    requested = baseline_instants(luck, source, time_limit(scenario))
    requests = numbered_requests(
        stream=BASELINE,
        entity_class=name,
        label=source.label(BASELINE),
        unit=source.unit,
        type=source.type,
        index=np.arange(1, requested.size + 1, dtype=np.int64),
        requested=requested,
    )
    return thinned(luck, scenario, requests, surges)


def baseline_instants(luck: Luck, source: DemandSource, limit: int) -> IntArray:
    """Instants of a demand's requests without surges, in microseconds, up to a limit."""
    name = source.entity_class(BASELINE)
    if source.demand.interval:
        return _renewals(luck, name, source.demand, limit)
    return luck.arrivals("arrival:baseline", name, source.rate.times, source.rate.expected)


def surge_requests(luck: Luck, source: DemandSource, surges: Sequence[Surge]) -> Iterator[Requests]:
    """Further requests that surges with a factor above 1 bring, strip by strip.

    Parameters
    ----------
    luck : Luck
    source : DemandSource
    surges : sequence of Surge

    Yields
    ------
    Requests
        Numbered from 1 among the strip's candidates, so that numbers do not depend on the factor.
    """
    for surge in surges:
        window = source.rate.between(surge.start, surge.end)
        if window is None or not covers(surge, source.unit_name, source.type_name):
            continue
        for strip in range(math.ceil(surge.factor - 1.0)):
            name = f"{source.entity_class(f'surge:{surge.name}')}:{strip}"
            candidates = luck.arrivals("arrival:surge", name, window.times, window.expected)
            index = np.arange(1, candidates.size + 1, dtype=np.int64)
            keep = luck.happens(
                "arrival:mark", stable_hash(name), index, surge.factor - 1.0 - strip
            )
            yield numbered_requests(
                stream=f"surge:{surge.name}",
                entity_class=name,
                label=source.label(f"surge {surge.name} {strip}"),
                unit=source.unit,
                type=source.type,
                index=index[keep],
                requested=candidates[keep],
            )


def _renewals(luck: Luck, entity_class: str, demand: Demand, limit: int) -> IntArray:
    """Instants of a renewal process: interval i leads to request i."""
    length = limit - demand.first
    if length <= 0:
        return np.empty(0, dtype=np.int64)
    # With the first request at once, interval 1 is not used, so that request i keeps interval i.
    start = 2 if demand.first_at_once else 1
    instants = renewal_instants(
        luck, "arrival:interval", entity_class, demand.interval[0], length, start
    )
    if demand.first_at_once:
        instants = np.concatenate((np.zeros(1, dtype=np.int64), instants))
    return demand.first + instants


def renewal_instants(
    luck: Luck, name: str, entity_class: str, interval: Distribution, limit: int, first_index: int
) -> IntArray:
    """Running sums of drawn intervals below a limit.

    Parameters
    ----------
    luck : Luck
    name, entity_class : str
        Address of the intervals.
    interval : Distribution
        Microseconds of wall-clock time.
    limit : int, microseconds
    first_index : int
        Index of the first interval in its address.

    Returns
    -------
    ndarray of int64, microseconds
        From 0, without 0 itself unless an interval is 0.

    Raises
    ------
    RunError
        If the mean interval is not a number above 0: time would stand still.
    """
    mean = mean_interval(interval, entity_class)
    sums = np.zeros(1, dtype=np.int64)
    hash_of_class = stable_hash(entity_class)
    while sums[-1] < limit:
        missing = (limit - int(sums[-1])) / mean
        count = math.ceil(min(missing + 5.0 * math.sqrt(missing) + 10.0, 1 << 16))
        start = first_index + sums.size - 1
        index = np.arange(start, start + count, dtype=np.uint64)
        drawn = luck.durations(interval, name, hash_of_class, index)
        # An interval beyond the limit ends the search; cut, so that the sum cannot overflow.
        steps = np.cumsum(np.minimum(drawn, limit + 1))
        sums = np.concatenate((sums, sums[-1] + steps))
    return sums[1:][sums[1:] < limit]
