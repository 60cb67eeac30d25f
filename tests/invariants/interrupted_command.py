"""A command in processes of its own that is interrupted as a terminal does it: all at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

_PROGRAM = """\
import signal
import sys
import time
import mom_sim.cli.progress as progress
from contextlib import contextmanager

@contextmanager
def told(what):
    def tell(done, total):
        print("PROGRESS", done, total, file=sys.stderr, flush=True)
        time.sleep(0.1)  # so that the signal comes before the end on a fast machine, too
    yield tell

if __name__ == "__main__":
    # Whoever runs the tests in the background of a shell ignores the signal.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    progress.progress_line = told
    from mom_sim.cli.main import cli
    cli(sys.argv[1:], prog_name="mom-sim")
"""
"""The command line itself, which says how far it is although nobody sits at a terminal."""


@dataclass(frozen=True)
class Interrupted:
    """What became of a command."""

    status: int
    output: str
    errors: str


def interrupted(arguments: Sequence[str], folder: Path, *, after: int) -> Interrupted:
    """Run a command, and press Ctrl-C when so much is done.

    Parameters
    ----------
    arguments : sequence of str
    folder : Path
        Where it is run.
    after : int
        Of what its progress counts. The signal goes to all processes of the command, as a
        terminal sends it.

    Returns
    -------
    Interrupted
    """
    program = folder / "told_command.py"
    program.write_text(_PROGRAM, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(program), *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    errors = []
    for line in process.stderr:
        if not line.startswith("PROGRESS"):
            errors.append(line)
        elif int(line.split()[1]) >= after:
            os.killpg(process.pid, signal.SIGINT)
            break
    output, rest = process.communicate(timeout=120)
    errors += [line for line in rest.splitlines(True) if not line.startswith("PROGRESS")]
    return Interrupted(process.returncode, output, "".join(errors))
