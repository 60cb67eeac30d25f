"""People who are lent to queues that are not their own, as long as they have nothing to do there.

Somebody serves a queue in which they are lent only while no request for work waits, anywhere, that
asks for a queue in whose pool they are not lent: whether that request could start or not, for a
crew as for one person, and whatever its priority. So their own work comes first in the matching of
the same round, too. Requests for places in task forces are no work and hold nobody back, and a task
force works with whoever it has. Who is lent to a queue comes in the place that the pool gives.

What is in hand is finished: own work that comes later waits for it, unless its class preempts. And
nobody is interrupted to be lent: a request that preempts takes over only who serves its queue
otherwise. When own work that held somebody back has been started or has left its queue, what waits
for the lent is looked at again at the same instant.
"""

from __future__ import annotations

from collections.abc import Iterable

from mom_sim.engines.simpy_engine.team import BY_TEAM, LaneKey
from mom_sim.plan.plan import Plan


class Lending:
    """Who may serve which queue at present; sets of people are bits.

    Parameters
    ----------
    plan : Plan

    Attributes
    ----------
    own : list of int
        By queue: the pool without who is lent.
    exists : bool
        Whether anybody is lent at all.
    """

    def __init__(self, plan: Plan) -> None:
        self._lent = [
            sum(1 << member.person for member in queue.pool if member.lent) for queue in plan.queues
        ]
        self.own = [
            sum(1 << member.person for member in queue.pool if not member.lent)
            for queue in plan.queues
        ]
        self.exists = any(self._lent)

    def able(self, lanes: Iterable[LaneKey], at_home: int) -> list[int]:
        """Find who may serve each queue while some requests wait.

        Parameters
        ----------
        lanes : iterable of LaneKey
            Of all requests that wait, of all teams.
        at_home : int
            People who are in no task force, as bits; nobody else is held back.

        Returns
        -------
        list of int
            By queue.
        """
        kept = 0
        for slots, asked, *_ in lanes:
            if asked == BY_TEAM:
                for queue in slots:
                    kept |= self.own[queue]
        kept &= at_home
        return [own | lent & ~kept for own, lent in zip(self.own, self._lent, strict=True)]
