"""When bodies of deciders meet: weekly local times, or random intervals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from mom_sim.calendars.local_time import instant_of
from mom_sim.plan.plan import Meeting
from mom_sim.scenario.resolved import Cadence, Scenario
from mom_sim.tape.clocks import calendar_position, reference_calendar
from mom_sim.tape.staging import stage_of

_WEEK = timedelta(weeks=1)


class MeetingTable:
    """One body per gate, deciding team and cadence: an agenda is shared by who decides together.

    Parameters
    ----------
    scenario : Scenario
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._records: dict[tuple[str, object], Meeting] = {}

    def body(self, name: str, cadence: Cadence) -> int:
        """Position of the body `name` that meets as `cadence` says, made when it is new."""
        return self._position(name, cadence, lambda distinct: self._make(distinct, cadence))

    def stated(self, name: str, instants: tuple[int, ...], agenda: int) -> int:
        """Position of what takes up to `agenda` items at some instants, made when it is new."""
        return self._position(
            name, (instants, agenda), lambda distinct: Meeting(distinct, instants, None, agenda)
        )

    def _position(self, name: str, when: object, make: Callable[[str], Meeting]) -> int:
        key = (name, when)
        if key not in self._records:
            namesakes = sum(known == name for known, _ in self._records)
            distinct = name if not namesakes else f"{name} {namesakes + 1}"
            self._records[key] = make(distinct)
        return list(self._records).index(key)

    def records(self) -> tuple[Meeting, ...]:
        """All bodies, in order of their positions."""
        return tuple(self._records.values())

    def _make(self, name: str, cadence: Cadence) -> Meeting:
        if cadence.interval:
            return Meeting(name, (), cadence.interval[0], cadence.agenda)
        scenario = self._scenario
        position = calendar_position(scenario, cadence.calendar)
        clock = stage_of(scenario).clocks_without_overtime[position]
        zone = scenario.calendars[position].time_zone
        reference = reference_calendar(scenario).time_zone
        limit = scenario.run.horizon + scenario.run.follow_up
        times = _times(
            cadence.weekly, cadence.every_weeks, zone, scenario.run.start, reference, limit
        )
        # A meeting on a holiday is not held.
        held = (instant for instant in times if instant >= 0 and clock.is_open(instant))
        return Meeting(name, tuple(held), None, cadence.agenda)


@lru_cache(maxsize=256)  # the same in all models, and whatever else of a scenario is changed
def _times(
    weekly: tuple[tuple[int, int], ...],
    every_weeks: int,
    zone: str,
    start: date,
    reference: str,
    limit: int,
) -> tuple[int, ...]:
    """Instants of weekly local times, on holidays too, until a whole week is past the limit."""
    monday = start - timedelta(days=start.weekday())
    instants: list[int] = []
    while weekly:
        held = [
            instant_of(monday + timedelta(days=weekday), minute, zone, start, reference)
            for weekday, minute in weekly
        ]
        if min(held) > limit:
            break
        instants += held
        monday += every_weeks * _WEEK
    return tuple(sorted(instants))
