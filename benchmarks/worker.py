"""A process for one engine: reads what to run, a line each, and says how long it took.

Each engine has a process of its own, so that its peak of memory is its own, and what it loads or
compiles is loaded before anything is timed.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import asdict

from benchmarks.engines import run
from benchmarks.workloads import WORKLOADS

KILOBYTES_PER_MEGABYTE = 1024
_UNITS_OF_PEAK = 1 if sys.platform != "darwin" else 1024  # macOS counts bytes, Linux kilobytes


def main() -> None:
    """Answer requests until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        workload = WORKLOADS[request["workload"]]
        try:
            wall, cpu = time.perf_counter(), time.process_time()
            outcome = run(
                request["engine"], workload, int(request["campaigns"]), int(request["seed"])
            )
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        except Exception as error:  # the others go on; the table says why this one is missing
            print(json.dumps({"reason": f"{type(error).__name__}: {error}"}), flush=True)
            continue
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNITS_OF_PEAK
        answer = {
            **asdict(outcome),
            "events": outcome.events,
            "cpu_seconds": cpu,
            "wall_seconds": wall,
            "peak_mb": peak / KILOBYTES_PER_MEGABYTE,
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
