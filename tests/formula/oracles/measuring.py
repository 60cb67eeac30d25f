"""Runs an experiment until its intervals are short enough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mom_sim.simulation import ENGINES, Study, parse_scenario, run_plan
from mom_sim.stats.interval import Interval
from mom_sim.tape.tape import draw_tape
from tests.formula.oracles.case import CannotExpress
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.inputs import excesses_of
from tests.formula.oracles.profile import REPORTED, Profile
from tests.formula.oracles.view import Floats, View

SEED = 20_260_105
TOO_LONG = "{} replications of {:,} activities are more than the profile {} allows; try --deep"


@dataclass(frozen=True)
class Measurement:
    """What the replications of an experiment have left of each figure."""

    experiment: Experiment
    profile: Profile
    taken: Mapping[str, list[Any]]
    excesses: Floats
    replications: int
    activities: int

    def interval(self, name: str, confidence: float = REPORTED) -> Interval:
        """Estimate of a figure with its interval.

        It is corrected for the luck with the inputs only where it would be too wide without.
        """
        estimator, taken = self.experiment.estimators[name], self.taken[name]
        nothing = self.excesses[:, :0]
        plain = estimator.interval(taken, confidence, nothing)
        if self.experiment.deterministic:
            return Interval(plain.estimate, plain.estimate, plain.estimate)
        stopping = estimator.interval(taken, self.profile.confidence, nothing)
        if self.profile.replications_needed(name, stopping) <= 1.0:
            return plain
        columns = [
            column
            for number, one in enumerate(self.experiment.inputs)
            for column in (2 * number, 2 * number + 1)
            if one.run in estimator.corrected_by
        ]
        return estimator.interval(taken, confidence, self.excesses[:, columns])

    def replications_needed(self) -> float:
        """How many times as many replications would make all intervals short enough."""
        needed = (
            self.profile.replications_needed(name, self.interval(name, self.profile.confidence))
            for name in self.experiment.estimators
        )
        return max(needed, default=0.0)


def fastest_engine() -> str:
    """The engine that tests use: all give the same log."""
    return "compiled" if "compiled" in ENGINES else "simpy"


def measure(
    experiment: Experiment,
    profile: Profile,
    *,
    engine: str | None = None,
    seed: int = SEED,
) -> Measurement:
    """Run replications of an experiment until every figure is precise enough.

    At least `experiment.least_replications` are run; then as many more as the widths so far say
    are needed, in a few batches. Intervals are looked at only after each batch.

    Raises
    ------
    CannotExpress
        If even the least replications are far more than the profile allows.
    """
    known = {text: Study(parse_scenario(text)) for text in experiment.scenarios}
    studies = [known[text] for text in experiment.scenarios]
    plans = [known[text].plan(model) for text, model in experiment.runs()]
    name = engine or fastest_engine()
    taken: dict[str, list[Any]] = {figure: [] for figure in experiment.estimators}
    excesses: list[list[float]] = []
    allowed = profile.activities * min(2, len(plans))
    replications = activities = 0
    missing = experiment.least_replications if experiment.estimators else 0
    while missing:
        for number in range(replications, replications + missing):
            views = []
            for study, plan in zip(studies, plans, strict=True):
                tape = draw_tape(study.scenario, number, seed=seed, draws=plan.draws)
                views.append(View(run_plan(study, plan, tape, engine=name).log))
                activities += len(views[-1].log.activities)
            for figure, estimator in experiment.estimators.items():
                taken[figure].append(estimator.take(views))
            excesses.append(excesses_of(experiment.inputs, views))
            if number == 0 and missing * activities > 1.5 * allowed:
                raise CannotExpress(TOO_LONG.format(missing, activities, profile.name))
        replications += missing
        if experiment.deterministic:
            break
        measurement = Measurement(
            experiment, profile, taken, np.array(excesses), replications, activities
        )
        affordable = int((allowed - activities) / (activities / replications))
        needed = measurement.replications_needed()
        missing = max(0, min(math.ceil((needed - 1.0) * replications), affordable, replications))
    return Measurement(experiment, profile, taken, np.array(excesses), replications, activities)
