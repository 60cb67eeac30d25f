"""A queueing system in the words of a scenario file: people around the clock, nothing in between.

The unit of time is an hour. Calendars are open at all hours, nobody is ever absent, hand-offs take
no time and people do nothing else, so that a station is what queueing theory means by it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from tests.formula.oracles.laws import hours

Words = Mapping[str, Any]


@dataclass(frozen=True)
class Window:
    """When a run is measured, in hours: after `warm_up`, for `length`; then followed to the end."""

    warm_up: float
    length: float
    follow_up: float

    @property
    def end(self) -> float:
        """End of what is measured."""
        return self.warm_up + self.length


MOST = 12_000
"""Arrivals of a replication: in heavy traffic replications are shorter rather than few."""


def long_run(relaxation: float, rate: float, *, periods: float = 16.0, least: int = 300) -> Window:
    """Window of one of many replications of a stationary system.

    Parameters
    ----------
    relaxation : float, hours
        Time in which the memory of an empty start fades by a factor e in the end. Two of them pass
        before anything is measured: by then a queue in heavy traffic lacks 1.2% of its mean, and
        the mean over the 16 that follow lacks less than 0.1%, and over 4 no more than 0.3%.
    rate : float, arrivals an hour
    periods : float
        Relaxation times that are measured.
    least : int
        Arrivals that are measured at least. From `MOST` on, the window is shorter instead.

    Source: Abate and Whitt (1987), Advances in Applied Probability 19, 560-598: how the mean of a
    reflected Brownian motion, the queue in heavy traffic, approaches its limit.
    """
    affordable = max(4.0, MOST / (relaxation * rate) - 2.0)
    length = max(min(periods, affordable) * relaxation, least / rate)
    return Window(math.ceil(2.0 * relaxation), math.ceil(length), math.ceil(30 * relaxation + 50))


def relaxation_time(
    service: float, servers: int, load: float, arrival_scv: float = 1.0, service_scv: float = 1.0
) -> float:
    """Relaxation time of a queue in hours.

    Source: M/M/1 by Morse (1958), 1/(mu (1 - sqrt(rho))**2); scaled by the number of servers and by
    the variability in heavy traffic, and at least one service.
    """
    variability = max(1.0, (arrival_scv + service_scv) / 2.0)
    if load >= 1.0:
        return math.inf
    return max(service, variability * service / servers / (1.0 - math.sqrt(load)) ** 2)


def demand(rate: float) -> str:
    """Poisson demand."""
    return f"{float(rate)!r} per h"


def role(headcount: int | Mapping[str, int] = 1) -> dict[str, Any]:
    """People who are always there."""
    return {
        "headcount": headcount if isinstance(headcount, int) else dict(headcount),
        "kind": "producer",
        "productive_fraction": "100%",
        "absence": "none",
        "turnover": "none",
    }


def item(**words: Any) -> dict[str, Any]:
    """A type of campaign whose requests come at any time."""
    return {"arrive": "any time", **words}


def study(
    *,
    people: Words,
    steps: Words | None = None,
    workflows: Words | None = None,
    campaigns: Words,
    window: Window,
    units: Sequence[str] = ("unit",),
    group: str = "company",
    queue_rule: str | Sequence[str] = "fifo",
    coordination: Words | None = None,
    start: str = "2026-01-05",
    **further: Any,
) -> str:
    """Write a scenario.

    Parameters
    ----------
    people : mapping of role to `role` or a headcount
    steps, workflows : mapping
        Steps of the only workflow, or workflows with their steps.
    campaigns : mapping of type to `item`
    window : Window
    units : sequence of str
    group, queue_rule, coordination
        Of the operating model.
    start : str
        Date of the first hour; a Monday if nothing else is said.
    further
        Other parts of the file, such as ``backlog``.

    Returns
    -------
    str
        YAML.
    """
    flows = {"line": steps} if workflows is None else workflows
    teams = [{"name": "team", "kinds": "all", "group": group}]
    document = {
        "name": "Known answer",
        "units": list(units),
        "calendars": {"around_the_clock": {"hours": "always"}},
        "hand_off": {"within_team": "0h", "between_teams": "0h"},
        "run": {
            "start": start,
            "warm_up": hours(window.warm_up),
            "horizon": hours(window.end),
            "follow_up": hours(window.follow_up),
            "replications": 1,
            "seed": 1,
        },
        "people": {
            name: role(one) if isinstance(one, int) else dict(one) for name, one in people.items()
        },
        "workflows": {name: {"steps": dict(of or {})} for name, of in flows.items()},
        "campaigns": dict(campaigns),
        "operating_model": {
            "name": "plain",
            "who_does_the_work": {
                "teams": teams,
                "queue_rule": queue_rule if isinstance(queue_rule, str) else list(queue_rule),
            },
            "who_decides": [{"deciders": ["expert"]}],
        },
        **further,
    }
    if coordination:
        document["operating_model"]["coordination"] = dict(coordination)
    return yaml.safe_dump(document, sort_keys=False)
