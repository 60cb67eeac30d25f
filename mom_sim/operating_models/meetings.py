"""When bodies of deciders meet: weekly local times, or random intervals."""

from __future__ import annotations

from datetime import timedelta

from mom_sim.calendars.local_time import instant_of
from mom_sim.plan.plan import Meeting
from mom_sim.scenario.resolved import Cadence, Scenario
from mom_sim.tape.clocks import calendar_position, reference_calendar
from mom_sim.tape.tape import compiled_clocks

_WEEK = timedelta(weeks=1)


class MeetingTable:
    """One body per gate and deciding team, so that an agenda is shared by those who decide together."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._records: dict[str, Meeting] = {}

    def body(self, name: str, cadence: Cadence) -> int:
        """Position of the body `name`, made when it is new."""
        if name not in self._records:
            self._records[name] = self._make(name, cadence)
        return list(self._records).index(name)

    def records(self) -> tuple[Meeting, ...]:
        """All bodies, in order of their positions."""
        return tuple(self._records.values())

    def _make(self, name: str, cadence: Cadence) -> Meeting:
        if cadence.interval:
            return Meeting(name, (), cadence.interval[0], cadence.agenda)
        scenario = self._scenario
        position = calendar_position(scenario, cadence.calendar)
        clock = compiled_clocks(scenario)[position]
        zone = scenario.calendars[position].time_zone
        reference = reference_calendar(scenario).time_zone
        limit = scenario.run.horizon + scenario.run.follow_up
        monday = scenario.run.start - timedelta(days=scenario.run.start.weekday())
        instants: list[int] = []
        while True:
            held = [
                instant_of(
                    monday + timedelta(days=weekday), minute, zone, scenario.run.start, reference
                )
                for weekday, minute in cadence.weekly
            ]
            if held and min(held) > limit:
                break
            # A meeting on a holiday is not held.
            instants += [instant for instant in held if 0 <= instant and clock.is_open(instant)]
            monday += cadence.every_weeks * _WEEK
        return Meeting(name, tuple(sorted(instants)), None, cadence.agenda)
