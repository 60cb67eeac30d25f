"""The same people and the same work, in one team or in several."""

from __future__ import annotations

import re
from functools import partial

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator, Smooth
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.inputs import Inputs
from tests.formula.oracles.laws import Law, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, relaxation_time, study
from tests.formula.oracles.view import Floats, Views

SERVE = "serve"


def pooling(case: Case, profile: Profile) -> Experiment:
    """Several ways to split one pool; or two teams with work of their own."""
    return _splits(case) if case.has("splits") else _teams(case)


def split_study(rate: float, service: Law, teams: int, servers: int, group: str = "unit") -> str:
    """Units with an even share of the demand, and people who serve their own unit or all."""
    load = rate * service.mean / (teams * servers)
    if load >= 1.0:
        raise CannotExpress(f"with a load of {load:.3g} there is no steady state")
    units = [f"unit{k + 1}" for k in range(teams)]
    in_one_queue = servers if group == "unit" else servers * teams
    return study(
        units=units,
        people={"station": teams * servers},
        group=group,
        steps={SERVE: {"skill": "station", "effort": service.text, "launch": True}},
        campaigns={"item": item(demand=demand(rate))},
        window=long_run(
            relaxation_time(service.mean, in_one_queue, load, 1.0, service.scv),
            rate,
            # Queues side by side are as many samples.
            periods=max(4.0, 32.0 * in_one_queue / (servers * teams)),
        ),
    )


def _splits(case: Case) -> Experiment:
    rate, service = case.number("total_lam", "lam"), service_laws(case)[0]
    splits = [str(split).lower() for split in case.value("splits")]
    scenarios = []
    for split in splits:
        shape = re.fullmatch(r"(\d+)\s*[x*]\s*(\d+)", split)
        if shape is None:
            raise CannotExpress(f"{split!r} is no split such as 2x5")
        scenarios.append(split_study(rate, service, int(shape[1]), int(shape[2])))
    inputs = tuple(
        Inputs(SERVE, {"item": service.mean}, {"item": rate}, run) for run in range(len(splits))
    )
    return experiment(case, tuple(scenarios), partial(_of_split, splits=splits), inputs=inputs)


def _of_split(name: str, splits: list[str]) -> Estimator | None:
    figure, _, split = name.rpartition("_")
    if split not in splits:
        return None
    run = splits.index(split)
    if figure == "ratio":
        return _ratio_of_waits(Place(SERVE, run=run), Place(SERVE, run=0))
    return flow_metric(figure, Place(SERVE, run=run))


def _ratio_of_waits(place: Place, base: Place) -> Smooth:
    def sums(views: Views) -> list[float]:
        ours, theirs = place.waits(views), base.waits(views)
        return [float(ours.sum()), float(ours.size), float(theirs.sum()), float(theirs.size)]

    def value(total: Floats) -> float:
        return float(total[0] / total[1] / (total[2] / total[3]))

    return Smooth(sums, value, corrected_by=(place.run, base.run))


def _teams(case: Case) -> Experiment:
    rates = case.numbers("lam_per_min", "lam", "arrival_rate")
    services = service_laws(case, len(rates))
    servers = [int(c) for c in case.numbers("c", "servers", length=len(rates), default=1)]
    if not len(rates) == len(services) == len(servers):
        raise CannotExpress("there are not as many teams as kinds of work")
    loads = [r * law.mean / c for r, law, c in zip(rates, services, servers, strict=True)]
    if max(loads) >= 1.0:
        raise CannotExpress(f"with a load of {max(loads):.3g} there is no steady state")
    names = [f"class{k + 1}" for k in range(len(rates))]
    relaxation = max(
        relaxation_time(law.mean, c, load, 1.0, law.scv)
        for law, c, load in zip(services, servers, loads, strict=True)
    )
    scenario = study(
        people={f"team{k + 1}": c for k, c in enumerate(servers)},
        workflows={
            name: {SERVE: {"skill": f"team{k + 1}", "launch": True}} for k, name in enumerate(names)
        },
        campaigns={
            name: item(workflow=name, demand=demand(rates[k]), effort={SERVE: services[k].text})
            for k, name in enumerate(names)
        },
        window=long_run(relaxation, sum(rates)),
    )

    def resolve(name: str) -> Estimator | None:
        found = re.fullmatch(r"(.+)_(\d+)", name)
        if found and 1 <= int(found[2]) <= len(names):
            return flow_metric(found[1], Place(SERVE, types=(names[int(found[2]) - 1],)))
        return flow_metric(name, Place(SERVE))

    inputs = tuple(
        Inputs(SERVE, {name: law.mean}, {name: rate})
        for name, law, rate in zip(names, services, rates, strict=True)
    )
    return experiment(case, (scenario,), resolve, inputs=inputs)
