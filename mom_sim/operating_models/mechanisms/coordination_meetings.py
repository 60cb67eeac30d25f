"""Coordination meetings: every interface between teams costs the people of both sides time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.interfaces import interfaces
from mom_sim.operating_models.kinds import weekly_hours
from mom_sim.plan.plan import Person, Program, Queue
from mom_sim.scenario.resolved import Role


class CoordinationMeetings(Effect):
    """Takes time from everybody by the number of teams that their team exchanges work with.

    The teams follow from the model's programs: its graph of steps, its other mechanisms and where
    everybody sits, none of which these meetings change. Who works for several teams meets the
    neighbors of all of them. Hours that the productive fraction leaves out anyway are not taken
    again.
    """

    _neighbors: Mapping[str, int] = MappingProxyType({})
    """By person: the number of teams that their own teams exchange work with; none are known yet
    while programs are built."""

    def time_taken(self, person: str, role: Role) -> float:
        """Share of somebody's scheduled time that meetings take from campaign work."""
        hours = self.settings["hours"] * self._neighbors.get(person, 0)
        if hours <= self.settings["included"]:
            return 0.0
        scheduled = weekly_hours(self.original, role)
        return float((hours - self.settings["included"]) / scheduled) if scheduled else 0.0

    def acquaint(
        self, programs: Sequence[Program], people: Sequence[Person], queues: Sequence[Queue]
    ) -> bool:
        """Count the teams that everybody's own teams exchange work with."""
        if not self.settings["hours"]:
            return False
        own = [{person.team} for person in people]
        for queue in queues:
            for member in queue.pool:
                if not member.lent:
                    own[member.person].add(queue.team)
        met = interfaces(programs, queues)
        self._neighbors = {
            person.name: len(frozenset().union(*(met.get(team, ()) for team in teams)) - teams)
            for person, teams in zip(people, own, strict=True)
        }
        return True


EFFECT = CoordinationMeetings
