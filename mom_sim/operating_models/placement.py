"""Who belongs to which team, and which units a person serves: the same people in every model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mom_sim.errors import PlanError
from mom_sim.operating_models.apportioning import largest_remainder, neighbors
from mom_sim.scenario.resolved import OperatingModel, Role, Scenario, TeamRule
from mom_sim.tape.people import PersonSpec, people_of


@dataclass
class Placement:
    """Teams by name in order, each person's team, and the teams a person serves for each unit.

    `serves[person]` maps a unit to the team whose queues the person serves there.
    """

    teams: list[str] = field(default_factory=list)
    home: dict[str, int] = field(default_factory=dict)
    serves: dict[str, dict[int, int]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def team(self, name: str) -> int:
        """Number of a team, made when it is new."""
        if name not in self.teams:
            self.teams.append(name)
        return self.teams.index(name)


def place(scenario: Scenario, model: OperatingModel) -> Placement:
    """Put every person into exactly one team.

    Parameters
    ----------
    scenario : Scenario
    model : OperatingModel

    Returns
    -------
    Placement

    Raises
    ------
    PlanError
        If no team rule fits a role (the scenario's checks find this first).
    """
    placement = Placement()
    people = people_of(scenario)
    units = [unit.name for unit in scenario.units]
    taken: set[str] = set()
    for rule in model.who_does_the_work.teams:
        roles = [role for role in scenario.roles if role.name not in taken and _fits(rule, role)]
        taken.update(role.name for role in roles)
        for role in roles:
            members = [person for person in people if person.role == role.name]
            if rule.group in ("company", "role"):
                name = rule.name if rule.group == "company" else role.name
                team = placement.team(name)
                for person in members:
                    placement.home[person.name] = team
                    placement.serves[person.name] = dict.fromkeys(range(len(units)), team)
            else:
                _by_unit(scenario, rule, role, members, units, placement)
    left = [role.name for role in scenario.roles if role.name not in taken]
    if left:
        raise PlanError(f"{model.name} places nobody of {', '.join(left)}")
    return placement


def _fits(rule: TeamRule, role: Role) -> bool:
    return role.name in rule.roles or any(kind in ("all", "rest", role.kind) for kind in rule.kinds)


def _by_unit(
    scenario: Scenario,
    rule: TeamRule,
    role: Role,
    members: Sequence[PersonSpec],
    units: list[str],
    placement: Placement,
) -> None:
    def team(unit: int) -> int:
        by_role = f"{role.name} {units[unit]}" if rule.group == "unit_and_role" else ""
        return placement.team(by_role or units[unit])

    def put(person: PersonSpec, home: int, served: Sequence[int]) -> None:
        placement.home[person.name] = team(home)
        placement.serves[person.name] = {unit: team(unit) for unit in served}

    staff = [person for person in members if not person.freelancer]
    counts = dict(role.home)
    if role.home:
        per_unit = [counts.get(unit, 0) for unit in units]
    elif len(staff) >= len(units):
        per_unit = largest_remainder(len(staff), load_by_unit(scenario, role))
    else:
        runs = neighbors(len(staff), load_by_unit(scenario, role))
        for person, run in zip(staff, runs, strict=True):
            put(person, run[0], run)
        shared = ", ".join(" + ".join(units[unit] for unit in run) for run in runs)
        placement.warnings.append(
            f"{role.name}: {len(staff)} people are fewer than the {len(units)} units, "
            f"so neighbors share ({shared})"
        )
        per_unit = []
    if per_unit:
        _fill(staff, per_unit, units, role, placement, put)
    for number, person in enumerate(person for person in members if person.freelancer):
        unit = number % len(units)
        put(person, unit, [unit])


def _fill(
    staff: Sequence[PersonSpec],
    per_unit: Sequence[int],
    units: Sequence[str],
    role: Role,
    placement: Placement,
    put: Callable[[PersonSpec, int, Sequence[int]], None],
) -> None:
    """Seat people unit by unit; units without anybody are served by the nearest unit before them."""
    staffed = [unit for unit, count in enumerate(per_unit) if count]
    served: dict[int, list[int]] = {unit: [unit] for unit in staffed}
    for unit, count in enumerate(per_unit):
        if not count:
            nearest = max((other for other in staffed if other < unit), default=staffed[0])
            served[nearest].append(unit)
            placement.warnings.append(
                f"{role.name}: {units[unit]} has nobody and is served from {units[nearest]}"
            )
    queue = iter(staff)
    for unit, count in enumerate(per_unit):
        for _ in range(count):
            put(next(queue), unit, served[unit])


def load_by_unit(scenario: Scenario, role: Role) -> list[float]:
    """Hours a year that each unit's campaigns ask of a role's main skill, before rework.

    Returns
    -------
    list of float, hours a year, one per unit
    """
    skill = role.skills[0][0]
    workflows = {workflow.name: workflow for workflow in scenario.workflows}
    load = [0.0] * len(scenario.units)
    for kind in scenario.campaigns:
        hours = 0.0
        for step in workflows[kind.workflow].steps:
            if skill in dict(step.skills):
                effort = dict(step.effort).get(kind.name)
                hours += effort.mean() / 3.6e9 if effort is not None else 0.0
        for unit, requests in enumerate(requests_by_unit(scenario, kind.name)):
            load[unit] += hours * requests
    return load


def requests_by_unit(scenario: Scenario, kind: str) -> list[float]:
    """Expected requests a year of a type, per unit: random demand, dated and calendar rows together."""
    names = [unit.name for unit in scenario.units]
    requests = [0.0] * len(names)
    for campaign_type in scenario.campaigns:
        if campaign_type.name == kind:
            for demand in campaign_type.demand:
                per_year = demand.per_year
                if demand.interval:
                    per_year = 365.25 * 24 * 3.6e9 / demand.interval[0].mean()
                requests[names.index(demand.unit)] += per_year
    years = scenario.run.horizon / (365.25 * 24 * 3.6e9)
    for campaign in scenario.dated:
        if campaign.type == kind:
            requests[names.index(campaign.unit)] += 1 / years
    return requests
