"""The team: a SimPy resource whose put only enqueues; the dispatcher grants."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, cast

from simpy.resources import base

if TYPE_CHECKING:
    from mom_sim.engines.simpy_engine.environment import Environment
    from mom_sim.engines.simpy_engine.state import Activity, Campaign, Worker

LaneKey = tuple[tuple[int, ...], int, int, int]
"""Slots; the campaign whose task force alone may serve it, or one of the words below; the unit,
where units share fairly; the rank of a class that preempts."""

BY_TEAM, SECONDS, NOT_ASKED = -1, -2, -1

Serve = Callable[["Request", "tuple[Worker | None, ...]"], None]


class Request(base.Put["Team"]):
    """Asks for a crew: one person from each of `slots` (queues), all at the same instant.

    The value with which it succeeds is the crew, a tuple of workers in the order of the slots.

    Parameters
    ----------
    team : Team
    activity : Activity
    slots : tuple of int
    key : tuple of int
        Order among all requests.
    lane : LaneKey
    serve : callable
        Gives the request its crew.
    place : tuple of int
        Order within its lane; by default the key.
    inside : Campaign, optional
        Whose seconded people alone may serve it; nobody else's queue is touched.
    least : int
        Members with which a crew is large enough; 0 = all.
    since : int, microseconds
        When the work began to wait; by default now.
    """

    def __init__(
        self,
        team: Team,
        activity: Activity,
        slots: tuple[int, ...],
        key: tuple[int, ...],
        lane: LaneKey,
        serve: Serve,
        *,
        place: tuple[int, ...] = (),
        inside: Campaign | None = None,
        least: int = 0,
        since: int = -1,
    ) -> None:
        self.team = team
        self.activity = activity
        self.slots = slots
        self.key = key
        self.place = place or key
        self.lane = lane
        self.serve = serve
        self.inside = inside
        self.least = least or len(slots)
        self.since = team.env.now if since < 0 else since
        super().__init__(team)

    @property
    def seconds(self) -> bool:
        """Whether it takes people into a task force, in place of giving them work."""
        return self.lane[1] == SECONDS

    def grant(self, crew: tuple[Worker | None, ...]) -> None:
        """Leave the queue with a crew."""
        self.team.lanes.remove(self)
        self.succeed(crew)

    def withdraw(self) -> None:
        """Leave the queue without one."""
        self.cancel()
        if self.team.lends:
            self.team.env.capacity_came()  # who would have served it may be lent now


_place = attrgetter("place")


class Lanes:
    """A team's queue: requests that the same people can serve stand in one lane, in their order.

    When the first of a lane cannot be served, none of the lane can; so a dispatcher looks at heads.
    """

    def __init__(self) -> None:
        self.by_lane: dict[LaneKey, list[Request]] = {}
        self._count = 0

    def append(self, request: Request) -> None:
        """Enqueue in order of place."""
        insort(self.by_lane.setdefault(request.lane, []), request, key=_place)
        self._count += 1
        request.team.env.waiting += 1

    def remove(self, request: Request) -> None:
        """Take one request out."""
        lane = self.by_lane[request.lane]
        lane.remove(request)
        if not lane:
            del self.by_lane[request.lane]
        self._count -= 1
        request.team.env.waiting -= 1

    def waiting_for(self, queue: int) -> int:
        """Requests for work that ask the team for somebody of `queue`."""
        return sum(
            len(lane) for key, lane in self.by_lane.items() if queue in key[0] and key[1] == BY_TEAM
        )

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Request]:
        for lane in self.by_lane.values():
            yield from lane

    def __getitem__(self, index: int) -> Request:
        return next(islice(self, index, None))  # SimPy asks for the first alone


class Team(base.BaseResource[Request, base.Get[Any]]):
    """People under one queue discipline.

    Parameters
    ----------
    env : Environment
    units : int
        How many units share the team.
    lends : bool
        Whether anybody is lent from queue to queue.
    """

    PutQueue: ClassVar[Any] = Lanes  # has what SimPy asks for: index access, length, append

    def __init__(self, env: Environment, units: int, *, lends: bool = False) -> None:
        super().__init__(env, capacity=float("inf"))
        self.env, self.lends = env, lends
        self.lanes = cast(Lanes, self.put_queue)
        self.served = [0] * units  # effort that each unit has had, for fair shares

    def _do_put(self, event: Request) -> bool:
        self.env.ask_for_dispatch()
        return False  # granting is the dispatcher's: it sees all teams, at the end of the round
