"""Queues and their pools: which people serve which team's requests for a skill."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from mom_sim.errors import UnworkableError
from mom_sim.operating_models.effect import Effects, Seat
from mom_sim.operating_models.placement import Placement
from mom_sim.plan.plan import PARTS, Member, Person, Queue
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.people import people_of

LEAST_PRODUCTIVE = 0.01

Skills = tuple[tuple[str, int], ...]
"""Who has to be there at the same time: skills, and how many people of each."""


@dataclass(frozen=True)
class _Able:
    """Somebody who has a skill."""

    person: int
    role: Role
    speed: float
    is_main: bool


_Pool = tuple[tuple[int, int, bool], ...]
"""What a `Member` says of everybody in a pool."""

_Rated = tuple[tuple[_Able, float], ...]
"""People of a pool, each with the factor on their rate there."""


@dataclass(frozen=True)
class _Choice:
    """Who serves requests for a skill, whatever takes their time."""

    team: int
    skill: int
    own: _Rated
    lent: _Rated


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
        self.people = self._everybody()
        self.queues: list[Queue] = []
        self._positions: dict[tuple[int, int, _Pool], int] = {}
        self._asked: dict[tuple[int, str, str, str], tuple[_Choice, int]] = {}
        self._crews: dict[tuple[Skills, str, str], tuple[tuple[int, ...], ...]] = {}
        self._formed: set[tuple[int, ...]] = set()
        self._have: dict[str, tuple[_Able, ...]] = {}
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

    def crews(self, skills: Skills, kind: str = "", tier: str = "") -> tuple[tuple[int, ...], ...]:
        """Queues that a crew is drawn from, one for each of its members, unit by unit.

        Parameters
        ----------
        skills : tuple of (str, int)
            Who has to be there at the same time, and how many.
        kind, tier : str
            Campaign type and risk tier, where teams have some of their own.

        Returns
        -------
        tuple of tuple of int

        Raises
        ------
        UnworkableError
            If not even everybody together could form the crew of a unit.
        """
        key = skills, kind if self._by_type else "", tier if self._by_tier else ""
        if key not in self._crews:
            units = range(len(self._scenario.units))
            self._crews[key] = tuple(self._crew(unit, *key) for unit in units)
        return self._crews[key]

    def _crew(self, unit: int, skills: Skills, kind: str, tier: str) -> tuple[int, ...]:
        """Queues that a unit's crew is drawn from; see `crews`."""
        slots = tuple(
            self.queue(unit, skill, kind, tier) for skill, count in skills for _ in range(count)
        )
        if len(slots) > 1 and slots not in self._formed:
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
            self._formed.add(slots)
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
        key = unit, skill, kind if self._by_type else "", tier if self._by_tier else ""
        if key not in self._asked:
            choice = self._choice(*key)
            self._asked[key] = choice, self._position(choice)
        return self._asked[key][1]

    def settle(self) -> bool:
        """Work out again how fast everybody is, now that more takes their time.

        Returns
        -------
        bool
            Whether every request still waits in the queue of the same number: people alike in
            speed before need not be now, so that a queue for several units could fall apart.
        """
        self._productive.cache_clear()
        self.people = self._everybody()
        asked, self.queues, self._positions = dict(self._asked), [], {}
        return all(self._position(choice) == before for choice, before in asked.values())

    def _everybody(self) -> tuple[Person, ...]:
        return tuple(
            Person(
                name=spec.name,
                role=spec.role,
                position=spec.number,
                team=self.placement.home[spec.name],
                calendar=spec.calendar,
                cost_per_hour=spec.cost_per_hour,
                productive_share=round(self._productive(spec.name, spec.role) * PARTS),
                ramp_start=round(self._roles[spec.role].ramp.start * PARTS),
                ramp_length=self._roles[spec.role].ramp.length,
                freelancer=spec.freelancer,
            )
            for spec in people_of(self._scenario)
        )

    def _position(self, choice: _Choice) -> int:
        """Position of the queue for a choice of people, made when it is new."""
        key = choice.team, choice.skill, self._pool(choice)
        position = self._positions.setdefault(key, len(self.queues))
        if position == len(self.queues):
            pool = tuple(Member(person, rate, lent) for person, rate, lent in key[2])
            self.queues.append(Queue(choice.team, choice.skill, pool))
        return position

    def _pool(self, choice: _Choice) -> _Pool:
        """People of a choice with the rates at which they work, in the order they are tried."""
        members = sorted(
            (not one.is_main, -self._speed(one) * factor, one.person) for one, factor in choice.own
        )
        pool = [(number, max(1, round(-slow * PARTS)), False) for _, slow, number in members]
        pool += [
            (one.person, max(1, round(self._speed(one) * factor * PARTS)), True)
            for one, factor in choice.lent
        ]
        return tuple(pool)

    def _speed(self, one: _Able) -> float:
        person = self.people[one.person]
        return one.speed * self._productive(person.name, person.role)

    def _able(self, skill: str) -> tuple[_Able, ...]:
        """Everybody who has a skill, in the order of their numbers."""
        if skill not in self._have:
            speeds = {
                role.name: dict(role.skills)[skill]
                for role in self._scenario.roles
                if skill in dict(role.skills)
            }
            self._have[skill] = tuple(
                _Able(number, role, speeds[role.name], role.skills[0][0] == skill)
                for number, person in enumerate(self.people)
                if person.role in speeds
                for role in (self._roles[person.role],)
            )
        return self._have[skill]

    def _choice(self, unit: int, skill: str, kind: str, tier: str) -> _Choice:
        """Choose who serves a unit's requests for a skill; see `queue`."""
        serves = self.placement.serves
        by_team: dict[int, list[_Able]] = {}
        for one in self._able(skill):
            team = serves[self.people[one.person].name].get(unit)
            if team is not None:
                by_team.setdefault(team, []).append(one)
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
            key=lambda one: (sum(able.is_main for able in by_team[one]), len(by_team[one]), -one),
        )
        members = tuple(
            (one, self._effects.rate(self._seat(one, unit, skill, team))) for one in by_team[team]
        )
        lent = self._lent(unit, skill, {one.person for one in by_team[team]})
        return _Choice(team, self._scenario.skills.index(skill), members, lent)

    def _lent(self, unit: int, skill: str, belong: set[int]) -> _Rated:
        """People who do not belong to a pool but help there, in the order of their numbers."""
        if not self._effects.lend:
            return ()
        lent = []
        for one in self._able(skill):
            if one.person in belong or not one.speed:
                continue
            seat = self._seat(one, unit, skill, self.people[one.person].team)
            factor = self._effects.lent_rate(seat)
            if factor > 0:
                lent.append((one, factor))
        return tuple(lent)

    def _seat(self, one: _Able, unit: int, skill: str, team: int) -> Seat:
        person = self.people[one.person].name
        group, served = self.placement.groups[team], len(self.placement.serves[person])
        return Seat(person, one.role, unit, skill, group, served)
