"""A real server for the pages, in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_COMMAND = "from mom_sim.cli.app_command import app_command; app_command()"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_PATIENCE = 60


@contextmanager
def running_app(scenario: str) -> Iterator[str]:
    """Start the app with a scenario on a free port; gives its address, ends it in the end."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        given = Path(folder) / "small.yaml"
        given.write_text(scenario, encoding="utf-8")
        with log.open("wb") as told:
            options = [
                "--port",
                "0",
                "--no-browser",
                "--workers",
                "2",
                "--state",
                folder,
                str(given),
            ]
            process = subprocess.Popen(
                [sys.executable, "-u", "-c", _COMMAND, *options],
                stdout=told,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        try:
            address = _address(process, log)
            _wait_for_first_answer(address, scenario)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for_first_answer(address: str, scenario: str) -> None:
    """Ask once: a new server's workers still load machine code, which no test has to wait for."""
    question = {"yaml": scenario, "models": ["centralized"], "replications": 1}
    request = urllib.request.Request(
        f"{address}/api/compare",
        json.dumps(question).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        job = json.load(answer)["job"]
    status = ""
    for _ in range(_PATIENCE * 10):
        with urllib.request.urlopen(f"{address}/api/jobs/{job}") as answer:
            status = json.load(answer)["status"]
        if status not in ("waiting", "running"):
            break
        time.sleep(0.5)
    if status != "done":
        raise RuntimeError(f"the first question was {status}")


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """What the server says of where it is."""
    for _ in range(_PATIENCE * 10):
        found = _ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found.group()
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the app did not start: {log.read_text(encoding='utf-8')}")
