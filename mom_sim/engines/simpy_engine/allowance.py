"""Counted capacity that is no person: places under a WIP limit, at an agency, for task forces."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable

from simpy.events import Event

from mom_sim.engines.simpy_engine.environment import Environment


class Allowance:
    """At most `capacity` holders at a time (0 = no limit); who waits is served in order of its key.

    Like a team, it grants nothing by itself: `serve` is called by the dispatcher.

    Parameters
    ----------
    env : Environment
    capacity : int
    turns_away : bool
        Whether who cannot be served at once is refused.
    """

    def __init__(self, env: Environment, capacity: int, *, turns_away: bool = False) -> None:
        self._env = env
        self._capacity = capacity
        self._turns_away = turns_away
        self._in_use = 0
        self._waiting: list[tuple[tuple[int, ...], Event]] = []

    def ask(self, key: tuple[int, ...], then: Callable[[Event], None]) -> Event:
        """Ask for a place.

        Parameters
        ----------
        key : tuple of int
            Unique among those who wait.
        then : callable
            Called when it is decided, with the event whose value is True for a place and False for
            a refusal.

        Returns
        -------
        Event
        """
        event = self._env.event()
        assert event.callbacks is not None
        event.callbacks.append(then)
        insort(self._waiting, (key, event))
        self._env.waiting += 1
        self._env.ask_for_dispatch()
        return event

    def hold(self, capacity: int) -> None:
        """Have another capacity from now on; who holds a place keeps it."""
        self._capacity = capacity
        self._env.capacity_came()

    def take(self) -> None:
        """Let somebody in who was there before anybody asked."""
        self._in_use += 1

    def give_back(self) -> None:
        """One holder less."""
        self._in_use -= 1
        self._env.capacity_came()

    def forget(self, event: Event) -> None:
        """Take a waiting request out."""
        left = [entry for entry in self._waiting if entry[1] is not event]
        self._env.waiting -= len(self._waiting) - len(left)
        self._waiting = left

    def serve(self) -> None:
        """Grant what there is room for."""
        while self._waiting and (self._capacity == 0 or self._in_use < self._capacity):
            self._in_use += 1
            self._answer(granted=True)
        while self._turns_away and self._waiting:
            self._answer(granted=False)

    def _answer(self, *, granted: bool) -> None:
        _, event = self._waiting.pop(0)
        self._env.waiting -= 1
        event.succeed(granted)
