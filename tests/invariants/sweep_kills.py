"""Kill any process of a sweep at any instant, go on, and compare with an undisturbed one.

``python -m tests.invariants.sweep_kills --kills 100 --seconds 600 --log FILE`` does so until that
many processes were killed, or the time is over; the log takes further lines, so that it can be
done in pieces. A line is JSON: a kill, or a sweep at its end with the hashes of its export.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from mom_sim.experiments.sweep.exporting import export_sweep

ROOT = Path(__file__).parents[2]

SCENARIO = """\
name: Tiny study
units: [north, south]
run: {warm_up: 1 week, horizon: 4 weeks, follow_up: 3 weeks, replications: 2}
people:
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  email: {demand: 100 per year}
"""

SWEEP = """\
scenario: tiny.yaml
models: [centralized, functional]
vary:
  people.design.headcount: 0:5:1
  campaigns.email.demand: [x0.5, x1]
"""
"""24 points, of which those without any designer fail, each with the same reason every time."""

COMMAND = (
    "import sys; from mom_sim.cli.command_group import CommandGroup; "
    "from mom_sim.cli.sweep_command import sweep_command; "
    "CommandGroup('mom-sim', commands={'sweep': sweep_command})(['sweep', *sys.argv[1:]])"
)
"""The command line's own command, in a process of its own."""

PARENT = "parent"

PARENT_SHARE = 0.4
"""Of the kills, those that hit the process that runs the sweep; the others hit one below it."""

SHORT_WAITS = 10
"""How many times shorter than a run the mean time between two kills of one run is."""

LONGEST_RUN = 300.0
"""Seconds without a kill after which a run is said to hang."""

MOST_WORKERS = 2


@dataclass
class Killer:
    """Runs sweeps and kills their processes.

    Parameters
    ----------
    folder : Path
    chance : random.Random
        Who is killed, when, and how many workers the next run has.
    note : callable
        Takes what happened, as plain data.
    """

    folder: Path
    chance: random.Random
    note: Callable[[dict[str, Any]], None]
    usual: float = 30.0
    """Seconds that an undisturbed run takes."""

    def write_inputs(self) -> Path:
        """Write the scenario and the sweep."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
        sweep = self.folder / "tiny_sweep.yaml"
        sweep.write_text(SWEEP, encoding="utf-8")
        return sweep

    def undisturbed(self, sweep: Path, workers: int = 1) -> dict[str, str]:
        """Run a sweep to its end and hash its export."""
        out = self.folder / f"undisturbed{workers}"
        start = time.monotonic()
        process = self._start(sweep, out, workers)
        assert process.wait(timeout=LONGEST_RUN) == 0
        self.usual = time.monotonic() - start
        return self.hashes(out)

    def disturbed(self, sweep: Path, name: str, most_kills: int, until: float) -> int:
        """Run a sweep to its end, killing on the way until the time is over.

        Returns
        -------
        int
            Kills.
        """
        out, kills, resumes = self.folder / name, 0, 0
        while True:
            workers = self.chance.randint(1, MOST_WORKERS)
            process = self._start(sweep, out, workers)
            killed_parent = False
            wait = self.chance.uniform(0.0, self.usual)  # somewhere in a run
            while not killed_parent and kills < most_kills and time.monotonic() < until:
                if not _still_runs(process, wait):
                    break
                wait = self.chance.expovariate(SHORT_WAITS / self.usual)
                killed = self._kill_one(process, out, workers)
                kills += bool(killed)
                killed_parent = killed == PARENT
            if not killed_parent:
                status = process.wait(timeout=LONGEST_RUN)
                assert status == 0, f"exit status {status}"
                self.note({"sweep": name, "kills": kills, "resumes": resumes})
                return kills
            process.wait(timeout=LONGEST_RUN)
            resumes += 1

    def hashes(self, out: Path) -> dict[str, str]:
        """Export a sweep and hash what was written."""
        names = {kind: out.with_suffix(f".{kind}") for kind in ("csv", "parquet")}
        export_sweep(out, csv_file=names["csv"], parquet=names["parquet"])
        return {
            kind: hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
            for kind, path in names.items()
        }

    def _start(self, sweep: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
        return _command("run", str(sweep), "--out", str(out), "--workers", str(workers))

    def _kill_one(self, process: subprocess.Popen[bytes], out: Path, workers: int) -> str:
        """Kill the sweep's process or one below it; say which, or nothing if it was gone."""
        try:
            parent = psutil.Process(process.pid)
            alive = [one for one in (parent, *parent.children(recursive=True)) if _is_alive(one)]
            chosen = parent
            if len(alive) > 1 and self.chance.random() >= PARENT_SHARE:
                chosen = self.chance.choice([one for one in alive if one != parent])
            what = PARENT if chosen == parent else _kind_of(chosen)
            kept = _points_kept(out)
            if not _is_alive(chosen):
                return ""
            chosen.kill()
        except psutil.Error:
            return ""
        self.note({"killed": what, "workers": workers, "processes": len(alive), "kept": kept})
        return what


def _is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; one that ended and that nobody asked about yet does not."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _command(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a command without a terminal."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )


def _still_runs(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def _kind_of(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    return "resource tracker" if "resource_tracker" in words else "worker"


def _points_kept(out: Path) -> int:
    """Results in the store of a running sweep, read beside it; 0 where there is none yet."""
    if not (out / "sweep.sqlite").exists():
        return 0
    connection = sqlite3.connect(out / "sweep.sqlite", timeout=60.0)
    try:
        return int(connection.execute("SELECT count(*) FROM results").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # killed before its tables were made
    finally:
        connection.close()


def kill_and_compare(
    folder: Path,
    kills: int,
    seconds: float,
    seed: int,
    note: Callable[[dict[str, Any]], None],
    expected: dict[str, str] | None = None,
) -> tuple[int, int]:
    """Kill so many processes in as many sweeps as it takes, and compare what each exports.

    Parameters
    ----------
    folder : Path
    kills : int
    seconds : float
        After which nothing is killed any more and no further sweep is begun.
    seed : int
    note : callable
    expected : dict, optional
        Hashes of an undisturbed run's export, where there was one before.

    Returns
    -------
    tuple of int
        Kills, and sweeps that were compared.
    """
    killer = Killer(folder, random.Random(seed), note)
    sweep = killer.write_inputs()
    undisturbed = killer.undisturbed(sweep)  # always: it says how long a run takes here and now
    note({"undisturbed": undisturbed, "seconds": round(killer.usual, 1)})
    assert expected in (None, undisturbed), f"undisturbed {undisturbed}, before that {expected}"
    expected = undisturbed
    until, count, compared = time.monotonic() + seconds, 0, 0
    while count < kills and time.monotonic() < until:
        name = f"disturbed{compared}"
        count += killer.disturbed(sweep, name, kills - count, until)
        found = killer.hashes(folder / name)
        note({"sweep": name, "export": found, "is_equal": found == expected})
        assert found == expected, f"{folder / name}: {found}, undisturbed {expected}"
        compared += 1
    return count, compared


def _undisturbed(log: Path) -> dict[str, str] | None:
    """Hashes of the undisturbed run of an earlier piece; of the same code, as the caller knows."""
    for line in log.read_text(encoding="utf-8").splitlines():
        found: dict[str, str] | None = json.loads(line).get("undisturbed")
        if found is not None:
            return found
    return None


def _appending(path: Path) -> Iterator[Callable[[dict[str, Any]], None]]:
    with path.open("a", encoding="utf-8") as file:

        def note(what: dict[str, Any]) -> None:
            file.write(json.dumps(what) + "\n")
            file.flush()

        yield note


def main() -> None:
    """Do it, and append to a log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=1800.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, required=True)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sweep_kills_"))
    for note in _appending(given.log):
        note({"seed": given.seed})
        count, compared = kill_and_compare(
            folder, given.kills, given.seconds, given.seed, note, _undisturbed(given.log)
        )
        print(f"{count} kills, {compared} sweeps compared, all equal")
    shutil.rmtree(folder)  # what went wrong stays to be looked at


if __name__ == "__main__":
    main()
