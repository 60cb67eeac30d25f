"""Who can serve a request: the complete search for a crew."""

from __future__ import annotations

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.simpy_engine.state import Campaign, Worker
from mom_sim.engines.simpy_engine.team import Request
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape


class Staff:
    """All people, the pools of the queues, and the search of crews among them."""

    def __init__(self, plan: Plan, tape: Tape) -> None:
        self.workers = [
            Worker(number, person, tape.lives[person.name], tape.lives[person.name].clock)
            for number, person in enumerate(plan.people)
        ]
        self.pools: list[list[tuple[Worker, int]]] = [
            [(self.workers[member.person], member.rate) for member in queue.pool]
            for queue in plan.queues
        ]
        self.rates: list[dict[int, int]] = [
            {member.person: member.rate for member in queue.pool} for queue in plan.queues
        ]
        self._intersections: dict[tuple[int, ...], WorkingClock] = {}

    def clock_of(self, crew: tuple[Worker, ...]) -> WorkingClock:
        """Working time of people who work together: the intersection of theirs."""
        if len(crew) == 1:
            return crew[0].clock
        key = tuple(sorted(worker.number for worker in crew))
        if key not in self._intersections:
            self._intersections[key] = intersect(*(worker.clock for worker in crew))
        return self._intersections[key]

    def rate_of(self, crew: tuple[Worker, ...], slots: tuple[int, ...], now: int) -> int:
        """The slowest member's rate."""
        return min(
            worker.rate(self.rates[queue][worker.number], now)
            for worker, queue in zip(crew, slots, strict=True)
        )

    def may_serve(self, request: Request) -> bool:
        """Quick look: somebody of the first slot's pool is idle, or may be interrupted."""
        if request.activity.campaign.program.preempts:
            return True
        now = request.resource._env.now
        return any(
            worker.activity is None and worker.on_shift(now)
            for worker, _ in self.pools[request.slots[0]]
        )

    def find_crew(
        self, request: Request, now: int, withheld: set[int]
    ) -> tuple[Worker, ...] | None:
        """Lexicographically first full assignment: slots in order, idle people first, then victims.

        A greedy search is not monotone, and matching would depend on who asked first; hence backtracking.
        """
        candidates = [self._candidates(request, queue, now, withheld) for queue in request.slots]
        chosen: list[Worker] = []

        def fill(slot: int) -> bool:
            if slot == len(candidates):
                return True
            for worker in candidates[slot]:
                if worker not in chosen:
                    chosen.append(worker)
                    if fill(slot + 1):
                        return True
                    chosen.pop()
            return False

        return tuple(chosen) if fill(0) else None

    def _candidates(
        self, request: Request, queue: int, now: int, withheld: set[int]
    ) -> list[Worker]:
        campaign = request.activity.campaign
        inside: Campaign | None = campaign if request.crew_of >= 0 else None
        pool = self.pools[queue]
        idle = [
            worker
            for worker, _ in pool
            if worker.activity is None
            and worker.seconded_to is inside
            and worker.number not in withheld
            and worker.on_shift(now)
        ]
        if not campaign.program.preempts or inside is not None:
            return idle
        victims = [
            worker
            for worker, _ in pool
            if worker.activity is not None
            and worker.seconded_to is None
            and worker.activity.campaign.program.rank > campaign.program.rank
            and worker.on_shift(now)
        ]
        victims.sort(key=_key_of_work, reverse=True)  # stable: ties stay in the pool's order
        return idle + victims


def _key_of_work(worker: Worker) -> tuple[int, ...]:
    assert worker.activity is not None and worker.activity.request is not None
    return worker.activity.request.key
