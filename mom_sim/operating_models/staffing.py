"""Queues and their pools: which people serve which team's requests for a skill."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from mom_sim.errors import UnworkableError
from mom_sim.operating_models.effect import Effects, Seat
from mom_sim.operating_models.placement import Placement
from mom_sim.plan.plan import PARTS, Member, Person, Queue
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.people import people_of

LEAST_PRODUCTIVE = 0.01


class Staffing:
    """People as the plan has them, and queues made where work needs them.

    Parameters
    ----------
    scenario : Scenario
    placement : Placement
    effects : Effects
        Of the model's mechanisms.
    model : str
        Its name, for messages.

    Attributes
    ----------
    placement : Placement
    people : tuple of Person
    queues : list of Queue
        In the order in which they were first asked for.
    """

    def __init__(
        self, scenario: Scenario, placement: Placement, effects: Effects, model: str
    ) -> None:
        self._scenario, self.placement, self._effects = scenario, placement, effects
        self._model = f"operating model {model}"
        self._roles = {role.name: role for role in scenario.roles}
        self._productive = cache(self._productive_share)
        self.people = tuple(
            Person(
                name=spec.name,
                role=spec.role,
                position=spec.number,
                team=placement.home[spec.name],
                calendar=spec.calendar,
                cost_per_hour=spec.cost_per_hour,
                productive_share=round(self._productive(spec.name, spec.role) * PARTS),
                ramp_start=round(self._roles[spec.role].ramp.start * PARTS),
                ramp_length=self._roles[spec.role].ramp.length,
                freelancer=spec.freelancer,
            )
            for spec in people_of(scenario)
        )
        self.queues: list[Queue] = []
        self._positions: dict[Queue, int] = {}
        self._found = cache(self._queue)
        # Where no team has types or tiers of its own, all of them come to the same people.
        self._by_type = any(placement.types.values())
        self._by_tier = any(placement.tiers.values())

    def _productive_share(self, person: str, role: str) -> float:
        """Share of somebody's scheduled time that is there for campaign work.

        Raises
        ------
        UnworkableError
            If what the model takes from it leaves nothing.
        """
        productive = self._roles[role].productive_fraction
        left = productive - self._effects.time_taken(person, self._roles[role])
        if left < LEAST_PRODUCTIVE:
            raise UnworkableError(
                f"{self._model}: of the {productive:.1%} of scheduled time that {person} has for "
                f"campaigns, its mechanisms take too much "
                f"({self._effects.takers(person, self._roles[role])}); at least "
                f"{LEAST_PRODUCTIVE:.0%} has to be left: lower them, or raise "
                f"people.{role}.productive_fraction"
            )
        return left

    def team_name(self, team: int) -> str:
        """Name of a team."""
        return self.placement.teams[team]

    def crew(
        self, unit: int, skills: tuple[tuple[str, int], ...], kind: str = "", tier: str = ""
    ) -> tuple[int, ...]:
        """Queues that a crew is drawn from, one for each of its members.

        Parameters
        ----------
        unit : int
        skills : tuple of (str, int)
            Who has to be there at the same time, and how many.
        kind, tier : str
            Campaign type and risk tier, where teams have some of their own.

        Returns
        -------
        tuple of int

        Raises
        ------
        UnworkableError
            If not even everybody together could form the crew.
        """
        slots = tuple(
            self.queue(unit, skill, kind, tier) for skill, count in skills for _ in range(count)
        )
        if len(slots) > 1:
            able = np.zeros((len(slots), len(self.people)), dtype=np.int8)
            for row, slot in enumerate(slots):
                able[row, [member.person for member in self.queues[slot].pool]] = 1
            if (maximum_bipartite_matching(csr_array(able), perm_type="column") < 0).any():
                wanted = " and ".join(f"{count} x {skill}" for skill, count in skills)
                name = self._scenario.units[unit].name
                raise UnworkableError(
                    f"{self._model}: too few people serve {name} for {wanted} at the same time; "
                    "add people, ask for fewer in the step, or let who_does_the_work.teams have "
                    "them work for all units"
                )
        return slots

    def queue(self, unit: int, skill: str, kind: str = "", tier: str = "") -> int:
        """Position of the queue in which a unit's requests for a skill wait.

        A team whose own campaign type and risk tier it is comes before all others. Of the teams
        that serve the unit, the one with most people whose main skill it is; then the one with most
        people who have it at all; then the first.

        Raises
        ------
        UnworkableError
            If nobody who serves the unit has the skill.
        """
        return self._found(
            unit, skill, kind if self._by_type else "", tier if self._by_tier else ""
        )

    def _queue(self, unit: int, skill: str, kind: str, tier: str) -> int:
        by_team: dict[int, list[tuple[int, float, bool]]] = {}
        for number, person in enumerate(self.people):
            team = self.placement.serves[person.name].get(unit)
            skills = self._roles[person.role].skills
            if team is None or skill not in dict(skills):
                continue
            seat = Seat(
                person.name,
                self._roles[person.role],
                unit,
                skill,
                self.placement.groups[team],
                len(self.placement.serves[person.name]),
            )
            speed = dict(skills)[skill] * self._productive(person.name, person.role)
            speed *= self._effects.rate(seat)
            by_team.setdefault(team, []).append((number, speed, skills[0][0] == skill))
        types, tiers = self.placement.types, self.placement.tiers
        rest = {team: by_team[team] for team in by_team if not types[team] and not tiers[team]}
        own = {
            team: entries
            for team, entries in by_team.items()
            if team not in rest
            and (not types[team] or kind in types[team])
            and (not tiers[team] or tier in tiers[team])
        }
        by_team = own or rest or by_team
        if not by_team:
            name = self._scenario.units[unit].name
            raise UnworkableError(
                f"{self._model}: nobody who serves {name} has the skill {skill}; add people who "
                "have it, or let who_does_the_work.teams have them work for all units"
            )
        team = max(
            by_team,
            key=lambda one: (sum(main for _, _, main in by_team[one]), len(by_team[one]), -one),
        )
        members = sorted(by_team[team], key=lambda entry: (not entry[2], -entry[1], entry[0]))
        pool = tuple(Member(number, max(1, round(speed * PARTS))) for number, speed, _ in members)
        pool += self._lent(unit, skill, {member.person for member in pool})
        queue = Queue(team, self._scenario.skills.index(skill), pool)
        if queue not in self._positions:
            self._positions[queue] = len(self.queues)
            self.queues.append(queue)
        return self._positions[queue]

    def _lent(self, unit: int, skill: str, belong: set[int]) -> tuple[Member, ...]:
        """People who do not belong to a pool but help there, in the order of their numbers."""
        lent = []
        for number, person in enumerate(self.people):
            role = self._roles[person.role]
            speed = dict(role.skills).get(skill, 0.0) * self._productive(person.name, person.role)
            if number in belong or not speed:
                continue
            group = self.placement.groups[person.team]
            served = len(self.placement.serves[person.name])
            seat = Seat(person.name, role, unit, skill, group, served)
            factor = self._effects.lent_rate(seat)
            if factor > 0:
                lent.append(Member(number, max(1, round(speed * factor * PARTS)), lent=True))
        return tuple(lent)
