"""Who can serve a request: the complete search for a crew.

Sets of people are whole numbers, one bit a person, so that asking whether anybody of a pool is
there costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.simpy_engine.lending import Lending
from mom_sim.engines.simpy_engine.state import Activity, Campaign, Worker
from mom_sim.engines.simpy_engine.team import LaneKey, Request
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape

Crew = tuple[Worker | None, ...]


class Staff:
    """All people, the pools of the queues, and the search of crews among them.

    Parameters
    ----------
    plan : Plan
    tape : Tape

    Attributes
    ----------
    workers : list of Worker
    masks : list of int
        By queue: its pool.
    able : list of int
        By queue: who of its pool may serve it at present; all of it, unless people are lent.
    lends : bool
        Whether anybody is lent at all; then `lend` is called whenever requests may have changed.
    rates : list of dict of int to int
        By queue: rate of each person of its pool.
    openings : list of int, microseconds
        Instants at which somebody's working time begins.
    """

    def __init__(self, plan: Plan, tape: Tape) -> None:
        self.workers = [
            Worker(number, person, tape.lives[person.name], tape.lives[person.name].clock)
            for number, person in enumerate(plan.people)
        ]
        self._pools = [[member.person for member in queue.pool] for queue in plan.queues]
        self.masks = [sum(1 << number for number in pool) for pool in self._pools]
        self.rates = [
            {member.person: member.rate for member in queue.pool} for queue in plan.queues
        ]
        self._lending = Lending(plan)
        self.lends, self.able = self._lending.exists, self.masks
        self._intersections: dict[tuple[int, ...], WorkingClock] = {}
        self._idle = (1 << len(self.workers)) - 1  # without work in hand
        self._at_home = self._idle  # not seconded
        self._on_shift = 0
        self._changes, self.openings = _changes_of_shift(self.workers, plan.limit)
        self._next_change = 0

    # ------------------------------------------------------------------ who is there

    def look(self, now: int) -> None:
        """Note who is on shift at `now`; calls must come in the order of time."""
        changes, position = self._changes, self._next_change
        while position < len(changes) and changes[position][0] <= now:
            self._on_shift ^= changes[position][1]
            position += 1
        self._next_change = position

    def free_for(self, inside: Campaign | None) -> int:
        """Idle people on shift: those of a campaign's task force, or those who are in no force."""
        there = self._idle & self._on_shift
        return there & self._at_home if inside is None else there & inside.crew_bits

    def lend(self, lanes: Iterable[LaneKey]) -> None:
        """Note who may be lent while requests stand in these lanes."""
        self.able = self._lending.able(lanes, self._at_home)

    def occupy(self, crew: tuple[Worker, ...], activity: Activity) -> None:
        """Give work to people."""
        for worker in crew:
            worker.activity = activity
            self._idle &= ~(1 << worker.number)

    def free(self, crew: tuple[Worker, ...]) -> None:
        """Take work from people."""
        for worker in crew:
            worker.activity = None
            self._idle |= 1 << worker.number

    def second(self, worker: Worker, campaign: Campaign, skill: int) -> None:
        """Take somebody out of the team for a campaign."""
        worker.seconded_to, worker.seconded_as = campaign, skill
        campaign.crew[skill].append(worker)
        campaign.crew_bits |= 1 << worker.number
        self._at_home &= ~(1 << worker.number)

    def release(self, worker: Worker) -> None:
        """Send somebody back to the team."""
        campaign = worker.seconded_to
        assert campaign is not None
        campaign.crew[worker.seconded_as].remove(worker)
        campaign.crew_bits &= ~(1 << worker.number)
        self._at_home |= 1 << worker.number
        worker.seconded_to, worker.seconded_as = None, -1

    # ------------------------------------------------------------------ working together

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
        if len(crew) == 1:
            return crew[0].rate(self.rates[slots[0]][crew[0].number], now)
        return min(
            worker.rate(self.rates[queue][worker.number], now)
            for worker, queue in zip(crew, slots, strict=True)
        )

    # ------------------------------------------------------------------ finding crews

    def find_crew(self, request: Request, withheld: int, claimed: int = 0) -> Crew | None:
        """Lexicographically first assignment: slots in order, idle people first, then victims.

        A greedy search is not monotone, and matching would depend on who asked first; hence it goes
        back on its choices. Where fewer than all are enough, a slot stays empty (None) only if it
        has to.

        Parameters
        ----------
        request : Request
        withheld : int
            Idle people who are kept for somebody else, as bits.
        claimed : int
            People who are not to be given to it, idle or not, as bits.
        """
        free = self.free_for(request.inside) & ~(withheld | claimed)
        preempts = request.lane[3] >= 0 and request.inside is None
        if len(request.slots) == 1 and not preempts:
            free &= self.able[request.slots[0]]
            if free:
                for number in self._pools[request.slots[0]]:
                    if free >> number & 1:
                        return (self.workers[number],)
            return None
        candidates = [self._candidates(request, queue, free, claimed) for queue in request.slots]
        may_be_empty = len(request.slots) - request.least
        chosen: list[Worker | None] = []

        def fill(slot: int, empty: int) -> bool:
            if slot == len(candidates):
                return True
            for worker in candidates[slot]:
                if worker not in chosen:
                    chosen.append(worker)
                    if fill(slot + 1, empty):
                        return True
                    chosen.pop()
            if empty < may_be_empty:
                chosen.append(None)
                if fill(slot + 1, empty + 1):
                    return True
                chosen.pop()
            return False

        return tuple(chosen) if fill(0, 0) else None

    def _candidates(self, request: Request, queue: int, free: int, claimed: int) -> list[Worker]:
        pool = [self.workers[number] for number in self._pools[queue]]
        free &= self.able[queue]
        idle = [worker for worker in pool if free >> worker.number & 1]
        rank = request.lane[3]
        if rank < 0 or request.inside is not None:
            return idle
        # Nobody is interrupted to be lent.
        there = self._on_shift & self._lending.own[queue] & ~claimed
        if not request.activity.campaign.program.preempts_seconded:
            there &= self._at_home
        others = [worker for worker in pool if there >> worker.number & 1]
        reserved = [
            worker
            for worker in others
            if worker.activity is None
            and worker.seconded_to is not None
            and worker.seconded_to.program.rank > rank
        ]
        victims = [
            worker
            for worker in others
            if worker.activity is not None and worker.activity.campaign.program.rank > rank
        ]
        victims.sort(key=_key_of_work, reverse=True)  # stable: ties stay in the pool's order
        return idle + reserved + victims


def _key_of_work(worker: Worker) -> tuple[int, ...]:
    assert worker.activity is not None and worker.activity.request is not None
    return worker.activity.request.key


def _changes_of_shift(workers: list[Worker], limit: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Instants at which people come and go with who does, as bits; instants at which some come."""
    starts = [worker.clock.starts for worker in workers]
    ends = [worker.clock.ends for worker in workers]
    nothing = np.zeros(0, dtype=np.int64)
    people = [np.full(len(times), number) for number, times in enumerate(starts)]
    times = np.concatenate([nothing, *starts, *ends])
    who = np.concatenate([nothing, *people, *people])
    bits: dict[int, int] = {}
    order = np.argsort(times, kind="stable")
    for time, number in zip(times[order].tolist(), who[order].tolist(), strict=True):
        if time > limit:
            break
        bits[time] = bits.get(time, 0) ^ (1 << number)
    openings = np.unique(np.concatenate([nothing, *starts]))
    return list(bits.items()), openings[openings <= limit].tolist()
