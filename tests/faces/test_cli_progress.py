"""Progress shows in a terminal, on standard error, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.small_study import write_study

pty = pytest.importorskip("pty", reason="a terminal can be had on Unix only")


def run_in_terminal(arguments: list[str]) -> tuple[int, str, str]:
    """Run the command with a terminal as its standard error; status, output, what it showed."""
    main, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "mom_sim", *arguments],
        stdout=subprocess.PIPE,
        stderr=other,
        text=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(other)
    shown = b""
    while True:
        try:
            part = os.read(main, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        shown += part
    assert process.stdout is not None
    output = process.stdout.read()
    process.stdout.close()
    os.close(main)
    return process.wait(), output, shown.decode("utf-8", "replace")


def test_replications_are_counted_on_standard_error(tmp_path: Path) -> None:
    path = write_study(tmp_path)
    status, output, shown = run_in_terminal(
        ["compare", str(path), "--models", "functional", "--replications", "3", "--workers", "1"]
    )
    assert status == 0, shown
    assert "replications" in shown and "3/3" in shown and "left" in shown
    assert output.startswith("Small study: ")
    assert "3/3" not in output


def test_bad_input_shows_no_progress(tmp_path: Path) -> None:
    status, output, shown = run_in_terminal(
        ["compare", str(write_study(tmp_path)), "--models", "x"]
    )
    assert (status, output) == (2, "")
    assert "replications" not in shown
