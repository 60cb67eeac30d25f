"""Branches that start together; the campaign is launched when the last of them is done."""

from __future__ import annotations

from dataclasses import replace

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.flow_metrics import Place, flow_metric
from tests.formula.oracles.inputs import Inputs
from tests.formula.oracles.laws import named_law, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import demand, item, long_run, relaxation_time, study

LAUNCH = "launch"


def fork_join(case: Case, profile: Profile) -> Experiment:
    """Parallel steps with a role each; without arrival rate, parallel waits."""
    return _queues(case) if case.has("lam", "arrival_rate") else _delays(case)


def _queues(case: Case) -> Experiment:
    rate = case.number("lam", "arrival_rate")
    branches = case.count("branches", "K", default=2)
    services = service_laws(case, branches)
    if len(services) != branches:
        raise CannotExpress("there are not as many laws of service as branches")
    load = max(rate * law.mean for law in services)
    if load >= 1.0:
        raise CannotExpress(f"with a load of {load:.3g} there is no steady state")
    relaxation = relaxation_time(max(law.mean for law in services), 1, load)
    names = [f"branch{number + 1}" for number in range(branches)]
    scenario = study(
        people={f"people{number + 1}": 1 for number in range(branches)},
        steps={
            name: {"skill": f"people{number + 1}", "effort": services[number].text}
            for number, name in enumerate(names)
        }
        | {LAUNCH: {"after": names, "launch": True}},
        campaigns={"item": item(demand=demand(rate))},
        window=long_run(relaxation, rate),
    )
    branch = Place(names[0], whole=False)

    def resolve(name: str) -> Estimator | None:
        base = name.removesuffix("_approx")
        if base.endswith("_single_branch"):
            return flow_metric(base.removesuffix("_single_branch"), branch)
        for suffix in ("_forkjoin", "_fork_join", "_join"):
            base = base.removesuffix(suffix)
        return flow_metric(base, replace(branch, whole=True))

    inputs = tuple(
        Inputs(name, {"item": law.mean}, {} if number else {"item": rate})
        for number, (name, law) in enumerate(zip(names, services, strict=True))
    )
    return experiment(case, (scenario,), resolve, inputs=inputs)


def _delays(case: Case) -> Experiment:
    if case.has("rates"):
        laws = [named_law("exponential", 1.0 / r, 1.0) for r in case.numbers("rates")]
    else:
        laws = service_laws(case, case.count("branches", default=1))
    names = [f"branch{number + 1}" for number in range(len(laws))]
    scenario = study(
        people={"nobody": 1},
        steps={name: {"wait": law.text} for name, law in zip(names, laws, strict=True)}
        | {LAUNCH: {"after": names, "launch": True}},
        campaigns={"item": item(demand=demand(1.0))},
        window=long_run(max(law.mean for law in laws), 1.0, periods=1.0),
    )
    place = Place(names[0], instruction="DELAY")
    words = {"mean_join": "W", "var_join": "var_W"}
    return experiment(case, (scenario,), lambda name: flow_metric(words.get(name, name), place))
