"""Runs an experiment until its intervals are short enough."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from mom_sim.simulation import ENGINES, Study, parse_scenario, run_plan
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
    campaigns: int

    def interval(self, name: str, confidence: float = REPORTED) -> Interval:
        """Estimate of a figure with its interval."""
        estimator = self.experiment.estimators[name]
        taken = self.taken[name]
        if self.experiment.deterministic:
            value = estimator.interval(taken, confidence).estimate
            return Interval(value, value, value)
        return estimator.interval(taken, confidence)


def fastest_engine() -> str:
    """The engine that tests use: all give the same log."""
    return "compiled" if "compiled" in ENGINES else "simpy"


def measure(
    experiment: Experiment,
    profile: Profile,
    *,
    engine: str | None = None,
    seed: int = SEED,
    left_aside: Collection[str] = (),
) -> Measurement:
    """Run replications of an experiment until every figure is precise enough.

    At least `experiment.least_replications` are run; then as many more as the widths so far say
    are needed, in a few batches. Intervals are looked at only after each batch. Figures that are
    `left_aside` are measured, too, but however precise they are.
    """
    known = {text: Study(parse_scenario(text)) for text in experiment.scenarios}
    studies = [known[text] for text in experiment.scenarios]
    plans = [known[text].plan(model) for text, model in experiment.runs()]
    name = engine or fastest_engine()
    taken: dict[str, list[Any]] = {figure: [] for figure in experiment.estimators}
    replications = campaigns = 0
    missing = experiment.least_replications if experiment.estimators else 0
    while missing:
        for number in range(replications, replications + missing):
            views = []
            for study, plan in zip(studies, plans, strict=True):
                tape = draw_tape(study.scenario, number, seed=seed, draws=plan.draws)
                views.append(View(run_plan(study, plan, tape, engine=name).log))
                campaigns += len(views[-1].log.campaigns)
            for figure, estimator in experiment.estimators.items():
                taken[figure].append(estimator.take(views))
        replications += missing
        if experiment.deterministic:
            break
        affordable = int((profile.campaigns - campaigns) / (campaigns / replications))
        needed = max(
            (
                profile.replications_needed(figure, estimator.interval(taken[figure], REPORTED))
                for figure, estimator in experiment.estimators.items()
                if figure not in left_aside
            ),
            default=0.0,
        )
        missing = max(0, min(math.ceil((needed - 1.0) * replications), affordable, replications))
    return Measurement(experiment, taken, replications, campaigns)
