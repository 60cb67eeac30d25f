"""Bodies of deciders that meet at stated instants and take a limited number of items."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable

from simpy.events import Event

from mom_sim.engines.order import MEETING, rank
from mom_sim.engines.recording import Recording
from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.calendars.units import NEVER


class Body:
    """One such body. A meeting is held once, in the first round of its instant."""

    def __init__(
        self,
        env: Environment,
        number: int,
        instants: list[int],
        agenda: int,
        recording: Recording,
    ) -> None:
        self._env = env
        self._number = number
        self._instants = instants
        self._agenda = agenda
        self._recording = recording
        self._waiting: list[tuple[tuple[int, ...], Event]] = []
        self._called = -1  # instant of the meeting that is scheduled

    def next_meeting(self) -> int:
        """Instant of the first meeting that a newcomer can still attend, or NEVER."""
        now = self._env.now
        find: Callable[..., int] = bisect_right if self._env.later_round else bisect_left
        index = find(self._instants, now)
        return self._instants[index] if index < len(self._instants) else NEVER

    def attend(self, key: tuple[int, ...]) -> Event:
        """Event that succeeds in the meeting that takes the item."""
        event = self._env.event()
        insort(self._waiting, (key, event))
        self._call(self.next_meeting())
        return event

    def forget(self, event: Event) -> None:
        """Take an item off the list."""
        self._waiting = [entry for entry in self._waiting if entry[1] is not event]

    def _call(self, instant: int) -> None:
        if self._called < instant < NEVER:
            self._called = instant
            self._env.at(instant, rank(MEETING, self._number), self._hold)

    def _hold(self, _: Event) -> None:
        taken = self._waiting[: self._agenda or None]
        del self._waiting[: len(taken)]
        if taken:
            self._recording.event(self._env.now, "meeting", value=len(taken))
        for _, event in taken:
            event.succeed()
        if self._waiting:
            index = bisect_right(self._instants, self._env.now)
            if index < len(self._instants):
                self._call(self._instants[index])
