"""Timings as a table and as JSON."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.measuring import Timing, middle
from benchmarks.workloads import WORKLOADS

BESIDE = "simpy_plain"


def as_json(results: Mapping[str, Mapping[str, Timing]]) -> dict[str, Any]:
    """Figures by workload and engine; null, with a reason, where an engine could not run.

    `ratio_to_simpy` is the median over rounds of the ratio of events per CPU second in the same
    round; where plain SimPy does not run a workload, null.
    """
    return {
        workload: {engine: _figures(engine, timings) for engine in timings}
        for workload, timings in results.items()
    }


def _figures(engine: str, timings: Mapping[str, Timing]) -> dict[str, Any]:
    timing = timings[engine]
    if not timing.rounds:
        names = ("events_per_second", "cpu_seconds", "ratio_to_simpy", "peak_mb")
        return {**dict.fromkeys(names), "reason": timing.reason}
    rates = timing.rates
    found: dict[str, Any] = {
        "events_per_second": middle(rates),
        "events_per_second_spread": [min(rates), max(rates)],
        "cpu_seconds": middle(timing.figures("cpu_seconds")),
        "ratio_to_simpy": None,
        "peak_mb": max(timing.figures("peak_mb")),
        "mean_hours": _number(middle(timing.figures("mean_hours"))),
        "events": middle(timing.figures("events")),
    }
    beside = timings.get(BESIDE)
    if beside is not None and beside.rounds:
        ratios = [mine / theirs for mine, theirs in zip(rates, beside.rates, strict=False)]
        found["ratio_to_simpy"] = middle(ratios)
        found["ratio_spread"] = [min(ratios), max(ratios)]
    return found


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def as_table(results: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Lines of a table for the terminal.

    Parameters
    ----------
    results : mapping
        As `as_json` gives them.
    """
    for workload, engines in results.items():
        record = WORKLOADS[workload]
        yield f"{workload}: {record.what}"
        yield (
            f"  {'engine':<22}{'events/s':>12}{'lowest':>12}{'highest':>12}{'CPU s':>9}"
            f"{'x SimPy':>9}{'MB':>7}{'mean h':>9}"
        )
        for engine, row in engines.items():
            if row["events_per_second"] is None:
                yield f"  {engine:<22}not run: {row['reason']}"
                continue
            low, high = row["events_per_second_spread"]
            yield (
                f"  {engine:<22}{row['events_per_second']:>12,.0f}{low:>12,.0f}{high:>12,.0f}"
                f"{row['cpu_seconds']:>9.2f}{_cell(row['ratio_to_simpy']):>9}"
                f"{row['peak_mb']:>7.0f}{_cell(row['mean_hours']):>9}"
            )
        if record.expected:
            yield f"  known mean: {record.expected:.2f} hours"
        yield ""


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
