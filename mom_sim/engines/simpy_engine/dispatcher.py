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
        self._env, self._teams, self._staff = env, teams, staff
        self._preempt, self._claims = preempt, claims
        self._age_limit = plan.crew_age_limit
        self._fair = [
            record.rule.index(FAIR_SHARE) if FAIR_SHARE in record.rule else -1
            for record in plan.teams
        ]

    def match(self) -> None:
        """Start everything that can start now."""
        self._staff.look(int(self._env.now))
        while self._one_pass():
            pass

    def _one_pass(self) -> bool:
        """Go through all heads in order; True when the pass has to begin anew.

        It has to when keys have changed, or when a request may have become startable by what was
        started: after an interruption, and after somebody was seconded.
        """
        withheld = 0
        heads: list[tuple[tuple[int, ...], int, list[Request]]] = []
        free = self._staff.free_for(None)
        for number, team in enumerate(self._teams):
            for lane in team.lanes.by_lane.values():
                request = self._head(lane)
                if self._may_start(request, free) or self._is_aged(request):
                    heads.append((self._order(number, request), number, lane))
        heapify(heads)
        while heads:
            _, number, lane = heappop(heads)
            request = self._head(lane)
            claimed = self._claims(request) if request.seconds else 0
            crew = self._staff.find_crew(request, withheld, claimed)
            if crew is None:
                if self._is_aged(request):
                    withheld |= self._could_use(request)
                continue
            if self._start(request, crew) or self._fair[number] >= 0:
                return True
            if lane:
                heappush(heads, (self._order(number, self._head(lane)), number, lane))
        return False

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
        if len(lane) > 1 and len(first.slots) > 1 and not self._is_aged(first):
            return next((request for request in lane if self._is_aged(request)), first)
        return first

    def _order(self, team: int, request: Request) -> tuple[int, ...]:
        """Aged crews and places in task forces first, then the key.

        A force that may form takes the next people who are free: forming it has been decided, and
        who is already reserved idles for as long as the others are not there. What a unit has had
        replaces its place in a rule of fair shares.
        """
        key = request.key
        position = self._fair[team]
        if position >= 0 and not request.seconds:
            served = self._teams[team].served[request.activity.campaign.unit]
            key = (*key[:position], served, *key[position + 1 :])
        return (0 if request.seconds or self._is_aged(request) else 1, *key)

    def _is_aged(self, request: Request) -> bool:
        return (
            len(request.slots) > 1
            and self._age_limit > 0
            and int(self._env.now) - request.since >= self._age_limit
        )

    def _may_start(self, request: Request, free: int) -> bool:
        """Quick look: somebody is there for every slot, or may be interrupted."""
        if request.lane[3] >= 0:
            return True
        there = free if request.inside is None else self._staff.free_for(request.inside)
        masks = self._staff.masks
        if request.least == len(request.slots):
            return all(there & masks[queue] for queue in request.slots)
        return any(there & masks[queue] for queue in request.slots)

    def _could_use(self, request: Request) -> int:
        pools = 0
        for queue in request.slots:
            pools |= self._staff.masks[queue]
        return pools & self._staff.free_for(request.inside)


def _campaign_and_node(activity: Activity) -> tuple[int, int]:
    return activity.campaign.number, activity.index
