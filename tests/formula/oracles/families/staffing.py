"""Square-root staffing: many people, and a safety of beta times the root of the load."""

from __future__ import annotations

import math
import re

from tests.formula.oracles.case import Case
from tests.formula.oracles.estimators import Estimator
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import UNKNOWN
from tests.formula.oracles.families.single_station import SERVE, station_study
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.laws import named_law
from tests.formula.oracles.profile import Profile

LIMIT = "a limit for a number of people that grows beyond all bounds; nothing finite to simulate"
TOO_MANY = "{servers} people need about {campaigns:,} campaigns, more than this profile allows"


def staffing(case: Case, profile: Profile) -> Experiment:
    """Erlang C at the load R that solves c = R + beta sqrt(R), service of mean 1."""
    scenarios: list[str] = []
    estimators: dict[str, Estimator] = {}
    skipped: dict[str, str] = {}
    for name in case.expected:
        found = re.fullmatch(r"erlangC_c(\d+)_beta(\d+(?:\.\d+)?)", name)
        if found is None:
            skipped[name] = LIMIT if name.startswith("alpha") else UNKNOWN
            continue
        servers, beta = int(found[1]), float(found[2])
        # A tenth of the delay probability takes about a thousand hours of memory two hours long.
        campaigns = round(2000 * servers * (0.1 / profile.relative) ** 2)
        if campaigns > profile.campaigns / 4:
            skipped[name] = TOO_MANY.format(servers=servers, campaigns=campaigns)
            continue
        root = (math.sqrt(beta**2 + 4 * servers) - beta) / 2
        arrival = named_law("exponential", 1.0 / root**2, 1.0)
        scenarios.append(station_study(arrival, named_law("exponential", 1.0, 1.0), servers))
        estimator = flow_metric("p_wait", Place(SERVE, run=len(scenarios) - 1))
        assert estimator is not None
        estimators[name] = estimator
    return Experiment(tuple(scenarios), estimators, skipped)
