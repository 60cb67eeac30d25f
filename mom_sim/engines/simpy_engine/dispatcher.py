"""Matching of idle people to waiting work, at the end of every round of an instant.

Again and again the least startable request is started, in the order (key, campaign, node) over all
teams. Requests that cannot start are passed over and nobody is reserved for them, but for a crew
that has waited longer than the age limit: nobody it could use is given to a request behind it.
Matching is idempotent: one more wake-up changes nothing. A crew that comes of age needs no wake-up
of its own, for what it could start with has been idle before and would have been given to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush

from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.engines.simpy_engine.keys import FAIR_SHARE
from mom_sim.engines.simpy_engine.staff import Crew, Staff
from mom_sim.engines.simpy_engine.state import Activity
from mom_sim.engines.simpy_engine.team import Request, Team
from mom_sim.plan.plan import Plan

Preempt = Callable[[Activity, Activity], None]
"""Interrupts the first for the second."""

Claims = Callable[[Request], int]
"""People, as bits, whom a task force may not take because an earlier one waits for them."""


class Dispatcher:
    """Looks at the heads of all lanes and grants what can be granted.

    Parameters
    ----------
    env : Environment
    plan : Plan
    teams : sequence of Team
    staff : Staff
    preempt : callable
    claims : callable
    """

    def __init__(
        self,
        env: Environment,
        plan: Plan,
        teams: Sequence[Team],
        staff: Staff,
        preempt: Preempt,
        claims: Claims,
    ) -> None:
        self._env, self._staff = env, staff
        self._preempt, self._claims = preempt, claims
        self._age_limit = plan.crew_age_limit
        # Each team with the place of fair shares in its rule, if they have one.
        self._teams = [
            (team, record.rule.index(FAIR_SHARE) if FAIR_SHARE in record.rule else -1)
            for team, record in zip(teams, plan.teams, strict=True)
        ]

    def match(self) -> None:
        """Start everything that can start now."""
        self._staff.look(self._env.now)
        while self._one_pass():
            pass

    def _one_pass(self) -> bool:
        """Go through all heads in order; True when the pass has to begin anew.

        It has to when keys have changed, or when a request may have become startable by what was
        started: after an interruption, after somebody was seconded, and after the last work in a
        lane may have kept somebody from being lent.
        """
        withheld = 0
        if self._staff.lends:
            self._staff.lend(lane for team, _ in self._teams for lane in team.lanes.by_lane)
        heads = self._heads()
        while heads:
            _, fair, lane = heappop(heads)
            request = self._head(lane)
            claimed = self._claims(request) if request.seconds else 0
            crew = self._staff.find_crew(request, withheld, claimed)
            if crew is None:
                if self._is_aged(request):
                    withheld |= self._could_use(request)
                continue
            if self._start(request, crew) or fair >= 0:
                return True
            if not lane and self._staff.lends:
                return True
            if lane:
                heappush(heads, (self._order(self._head(lane), fair), fair, lane))
        return False

    def _heads(self) -> list[tuple[tuple[int, ...], int, list[Request]]]:
        """Heap of the first request of every lane that may start, or keep others from starting."""
        staff = self._staff
        free, able = staff.free_for(None), staff.able
        heads: list[tuple[tuple[int, ...], int, list[Request]]] = []
        for team, fair in self._teams:
            for lane in team.lanes.by_lane.values():
                request = lane[0]
                slots = request.slots
                if len(slots) == 1 and request.inside is None and request.lane[3] < 0:
                    # The common case: one person of a team, and nobody is interrupted for it.
                    if free & able[slots[0]]:
                        heads.append((self._order(request, fair), fair, lane))
                    continue
                request = self._head(lane)
                if self._may_start(request, free) or self._is_aged(request):
                    heads.append((self._order(request, fair), fair, lane))
        heapify(heads)
        return heads

    def _start(self, request: Request, crew: Crew) -> bool:
        """Give a request its crew; whether more than its people have changed."""
        victims = {
            worker.activity for worker in crew if worker is not None and worker.activity is not None
        }
        for victim in sorted(victims, key=_campaign_and_node):
            self._preempt(victim, request.activity)
        request.serve(request, crew)
        return bool(victims) or request.seconds

    def _head(self, lane: list[Request]) -> Request:
        """First of a lane; crews that have waited too long come before the others."""
        first = lane[0]
        if len(first.slots) > 1 and len(lane) > 1 and not self._is_aged(first):
            return next((request for request in lane if self._is_aged(request)), first)
        return first

    def _order(self, request: Request, fair: int) -> tuple[int, ...]:
        """Aged crews and places in task forces first, then the key.

        A force that may form takes the next people who are free: forming it has been decided, and
        who is already reserved idles for as long as the others are not there. What a unit has had
        replaces its place in a rule of fair shares.
        """
        key = request.key
        if fair >= 0 and not request.seconds:
            served = request.team.served[request.activity.campaign.unit]
            key = (*key[:fair], served, *key[fair + 1 :])
        return (0 if request.seconds or self._is_aged(request) else 1, *key)

    def _is_aged(self, request: Request) -> bool:
        return (
            len(request.slots) > 1
            and self._age_limit > 0
            and self._env.now - request.since >= self._age_limit
        )

    def _may_start(self, request: Request, free: int) -> bool:
        """Quick look: somebody is there for every slot, or may be interrupted."""
        if request.lane[3] >= 0:
            return True
        there = free if request.inside is None else self._staff.free_for(request.inside)
        able = self._staff.able
        if request.least == len(request.slots):
            return all(there & able[queue] for queue in request.slots)
        return any(there & able[queue] for queue in request.slots)

    def _could_use(self, request: Request) -> int:
        pools = 0
        for queue in request.slots:
            pools |= self._staff.able[queue]
        return pools & self._staff.free_for(request.inside)


def _campaign_and_node(activity: Activity) -> tuple[int, int]:
    return activity.campaign.number, activity.index
