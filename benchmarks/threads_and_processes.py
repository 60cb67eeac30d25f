"""``python -m benchmarks.threads_and_processes``: the kernel alone, in two threads and processes.

The kernel runs without Python's lock, so that two threads should reach the rate of two processes.
Both run the same replications of the network, laid out beforehand; only the kernel's calls are
timed, by the clock, and the rounds alternate.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier
from typing import Any

import click

from benchmarks.line_scenario import line_scenario
from benchmarks.measuring import middle
from benchmarks.stations import NETWORK, Line
from mom_sim import Study, parse_scenario
from mom_sim.engines.compiled_engine import engine
from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape, draw_tape

AT_A_TIME = 2
RUNS = 6
CAMPAIGNS = 10_000
_barriers: list[Any] = []


@cache
def _inputs() -> tuple[Plan, Tape]:
    study = Study.of(parse_scenario(line_scenario(Line(NETWORK, 1.0), CAMPAIGNS)))
    plan = study.plan()
    return plan, draw_tape(study.scenario, 1, draws=plan.draws)


def _laid_out() -> tuple[Memory, Blocks]:
    plan, tape = _inputs()
    memory = engine.laid_out(plan, tape, 0)
    return memory, Blocks(plan, tape, memory)


def _finish(memory: Memory, blocks: Blocks) -> int:
    while not engine.carry_on(memory, blocks):
        pass
    return memory["events"]


def _share(_: int) -> tuple[int, float, float]:
    """Runs of one thread or process: events, and when they began and ended."""
    laid = [_laid_out() for _ in range(RUNS)]
    _barriers[0].wait()
    begin = time.monotonic()
    events = sum(_finish(*one) for one in laid)
    return events, begin, time.monotonic()


def _rate(shares: list[tuple[int, float, float]]) -> float:
    events, begin, end = zip(*shares, strict=True)
    return sum(events) / (max(end) - min(begin))


def _in_process(barrier: Any) -> None:
    _barriers[:] = [barrier]
    _finish(*_laid_out())


def measure_both(rounds: int) -> dict[str, Any]:
    """Time the kernel in two threads and in two processes, in turn.

    Parameters
    ----------
    rounds : int

    Returns
    -------
    dict
        `threads_events_per_second`, `processes_events_per_second`: medians; `ratio`: the median
        of the rounds' ratios, with `ratio_spread`.
    """
    context = get_context("spawn")
    threads, processes = [], []
    _finish(*_laid_out())
    barrier = context.Barrier(AT_A_TIME)
    with ProcessPoolExecutor(AT_A_TIME, context, _in_process, (barrier,)) as pool:
        list(pool.map(_share, range(AT_A_TIME)))
        for _ in range(rounds):
            _barriers[:] = [Barrier(AT_A_TIME)]
            with ThreadPoolExecutor(AT_A_TIME) as both:
                threads.append(_rate(list(both.map(_share, range(AT_A_TIME)))))
            processes.append(_rate(list(pool.map(_share, range(AT_A_TIME)))))
    ratios = [one / other for one, other in zip(threads, processes, strict=True)]
    return {
        "threads_events_per_second": middle(threads),
        "processes_events_per_second": middle(processes),
        "ratio": middle(ratios),
        "ratio_spread": [min(ratios), max(ratios)],
    }


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", type=click.IntRange(1), default=7, show_default=True)
@click.option("--json", "path", type=click.Path(dir_okay=False, path_type=Path))
def main(rounds: int, path: Path | None) -> None:
    """Compare two threads with two processes."""
    found = measure_both(rounds)
    if path is not None:
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    low, high = found["ratio_spread"]
    click.echo(f"two threads:   {found['threads_events_per_second']:>12,.0f} events/s")
    click.echo(f"two processes: {found['processes_events_per_second']:>12,.0f} events/s")
    click.echo(f"ratio:         {found['ratio']:>12.2f} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
