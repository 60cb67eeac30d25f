"""Starting the app, or what is measured beside it; and where the browser that visits it is."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 180.0

_RUN = "from mom_sim.cli.app_command import app_command; app_command()"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Command = Callable[[int, str], list[str]]
"""From a port and a folder for what is kept to what is started."""


def chromium() -> str:
    """Where the system's Chromium is; empty where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def app_command(*options: str, python: str = sys.executable) -> Command:
    """The app, with further options and a scenario's path."""
    return lambda port, folder: [
        *(python, "-c", _RUN, "--port", str(port), "--no-browser", "--state", folder),
        *options,
    ]


@contextmanager
def running(command: Command) -> Iterator[tuple[str, float]]:
    """Start a server on a free port, and end it; gives its address, once it answers, and its begin.

    Parameters
    ----------
    command : callable

    Yields
    ------
    tuple of (str, float)
        The begin is one of `time.perf_counter`.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        begin = time.perf_counter()
        with log.open("wb") as told:
            process = subprocess.Popen(
                command(port, folder),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=subprocess.STDOUT,
            )
        try:
            address = f"http://127.0.0.1:{port}"
            while not _answers(address):
                if process.poll() is not None or time.perf_counter() - begin > PATIENCE_SECONDS:
                    said = log.read_text(encoding="utf-8")
                    raise RuntimeError(f"the server did not start: {said}")
                time.sleep(0.02)
            yield address, begin
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
