"""The life of one position during a run."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.tape.employment import Spell

if TYPE_CHECKING:
    from mom_sim.tape.drawn_lives import DrawnLives

Event = tuple[int, str, int]
"""(time, kind, value), with the kinds and values of the log's events."""


class PersonLife:
    """A position over time. Not to be changed.

    Parameters
    ----------
    clock : WorkingClock
        Calendar with overtime, less absences, vacancies, and the time outside employment.
    hand_overs : tuple of int, microseconds
        Sorted instants at which work in hand goes back to the queue: at a departure, and in an
        absence longer than the role's `hand_over_after`, as soon as so much working time of it
        has passed.
    spells : tuple of (int, int, bool)
        From, until, and whether the occupant is a newcomer who ramps up from the start.
    events : tuple of (int, str, int)
        Time, kind and value of absence_start and absence_end (0 vacation, 1 sickness), departure
        and hire (0); sorted. Absences that overlap have their own events and count once in the
        clock.

    Attributes
    ----------
    origin : (DrawnLives, int) or None
        Where the life was drawn together with others, and its place there. What nobody asks for is
        not read from there.
    """

    origin: tuple[DrawnLives, int] | None

    def __init__(
        self,
        clock: WorkingClock,
        hand_overs: tuple[int, ...],
        spells: tuple[Spell, ...],
        events: tuple[Event, ...],
    ) -> None:
        self.origin = None
        vars(self).update(clock=clock, hand_overs=hand_overs, spells=spells, events=events)

    @classmethod
    def drawn(cls, lives: DrawnLives, place: int) -> PersonLife:
        """Read a life from those that were drawn together."""
        life = cls.__new__(cls)
        life.origin = (lives, place)
        return life

    @cached_property
    def clock(self) -> WorkingClock:
        """When somebody is there to work."""
        lives, place = self._origin()
        return lives.clocks.clock(place)

    @cached_property
    def hand_overs(self) -> tuple[int, ...]:
        """When work in hand goes back to the queue."""
        lives, place = self._origin()
        return lives.hand_overs_of(place)

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """Who holds the position, and when."""
        lives, place = self._origin()
        return lives.spells_of(place)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What happens to the position's occupants."""
        lives, place = self._origin()
        return lives.events_of(place)

    def _origin(self) -> tuple[DrawnLives, int]:
        assert self.origin is not None
        return self.origin

    def _parts(self) -> tuple[WorkingClock, tuple[int, ...], tuple[Spell, ...], tuple[Event, ...]]:
        return self.clock, self.hand_overs, self.spells, self.events

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PersonLife):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        of_parts = "clock={!r}, hand_overs={!r}, spells={!r}, events={!r}".format(*self._parts())
        return f"PersonLife({of_parts})"
