"""A counted capacity that is no person: places under a WIP limit, at an agency, or for task forces."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from simpy.events import Event

if TYPE_CHECKING:
    from mom_sim.engines.simpy_engine.environment import Environment


class Allowance:
    """At most `capacity` holders at a time (0 = no limit); who waits is served in order of its key.

    Like a team, it grants nothing by itself: `serve` is called by the dispatcher.
    """

    def __init__(self, env: Environment, capacity: int, *, turns_away: bool = False) -> None:
        self._env = env
        self._capacity = capacity
        self._turns_away = turns_away
        self._in_use = 0
        self._waiting: list[tuple[tuple[int, ...], Event]] = []

    def ask(self, key: tuple[int, ...]) -> Event:
        """Event that succeeds with True when a place is granted, with False when turned away."""
        event = self._env.event()
        insort(self._waiting, (key, event))
        self._env.ask_for_dispatch()
        return event

    def give_back(self) -> None:
        """One holder less."""
        self._in_use -= 1
        self._env.ask_for_dispatch()

    def forget(self, event: Event) -> None:
        """Take a waiting request out."""
        self._waiting = [entry for entry in self._waiting if entry[1] is not event]

    def serve(self) -> None:
        """Grant what there is room for."""
        while self._waiting and (self._capacity == 0 or self._in_use < self._capacity):
            _, event = self._waiting.pop(0)
            self._in_use += 1
            event.succeed(True)
        if self._turns_away:
            for _, event in self._waiting:
                event.succeed(False)
            self._waiting.clear()
