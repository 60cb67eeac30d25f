"""Of several processes that need machine code, one compiles it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mom_sim.engines.compiled_engine.one_at_a_time import alone

WAIT_SECONDS = 60.0

HOLD = """
import sys, time
from pathlib import Path
from mom_sim.engines.compiled_engine.one_at_a_time import alone
with alone(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    time.sleep(600)
"""
LOOK = """
from mom_sim.engines.compiled_engine.compiling import kept_kernel
assert kept_kernel() is None
"""
TAKE = """
from mom_sim.engines.compiled_engine.compiling import kept_kernel, kernel
assert kernel().signatures
assert kept_kernel() is None or kept_kernel() is kernel()
"""


def nothing_kept(folder: Path) -> dict[str, str]:
    """Surroundings of a process in which numba has kept nothing so far."""
    return {**os.environ, "NUMBA_CACHE_DIR": str(folder)}


def test_a_second_one_waits_until_the_first_lets_go(tmp_path: Path) -> None:
    file, taken, order = tmp_path / "lock", threading.Event(), []

    def second() -> None:
        with alone(file, taken.set):
            order.append("second")

    with alone(file, lambda: order.append("the first waited")):
        other = threading.Thread(target=second)
        other.start()
        assert taken.wait(WAIT_SECONDS)
        order.append("first")
    other.join(WAIT_SECONDS)
    assert order == ["first", "second"]


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    file, waited = tmp_path / "lock", []
    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holding:
        assert holding.stdout is not None
        assert holding.stdout.readline() == "held\n"

        def kill() -> None:
            waited.append(True)
            holding.kill()

        with alone(file, kill):
            assert waited == [True]


def test_where_no_file_can_be_made_nobody_waits(tmp_path: Path) -> None:
    with alone(tmp_path / "missing" / "lock", lambda: pytest.fail("waited")):
        pass


def test_looking_for_the_kernel_compiles_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        env=nothing_kept(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not list(tmp_path.rglob("*.nbc"))


@pytest.mark.deep
def test_of_two_processes_one_compiles(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE],
            env=nothing_kept(tmp_path),
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = sorted(one.communicate()[1].split(":")[0] for one in both)
    assert [one.returncode for one in both] == [0, 0], said
    assert said == [
        "Another process compiles the fast engine, once for this installation",
        "Compiling the fast engine, once for this installation",
    ]
    assert len(list(tmp_path.rglob("*.nbc"))) == 1
