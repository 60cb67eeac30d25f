"""What a sweep costs on top of its points: beside the same work in plain `concurrent.futures`.

``python -m benchmarks.sweep_overhead [--points 40,160] [--rounds 3] [--json FILE]``

Both carry out the same points with the same functions, one worker each. The plain one sends every
point to a `ProcessPoolExecutor` and keeps what comes back in a list: no store and no resuming.
Starting and ending are the same whatever the number of points, so two numbers of points are run,
and a point costs the difference of the two times by the difference of the two numbers. Times
are of the processors, of all processes together, since a busy machine stretches the clock on the
wall; that is told beside.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from mom_sim.experiments.sweep.design import Combination
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
class Times:
    """Seconds of one run: of the processors, and on the wall."""

    processor: float
    wall: float


def _timed(work: Callable[[], object]) -> Times:
    before, start = _processor_seconds(), time.perf_counter()
    work()
    return Times(_processor_seconds() - before, time.perf_counter() - start)


def _processor_seconds() -> float:
    """Of this process and of all that it has waited for."""
    of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in of)


_study: list[Study] = []


def _begin(study: Study) -> None:
    _study[:] = [study]


def _on(combination: Combination) -> object:
    resolved = resolve(_study[0], [combination])
    return compute(resolved, [(Row("", 0, None, None, None), "")], 1)


def _plain(path: Path) -> None:
    loaded = load_sweep(path)
    combinations = [point.combination for point in points_of(loaded.sweep)]
    with ProcessPoolExecutor(
        1, get_context("spawn"), initializer=_begin, initargs=(loaded.study,)
    ) as pool:
        done = list(pool.map(_on, combinations))
    assert len(done) == len(combinations)


def _swept(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert run_sweep(path, Path(folder) / "out", workers=1).is_over


def measure(points: tuple[int, int], rounds: int) -> dict[str, object]:
    """Run both on both numbers of points, in turns, and say what a point costs more."""
    found: dict[str, dict[int, list[Times]]] = {
        name: {number: [] for number in points} for name in ("plain", "sweep")
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "team.yaml").write_text(SCENARIO, encoding="utf-8")
        for number in points:
            (folder / f"{number}.yaml").write_text(
                "scenario: team.yaml\nvary:\n"
                f"  campaigns.email.demand: 100 per year:{99 + number} per year:1\n",
                encoding="utf-8",
            )
        for one in range(rounds):
            for number in points:
                ways = [("plain", _plain), ("sweep", _swept)]
                for name, way in ways if one % 2 == 0 else reversed(ways):
                    path = folder / f"{number}.yaml"
                    found[name][number].append(_timed(lambda way=way, path=path: way(path)))
    few, many = points

    def each(name: str, what: str) -> float:
        """Milliseconds a point, without what is the same for any number of points."""
        of = [median(getattr(one, what) for one in found[name][number]) for number in points]
        return 1000 * (of[1] - of[0]) / (many - few)

    return {
        "points": list(points),
        "rounds": rounds,
        "milliseconds_a_point": {
            name: {what: each(name, what) for what in ("processor", "wall")} for name in found
        },
        "overhead_milliseconds": {
            what: each("sweep", what) - each("plain", what) for what in ("processor", "wall")
        },
        "start_seconds": {
            name: median(one.wall for one in found[name][few]) - few * each(name, "wall") / 1000
            for name in found
        },
        "allowed_milliseconds": ALLOWED_MILLISECONDS,
    }


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", default="40,160")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    few, many = (int(text) for text in given.points.split(","))
    found = measure((few, many), given.rounds)
    text = json.dumps(found, indent=2)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
