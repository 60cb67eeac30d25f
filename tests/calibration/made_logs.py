"""Event logs made for the tests: small, with known answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from mom_sim.calibration.event_log import COLUMNS, EventLog

HEADER = "case,activity,resource,start,end"


def written(folder: Path, *lines: str, header: str = HEADER, name: str = "log.csv") -> Path:
    """Write a log as text."""
    path = folder / name
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def event_log(rows: list[tuple[str, str, str | None, str, str]], zone: str = "UTC") -> EventLog:
    """Make a log of case, activity, resource, start, end."""
    frame = pd.DataFrame(rows, columns=["case", "activity", "resource", "start", "end"])
    for name in ("start", "end"):
        frame[name] = pd.to_datetime(frame[name], utc=True).astype("datetime64[us, UTC]")
    frame["start_estimated"] = False
    frame = frame.sort_values(["start", "end"], kind="stable").reset_index(drop=True)
    return EventLog(frame[list(COLUMNS)], zone)


def desk_log(cases: int = 240, seed: int = 1) -> EventLog:
    """Make the log of a small desk by a simulation of its own.

    Two writers draft (exponential, mean 1 h), a customer thinks (exponential, mean 5 open hours) in
    half of the cases before one editor reviews (constant 0.5 h). Open Monday to Friday 09:00 to
    17:00 in UTC; eight cases a day arrive evenly. Nobody works elsewhere.
    """
    generator = np.random.default_rng(seed)
    free = {"ann": 0.0, "bob": 0.0, "eve": 0.0}
    rows = []

    def clock(hours: float) -> pd.Timestamp:
        day, left = divmod(hours, 8.0)
        week, weekday = divmod(int(day), 5)
        monday = pd.Timestamp("2026-01-05", tz="UTC") + pd.Timedelta(weeks=week, days=weekday)
        return monday + pd.Timedelta(hours=9 + left)

    ready = []
    for number in range(cases):
        asked = number + generator.uniform()
        who = min(("ann", "bob"), key=lambda one: free[one])
        start = max(asked, free[who])
        free[who] = start + generator.exponential(1.0)
        rows.append((f"c{number}", "Draft text", who, start, free[who]))
        wait = generator.exponential(5.0) if number % 2 else 0.0
        ready.append((free[who] + wait, number))
    for instant, number in sorted(ready):
        start = max(instant, free["eve"])
        free["eve"] = start + 0.5
        rows.append((f"c{number}", "Review", "eve", start, free["eve"]))
    return event_log([(c, a, r, clock(s), clock(e)) for c, a, r, s, e in rows])  # type: ignore[misc]
