"""A fixed number of sources or of campaigns in progress."""

from __future__ import annotations

import math

import numpy as np

from tests.formula.oracles.case import Case
from tests.formula.oracles.estimators import Estimator, Smooth, mean_item
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.laws import hours, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import Window, demand, item, long_run, study
from tests.formula.oracles.view import Floats, Views

SERVE = "serve"
_DOWN = {"L_down": "L", "W_down": "W", "Lq_down": "Lq", "Wq_down": "Wq"}


def finite_source(case: Case, profile: Profile) -> Experiment:
    """Machine repair: every unit has one campaign at a time and turns further requests away.

    A unit asks for campaigns by a Poisson process, and what it asks for while it has one is turned
    away, so that the time from a finish to its next campaign is exponential.
    """
    sources, servers = case.count("N", "sources"), case.count("c", "servers", default=1)
    rate, service = case.number("lam", "arrival_rate"), service_laws(case)[0]
    units = [f"unit{k + 1}" for k in range(sources)]
    relaxation = max(1.0 / rate, service.mean * sources / servers) / 2.0 + service.mean
    scenario = study(
        units=units,
        people={"station": servers},
        steps={SERVE: {"skill": "station", "effort": service.text, "launch": True}},
        campaigns={"item": item(demand=demand(rate * sources))},
        window=long_run(relaxation, rate * sources / 2.0),
        coordination={"wip_limit": {"limit": 1, "per": "unit", "when_full": "reject"}},
    )
    place = Place(SERVE, servers=servers)

    def resolve(name: str) -> Estimator | None:
        if name == "mean_up":
            return _up(place, sources)
        return flow_metric(_DOWN.get(name, name), place)

    return experiment(case, (scenario,), resolve)


def closed_network(case: Case, profile: Profile) -> Experiment:
    """A line under a WIP limit, asked for half as much again as it can ever do."""
    stations = case.count("stations", "N", default=len(service_laws(case)))
    laws, wip = service_laws(case, stations), case.count("wip", "K")
    servers = [int(c) for c in case.numbers("c", "servers", length=stations, default=1)]
    cycle = sum(law.mean for law in laws) + wip * max(law.mean for law in laws)
    # Longer than it takes to pass the memory of the start round the line.
    window = Window(math.ceil(10 * cycle), math.ceil(60 * cycle), 0.0)
    fastest = min(c / law.mean for law, c in zip(laws, servers, strict=True))
    steps = {
        f"station{k}": {
            "skill": f"people{k}",
            "effort": law.text,
            "after": [f"station{k - 1}"] if k else [],
            "launch": k == stations - 1,
        }
        for k, law in enumerate(laws)
    }
    scenario = study(
        people={f"people{k}": c for k, c in enumerate(servers)},
        steps=steps,
        campaigns={"item": item(demand={"every": hours(1.0 / (1.5 * fastest)), "first": "0h"})},
        window=window,
        coordination={"wip_limit": {"limit": wip, "per": "company", "when_full": "hold"}},
    )
    place = Place("station0")

    def resolve(name: str) -> Estimator | None:
        return mean_item(_cycle_times) if name == "cycle_time" else flow_metric(name, place)

    return experiment(case, (scenario,), resolve)


def _up(place: Place, sources: int) -> Smooth:
    def sums(views: Views) -> tuple[float, float]:
        values, durations = place.number(views)
        return float((sources - values) @ durations), float(durations.sum())

    return Smooth(sums, lambda total: float(total[0] / total[1]))


def _cycle_times(views: Views) -> Floats:
    """From admission to launch, of the campaigns that are launched in the window."""
    view = views[0]
    admissions = view.visits("begin", instruction="ADMIT")
    of = view.campaigns()
    launched = of.only(view.inside(of.ended))
    order = np.argsort(admissions.campaign)
    at = np.searchsorted(admissions.campaign[order], launched.number)
    return launched.ended - admissions.left[order][at]
