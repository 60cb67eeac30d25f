"""All runs of a surge study: the calm ones, those of the curve, and round after round the search.

A run is carried out once for each (model, setting, factor, replication), whoever asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mom_sim.experiments.promise_grammar import Promise
from mom_sim.experiments.promises import value_of
from mom_sim.experiments.spreading import Progress, carry_out
from mom_sim.experiments.surge.runs import (
    CalmRun,
    SurgeQuestion,
    SurgeRun,
    SurgeRunner,
    SurgeTask,
)
from mom_sim.experiments.surge.search import HEADROOM_STEPS, next_factors
from mom_sim.log.log import Log
from mom_sim.stats import Interval

Found = TypeVar("Found")

_FACTORS_A_SEARCH = 5
"""That a search is expected to need beside the curve."""


@dataclass
class SurgeRounds:
    """What was run, and what is to be run next.

    Attributes
    ----------
    question : SurgeQuestion
    models : tuple of str
    factors : tuple of float
        Of the curve, increasing; 1 is the first.
    replications : int
        Numbered from 1.
    workers : int
    progress : callable, optional
    is_cut_short : bool
        Whether somebody stopped the work; what is complete is kept.
    """

    question: SurgeQuestion
    models: tuple[str, ...]
    factors: tuple[float, ...]
    replications: int
    workers: int
    progress: Progress | None = None
    is_cut_short: bool = False
    _runs: dict[tuple[str, str, float], dict[int, SurgeRun]] = field(default_factory=dict)
    _calm: dict[int, dict[str, Log]] = field(default_factory=dict)
    _figures: dict[tuple[str, str, str], dict[float, Interval]] = field(default_factory=dict)
    _done: int = 0
    _runner: SurgeRunner = field(init=False)

    def __post_init__(self) -> None:
        self._runner = SurgeRunner(self.question)

    def carry_out(self) -> None:
        """Run everything.

        Raises
        ------
        KeyboardInterrupt
            Where the work is stopped before one replication of the whole curve is complete.
        """
        try:
            self._run_calm()
            self._run_curve()
            while self._run_round():
                pass
        except KeyboardInterrupt:
            self._keep_complete()
            self.is_cut_short = True

    def runs(self, model: str, setting: str, factor: float) -> list[SurgeRun]:
        """Runs in the order of their replications."""
        found = self._runs[model, setting, factor]
        return [found[number] for number in sorted(found)]

    def figures(self, model: str, setting: str, promise: Promise) -> dict[float, Interval]:
        """The promised figure by factor, wherever it was run."""
        known = self._figures.setdefault((model, setting, promise.text), {})
        for of, name, factor in self._runs:
            if (of, name) == (model, setting) and factor not in known:
                measurements = [one.measurement for one in self.runs(of, name, factor)]
                known[factor] = value_of(promise, measurements)
        return known

    # ----------------------------------------------------------------------------- the three parts

    def _run_calm(self) -> None:
        calm = self.question.calm.name
        numbers = range(1, self.replications + 1)
        tasks = [
            SurgeTask(number, calm, 1.0, (model,)) for number in numbers for model in self.models
        ]
        for task, found in self._results(self._runner.run_calm, tasks):
            for model, run in found.items():
                self._calm.setdefault(task.replication, {})[model] = run.campaigns
                self._store_calm(model, task.replication, run)

    def _store_calm(self, model: str, replication: int, run: CalmRun) -> None:
        for name, told in run.by_setting.items():
            if self.question.is_calm_at_one(name):
                self._runs.setdefault((model, name, 1.0), {})[replication] = told

    def _run_curve(self) -> None:
        wanted = [(name, factor, self.models) for name, factor in self._curve()]
        self._run(wanted, self._calm)

    def _run_round(self) -> bool:
        """Run what all searches ask for next; False if there is nothing."""
        wanted: dict[tuple[str, float], list[str]] = defaultdict(list)
        for model in self.models:
            for name, setting in self.question.settings.items():
                steps = HEADROOM_STEPS if setting.weeks is None else ()
                further = [one for one in steps if one < self.factors[-1]]
                further += self.factors[-1:] if steps else ()
                factors: set[float] = set()
                for promise in self.question.promises:
                    known = self.figures(model, name, promise)
                    factors |= next_factors(promise, known, further)
                for factor in factors:
                    wanted[name, factor].append(model)
        self._run([(*key, tuple(models)) for key, models in sorted(wanted.items())], {})
        return bool(wanted)

    # ------------------------------------------------------------------------------------- running

    def _curve(self) -> Iterator[tuple[str, float]]:
        """Settings and factors of the curve that the calm runs do not give."""
        for name, setting in self.question.settings.items():
            for factor in self.factors:
                if setting.weeks is not None and not (
                    factor == 1.0 and self.question.is_calm_at_one(name)
                ):
                    yield name, factor

    def _run(
        self,
        wanted: Sequence[tuple[str, float, tuple[str, ...]]],
        against: Mapping[int, Mapping[str, Log]],
    ) -> None:
        """Run models at some factors; replication by replication, so that early ones are whole."""
        tasks = [
            SurgeTask(number, name, factor, models, against.get(number, {}))
            for number in range(1, self.replications + 1)
            for name, factor, models in wanted
        ]
        for task, found in self._results(self._runner.run, tasks):
            for model, run in found.items():
                key = (model, task.setting, task.factor)
                self._runs.setdefault(key, {})[task.replication] = run

    def _results(
        self, work: Callable[[SurgeTask], Found], tasks: Sequence[SurgeTask]
    ) -> Iterator[tuple[SurgeTask, Found]]:
        ahead = sum(len(task.models) for task in tasks)
        total = max(self._expected(), self._done + ahead)
        self._report(total)
        results = carry_out(work, tasks, workers=self.workers)
        for task, found in zip(tasks, results, strict=True):
            yield task, found  # kept before anybody is told of it, and may stop the work
            self._done += len(task.models)
            self._report(total)

    def _report(self, total: int) -> None:
        if self.progress is not None:
            self.progress(self._done, total)

    def _expected(self) -> int:
        question = self.question
        lengths = len(question.settings) - 1
        factors = expected_factors(lengths, len(self.factors), len(question.promises))
        return factors * len(self.models) * self.replications

    def _keep_complete(self) -> None:
        """Drop replications without the whole curve, and factors without all the others."""
        curve = {
            (model, name, factor)
            for model in self.models
            for name, factor in (*self._curve(), *((name, 1.0) for name in self._calm_settings()))
        }
        missing: dict[int, SurgeRun] = {}
        complete = set(range(1, self.replications + 1))
        for key in curve:
            complete &= set(self._runs.get(key, missing))
        if not complete:
            raise KeyboardInterrupt
        self._figures.clear()
        self._runs = {
            key: {number: runs[number] for number in complete}
            for key, runs in self._runs.items()
            if complete <= set(runs)
        }

    def _calm_settings(self) -> list[str]:
        return [name for name in self.question.settings if self.question.is_calm_at_one(name)]


def expected_factors(lengths: int, factors: int, promises: int) -> int:
    """Expect how many runs a replication of a model takes: a guess, for progress and engine.

    Parameters
    ----------
    lengths, factors, promises : int
        How many of each.

    Returns
    -------
    int
    """
    return 1 + lengths * factors + _FACTORS_A_SEARCH * promises * (lengths + 1)
