"""Interleaved runs: each round asks every engine once, in an order that rotates."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.workloads import Workload

WARM_UP = 200
"""Campaigns of the run that is not timed: imports, compiled code, caches."""
SHORT_SECONDS = 1.0
"""Runs below this are made twice, and the second one counts: while others ran their process has
stood still, and lost its caches and, on machines that take idle memory back, its memory."""
_ROOT = Path(__file__).parents[1]


@dataclass
class Timing:
    """What an engine took for a workload.

    Attributes
    ----------
    rounds : list of dict
        Answers of the worker, in order.
    reason : str
        Why there are none.
    """

    rounds: list[dict[str, Any]] = field(default_factory=list)
    reason: str = ""

    def figures(self, name: str) -> list[float]:
        """One figure of all rounds."""
        return [float(one[name]) for one in self.rounds]

    @property
    def rates(self) -> list[float]:
        """Events per CPU second, by round."""
        return [one["events"] / one["cpu_seconds"] for one in self.rounds]


class _Worker:
    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            text=True,
        )

    def ask(self, workload: str, campaigns: int, seed: int) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        request = {
            "engine": self._engine,
            "workload": workload,
            "campaigns": campaigns,
            "seed": seed,
        }
        print(json.dumps(request), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"reason": "the process has died"}
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def measure(
    workload: Workload, rounds: int, *, quick: bool, tell: Callable[[str], None]
) -> dict[str, Timing]:
    """Time a workload on its engines.

    Parameters
    ----------
    workload : Workload
    rounds : int
    quick : bool
        With the small number of campaigns.
    tell : callable
        Is told what runs.

    Returns
    -------
    dict of str to Timing
        By engine.
    """
    campaigns = workload.quick if quick else workload.campaigns
    workers = {engine: _Worker(engine) for engine in workload.engines}
    timings = {engine: Timing() for engine in workload.engines}
    try:
        for engine, worker in workers.items():
            tell(f"{workload.name}: {engine} warms up")
            first = min(WARM_UP, campaigns)
            timings[engine].reason = worker.ask(workload.name, first, 1).get("reason", "")
        running = [engine for engine in workload.engines if not timings[engine].reason]
        for number in range(rounds):
            shift = number % max(1, len(running))
            for engine in running[shift:] + running[:shift]:
                tell(f"{workload.name}: round {number + 1} of {rounds}, {engine}")
                answer = workers[engine].ask(workload.name, campaigns, number + 1)
                if answer.get("cpu_seconds", SHORT_SECONDS) < SHORT_SECONDS:
                    answer = workers[engine].ask(workload.name, campaigns, number + 1)
                if "reason" in answer:
                    timings[engine].reason = answer["reason"]
                else:
                    timings[engine].rounds.append(answer)
    finally:
        for worker in workers.values():
            worker.close()
    return timings


def middle(values: list[float]) -> float:
    """Median; NaN of nothing."""
    return median(values) if values else float("nan")
