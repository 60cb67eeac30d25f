"""A backlog that has to be worked off while demand goes on."""

from __future__ import annotations

import math

import numpy as np

from mom_sim.stats.step_function import count_path
from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator, mean_of, variance_of_items
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.laws import named_law, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import Window, demand, item, study
from tests.formula.oracles.view import Floats, Views

SERVE = "serve"


def transient(case: Case, profile: Profile) -> Experiment:
    """First time at which a station that begins with a backlog is empty."""
    backlog, rate = case.count("n0", "backlog"), case.number("lam", "arrival_rate")
    law = service_laws(case)[0]
    if not case.has("scv", "service_scv", "distribution", "mu", "service"):
        law = named_law("lognormal", law.mean, 1.0)
    load = rate * law.mean
    if load >= 1.0:
        raise CannotExpress(f"with a load of {load:.3g} the backlog need never be worked off")
    mean = backlog * law.mean / (1.0 - load)
    # Standard deviation of `backlog` busy periods: Takacs (1962), one of M/G/1.
    spread = law.mean * math.sqrt(backlog * (law.scv + load) / (1.0 - load) ** 3)
    scenario = study(
        people={"station": 1},
        steps={SERVE: {"skill": "station", "effort": law.text, "launch": True}},
        campaigns={"item": item(demand=demand(rate))},
        window=Window(0.0, math.ceil(mean + 12.0 * spread), 0.0),
        backlog=[{"unit": "unit", "type": "item", "step": SERVE, "count": backlog}],
    )

    def resolve(name: str) -> Estimator | None:
        if name == "var_clear_time":
            return variance_of_items(lambda views: np.array([_cleared(views)]))
        return mean_of(_cleared) if name in ("mean_clear_time", "t_clear") else None

    return experiment(case, (scenario,), resolve)


def _cleared(views: Views) -> float:
    of = views[0].campaigns()
    times, values = count_path(of.requested, _known(of.ended))
    empty = np.flatnonzero(values == 0)
    return float(times[empty[0]]) if empty.size else math.nan


def _known(times: Floats) -> Floats:
    return times[~np.isnan(times)]
