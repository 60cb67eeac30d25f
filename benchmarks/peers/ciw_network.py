"""Ciw: nodes with servers, and process-based routing."""

from __future__ import annotations

import ciw

from benchmarks.outcome import Outcome
from benchmarks.stations import Line


def run(line: Line, campaigns: int, seed: int) -> Outcome:
    """Simulate campaigns that arrive at an empty line until all have left."""
    ciw.seed(seed)
    stations = line.stations
    position = {station.name: index for index, station in enumerate(stations)}
    count = len(stations)
    chance = ciw.random.Random(seed)  # the library's generator, with a stream of its own

    def route(individual: ciw.Individual, simulation: ciw.Simulation) -> list[int]:
        """The way of one campaign, laid down when it arrives."""
        sent_back = dict.fromkeys(position, 0)
        way, at = [], 0
        while at < count:
            way.append(at + 1)
            station = stations[at]
            at += 1
            may_fail = station.back_to and sent_back[station.name] < station.times
            if may_fail and chance.random() < station.probability:
                sent_back[station.name] += 1
                at = position[station.back_to]
        return way[1:]  # where it arrives is known

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(line.rate), *[None] * (count - 1)],
        service_distributions=[ciw.dists.Exponential(1.0 / one.mean) for one in stations],
        number_of_servers=[one.people for one in stations],
        routing=ciw.routing.ProcessBased(route),
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(campaigns, method="Finish")
    records = simulation.get_all_records()
    first: dict[int, float] = {}
    last: dict[int, float] = {}
    for record in records:
        number = record.id_number
        first[number] = min(first.get(number, record.arrival_date), record.arrival_date)
        last[number] = max(last.get(number, record.exit_date), record.exit_date)
    mean = sum(last[number] - first[number] for number in last) / len(last)
    return Outcome(len(first), len(records), mean)
