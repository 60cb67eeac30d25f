"""A sweep on the crew: points in turn, the rows so far told as they come."""

from __future__ import annotations

import asyncio
import itertools
import time
from typing import Any

from mom_sim.app.crew.crew import Crew
from mom_sim.app.crew.task import LONG, Task
from mom_sim.app.jobs.job import Job

TOLD_EVERY_SECONDS = 0.5
SHARE_OF_TELLING = 0.05
"""Most of the time that may go into telling the rows so far: it grows with them."""


async def sweep(
    crew: Crew, job: Job, asked: dict[str, Any], prepared: dict[str, Any], seconds: float
) -> dict[str, Any]:
    """Run all points of a sweep.

    Parameters
    ----------
    crew : Crew
    job : Job
    asked : dict
        `axes`, `kpis`, `replications`.
    prepared : dict
        Of `mom_sim.app.work.sweeping.plan_sweep`.
    seconds : float
        For each point.

    Returns
    -------
    dict
        Its rows in the order of the points.
    """
    points = list(itertools.product(*(axis["values"] for axis in asked["axes"])))
    rows: dict[int, list[dict[str, Any]]] = {}
    axes = [
        {**axis, "label": label}
        for axis, label in zip(asked["axes"], prepared["labels"], strict=True)
    ]
    next_told = 0.0

    def found() -> dict[str, Any]:
        listed = [row for place in sorted(rows) for row in rows[place]]
        return {
            "axes": axes,
            "rows": listed,
            "points_done": len(rows),
            "points": len(points),
            "replications": asked["replications"],
            "scenario": prepared["title"],
        }

    async def one(place: int) -> None:
        nonlocal next_told
        rows[place] = await crew.run(
            Task(
                "mom_sim.app.work.sweeping:sweep_point",
                {
                    "question": job.question,
                    "axes": asked["axes"],
                    "values": list(points[place]),
                    "models": prepared["models"],
                    "kpis": asked["kpis"],
                    "replications": asked["replications"],
                },
                urgency=LONG,
                seconds=seconds,
            )
        )
        job.tell("progress", {"done": len(rows), "all": len(points), "what": "points"})
        begin = time.monotonic()
        if begin >= next_told:
            job.tell("answer", found())
            end = time.monotonic()
            next_told = end + max(TOLD_EVERY_SECONDS, (end - begin) / SHARE_OF_TELLING)

    tasks = [asyncio.ensure_future(one(place)) for place in range(len(points))]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
    return found()
