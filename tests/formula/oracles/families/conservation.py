"""What holds in every run, to the last digit: Little's law, flow balance, work done."""

from __future__ import annotations

import numpy as np

from mom_sim.stats.step_function import count_path
from mom_sim.stats.time_weighted import step_integral
from tests.formula.oracles.case import Case
from tests.formula.oracles.estimators import Estimator, mean_of
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import Window, demand, item, study
from tests.formula.oracles.view import Views

ARRIVALS_STOP = 200.0
_WINDOW = Window(0.0, 600.0, 400.0)


def conservation(case: Case, profile: Profile) -> Experiment:
    """A line with parallel work, two gates and a limit, from empty to empty: demand stops."""
    back = {"revise": {"to": "draft", "effort": "50%"}, "revise_probability": "30%"}
    scenario = study(
        people={"writers": 2, "designers": 2, "deciders": 1},
        steps={
            "draft": {"skill": "writers", "effort": "lognormal(mean=2h, cv=1)"},
            "text": {"skill": "writers", "effort": "gamma(mean=1h, cv=0.7)", "after": "draft"},
            "pictures": {"skill": "designers", "effort": "exponential(mean=2h)", "after": "draft"},
            "review": {
                "skill": "deciders",
                "effort": "exponential(mean=0.3h)",
                "after": ["text", "pictures"],
                "gate": {**back, "meets": {"every": "7h"}},
            },
            "launch": {"after": "review", "launch": True},
        },
        campaigns={"item": item(demand=demand(0.4))},
        window=_WINDOW,
        coordination={"wip_limit": {"limit": 12, "per": "company", "when_full": "hold"}},
        surges={
            "stop": {
                "start": f"{ARRIVALS_STOP}h",
                "length": f"{_WINDOW.end + _WINDOW.follow_up - ARRIVALS_STOP}h",
                "factor": 0,
            }
        },
    )
    return experiment(case, (scenario,), _figure)


def _figure(name: str) -> Estimator | None:
    match name:
        case "little_relative_error_max":
            return mean_of(_little)
        case "flow_balance_error":
            return mean_of(_balance)
        case "work_error" | "busy_time_error":
            return mean_of(_work)
    return None


def _little(views: Views) -> float:
    """Largest relative error of area = sum of times, overall and at every stage.

    The area is counted from the path of the number inside, in whole microseconds.
    """
    log = views[0].log
    campaigns, activities = log.campaigns, log.activities
    stages = [(campaigns["requested"].to_numpy(), campaigns["ended"].to_numpy())]
    for _, rows in activities.groupby("node"):
        stages.append((rows["ready"].to_numpy(), rows["finish"].to_numpy()))
    worst = 0.0
    for entered, left in stages:
        # Who leaves at once is seen by neither side.
        path = count_path(entered, left)
        times = int((left - entered).sum())
        area = step_integral(*path, 0, log.window.end) if times else 0
        worst = max(worst, abs(area - times) / max(times, 1))
    return worst


def _balance(views: Views) -> float:
    """Campaigns in, less campaigns out, less campaigns inside; the system ends empty."""
    of = views[0].campaigns()
    launched = int(of.with_outcome("launched").sum())
    return float(abs(of.requested.size - launched) + np.isnan(of.ended).sum())


def _work(views: Views) -> float:
    """Hours worked less hours of work asked for."""
    log = views[0].log
    worked = int((log.stints["finish"] - log.stints["start"]).sum())
    done = log.activities["finish"] >= 0
    return float(abs(worked - int(log.activities.loc[done, "effort"].sum())))
