"""Runs an experiment until its intervals are short enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mom_sim.simulation import Study, parse_scenario, run_plan
from mom_sim.stats.interval import Interval
from mom_sim.tape.tape import draw_tape
from tests.formula.oracles.estimators import Estimator
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.view import View

REPORTED = 0.99
"""Confidence of the intervals that are reported and whose width says when to stop."""


@dataclass(frozen=True)
class Profile:
    """How precise the estimates have to be.

    Parameters
    ----------
    relative : float
        Largest half-width of a 99% interval as a share of the estimate.
    absolute : float
        Largest half-width for probabilities instead, where it is smaller; 0 if there is none.
    campaigns : int
        Nothing more is run for a case once it has had so many campaigns.
    """

    relative: float
    absolute: float
    campaigns: int

    def is_met(self, name: str, interval: Interval) -> bool:
        """Whether the interval of a figure is short enough."""
        if interval.estimate is None or interval.low is None or interval.high is None:
            return False
        half = (interval.high - interval.low) / 2.0
        wanted = self.relative * abs(interval.estimate)
        if self.absolute and name.startswith(("p_", "P_", "alpha", "erlang", "sigma")):
            wanted = max(wanted, self.absolute) if wanted < self.absolute else self.absolute
        return half <= wanted


CI = Profile(0.10, 0.0, 400_000)
DEEP = Profile(0.02, 0.005, 50_000_000)
SEED = 20_260_105


@dataclass(frozen=True)
class Measurement:
    """What the replications of an experiment have left of each figure."""

    experiment: Experiment
    taken: Mapping[str, list[Any]]
    replications: int

    def interval(self, name: str, confidence: float = REPORTED) -> Interval:
        """Estimate of a figure with its interval."""
        estimator = self.experiment.estimators[name]
        taken = self.taken[name]
        if self.experiment.deterministic:
            value = estimator.interval(taken, confidence).estimate
            return Interval(value, value, value)
        return estimator.interval(taken, confidence)


def measure(
    experiment: Experiment, profile: Profile, *, engine: str = "simpy", seed: int = SEED
) -> Measurement:
    """Run replications of an experiment until every figure is precise enough.

    At least `experiment.least_replications` are run; then as many more, a third at a time, as the
    profile asks for or allows. Intervals are looked at only after each such batch.
    """
    studies = [Study(parse_scenario(text)) for text in experiment.scenarios]
    plans = [study.plan() for study in studies]
    taken: dict[str, list[Any]] = {name: [] for name in experiment.estimators}
    replications = campaigns = 0
    batch = experiment.least_replications
    while experiment.estimators:
        for number in range(replications, replications + batch):
            views = []
            for study, plan in zip(studies, plans, strict=True):
                tape = draw_tape(study.scenario, number, seed=seed, draws=plan.draws)
                views.append(View(run_plan(study, plan, tape, engine=engine).log))
                campaigns += len(tape.campaigns)
            for name, estimator in experiment.estimators.items():
                taken[name].append(estimator.take(views))
        replications += batch
        batch = max(1, replications // 3)
        if (
            experiment.deterministic
            or campaigns >= profile.campaigns
            or _is_precise(experiment.estimators, taken, profile)
        ):
            break
    return Measurement(experiment, taken, replications)


def _is_precise(
    estimators: Mapping[str, Estimator], taken: Mapping[str, list[Any]], profile: Profile
) -> bool:
    return all(
        profile.is_met(name, estimator.interval(taken[name], REPORTED))
        for name, estimator in estimators.items()
    )
