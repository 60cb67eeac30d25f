"""The team: a SimPy resource whose put only enqueues; the dispatcher grants."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from typing import TYPE_CHECKING

from simpy.resources import base

if TYPE_CHECKING:
    from mom_sim.engines.simpy_engine.environment import Environment
    from mom_sim.engines.simpy_engine.state import Activity, Worker

Lane = tuple[tuple[int, ...], int, int, bool]


class Request(base.Put):
    """Asks for a crew: one person from each of `slots` (queues), all at the same instant.

    The value with which it succeeds is the crew, a tuple of workers in the order of the slots.
    """

    def __init__(
        self,
        team: Team,
        activity: Activity,
        slots: tuple[int, ...],
        key: tuple[int, ...],
        lane: Lane,
        *,
        crew_of: int = -1,
        seconds: bool = False,
    ) -> None:
        self.activity = activity
        self.slots = slots
        self.key = key
        self.lane = lane
        self.crew_of = crew_of  # campaign whose seconded people alone may serve it; -1 = the pools
        self.seconds = seconds  # takes people into a task force in place of giving them work
        self.since = int(team._env.now)
        super().__init__(team)

    def __lt__(self, other: Request) -> bool:
        return self.key < other.key

    def grant(self, crew: tuple[Worker, ...]) -> None:
        """Take the request out of its queue and let its process go on."""
        self.resource.put_queue.remove(self)
        self.succeed(crew)


class Lanes:
    """A team's queue: requests that the same people can serve stand in one lane, ordered by their key.

    When the first of a lane cannot be served, none of the lane can; so a dispatcher looks at heads only.
    """

    def __init__(self) -> None:
        self.by_lane: dict[Lane, list[Request]] = {}
        self._count = 0

    def append(self, request: Request) -> None:
        """Enqueue in order of key."""
        insort(self.by_lane.setdefault(request.lane, []), request)
        self._count += 1

    def remove(self, request: Request) -> None:
        """Take one request out."""
        lane = self.by_lane[request.lane]
        if lane[0] is request:
            lane.pop(0)
        else:
            lane.remove(request)
        if not lane:
            del self.by_lane[request.lane]
        self._count -= 1

    def waiting_for(self, queue: int) -> int:
        """Requests that ask for somebody of `queue`."""
        return sum(len(lane) for key, lane in self.by_lane.items() if queue in key[0])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Request]:
        for lane in self.by_lane.values():
            yield from lane

    def __getitem__(self, index: int) -> Request:
        return list(self)[index]


class Team(base.BaseResource):
    """People under one queue discipline."""

    PutQueue = Lanes

    def __init__(self, env: Environment) -> None:
        super().__init__(env, capacity=float("inf"))

    def _do_put(self, event: Request) -> bool:
        self._env.ask_for_dispatch()
        return False  # granting is the dispatcher's: it sees all teams, at the end of the round
