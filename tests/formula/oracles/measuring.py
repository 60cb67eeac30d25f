"""Runs an experiment until its intervals are short enough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mom_sim.simulation import Study, parse_scenario, run_plan
from mom_sim.stats.interval import Interval
from mom_sim.tape.tape import draw_tape
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

    At least `experiment.least_replications` are run; then as many more as the widths so far say
    are needed, in a few batches. Intervals are looked at only after each batch.
    """
    studies = [Study(parse_scenario(text)) for text in experiment.scenarios]
    plans = [study.plan() for study in studies]
    taken: dict[str, list[Any]] = {name: [] for name in experiment.estimators}
    replications = campaigns = 0
    missing = experiment.least_replications if experiment.estimators else 0
    while missing:
        for number in range(replications, replications + missing):
            views = []
            for study, plan in zip(studies, plans, strict=True):
                tape = draw_tape(study.scenario, number, seed=seed, draws=plan.draws)
                views.append(View(run_plan(study, plan, tape, engine=engine).log))
                campaigns += len(views[-1].log.campaigns)
            for name, estimator in experiment.estimators.items():
                taken[name].append(estimator.take(views))
        replications += missing
        if experiment.deterministic:
            break
        affordable = int((profile.campaigns - campaigns) / (campaigns / replications))
        needed = max(
            profile.replications_needed(name, estimator.interval(taken[name], REPORTED))
            for name, estimator in experiment.estimators.items()
        )
        missing = max(0, min(math.ceil((needed - 1.0) * replications), affordable, replications))
    return Measurement(experiment, taken, replications)
