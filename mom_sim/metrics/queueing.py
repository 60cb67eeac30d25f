"""Who stood in which queue, and when: hands-on work that nobody had taken over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mom_sim.log.arrays import distinct
from mom_sim.log.contract import NULL
from mom_sim.metrics.ingredients import FloatArray, IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.node_table import NodeTable
from mom_sim.metrics.pools import Pools
from mom_sim.metrics.sums import weight_by
from mom_sim.plan.instructions import CODES
from mom_sim.stats import count_path


@dataclass(frozen=True, eq=False)
class Queueing:
    """Stays in queues, one for each time that work entered one.

    Work enters a queue when it is ready, and again when it is preempted or handed over; it leaves
    when somebody takes it over, or when it is given up. Work that its person has put down for the
    night is in no queue. Nights count: a queue is as long at midnight as it was in the evening.

    Attributes
    ----------
    activity : int64 array, shape (stays,)
    enter, leave : int64 arrays, shape (stays,), microseconds
        A stay that is not over when the run stops leaves then.
    find_places : callable
        Finds, when first asked for, `pool` and `stay`, int64 arrays of shape (places,): which pool
        is waited for, and in which stay. Work for several people at once stands in the queue of
        each of their pools, once.
    """

    activity: IntArray
    enter: IntArray
    leave: IntArray
    find_places: Callable[[], tuple[IntArray, IntArray]]

    @cached_property
    def _places(self) -> tuple[IntArray, IntArray]:
        return self.find_places()

    @property
    def pool(self) -> IntArray:
        """Pool that each place is in the queue of."""
        return self._places[0]

    @property
    def stay(self) -> IntArray:
        """Stay of each place."""
        return self._places[1]

    @cached_property
    def _by_pool(self) -> tuple[IntArray, IntArray]:
        """Order of the places by pool, and the pools in that order."""
        order = np.argsort(self.pool, kind="stable")
        return order, self.pool[order]

    def path(self, pools: IntArray | None = None) -> tuple[IntArray, IntArray]:
        """How many are waiting over time.

        Parameters
        ----------
        pools : int64 array, optional
            Pools that are looked at; without it everything that waits, each activity once.

        Returns
        -------
        times : int64 array, shape (steps,), microseconds, increasing
        lengths : int64 array, shape (steps,), the number waiting from each time on
        """
        enter, leave = self.enter, self.leave
        if pools is not None:
            order, sorted_pools = self._by_pool
            first = np.searchsorted(sorted_pools, pools, side="left")
            last = np.searchsorted(sorted_pools, pools, side="right")
            rows = [order[begin:end] for begin, end in zip(first, last, strict=True)]
            stays = distinct(self.stay[np.concatenate(rows)])
            enter, leave = enter[stays], leave[stays]
        times, lengths = count_path(enter, leave)
        return times.astype(np.int64), lengths

    def time(self, since: int, until: int) -> int:
        """Time spent waiting within [since, until), each activity once: the integral of `path`.

        Parameters
        ----------
        since, until : int, microseconds

        Returns
        -------
        int, microseconds
        """
        has_room = self.enter.size * (until - since) <= np.iinfo(np.int64).max
        if has_room and "numba" in sys.modules:
            from mom_sim.metrics.machine_code import sum_within

            return int(sum_within(plain(self.enter), plain(self.leave), since, until))
        time = np.clip(self.leave, since, until) - np.clip(self.enter, since, until)
        return int(time.sum()) if has_room else sum(time.tolist())

    def time_by_pool(self, since: int, until: int, pools: int) -> FloatArray:
        """Time spent in the queue of each pool within [since, until), over all that waited.

        Divided by the length of the window, this is the mean length of the queue.

        Parameters
        ----------
        since, until : int, microseconds
        pools : int
            How many pools there are.

        Returns
        -------
        float64 array, shape (pools,), microseconds
        """
        time = np.clip(self.leave, since, until) - np.clip(self.enter, since, until)
        return weight_by(self.pool, time[self.stay], pools)


def queueing_of(log: LogArrays, nodes: NodeTable, row: IntArray, pools: Pools) -> Queueing:
    """Find all stays in queues.

    Parameters
    ----------
    log : LogArrays
    nodes : NodeTable
    row : int64 array, shape (activities,)
        Row in `nodes` of each activity.
    pools : Pools

    Returns
    -------
    Queueing
    """
    start, finish, ready = (log.activities[name] for name in ("start", "finish", "ready"))
    end = log.window.end
    work, first_enter, first_leave = _first_stays(row, nodes, ready, start, finish, end)
    again, back = _returned(log)
    if not again.size:
        return _queueing(log, nodes, row, pools, work, first_enter, first_leave)
    given_up = np.where(finish[again] == NULL, end, finish[again])
    taken_over = np.maximum(np.minimum(_next_stint(log, again, back), given_up), back)
    activity = np.concatenate((work, again))
    enter = np.concatenate((first_enter, back))
    leave = np.concatenate((first_leave, taken_over))
    return _queueing(log, nodes, row, pools, activity, enter, leave)


def _queueing(
    log: LogArrays,
    nodes: NodeTable,
    row: IntArray,
    pools: Pools,
    activity: IntArray,
    enter: IntArray,
    leave: IntArray,
) -> Queueing:
    def find_places() -> tuple[IntArray, IntArray]:
        unit = log.campaigns["unit"][log.activities["campaign"][activity]]
        stay, queue = nodes.queues_of(row[activity], unit)
        pool = pools.of_queue[queue]
        if stay.size > activity.size:
            stay, pool = np.divmod(distinct(stay * len(pools.names) + pool), len(pools.names))
        return pool, stay

    return Queueing(activity, enter, leave, find_places)


def _first_stays(
    row: IntArray, nodes: NodeTable, ready: IntArray, start: IntArray, finish: IntArray, end: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Hands-on work, from when it was ready until somebody took it over: activity, enter, leave."""
    is_work = nodes.instruction == CODES["WORK"]
    if "numba" in sys.modules:
        from mom_sim.metrics.machine_code import find_stays

        stays = np.empty((3, row.size), dtype=np.int64)
        activities = (plain(ready), plain(start), plain(finish))
        size = find_stays(row, is_work, activities, end, (stays[0], stays[1], stays[2]))
        return stays[0, :size], stays[1, :size], stays[2, :size]
    work = np.flatnonzero(is_work[row])
    enter, leave, given_up = ready[work], start[work], finish[work]
    leave = np.where(leave == NULL, np.where(given_up == NULL, end, given_up), leave)
    return work, enter, np.maximum(leave, enter)


def _returned(log: LogArrays) -> tuple[IntArray, IntArray]:
    """Work that has returned to its queue: activity and instant."""
    rows = np.concatenate([log.event_rows(kind) for kind in ("preemption", "hand_over")])
    rows = np.sort(rows)
    rows = rows[log.events["activity"][rows] != NULL]
    return log.events["activity"][rows], log.events["time"][rows]


def _next_stint(log: LogArrays, activity: IntArray, instant: IntArray) -> IntArray:
    """Start of an activity's first stint at or after an instant; the end of the run if none."""
    owner, start = log.stints["activity"], log.stints["start"]
    if not (owner.size and activity.size):
        return np.full(activity.size, log.window.end)
    has_returned = np.zeros(log.activities["activity"].size, dtype=np.bool_)
    has_returned[activity] = True
    rows = np.flatnonzero(has_returned[owner])
    owner, start = owner[rows], start[rows]
    if not owner.size:
        return np.full(activity.size, log.window.end)
    order = np.lexsort((start, owner))
    owner, start = owner[order], start[order]
    instants = distinct(np.concatenate((start, instant)))

    def key(group: IntArray, at: IntArray) -> IntArray:
        return np.asarray(group * instants.size + np.searchsorted(instants, at))

    found = np.searchsorted(key(owner, start), key(activity, instant), side="left")
    known = np.minimum(found, owner.size - 1)
    is_there = (found < owner.size) & (owner[known] == activity)
    return np.where(is_there, start[known], log.window.end)
