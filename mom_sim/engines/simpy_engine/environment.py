"""SimPy's environment with absolute times and named ranks within an instant."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

import simpy
from simpy.events import Event

from mom_sim.engines.order import DISPATCH, rank

_DISPATCH = rank(DISPATCH)


class Environment(simpy.Environment):
    """Events are scheduled at absolute times: `now + (t - now)` is never computed.

    One dispatcher runs at the end of each round of an instant in which something asked for it.

    Parameters
    ----------
    dispatch : callable
        Matches idle capacity to waiting work.

    Attributes
    ----------
    now : int, microseconds
        SimPy's own clock, which counts in whole numbers here.
    rounds : int
        Dispatches at the present instant.
    order : int
        Rank of the event that is being applied.
    waiting : int
        Requests for capacity that wait. While there are none, capacity may come and go unseen.
    """

    now: int = 0  # an attribute in place of SimPy's property, for it is read at every turn

    def __init__(self, dispatch: Callable[[], None]) -> None:
        super().__init__(initial_time=0)
        self._dispatch = dispatch
        self._asked = False
        self.rounds = 0
        self.waiting = 0
        self.order = 0
        self._round_at = -1

    def step(self) -> None:
        """Apply the next event. Events do not fail: what cannot go on raises by itself."""
        entry: Any = heappop(self._queue)
        time, self.order, _, event = entry
        self._now = self.now = time
        callbacks, event.callbacks = event.callbacks, None
        for callback in callbacks:
            callback(event)

    def at(self, time: int, order: int, action: Callable[[Event], None]) -> Event:
        """Schedule an event at `time` with a rank of `engines.order`; `action` is then called."""
        event = Event(self)
        event._ok = True
        event._value = None
        event.callbacks.append(action)
        entry: Any = (time, order, next(self._eid), event)
        heappush(self._queue, entry)
        return event

    def ask_for_dispatch(self) -> None:
        """Have idle capacity matched to waiting work at the end of this round."""
        if not self._asked:
            self._asked = True
            self.at(self.now, _DISPATCH, self._run_dispatch)

    def capacity_came(self) -> None:
        """Ask for a dispatch if anything waits for capacity."""
        if self.waiting:
            self.ask_for_dispatch()

    @property
    def later_round(self) -> bool:
        """Whether this instant's first round is over."""
        return self._round_at == self.now

    def _run_dispatch(self, _: Event) -> None:
        self._asked = False
        self.rounds = self.rounds + 1 if self._round_at == self.now else 1
        self._round_at = self.now
        self._dispatch()
