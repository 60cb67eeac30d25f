"""A step that somebody outside takes care of: as many at a time as there are."""

from __future__ import annotations

from tests.formula.oracles.case import Case
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment, usual
from tests.formula.oracles.flow_metrics import Place
from tests.formula.oracles.laws import service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, study

STAGE = "stage"


def infinite_server(case: Case, profile: Profile) -> Experiment:
    """M/G/inf: a wait."""
    rate, law = case.number("lam", "arrival_rate"), service_laws(case)[0]
    scenario = study(
        people={"nobody": 1},
        steps={STAGE: {"wait": law.text, "launch": True}},
        campaigns={"item": item(demand=demand(rate))},
        window=long_run(law.mean * (1.0 + law.scv), rate),
    )
    return experiment(case, (scenario,), usual(Place(STAGE, instruction="DELAY")))
