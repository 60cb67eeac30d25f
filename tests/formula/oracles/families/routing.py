"""Routing by chance in the words of workflows: a chain with gates, or a type for every path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.formula.oracles.case import CannotExpress
from tests.formula.oracles.laws import Law

MOST_STATIONS_TO_ORDER = 7
MOST_PATHS = 200
_NEARLY_ZERO = 1e-12


@dataclass(frozen=True)
class Network:
    """Stations: arrivals from outside, routing probabilities, laws of service, servers, flows."""

    arrivals: Sequence[float]
    routing: npt.NDArray[np.float64]
    laws: Sequence[Law]
    servers: Sequence[int]
    flow: Sequence[float]


@dataclass(frozen=True)
class Route:
    """A type of campaign: its workflow and its demand an hour."""

    name: str
    steps: dict[str, Any]
    rate: float


def station(k: int) -> str:
    """Name of a station's step."""
    return f"station{k}"


def as_chain(net: Network) -> list[Route]:
    """Stations in an order in which work goes on to the next one, back to any, or out.

    Returns
    -------
    list of Route
        One for each station with arrivals from outside; none if there is no such order.
    """
    stations = len(net.arrivals)
    if stations > MOST_STATIONS_TO_ORDER:
        return []
    for order in permutations(range(stations)):
        if _fits(net, order):
            return [
                Route(f"from{k}", _chain(net, order[place:]), net.arrivals[k])
                for place, k in enumerate(order)
                if net.arrivals[k] > 0
            ]
    return []


def as_paths(net: Network) -> list[Route]:
    """One type for every path through a network whose only returns are to the same station.

    A Poisson stream split by chance is as many independent Poisson streams, so that choosing the
    path beforehand changes nothing.

    Raises
    ------
    CannotExpress
        If the network has other returns, or too many paths.
    """
    routes: list[Route] = []
    for path, rate in _paths(net):
        routes.append(Route(f"path{len(routes)}", _path(net, path), rate))
        if len(routes) > MOST_PATHS:
            raise CannotExpress(f"more than {MOST_PATHS} paths through the network")
    return routes


def _fits(net: Network, order: Sequence[int]) -> bool:
    entered = False
    lowest_entry = 0
    for place, k in enumerate(order):
        if net.arrivals[k] > 0:
            lowest_entry, entered = place, True
        if not entered and net.flow[k] > _NEARLY_ZERO:
            return False
        for other, j in enumerate(order):
            # Work that came in here has no station before its own to go back to.
            if net.routing[k, j] > 0 and (other > place + 1 or other < lowest_entry):
                return False
    return True


def _chain(net: Network, order: Sequence[int]) -> dict[str, Any]:
    steps: dict[str, Any] = {}
    last: list[str] = []
    for place, k in enumerate(order):
        following = order[place + 1] if place + 1 < len(order) else None
        steps[station(k)] = _work(net, k, last)
        last = [station(k)]
        back = [(j, float(net.routing[k, j])) for j in order[: place + 1] if net.routing[k, j] > 0]
        onward = 1.0 if following is None else float(net.routing[k, following])
        left = 1.0
        for j, probability in back:
            name = f"back{k}to{j}"
            gate = {
                "revise": {"to": station(j), "effort": "100%"},
                "revise_probability": min(1.0, probability / left),
            }
            steps[name] = _gate(k, last, gate)
            last, left = [name], left - probability
        if following is not None and left - onward > _NEARLY_ZERO:
            gate = {"reject": "100%", "revise_probability": min(1.0, (left - onward) / left)}
            steps[f"out{k}"] = _gate(k, last, gate)
            last = [f"out{k}"]
    steps["launch"] = {"after": last, "launch": True}
    return steps


def _path(net: Network, path: Sequence[int]) -> dict[str, Any]:
    steps: dict[str, Any] = {}
    last: list[str] = []
    for k in path:
        steps[station(k)] = _work(net, k, last)
        last = [station(k)]
        if net.routing[k, k] > 0:
            gate = {
                "revise": {"to": station(k), "effort": "100%"},
                "revise_probability": float(net.routing[k, k]),
            }
            steps[f"back{k}"] = _gate(k, last, gate)
            last = [f"back{k}"]
    steps["launch"] = {"after": last, "launch": True}
    return steps


def _work(net: Network, k: int, after: list[str]) -> dict[str, Any]:
    return {"skill": f"people{k}", "effort": net.laws[k].text, "after": list(after)}


def _gate(k: int, after: list[str], gate: dict[str, Any]) -> dict[str, Any]:
    """A decision without hands-on work: it takes no time."""
    return {"skill": f"people{k}", "effort": "0h", "after": list(after), "gate": gate}


def _paths(net: Network) -> Iterator[tuple[list[int], float]]:
    def go_on(path: list[int], rate: float) -> Iterator[tuple[list[int], float]]:
        k = path[-1]
        stays = float(net.routing[k, k])
        leaves = 1.0 - float(net.routing[k].sum())
        if leaves > _NEARLY_ZERO:
            yield path, rate * leaves / (1.0 - stays)
        for j in np.flatnonzero(net.routing[k] > 0).tolist():
            if j == k:
                continue
            if j in path:
                raise CannotExpress(
                    "routing that goes forward by chance and back again: a workflow can go back "
                    "from gates, but a step that was left out at first cannot come in afterwards"
                )
            yield from go_on([*path, j], rate * float(net.routing[k, j]) / (1.0 - stays))

    for k, rate in enumerate(net.arrivals):
        if rate > 0:
            yield from go_on([k], rate)
