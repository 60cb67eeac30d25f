"""A log of a million rows is read and fitted within the memory of an ordinary machine."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

CASES, PEOPLE = 200_000, 80
MOST_MEMORY = 3_000_000
"""Kilobytes that the whole process may take."""


def write_log(path: Path) -> None:
    """Five activities of a case in an office, each by a team of its own, with waits between."""
    generator = np.random.default_rng(1)
    monday = np.datetime64("2024-01-01T00:00:00")

    def clock(seconds: np.ndarray) -> pd.Series:
        day, second = np.divmod(seconds, 8 * 3600)
        week, weekday = np.divmod(day, 5)
        whole = (week * 7 + weekday) * 86_400 + 9 * 3600 + second
        return pd.Series(monday + whole.astype("timedelta64[s]"))

    ready = np.sort(generator.uniform(0, 104 * 5 * 8 * 3600, CASES))
    parts = []
    for number, name in enumerate(("brief", "draft", "design", "review", "publish")):
        done = ready + generator.exponential(600, CASES)
        people = generator.integers(0, PEOPLE, CASES) + PEOPLE * number
        parts.append(
            pd.DataFrame(
                {
                    "case": np.arange(CASES),
                    "activity": name,
                    "resource": people,
                    "start": clock(ready),
                    "end": clock(done),
                }
            )
        )
        ready = done + generator.exponential(4 * 3600, CASES)
    pd.concat(parts).to_csv(path, index=False, date_format="%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.deep
def test_a_million_rows_fit_into_memory(tmp_path: Path) -> None:
    log, data = tmp_path / "log.csv", tmp_path / "found.json"
    write_log(log)
    command = [sys.executable, "-m", "mom_sim", "calibrate", str(log), "--json", str(data)]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "today.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(data.read_text(encoding="utf-8"))["results"]
    assert (results["cases"], results["instances"]) == (CASES, 5 * CASES)
    assert [len(team["people"]) for team in results["teams"]] == [PEOPLE] * 5
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY
