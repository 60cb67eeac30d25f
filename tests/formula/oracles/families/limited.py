"""Systems that work leaves unserved: lost, turned away at a full buffer, or out of patience."""

from __future__ import annotations

from dataclasses import replace

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment, usual
from tests.formula.oracles.flow_metrics import Place
from tests.formula.oracles.laws import named_law, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, relaxation_time, study

SERVE = "serve"
ANY_LAW = (("exponential", 1.0), ("constant", 0.0), ("lognormal", 4.0))
"""Laws of service that a loss system must not care for."""


def loss_variants(case: Case) -> list[Case]:
    """A loss case that names no law of service stands for several: blocking is the same for all."""
    if case.has("mu", "service", "service_rate", "distribution", "scv", "service_scv"):
        return [case]
    return [
        replace(case, parameters={**case.parameters, "distribution": name, "scv": scv})
        for name, scv in ANY_LAW
    ]


def loss(case: Case, profile: Profile) -> Experiment:
    """M/G/c/c: a WIP limit of one request per person."""
    return _limited(case, case.count("c", "servers"), case.count("c", "servers"))


def finite_buffer(case: Case, profile: Profile) -> Experiment:
    """M/G/c/K: a WIP limit of K."""
    servers = case.count("c", "servers", default=1)
    return _limited(case, servers, case.count("K", "k", "capacity", "buffer"))


def _limited(case: Case, servers: int, room: int) -> Experiment:
    if room < servers:
        raise CannotExpress("with less room than servers, some servers never have work")
    rate, service = case.number("lam", "arrival_rate"), service_laws(case)[0]
    load = rate * service.mean / servers
    fills = service.mean * room / servers  # time to fill or empty the whole room
    relaxation = max(service.mean, fills) * max(1.0, service.scv)
    if load < 1.0:
        relaxation = min(relaxation, 2 * relaxation_time(service.mean, servers, load))
    scenario = study(
        people={"station": servers},
        steps={SERVE: {"skill": "station", "effort": service.text, "launch": True}},
        campaigns={"item": item(demand=demand(rate))},
        window=long_run(max(relaxation, service.mean), rate),
        coordination={"wip_limit": {"limit": room, "per": "company", "when_full": "reject"}},
    )
    return experiment(case, (scenario,), usual(Place(SERVE, servers=servers)))


def abandonment(case: Case, profile: Profile) -> Experiment:
    """M/G/c+G: requests are withdrawn when their patience ends before work begins."""
    rate, servers = case.number("lam", "arrival_rate"), case.count("c", "servers", default=1)
    service = service_laws(case)[0]
    if case.has("theta", "patience_rate"):
        patience = named_law("exponential", 1.0 / case.number("theta", "patience_rate"), 1.0)
    else:
        name = str(case.value("patience_distribution", default="exponential"))
        scv = case.number("patience_scv", default=1.0)
        patience = named_law(name, case.number("patience", "mean_patience"), scv)
    scenario = study(
        people={"station": servers},
        steps={SERVE: {"skill": "station", "effort": service.text, "launch": True}},
        campaigns={"item": item(demand=demand(rate), patience=patience.text)},
        window=long_run(2.0 * max(service.mean, patience.mean), rate),
    )
    return experiment(case, (scenario,), usual(Place(SERVE, servers=servers)))
