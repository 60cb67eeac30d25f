"""Open networks of stations: in series, with returns, with routing by chance."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.families.routing import Network, as_chain, as_paths, station
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.inputs import Inputs
from tests.formula.oracles.laws import service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, relaxation_time, study


def network(case: Case, profile: Profile) -> Experiment:
    """One step and one role for each station; gates send work back."""
    net = _network_of(case)
    load = max(r * law.mean / c for r, law, c in zip(net.flow, net.laws, net.servers, strict=True))
    if load >= 1.0:
        raise CannotExpress(f"with a load of {load:.3g} there is no steady state")
    routes = as_chain(net) or as_paths(net)
    relaxation = max(
        relaxation_time(law.mean, c, r * law.mean / c, 1.0, law.scv) * r / sum(net.arrivals)
        for r, law, c in zip(net.flow, net.laws, net.servers, strict=True)
    )
    scenario = study(
        people={f"people{k}": c for k, c in enumerate(net.servers)},
        workflows={route.name: route.steps for route in routes},
        campaigns={
            route.name: item(workflow=route.name, demand=demand(route.rate)) for route in routes
        },
        window=long_run(relaxation, sum(net.arrivals)),
    )
    first = _first_index(case, len(net.laws))
    inputs = tuple(
        Inputs(
            station(k),
            {route.name: law.mean for route in routes},
            {} if k else {route.name: route.rate for route in routes},
        )
        for k, law in enumerate(net.laws)
    )
    return experiment(
        case, (scenario,), lambda name: _figure(name, net.servers, first), inputs=inputs
    )


def _network_of(case: Case) -> Network:
    if case.has("routing", "P"):
        routing = np.asarray(case.value("routing", "P"), dtype=np.float64)
        arrivals = case.numbers("gamma", "lam")
        if routing.shape != (len(arrivals), len(arrivals)):
            raise CannotExpress("the routing matrix and the arrival rates do not fit together")
    elif case.has("p_reject", "p_return", "p_feedback", "p"):
        routing = np.array([[case.number("p_reject", "p_return", "p_feedback", "p")]])
        arrivals = [case.number("gamma", "lam")]
    else:
        stations = len(service_laws(case))
        stations = max(stations, case.count("stations", default=stations))
        routing = np.eye(stations, k=1)
        arrivals = [case.number("lam", "gamma"), *[0.0] * (stations - 1)]
    stations = len(arrivals)
    if (routing < 0).any() or (routing.sum(axis=1) > 1.0 + 1e-9).any():
        raise CannotExpress("the routing matrix holds no probabilities")
    servers = [int(c) for c in case.numbers("c", "servers", length=stations, default=1)]
    laws = service_laws(case, stations)
    if not len(laws) == len(servers) == stations:
        raise CannotExpress("there are not as many laws of service or servers as stations")
    flow = np.linalg.solve(np.eye(stations) - routing.T, np.array(arrivals)).tolist()
    return Network(arrivals, routing, laws, servers, flow)


def _first_index(case: Case, stations: int) -> int:
    """Number of the first station in the names of the expected figures."""
    numbers = [int(m[1]) for name in case.expected if (m := re.fullmatch(r".+_(\d+)", name))]
    return 1 if numbers and 0 not in numbers and max(numbers) <= stations else 0


def _figure(name: str, servers: Sequence[int], first: int) -> Estimator | None:
    found = re.fullmatch(r"(.+?)_(\d+)", name)
    if found and first <= int(found[2]) < first + len(servers):
        k = int(found[2]) - first
        return flow_metric(found[1], Place(station(k), whole=False, servers=servers[k]))
    return flow_metric(name, Place(station(0), servers=servers[0] if len(servers) == 1 else 0))
