"""SimPy's environment with absolute times and named ranks within an instant."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush
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
    rounds : int
        Dispatches at the present instant.
    waiting : int
        Requests for capacity that wait. While there are none, capacity may come and go unseen.
    """

    def __init__(self, dispatch: Callable[[], None]) -> None:
        super().__init__(initial_time=0)
        self._dispatch = dispatch
        self._asked = False
        self.rounds = 0
        self.waiting = 0
        self._round_at = -1

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
            self.at(int(self.now), _DISPATCH, self._run_dispatch)

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
        self._round_at = int(self.now)
        self._dispatch()
