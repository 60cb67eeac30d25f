"""Matching of idle people to waiting work, at the end of every round of an instant.

Again and again the least startable request is started, in the order (key, campaign, node) over all teams.
Requests that cannot start are passed over and nobody is reserved for them, but for a crew that has waited
longer than the age limit: nobody it could use is given to a request behind it. Matching is idempotent: one
more wake-up changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush

from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.engines.simpy_engine.staff import Staff
from mom_sim.engines.simpy_engine.state import Activity, Worker
from mom_sim.engines.simpy_engine.team import Request, Team
from mom_sim.plan.plan import Plan

Grant = Callable[[Request, tuple[Worker, ...]], None]
Interrupt = Callable[[Activity, Activity], None]


class Dispatcher:
    """Looks at the heads of all lanes and grants what can be granted."""

    def __init__(
        self, env: Environment, plan: Plan, teams: Sequence[Team], staff: Staff
    ) -> None:
        self._env = env
        self._teams = teams
        self._staff = staff
        self._age_limit = plan.crew_age_limit
        self._fair = [
            record.rule.index("fair_share") if "fair_share" in record.rule else -1
            for record in plan.teams
        ]
        self._served = [[0] * len(plan.units) for _ in plan.teams]

    def match(self, grant: Grant, preempt: Interrupt) -> None:
        """Start everything that can start now."""
        while self._one_pass(grant, preempt):
            pass

    def _one_pass(self, grant: Grant, preempt: Interrupt) -> bool:
        """Go through all heads in order; True when keys have changed and the pass has to begin anew."""
        withheld: set[int] = set()
        heads: list[tuple[tuple[int, ...], int, list[Request]]] = []
        for number, team in enumerate(self._teams):
            for lane in team.put_queue.by_lane.values():
                if self._is_aged(lane[0]) or self._staff.may_serve(lane[0]):
                    heads.append((self._key(number, lane[0]), number, lane))
        heapify(heads)
        now = self._env.now
        while heads:
            _, number, lane = heappop(heads)
            request = lane[0]
            crew = self._staff.find_crew(request, now, withheld)
            if crew is None:
                if self._is_aged(request):
                    withheld |= self._could_use(request)
                continue
            victims = {worker.activity for worker in crew if worker.activity is not None}
            for victim in sorted(victims, key=lambda activity: activity.row.row):
                preempt(victim, request.activity)
            last = len(lane) == 1
            if not request.seconds:
                self._served[number][request.activity.campaign.unit] += request.activity.remaining
            grant(request, crew)
            if victims or self._fair[number] >= 0:
                return True
            if not last:
                heappush(heads, (self._key(number, lane[0]), number, lane))
        return False

    def _key(self, team: int, request: Request) -> tuple[int, ...]:
        """Aged crews first; the share that the unit has had replaces its place in a fair-share rule."""
        key = request.key
        position = self._fair[team]
        if position >= 0 and not request.seconds:
            served = self._served[team][request.activity.campaign.unit]
            key = (*key[:position], served, *key[position + 1 :])
        return (0 if self._is_aged(request) else 1, *key)

    def _is_aged(self, request: Request) -> bool:
        return (
            len(request.slots) > 1
            and self._age_limit > 0
            and self._env.now - request.since >= self._age_limit
        )

    def _could_use(self, request: Request) -> set[int]:
        return {
            worker.number
            for queue in request.slots
            for worker, _ in self._staff.pools[queue]
            if worker.activity is None
        }
