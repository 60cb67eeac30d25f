"""A real server for the pages, in a process of its own."""

from __future__ import annotations

import json
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.app_start import app_command, running

_PATIENCE = 60


@contextmanager
def running_app(scenario: str) -> Iterator[str]:
    """Start the app with a scenario on a free port; gives its address, ends it in the end."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "small.yaml"
        given.write_text(scenario, encoding="utf-8")
        with running(app_command("--workers", "2", str(given))) as (address, _):
            _wait_for_first_answer(address, scenario)
            yield address


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
