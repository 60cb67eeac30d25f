"""A line of stations as a scenario of our own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from benchmarks.stations import Line, Station

HOURS_FOR_THE_LAST = 2_000
"""Time in which the last campaigns leave the line."""


@lru_cache(maxsize=8)  # to write YAML is no part of what is measured
def line_scenario(line: Line, campaigns: int, *, units: int = 1) -> str:
    """Write a line of stations in the scenario format.

    Parameters
    ----------
    line : Line
    campaigns : int
        Expected number that arrives; all are followed until they have left.
    units : int
        Units with people of their own, who share the arrivals evenly.

    Returns
    -------
    str, YAML
    """
    stations, horizon, each = line.stations, campaigns / line.rate, line.rate / units
    load = max(line.rate * _visits(line, one) * one.mean / one.people for one in stations)
    document: dict[str, Any] = {
        "name": "Benchmark",
        "units": [f"unit_{number + 1}" for number in range(units)],
        "calendars": {"around_the_clock": {"hours": "always"}},
        "hand_off": {"within_team": "0h", "between_teams": "0h"},
        "run": {
            "start": "2026-01-05",
            "warm_up": "0h",
            "horizon": f"{horizon!r}h",
            "follow_up": f"{horizon * max(0.0, load - 1.0) * 1.5 + HOURS_FOR_THE_LAST!r}h",
            "replications": 1,
        },
        "people": {
            one.name: {
                "headcount": one.people * units,
                "kind": "decider" if one.back_to else "producer",
                "productive_fraction": "100%",
                "absence": "none",
                "turnover": "none",
            }
            for one in stations
        },
        "workflows": {"line": {"steps": _steps(stations)}},
        "campaigns": {
            "item": {
                "arrive": "any time",
                "demand": {f"unit_{number + 1}": f"{each!r} per h" for number in range(units)},
            }
        },
        "operating_model": {
            "name": "plain",
            "who_does_the_work": {
                "teams": [
                    {"name": "team", "kinds": "all", "group": "unit" if units > 1 else "company"}
                ],
                "queue_rule": "fifo",
            },
            "who_decides": [{"deciders": ["expert"]}],
        },
    }
    return yaml.safe_dump(document, sort_keys=False)


def _steps(stations: tuple[Station, ...]) -> dict[str, Any]:
    steps: dict[str, Any] = {}
    before = ""
    for one in stations:
        step: dict[str, Any] = {
            "skill": one.name,
            "effort": f"exponential(mean={one.mean!r}h)",
        }
        if before:
            step["after"] = before
        if one.back_to:
            step["gate"] = {
                "revise_probability": one.probability,
                "revise": {one.back_to: 1.0},
                "rounds": one.times + 1,
            }
        steps[one.name] = step
        before = one.name
    steps[before]["launch"] = True
    return steps


def _visits(line: Line, station: Station) -> float:
    """Expected visits of a campaign: a gate sends back to the stations from `back_to` on."""
    visits = 1.0
    names = [one.name for one in line.stations]
    for gate in line.stations:
        between = gate.back_to and names[names.index(gate.back_to) : names.index(gate.name) + 1]
        if between and station.name in between:
            visits *= sum(gate.probability**nth for nth in range(gate.times + 1))
    return visits
