"""salabim without generators: components that request resources and hold."""

from __future__ import annotations

import salabim

from benchmarks.outcome import Outcome
from benchmarks.stations import Line


def run(line: Line, campaigns: int, seed: int) -> Outcome:
    """Simulate campaigns that arrive at an empty line until all have left."""
    env = salabim.Environment(trace=False, random_seed=seed, yieldless=False)
    stations = line.stations
    position = {station.name: index for index, station in enumerate(stations)}
    crews = [salabim.Resource(one.name, capacity=one.people) for one in stations]
    times = [salabim.Exponential(one.mean) for one in stations]
    between, chance = salabim.Exponential(1.0 / line.rate), salabim.Uniform(0, 1)
    totals = [0, 0.0]

    class Campaign(salabim.Component):  # type: ignore[misc]
        def process(self):  # type: ignore[no-untyped-def]
            requested = env.now()
            sent_back = dict.fromkeys(position, 0)
            at = 0
            while at < len(stations):
                station = stations[at]
                yield self.request(crews[at])
                yield self.hold(times[at].sample())
                self.release(crews[at])
                totals[0] += 1
                at += 1
                may_fail = station.back_to and sent_back[station.name] < station.times
                if may_fail and chance.sample() < station.probability:
                    sent_back[station.name] += 1
                    at = position[station.back_to]
            totals[1] += env.now() - requested

    class Source(salabim.Component):  # type: ignore[misc]
        def process(self):  # type: ignore[no-untyped-def]
            for _ in range(campaigns):
                yield self.hold(between.sample())
                Campaign()

    Source()
    env.run()
    return Outcome(campaigns, int(totals[0]), totals[1] / campaigns)
