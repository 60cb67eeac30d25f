"""Where the search begins and what it keeps to: headcounts and waits by queueing formulas."""

from __future__ import annotations

import math

import numpy as np

from mom_sim.experiments.capacity.load import RoleLoad, Workload
from mom_sim.experiments.capacity.staffing import Counts, costs_of_positions, counts_of
from mom_sim.experiments.capacity.window import Box
from mom_sim.scenario.resolved import Scenario
from mom_sim.stats.erlang import allen_cunneen_wait, square_root_staffing

LEAST_OF_LOAD = 0.8
"""Share of the expected load below which no role is planned: the load by formula is up to a fifth
above that of the runs, where campaigns end otherwise than by a launch."""

SAFETY_AT_MOST = 3.0
"""Square roots of the load that are the most people of a role: hardly anybody waits there."""

DENSE = 0.98
"""Utilization from which a queue is taken to grow steadily, since no wait is steady there."""

WORKING_DAYS_A_WEEK = 5.0


def box_of(scenario: Scenario, workload: Workload, free: tuple[bool, ...]) -> Box:
    """Lay out the staffings that are searched.

    Parameters
    ----------
    scenario : Scenario
    workload : Workload
    free : tuple of bool
        By role: whether its headcount may change.

    Returns
    -------
    Box
        At least the people whom the expected load keeps at work, where nobody else can do it; at
        most today's people, or so many that hardly anybody waits for them.
    """
    today = counts_of(scenario)
    lowest, highest = [], []
    for load, count, is_free in zip(workload.roles, today, free, strict=True):
        low, high = bounds_of(load, count) if is_free else (count, count)
        lowest.append(low)
        highest.append(high)
    weeks = (scenario.run.horizon - scenario.run.warm_up) / (7 * 24 * 3_600_000_000)
    waits = tuple(
        np.array([expected_wait(load, n, workload, weeks) for n in range(low, high + 1)])
        for load, low, high in zip(workload.roles, lowest, highest, strict=True)
    )
    return Box(tuple(lowest), tuple(highest), costs_of_positions(scenario), waits)


def bounds_of(load: RoleLoad, today: int) -> tuple[int, int]:
    """Fewest and most people of a role.

    Parameters
    ----------
    load : RoleLoad
    today : int

    Returns
    -------
    tuple of int
    """
    low = math.floor(LEAST_OF_LOAD * load.offered) + 1 if load.is_alone else 1
    each = load.offered / load.pools
    high = math.ceil(load.pools * (each + SAFETY_AT_MOST * math.sqrt(each))) + 1
    return low, max(high, today, low)


def start_of(workload: Workload, box: Box) -> Counts:
    """Where the search begins: square-root staffing of every team.

    Parameters
    ----------
    workload : Workload
    box : Box

    Returns
    -------
    tuple of int
        The fewest of roles that no launch waits for.
    """
    counts = []
    for load, low in zip(workload.roles, box.lowest, strict=True):
        if load.stream.before_launch == 0:
            counts.append(low)
        elif load.pools == 1:
            counts.append(square_root_staffing(load.offered))
        else:
            each = load.offered / load.pools
            counts.append(math.ceil(load.pools * (each + math.sqrt(each))))
    return box.clipped(counts)


def expected_wait(load: RoleLoad, people: int, workload: Workload, weeks: float) -> float:
    """Expected wait of a campaign for the people of a role, before its launch.

    Parameters
    ----------
    load : RoleLoad
    people : int
    workload : Workload
    weeks : float
        Length of the measured window, for roles that cannot keep up.

    Returns
    -------
    float, working days
        By Allen and Cunneen in each of the role's teams, arrivals taken for Poisson; branches that
        run side by side are added up. Beyond a load of `DENSE` the queue of half a window.
    """
    stream = load.stream
    if not workload.campaigns_per_week or not stream.before_launch or not load.hours_each:
        return 0.0
    pools = min(load.pools, people)
    servers, offered = people / pools, load.offered / pools
    dense = min(offered, DENSE * servers)
    hours = allen_cunneen_wait(servers, dense, stream.mean, stream.cv2)
    days = hours / workload.hours_per_day * stream.before_launch / workload.campaigns_per_week
    backlog = (offered - dense) / servers * weeks * WORKING_DAYS_A_WEEK / 2.0
    return days + backlog
