"""A sweep on a scheduler that runs already, with workers of its own, one of which is killed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mom_sim.errors import RunError
from mom_sim.experiments.sweep import cluster
from mom_sim.experiments.sweep.exporting import export_sweep
from mom_sim.experiments.sweep.reading import load_sweep
from mom_sim.experiments.sweep.running import run_sweep
from mom_sim.experiments.sweep.store import SweepStore
from tests.invariants.sweep_case import SWEEP, write_sweep
from tests.invariants.test_sweep_runs import in_this_process

ROOT = Path(__file__).parents[2]
LONGEST_START = 120.0


def start(*arguments: str, log: Path) -> subprocess.Popen[bytes]:
    """Start a process of Dask's command line."""
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )


def said(log: Path, pattern: str) -> str:
    """What a process says about itself, as soon as it does."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        found = re.search(pattern, log.read_text(encoding="utf-8"))
        if found is not None:
            return found[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


@contextlib.contextmanager
def scheduler_with_workers(
    folder: Path, workers: int
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a scheduler, and its workers."""
    log = folder / "scheduler.log"
    place = ("--host", "127.0.0.1")
    processes = [start("scheduler", *place, "--port", "0", "--no-dashboard", log=log)]
    try:
        address = said(log, r"Scheduler at:\s+(tcp://127\.0\.0\.1:[0-9]+)")
        for number in range(workers):
            options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory")
            place_of = folder / f"worker{number}"
            processes.append(
                start(
                    "worker",
                    address,
                    *place,
                    *options,
                    str(place_of),
                    log=folder / f"worker{number}.log",
                )
            )
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait(timeout=60)


def test_a_worker_of_a_cluster_may_be_killed(tmp_path: Path) -> None:
    text = SWEEP.replace("[0, 1, 2]", "0:3:1").replace("  surge: [1.5]\n", "")
    path = write_sweep(tmp_path, text)
    killed: list[int] = []
    with scheduler_with_workers(tmp_path, 2) as (address, workers):

        def kill_one(settled: int, _: int) -> None:
            if settled >= 3 and not killed:
                os.kill(workers[0].pid, signal.SIGKILL)
                killed.append(workers[0].pid)

        status = run_sweep(path, tmp_path / "out", scheduler=address, progress=kill_one)
    assert killed
    assert status.states == {"done": 6, "failed": 2, "lost": 0, "waiting": 0}
    in_this_process(load_sweep(path), tmp_path / "alone")
    exports = []
    for name in ("out", "alone"):
        export_sweep(tmp_path / name, csv_file=tmp_path / f"{name}.csv")
        exports.append((tmp_path / f"{name}.csv").read_bytes())
    assert exports[0] == exports[1]


def test_a_scheduler_that_ends_stops_the_sweep_and_what_is_finished_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mom_sim.experiments.sweep.dispatching.PATIENCE", 2.0)
    path = write_sweep(tmp_path)
    with scheduler_with_workers(tmp_path, 1) as (address, workers):

        def kill_it(settled: int, _: int) -> None:
            if settled >= 3 and workers[0].poll() is None:
                workers[0].kill()

        with pytest.raises(RunError, match="the same command goes on from there"):
            run_sweep(path, tmp_path / "out", scheduler=address, progress=kill_it)
    with SweepStore.reading(tmp_path / "out") as store:
        assert store.sweep().name == "tiny_sweep"


def test_an_address_where_nobody_is_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with pytest.raises(RunError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"):
        run_sweep(write_sweep(tmp_path), tmp_path / "out", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(RunError, match="no scheduler answers at nonsense"):
        run_sweep(write_sweep(tmp_path), tmp_path / "out", scheduler="nonsense://x")


def ends_at_its_start(folder: Path, times: int) -> Path:
    """Write what ends a worker process while it starts, so many times."""
    script = folder / "ends.py"
    script.write_text(
        "import os, pathlib\n"
        f"marks = pathlib.Path({str(folder / 'marks')!r})\n"
        "marks.mkdir(exist_ok=True)\n"
        f"if len(list(marks.iterdir())) < {times}:\n"
        "    (marks / str(os.getpid())).touch()\n"
        "    os._exit(1)\n",
        encoding="utf-8",
    )
    return script


@pytest.mark.parametrize("times", [1, 99])
def test_workers_that_end_while_they_start_are_started_again_but_not_for_ever(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_IGNORES_INTERRUPTS", str(ends_at_its_start(tmp_path, times)))
    if times == 1:
        with cluster.connected(1, None) as client:
            assert client.submit(sum, [1, 2]).result() == 3
    else:
        with (
            pytest.raises(RunError, match=r"ended while it was starting.*fewer workers"),
            cluster.connected(1, None),
        ):
            pass
    assert len(list((tmp_path / "marks").iterdir())) == min(times, cluster.STARTS)
