"""Plain SimPy: a process for every campaign, a resource for every station."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.outcome import Outcome
from benchmarks.stations import Line


def run(line: Line, campaigns: int, seed: int) -> Outcome:
    """Simulate campaigns that arrive at an empty line until all have left."""
    chance = random.Random(seed)
    env = simpy.Environment()
    stations = line.stations
    position = {station.name: index for index, station in enumerate(stations)}
    completions, total = 0, 0.0

    def campaign(crews: list[simpy.Resource]) -> Generator[Any, Any, None]:
        nonlocal completions, total
        requested = env.now
        sent_back: dict[str, int] = {}
        at = 0
        while at < len(stations):
            station = stations[at]
            with crews[at].request() as request:
                yield request
                yield env.timeout(chance.expovariate(1.0 / station.mean))
            completions += 1
            at += 1
            may_fail = station.back_to and sent_back.get(station.name, 0) < station.times
            if may_fail and chance.random() < station.probability:
                sent_back[station.name] = sent_back.get(station.name, 0) + 1
                at = position[station.back_to]
        total += env.now - requested

    def source() -> Generator[Any, Any, None]:
        crews = [simpy.Resource(env, station.people) for station in stations]
        for _ in range(campaigns):
            yield env.timeout(chance.expovariate(line.rate))
            env.process(campaign(crews))

    env.process(source())
    env.run()
    return Outcome(campaigns, completions, total / campaigns)
