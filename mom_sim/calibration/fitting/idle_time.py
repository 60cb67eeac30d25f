"""Whether somebody of a team could have begun: idle and there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mom_sim.calibration.fitting.working_week import Floats, PastClock, local_times

Ints = npt.NDArray[np.int64]

SHORTEST_IDLE = 300.0
"""Seconds; with less between two pieces of work somebody changes over and is not idle.

Source: a rule of this project, stated in docs/calibration.md; no standard has any.
"""


@dataclass(frozen=True)
class IdleTime:
    """When at least one person of a team was idle.

    Parameters
    ----------
    instants : ndarray of float, seconds since 1970
        Where it changes, ascending.
    last_idle : ndarray of float, seconds since 1970
        Up to each instant, the end of the latest stretch with somebody idle (the instant itself
        if that holds just before it); -inf before the first.
    idle_after : ndarray of bool
        Whether somebody is idle right behind each instant.
    """

    instants: Floats
    last_idle: Floats
    idle_after: npt.NDArray[np.bool_]

    def before(self, queries: Floats) -> Floats:
        """Latest instant, at or before each query, just before which somebody was idle."""
        place = np.searchsorted(self.instants, queries, side="left") - 1
        known = place >= 0
        place = np.maximum(place, 0)
        idle = known & self.idle_after[place]
        return np.where(idle, queries, np.where(known, self.last_idle[place], -np.inf))


def team_idle_time(
    person: Ints, start: Floats, end: Floats, clock: PastClock, zone: str
) -> IdleTime:
    """Find when somebody of a team was there and had nothing in hand.

    A person is there in the team's open hours of every date on which the person began or ended
    something. Stretches below `SHORTEST_IDLE` do not count.

    Parameters
    ----------
    person : ndarray of int
    start, end : ndarray of float, seconds since 1970
        Everything that the team's people did, whatever it was.
    clock : PastClock
        Of the team.
    zone : str

    Returns
    -------
    IdleTime
    """
    open_days, _ = local_times(clock.opens, zone)
    times: list[Floats] = []
    changes: list[Floats] = []
    for who in np.unique(person):
        rows = person == who
        begins, ends = start[rows], end[rows]
        days = np.unique(local_times(np.concatenate((begins, ends)), zone)[0])
        there = np.isin(open_days, days)
        opens, closes = clock.opens[there], clock.closes[there]
        if opens.size == 0:
            continue
        # Idle = there and not busy: count both, and look at each person's own steps.
        instants = np.concatenate((opens, closes, begins, ends))
        weight_there = np.concatenate((np.ones(opens.size), -np.ones(closes.size)))
        weight_busy = np.concatenate((np.ones(begins.size), -np.ones(ends.size)))
        is_there = np.concatenate((weight_there, np.zeros(2 * begins.size)))
        is_busy = np.concatenate((np.zeros(2 * opens.size), weight_busy))
        order = np.argsort(instants, kind="stable")
        instants = instants[order]
        idle = (np.cumsum(is_there[order]) > 0) & (np.cumsum(is_busy[order]) <= 0)
        step = np.diff(np.concatenate(([0], idle.astype(np.int64))))
        moved = step != 0
        begun, over = instants[moved][0::2], instants[moved][1::2]
        long = over - begun >= SHORTEST_IDLE
        times.append(np.concatenate((begun[long], over[long])))
        changes.append(np.repeat((1.0, -1.0), int(long.sum())))
    if not any(one.size for one in times):
        return IdleTime(np.zeros(1), np.array([-np.inf]), np.zeros(1, dtype=bool))
    instants, position = np.unique(np.concatenate(times), return_inverse=True)
    change = np.zeros(instants.size)
    np.add.at(change, position, np.concatenate(changes))
    idle_after = np.cumsum(change) > 0.5
    was_idle = np.concatenate(([False], idle_after[:-1]))
    last_idle = np.maximum.accumulate(np.where(was_idle, instants, -np.inf))
    return IdleTime(instants, last_idle, idle_after)
