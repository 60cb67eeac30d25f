"""Ten pages at once on loopback: how long an answer takes, and what is not kept waiting.

    python -m benchmarks.app_load                       ten pages for a minute
    python -m benchmarks.app_load --pages 1 --preset reference_company --models all

Starts `mom-sim app` itself. Every page moves a slider, waits for the first answer, thinks for a
second, and moves it again, as a person does who looks at the result; each move is a scenario that
was never asked before. Beside them somebody reads the list of jobs all the time. Printed: from the
command to a live page and to the first answer; then, by kind, how many, median, 95th percentile and
maximum in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import time
from collections import defaultdict
from typing import Any

import httpx

from benchmarks.app_start import app_command, running

THINKING_SECONDS = 1.0

Times = dict[str, list[float]]


async def first_answer(http: httpx.AsyncClient, body: dict[str, Any], times: Times) -> None:
    """Ask, and wait for the first answer; then for the last, if there is only one."""
    begin = time.perf_counter()
    asked = await http.post("/api/compare", json=body)
    asked.raise_for_status()
    times["question taken"].append(time.perf_counter() - begin)
    async with http.stream("GET", asked.json()["events"]) as stream:
        name = ""
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: ") and name == "answer":
                found = json.loads(line.removeprefix("data: "))
                kind = f"answer after {found['replications']} replications"
                if found["is_first_look"]:
                    kind = "first look"
                times[kind].append(time.perf_counter() - begin)
            elif line.startswith("data: ") and name in ("failed", "cancelled"):
                raise RuntimeError(line)


async def page(
    number: int, http: httpx.AsyncClient, until: float, asked: argparse.Namespace, times: Times
) -> None:
    """One person at one slider."""
    chance = random.Random(number)
    while time.perf_counter() < until:
        body = {
            "preset": asked.preset,
            "models": None if asked.models == "all" else asked.models.split(","),
            "settings": {"demand": round(0.7 + 0.6 * chance.random(), 4)},
            "replications": asked.replications,
            "client": f"page{number}",
        }
        await first_answer(http, body, times)
        await asyncio.sleep(THINKING_SECONDS * (0.5 + chance.random()))


async def reader(http: httpx.AsyncClient, until: float, times: Times) -> None:
    """Somebody who looks at the list of jobs."""
    while time.perf_counter() < until:
        begin = time.perf_counter()
        (await http.get("/api/jobs")).raise_for_status()
        times["list of jobs"].append(time.perf_counter() - begin)
        await asyncio.sleep(0.2)


async def load(address: str, asked: argparse.Namespace) -> Times:
    """All pages at once."""
    times: Times = defaultdict(list)
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as http:
        until = time.perf_counter() + asked.seconds
        pages = [page(number, http, until, asked, times) for number in range(asked.pages)]
        await asyncio.gather(reader(http, until, times), *pages)
    return times


async def one_answer(address: str, asked: argparse.Namespace) -> float:
    """Seconds to a first answer right after the start."""
    begin = time.perf_counter()
    async with httpx.AsyncClient(base_url=address, timeout=300) as http:
        body = {"preset": asked.preset, "replications": 1}
        await first_answer(http, body, defaultdict(list))
    return time.perf_counter() - begin


def show(times: Times) -> None:
    """Print medians and tails."""
    print(f"{'milliseconds':30} {'count':>6} {'median':>8} {'95%':>8} {'most':>8}")
    for kind, seconds in sorted(times.items()):
        milliseconds = sorted(1000 * one for one in seconds)
        tail = milliseconds[min(len(milliseconds) - 1, int(0.95 * len(milliseconds)))]
        row = (statistics.median(milliseconds), tail, milliseconds[-1])
        print(f"{kind:30} {len(seconds):6} " + " ".join(f"{one:8.0f}" for one in row))


def main() -> None:
    """Start the app, load it, end it."""
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("--pages", type=int, default=10)
    reading.add_argument("--seconds", type=float, default=60.0)
    reading.add_argument("--preset", default="minimal")
    reading.add_argument("--models", default="centralized,hybrid")
    reading.add_argument("--replications", type=int, default=2)
    reading.add_argument("--workers", type=int, default=2)
    asked = reading.parse_args()
    with running(app_command("--workers", str(asked.workers))) as (address, begin):
        print(f"from the command to a live page: {time.perf_counter() - begin:.1f} s")
        print(f"then to a first answer, cold: {asyncio.run(one_answer(address, asked)):.1f} s")
        for _ in range(2):
            asyncio.run(one_answer(address, asked))
        show(asyncio.run(load(address, asked)))


if __name__ == "__main__":
    main()
