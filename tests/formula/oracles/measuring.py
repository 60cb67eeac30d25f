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
from tests.formula.oracles.profile import REPORTED, Profile
from tests.formula.oracles.view import View

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
