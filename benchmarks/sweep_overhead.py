"""What a sweep costs on top of its points: beside the same work in plain `concurrent.futures`.

``python -m benchmarks.sweep_overhead [--points 200] [--rounds 2] [--json FILE]``

Both carry out the same points with the same functions, one worker each. The plain one sends every
point to a `ProcessPoolExecutor` and keeps what comes back in a list: no store and no resuming.
What is counted begins when the first so many points are there, so that starting is no part of it.

Times are of the processors, of all processes together, since a busy machine stretches the clock on
the wall. Even they differ by a tenth from one run of the same work to the next, which is more than
what is looked for: so each side's workers say how long the points' own work took them (putting the
values into the scenario, carrying out), and that is taken off before the two are compared. What is
left is all the rest: keys, batches, messages, the store.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import psutil

from mom_sim.experiments.sweep.design import Combination
from mom_sim.experiments.sweep.dispatching import Dispatcher
from mom_sim.experiments.sweep.points import points_of
from mom_sim.experiments.sweep.reading import load_sweep
from mom_sim.experiments.sweep.running import run_sweep
from mom_sim.experiments.sweep.work import Row, compute, resolve
from mom_sim.simulation import Study

SCENARIO = """\
name: One small team
units: [all_of_us]
run: {warm_up: 1 week, horizon: 5 weeks, follow_up: 3 weeks, replications: 1}
people: {content: {headcount: 3}}
campaigns: {email: {demand: 100 per year}}
workflows:
  standard:
    steps:
      content: {skill: content, effort: 6h}
      launch: {after: content, launch: true}
"""

ALLOWED_MILLISECONDS = 5.0


@dataclass(frozen=True)
class Reading:
    """Seconds so far: of the processors, of these on the points' own work, and on the wall."""

    processor: float
    work: float
    wall: float


@dataclass(frozen=True)
class Times:
    """Milliseconds a point between two readings."""

    processor: float
    work: float
    rest: float
    wall: float

    @classmethod
    def between(cls, first: Reading, last: Reading, points: int) -> Times:
        """Of so many points."""
        processor, work, wall = (
            1000 * (getattr(last, name) - getattr(first, name)) / points
            for name in ("processor", "work", "wall")
        )
        return cls(processor, work, processor - work, wall)


def _read(work: float) -> Reading:
    """Of this process and of all below it that are alive."""
    me = psutil.Process()
    times = [one.cpu_times() for one in (me, *me.children(recursive=True))]
    return Reading(sum(one.user + one.system for one in times), work, time.perf_counter())


_study: list[Study] = []


def _begin(study: Study) -> None:
    _study[:] = [study]


def _on(combination: Combination) -> tuple[object, float]:
    start = time.thread_time()
    resolved = resolve(_study[0], [combination])
    work = time.thread_time() - start
    study = resolved[0].study
    assert study is not None
    _ = study.scenario_hash  # asked for by every run, and before that by the keys of a sweep
    start = time.thread_time()
    found = compute(resolved, [(Row("", 0, None, None, None), "")], 1)
    return found, work + time.thread_time() - start


def _plain(path: Path, skipped: int) -> Times:
    loaded = load_sweep(path)
    combinations = [point.combination for point in points_of(loaded.sweep)]
    done, work, readings = [], 0.0, list[Reading]()
    with ProcessPoolExecutor(
        1, get_context("spawn"), initializer=_begin, initargs=(loaded.study,)
    ) as pool:
        for found, seconds in pool.map(_on, combinations):
            done.append(found)
            work += seconds
            if len(done) in (skipped, len(combinations)):
                readings.append(_read(work))
    first, last = readings
    return Times.between(first, last, len(done) - skipped)


def _swept(path: Path, skipped: int) -> Times:
    made: list[Dispatcher] = []
    readings: list[tuple[int, Reading]] = []

    class Kept(Dispatcher):
        """One that can be asked while it works."""

        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(self)

    def look(settled: int, total: int) -> None:
        if (not readings and settled >= skipped) or settled == total:
            readings.append((settled, _read(made[0].work_seconds)))

    with (
        tempfile.TemporaryDirectory() as folder,
        patch("mom_sim.experiments.sweep.running.Dispatcher", Kept),
    ):
        assert run_sweep(path, Path(folder) / "out", workers=1, progress=look).is_over
    (before, first), (after, last) = readings
    return Times.between(first, last, after - before)


def measure(points: int, skipped: int, rounds: int) -> dict[str, object]:
    """Run both on the same points, in turns, and say what a point costs more."""
    ways = {"plain": _plain, "sweep": _swept}
    found: dict[str, list[Times]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "team.yaml").write_text(SCENARIO, encoding="utf-8")
        path = folder / "sweep.yaml"
        path.write_text(
            "scenario: team.yaml\nvary:\n"
            f"  campaigns.email.demand: 100 per year:{99 + skipped + points} per year:1\n",
            encoding="utf-8",
        )
        for one in range(rounds):
            for name in ways if one % 2 == 0 else reversed(ways):
                found[name].append(ways[name](path, skipped))
    middle = {
        name: {what: median(getattr(one, what) for one in times) for what in vars(times[0])}
        for name, times in found.items()
    }
    return {
        "points": points,
        "rounds": rounds,
        "milliseconds_a_point": middle,
        "overhead_milliseconds": middle["sweep"]["rest"] - middle["plain"]["rest"],
        "overhead_milliseconds_by_round": [
            sweep.rest - plain.rest
            for plain, sweep in zip(found["plain"], found["sweep"], strict=True)
        ],
        "allowed_milliseconds": ALLOWED_MILLISECONDS,
    }


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--skipped", type=int, default=20, help="before counting begins")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found = measure(given.points, given.skipped, given.rounds)
    text = json.dumps(found, indent=2)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
