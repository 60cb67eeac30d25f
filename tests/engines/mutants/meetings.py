"""Faults in meetings: which one an item waits for, and its place on the agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mom_sim.calendars.units import NEVER
from mom_sim.engines.order import ARRIVE
from mom_sim.engines.simpy_engine import meetings
from tests.engines.mutants.mutant import Patch, around, mutant


@mutant("holds a meeting before the other events of its instant", 161, 32)
def meetings_before_other_events(patch: Patch) -> None:
    patch.setattr(meetings, "MEETING", ARRIVE)


@mutant("sends who is ready in the first round of a meeting's instant to the next meeting", 161, 91)
def the_later_meeting(patch: Patch) -> None:
    def next_meeting(self: meetings.Body) -> int:
        later = (one for one in self._instants if one > self._env.now)
        return next(later, NEVER)

    patch.setattr(meetings.Body, "next_meeting", next_meeting)


@mutant("announces the present meeting to who comes in a later round of its instant", 161, 32)
def the_earlier_meeting(patch: Patch) -> None:
    def next_meeting(self: meetings.Body) -> int:
        at_or_after = (one for one in self._instants if one >= self._env.now)
        return next(at_or_after, NEVER)

    patch.setattr(meetings.Body, "next_meeting", next_meeting)


@mutant("takes one item more than the agenda has room for", 161, 32)
def agenda_off_by_one(patch: Patch) -> None:
    def broken(original: Callable[..., Any]) -> Callable[..., Any]:
        def begin(self: meetings.Body, *args: Any) -> None:
            original(self, *args)
            self._agenda += self._agenda > 0

        return begin

    around(patch, meetings.Body, "__init__", broken)
