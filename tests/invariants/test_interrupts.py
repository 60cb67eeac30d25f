"""Ctrl-C in earnest: what is finished stays, no process stays behind, nothing else is printed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mom_sim.experiments.sweep.exporting import export_sweep
from mom_sim.experiments.sweep.running import run_sweep
from tests.faces.small_study import write_study
from tests.invariants.interrupted_command import ROOT, interrupted
from tests.invariants.sweep_kills import SCENARIO, SWEEP

SURGE = ("surge", "small.yaml", "--models", "centralized,my_hub", "--factors", "1,2,3")
PLAN = ("plan", "small.yaml", "--promise", "p90 time-to-launch <= 30 working days")
SENSITIVITY = ("sensitivity", "small.yaml", "--most", "4")
MAP = (
    *("map", "small.yaml", "--models", "centralized,functional"),
    *("--x", "campaigns.*.demand=x1:x2:3", "--y", "people.design.headcount=1:3:3"),
)


IDLE = """\
import signal
import sys
import time
from mom_sim.experiments.spreading import carry_out

def work(seconds):
    sys.stdout.write("working\\n")  # at once: two processes share the line
    sys.stdout.flush()
    time.sleep(seconds)

if __name__ == "__main__":
    # Whoever runs the tests in the background of a shell ignores the signal.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        list(carry_out(work, [0.0, 1.5], workers=2))
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_a_worker_that_waits_for_work_leaves_without_a_word(tmp_path: Path) -> None:
    """Of two workers one is done; a terminal's Ctrl-C goes to it as well."""
    program = tmp_path / "idle.py"
    program.write_text(IDLE, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(program)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    for _ in range(2):
        assert process.stdout.readline() == "working\n"
    time.sleep(0.3)  # until the first is idle again
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (0, "interrupted\n", "")


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.deep)])
def test_an_interrupted_surge_study_tells_what_is_complete(tmp_path: Path, workers: str) -> None:
    """Three replications of 2 calm runs each, then 4 runs of the curve a replication."""
    write_study(tmp_path)
    found = interrupted((*SURGE, "--workers", workers, "--json", "surge.json"), tmp_path, after=12)
    assert found.status == 130, found.errors
    assert found.errors.splitlines()[-1] == "interrupted"
    assert "Traceback" not in found.errors
    told = json.loads((tmp_path / "surge.json").read_text(encoding="utf-8"))
    assert 1 <= told["provenance"]["replications"] < 3
    assert any("interrupted after" in text for text in told["warnings"])
    assert "centralized" in found.output


@pytest.mark.deep
def test_an_interrupted_sweep_goes_on_to_the_bytes_of_one_that_was_not(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "sweep.yaml").write_text(SWEEP, encoding="utf-8")
    command = ("sweep", "run", "sweep.yaml", "--out", "out", "--workers", "2")
    found = interrupted(command, tmp_path, after=4)
    assert found.status == 130, found.errors
    assert "what is finished is kept" in found.errors
    assert "Traceback" not in found.errors
    for name in ("out", "other"):
        status = run_sweep(tmp_path / "sweep.yaml", tmp_path / name, workers=1)
        assert status.is_over
        export_sweep(tmp_path / name, csv_file=tmp_path / f"{name}.csv")
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()


@pytest.mark.deep
@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("command", [SENSITIVITY, MAP], ids=lambda command: str(command[0]))
def test_an_interrupted_study_tells_the_points_that_are_finished(
    tmp_path: Path, workers: str, command: tuple[str, ...]
) -> None:
    write_study(tmp_path)
    found = interrupted((*command, "--workers", workers, "--json", "x.json"), tmp_path, after=5)
    assert found.status == 130, found.errors
    assert found.errors.splitlines()[-1] == "interrupted"
    assert "Traceback" not in found.errors
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["results"]


@pytest.mark.deep
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_plan_that_is_interrupted_in_its_search_tells_what_it_has_judged(
    tmp_path: Path, workers: str
) -> None:
    write_study(tmp_path)
    found = interrupted((*PLAN, "--workers", workers, "--json", "x.json"), tmp_path, after=5)
    assert found.status == 130, found.errors
    assert found.errors.splitlines()[-1] == "interrupted"
    assert "Traceback" not in found.errors
    told = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert told["results"]["staffing"] is None and told["results"]["closest"]
    assert told["seeds"]["verification"] == []
    assert "not verified" in found.output
