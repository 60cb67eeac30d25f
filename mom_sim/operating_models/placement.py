"""Who belongs to which team, and which units a person serves: the same people in every model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mom_sim.errors import PlanError
from mom_sim.operating_models.apportioning import largest_remainder, neighbors
from mom_sim.operating_models.expected_demand import load_by_unit
from mom_sim.scenario.resolved import OperatingModel, Role, Scenario, TeamRule
from mom_sim.tape.people import PersonSpec, people_of

Seats = tuple[Any, ...]
"""A placement as a value that can be looked up."""


@dataclass
class Placement:
    """Teams by name in order, each person's team, and the teams a person serves for each unit.

    Attributes
    ----------
    teams : list of str
    home : dict of str to int
        A person's own team.
    groups : dict of int to str
        By team: how its rule groups people.
    types : dict of int to tuple of str
        By team: campaign types that are theirs alone; empty: what is left.
    tiers : dict of int to tuple of str
        By team: risk tiers that are theirs alone; empty: what is left.
    serves : dict of str to dict of int to int
        By person and unit: the team whose queues the person serves there.
    warnings : list of str
    """

    teams: list[str] = field(default_factory=list)
    home: dict[str, int] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)
    types: dict[int, tuple[str, ...]] = field(default_factory=dict)
    tiers: dict[int, tuple[str, ...]] = field(default_factory=dict)
    serves: dict[str, dict[int, int]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def seats(self) -> Seats:
        """The same as a value: of equal placements, equal."""
        by_team = (self.groups, self.types, self.tiers)
        return (
            tuple(self.teams),
            tuple(self.home.items()),
            tuple(tuple(entries.items()) for entries in by_team),
            tuple((person, tuple(served.items())) for person, served in self.serves.items()),
            tuple(self.warnings),
        )

    def copy(self) -> Placement:
        """A placement to which teams can be added without adding them to this one."""
        return replace(self, teams=[*self.teams])

    def add_team(self, name: str) -> int:
        """Number of a new team; a name that is taken already gets a number of its own."""
        distinct, copies = name, 1
        while distinct in self.teams:
            copies += 1
            distinct = f"{name} {copies}"
        self.teams.append(distinct)
        return len(self.teams) - 1


def place(scenario: Scenario, model: OperatingModel, demand: Scenario | None = None) -> Placement:
    """Put every person into exactly one team.

    Parameters
    ----------
    scenario : Scenario
    model : OperatingModel
    demand : Scenario, optional
        What units ask for, by which people are spread over them; by default the scenario itself.

    Returns
    -------
    Placement
        A role is placed by the first rule that names it or its kind.

    Raises
    ------
    PlanError
        If no team rule fits a role (the scenario's checks find this first).
    """
    placement = Placement()
    several = sum(rule.group == "unit" for rule in model.who_does_the_work.teams) > 1
    for rule in model.who_does_the_work.teams:
        roles = [role for role in scenario.roles if _fits(rule, role)]
        _RulePlacer(scenario, rule, placement, demand or scenario, unit_alone=not several).place(
            roles
        )
    unplaced = {person.role for person in people_of(scenario) if person.name not in placement.home}
    left = [role.name for role in scenario.roles if role.name in unplaced]
    if left:
        raise PlanError(f"{model.name} places nobody of {', '.join(left)}")
    return placement


def _fits(rule: TeamRule, role: Role) -> bool:
    return role.name in rule.roles or any(kind in ("all", "rest", role.kind) for kind in rule.kinds)


class _RulePlacer:
    """Forms the teams of one rule and seats people in them."""

    def __init__(
        self,
        scenario: Scenario,
        rule: TeamRule,
        placement: Placement,
        demand: Scenario,
        *,
        unit_alone: bool,
    ) -> None:
        self._demand = demand
        self._scenario, self._rule, self._placement = scenario, rule, placement
        self._units = [unit.name for unit in scenario.units]
        self._unit_alone = unit_alone  # whether a unit's name alone says which team is meant
        self._teams: dict[str, int] = {}

    def place(self, roles: Sequence[Role]) -> None:
        home = self._placement.home
        people = [person for person in people_of(self._scenario) if person.name not in home]
        for role in roles:
            members = self._share_of([person for person in people if person.role == role.name])
            if not members:
                continue  # all of them have a place already
            if self._rule.group in ("company", "role"):
                team = self._team(self._rule.name if self._rule.group == "company" else role.name)
                for person in members:
                    self._placement.home[person.name] = team
                    self._placement.serves[person.name] = dict.fromkeys(
                        range(len(self._units)), team
                    )
            else:
                self._by_unit(role, members)

    def _share_of(self, members: list[PersonSpec]) -> list[PersonSpec]:
        """The rule's share of a role's people: the last positions; freelancers go to the last rule.

        The first positions stay for later rules, so that a role's people with a home keep it.
        """
        if self._rule.share == 1:
            return members
        staff = [person for person in members if not person.freelancer]
        count = round(self._rule.share * len(staff))
        return staff[len(staff) - count :]

    def _team(self, name: str) -> int:
        if name not in self._teams:
            self._teams[name] = self._placement.add_team(name)
            self._placement.groups[self._teams[name]] = self._rule.group
            self._placement.types[self._teams[name]] = self._rule.types
            self._placement.tiers[self._teams[name]] = self._rule.tiers
        return self._teams[name]

    def _unit_team(self, role: Role, unit: int) -> int:
        name = self._units[unit]
        if self._rule.group == "unit_and_role":
            return self._team(f"{role.name} {name}")
        return self._team(name if self._unit_alone else f"{self._rule.name} {name}")

    def _seat(self, role: Role, person: PersonSpec, home: int, served: Sequence[int]) -> None:
        self._placement.home[person.name] = self._unit_team(role, home)
        self._placement.serves[person.name] = {unit: self._unit_team(role, unit) for unit in served}

    def _by_unit(self, role: Role, members: Sequence[PersonSpec]) -> None:
        units = self._units
        staff = [person for person in members if not person.freelancer]
        if role.home:
            counts = Counter(person.home for person in staff)
            self._fill(role, staff, [counts[unit] for unit in units])
        elif len(staff) >= len(units):
            load = load_by_unit(self._scenario, role, self._demand)
            self._fill(role, staff, largest_remainder(len(staff), load))
        else:
            runs = neighbors(len(staff), load_by_unit(self._scenario, role, self._demand))
            for person, run in zip(staff, runs, strict=True):
                self._seat(role, person, run[0], run)
            shared = ", ".join(" + ".join(units[unit] for unit in run) for run in runs)
            count = "1 person is" if len(staff) == 1 else f"{len(staff)} people are"
            self._placement.warnings.append(
                f"{role.name}: {count} fewer than the {len(units)} units, so neighbors share "
                f"({shared})"
            )
        for number, person in enumerate(person for person in members if person.freelancer):
            unit = number % len(units)
            self._seat(role, person, unit, [unit])

    def _fill(self, role: Role, staff: Sequence[PersonSpec], per_unit: Sequence[int]) -> None:
        """Seat people unit by unit; a unit without anybody is served by the nearest before it."""
        staffed = [unit for unit, count in enumerate(per_unit) if count]
        served: dict[int, list[int]] = {unit: [unit] for unit in staffed}
        for unit, count in enumerate(per_unit):
            if not count:
                nearest = max((other for other in staffed if other < unit), default=staffed[0])
                served[nearest].append(unit)
                self._placement.warnings.append(
                    f"{role.name}: {self._units[unit]} has nobody and is served from "
                    f"{self._units[nearest]}"
                )
        queue = iter(staff)
        for unit, count in enumerate(per_unit):
            for _ in range(count):
                self._seat(role, next(queue), unit, served[unit])
