"""Coordination meetings: every interface between teams costs the people of both sides time."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.interfaces import interfaces
from mom_sim.operating_models.kinds import weekly_hours
from mom_sim.scenario.resolved import Role


class CoordinationMeetings(Effect):
    """Takes time from everybody by the number of teams that their team exchanges work with.

    The teams follow from the plan of the same model without these meetings: its graph of steps,
    its other mechanisms and where everybody sits. Who works for several teams meets the neighbors
    of all of them. Hours that the productive fraction leaves out anyway are not taken again.
    """

    def time_taken(self, person: str, role: Role) -> float:
        """Share of somebody's scheduled time that meetings take from campaign work."""
        scheduled = weekly_hours(self.original, role)
        if not self.settings["hours"] or not scheduled:
            return 0.0
        hours = self.settings["hours"] * self._neighbors.get(person, 0)
        return float(max(0.0, hours - self.settings["included"]) / scheduled)

    @cached_property
    def _neighbors(self) -> dict[str, int]:
        """By person: the number of teams that their own teams exchange work with."""
        # The compiler knows all mechanisms, this one included.
        from mom_sim.operating_models.compiling import compile_unchecked

        mechanisms = self.model.mechanisms
        others = tuple(one for one in mechanisms if one.mechanism != self.settings.mechanism)
        plan = compile_unchecked(self.original, replace(self.model, mechanisms=others))
        own = [{person.team} for person in plan.people]
        for queue in plan.queues:
            for member in queue.pool:
                if not member.lent:
                    own[member.person].add(queue.team)
        met = interfaces(plan)
        return {
            person.name: len(frozenset().union(*(met.get(team, ()) for team in teams)) - teams)
            for person, teams in zip(plan.people, own, strict=True)
        }


EFFECT = CoordinationMeetings
