"""Small organizations whose staffings can all be simulated, as a yardstick for the search."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from mom_sim.experiments.capacity.bench import Bench, Order
from mom_sim.experiments.capacity.formula import expected_wait, start_of
from mom_sim.experiments.capacity.judging import Judge
from mom_sim.experiments.capacity.load import workload_of
from mom_sim.experiments.capacity.runs import CapacityQuestion, StaffingRun, Task
from mom_sim.experiments.capacity.search import Found, search_cheapest
from mom_sim.experiments.capacity.staffing import Counts, costs_of_positions
from mom_sim.experiments.capacity.values import keeps, p90_of
from mom_sim.experiments.capacity.window import Box
from mom_sim.experiments.promises import read_promises
from mom_sim.simulation import Study, parse_scenario

CONFIDENCE = 0.9
WEEKS = 12.0

_NAMES = ("content", "design", "build")


def scenario_text(seed: int, roles: int) -> str:
    """A line of teams with random loads between half a person and three, and random costs."""
    random = np.random.default_rng(seed)
    names = _NAMES[:roles]
    per_week = float(random.uniform(3.0, 6.0))
    lines = [
        f"name: small case {seed}",
        "units: [one]",
        "run: {start: 2026-01-05, warm_up: 3 weeks, horizon: 15 weeks, follow_up: 10 weeks}",
        "people:",
    ]
    efforts = []
    for name in names:
        load = float(random.uniform(0.5, 2.2))
        cost = float(random.integers(40, 140))
        lines.append(
            f"  {name}: {{headcount: 2, absence: none, turnover: none, productive_fraction: 100%, "
            f"cost: {cost:.0f} USD/hour}}"
        )
        mean = load * 40.0 / per_week
        efforts.append(f"{name}: 'lognormal(mean={mean:.2f}h, cv=0.7)'")
    lines += ["workflows:", "  line:", "    steps:"]
    for place, name in enumerate(names):
        after = f", after: {names[place - 1]}" if place else ""
        lines.append(f"      {name}: {{skill: {name}{after}}}")
    lines += [
        f"      launch: {{after: {names[-1]}, launch: true}}",
        "campaigns:",
        f"  email: {{demand: {per_week:.3f} per week, workflow: line, effort: "
        f"{{{', '.join(efforts)}}}}}",
        "operating_model: functional",
        "",
    ]
    return "\n".join(lines)


@dataclass
class Enumerated:
    """All staffings of a small organization, each with all of its replications."""

    study: Study
    question: CapacityQuestion
    runs: dict[Counts, list[StaffingRun]]
    most: int
    replications: int
    seed: int

    @property
    def simulations(self) -> int:
        return sum(len(row) for row in self.runs.values())

    def promising(self, room: float) -> Enumerated:
        """The same runs with a promise so much above what the most people achieve."""
        best = p90_of(self.runs[(self.most,) * len(self.study.scenario.roles)]).estimate
        assert best is not None
        promises = read_promises(self.study, [promise_text(best * room)])
        return replace(self, question=replace(self.question, promises=promises))

    def box(self) -> Box:
        workload = workload_of(self.study.scenario, self.study.plan("functional"))
        roles = len(self.study.scenario.roles)
        waits = tuple(
            np.array([expected_wait(load, n, workload, WEEKS) for n in range(1, self.most + 1)])
            for load in workload.roles
        )
        costs = costs_of_positions(self.study.scenario)
        return Box((1,) * roles, (self.most,) * roles, costs, waits)

    def cheapest(self) -> tuple[float, Counts] | None:
        """Cost and headcounts of the cheapest of all that keep the promise."""
        box = self.box()
        found = [
            (box.cost(counts), counts)
            for counts, row in self.runs.items()
            if keeps(self.question.promises, row, CONFIDENCE)
        ]
        return min(found, default=None)

    def judge(self) -> Judge:
        """A judge who looks the same runs up, and counts those that it asks for."""
        bench = Bench(self.question)
        bench._runner = _Looked(self.runs)
        return Judge(bench, self.question.promises, self.seed, self.replications, CONFIDENCE)

    def search(self) -> tuple[Found, int]:
        """What the search finds among the same runs, and how many of them it asks for."""
        judge = self.judge()
        workload = workload_of(self.study.scenario, self.study.plan("functional"))
        box = self.box()
        found = search_cheapest(box, judge, start_of(workload, box), confirm=judge.confirm)
        return found, judge.bench.simulations


class _Looked:
    """Looks runs up in place of carrying them out once more."""

    def __init__(self, runs: dict[Counts, list[StaffingRun]]) -> None:
        self._runs = {run.task: run for row in runs.values() for run in row}

    def run(self, task: Task) -> StaffingRun:
        return self._runs[task]


def promise_text(limit: float) -> str:
    return f"p90 time-to-launch <= {limit:.3f} working days"


def enumerate_all(seed: int, roles: int, most: int, replications: int) -> Enumerated:
    """Simulate every staffing of a small organization, on common random numbers."""
    study = Study(parse_scenario(scenario_text(seed, roles)))
    promises = read_promises(study, [promise_text(10.0)])
    question = CapacityQuestion(study, "functional", promises, "compiled")
    bench = Bench(question)
    all_counts = list(itertools.product(range(1, most + 1), repeat=roles))
    rows = bench.runs([Order(counts, replications) for counts in all_counts], seed)
    runs = dict(zip(all_counts, rows, strict=True))
    return Enumerated(study, question, runs, most, replications, seed)
