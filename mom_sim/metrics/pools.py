"""The people who can serve a team's queue for one skill: what the plan calls a team's pool."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mom_sim.metrics.ingredients import BoolArray, IntArray
from mom_sim.plan.plan import Plan


@dataclass(frozen=True, eq=False)
class Pools:
    """All pairs of team and skill that have a queue, in the order of the plan.

    Somebody with two skills belongs to two pools.

    Attributes
    ----------
    team, skill : int64 arrays, shape (pools,)
    names : tuple of str
        ``design of team center``.
    of_queue : int64 array, shape (queues,)
        Pool of each of the plan's queues.
    members : bool array, shape (pools, people)
    main : int64 array, shape (people,)
        The pool that a person serves at the highest rate, ties by plan order; -1 for somebody whom
        no queue can use.
    """

    team: IntArray
    skill: IntArray
    names: tuple[str, ...]
    of_queue: IntArray
    members: BoolArray
    main: IntArray


def pool_name(team: str, skill: str) -> str:
    """Name of a team's pool for a skill."""
    return f"{skill} of team {team}"


@lru_cache(maxsize=16)  # the same in all replications
def pools_of(plan: Plan) -> Pools:
    """List the pools of a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Pools
    """
    places = list(dict.fromkeys((queue.team, queue.skill) for queue in plan.queues))
    rates = np.zeros((len(places), len(plan.people)), dtype=np.int64)
    of_queue = np.zeros(len(plan.queues), dtype=np.int64)
    for number, queue in enumerate(plan.queues):
        pool = of_queue[number] = places.index((queue.team, queue.skill))
        for member in queue.pool:
            rates[pool, member.person] = max(rates[pool, member.person], member.rate)
    pairs = np.array(places, dtype=np.int64).reshape(-1, 2)
    main = np.full(len(plan.people), -1, dtype=np.int64)
    if places:
        main = np.where(rates.any(axis=0), rates.argmax(axis=0), -1)
    return Pools(
        team=pairs[:, 0],
        skill=pairs[:, 1],
        names=tuple(pool_name(plan.teams[team].name, plan.skills[skill]) for team, skill in places),
        of_queue=of_queue,
        members=rates > 0,
        main=main,
    )
