"""Bodies of deciders that meet at stated instants and take a limited number of items."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable

from simpy.events import Event

from mom_sim.calendars.units import NEVER
from mom_sim.engines.order import MEETING, rank
from mom_sim.engines.recording import Recording
from mom_sim.engines.simpy_engine.environment import Environment

Item = tuple[tuple[int, ...], Callable[[], None]]
"""Place on the list, unique, and what happens when the item is taken."""


class Body:
    """One such body. A meeting is held once, in the first round of its instant.

    Parameters
    ----------
    env : Environment
    number : int
        Position among the plan's bodies.
    instants : list of int, microseconds
    agenda : int
        Items a meeting; 0 = all.
    recording : Recording
    """

    def __init__(
        self,
        env: Environment,
        number: int,
        instants: list[int],
        agenda: int,
        recording: Recording,
    ) -> None:
        self._env = env
        self._rank = rank(MEETING, number)
        self._instants = instants
        self._agenda = agenda
        self._recording = recording
        self._waiting: list[Item] = []
        self._called = -1  # instant of the meeting that is scheduled, or was held last

    def next_meeting(self) -> int:
        """Instant of the first meeting that a newcomer can still attend, or NEVER."""
        # Whether anybody waited does not matter: a meeting is over once its turn has come.
        is_over = self._env.later_round or self._env.order >= self._rank
        find = bisect_right if is_over else bisect_left
        index = find(self._instants, self._env.now)
        return self._instants[index] if index < len(self._instants) else NEVER

    def attend(self, key: tuple[int, ...], then: Callable[[], None]) -> None:
        """Put an item on the list.

        Parameters
        ----------
        key : tuple of int
            Unique among the items that wait; the least are taken first.
        then : callable
            Called in the meeting that takes the item.
        """
        insort(self._waiting, (key, then), key=_key)
        self._call(self.next_meeting())

    def forget(self, key: tuple[int, ...]) -> None:
        """Take an item off the list."""
        self._waiting = [item for item in self._waiting if item[0] != key]

    def _call(self, instant: int) -> None:
        if self._called < instant < NEVER:
            self._called = instant
            self._env.at(instant, self._rank, self._hold)

    def _hold(self, _: Event) -> None:
        taken = self._waiting[: self._agenda or None]
        del self._waiting[: len(taken)]
        if taken:
            self._recording.event(self._env.now, "meeting", value=len(taken))
        if self._waiting:
            self._call(self.next_meeting())
        for item in taken:
            item[1]()


def _key(item: Item) -> tuple[int, ...]:
    return item[0]
