"""Who is meant by a kind of role: skills, people, and the steps that they do."""

from __future__ import annotations

from collections.abc import Collection

from mom_sim.scenario.resolved import Role, Scenario, Step
from mom_sim.tape.clocks import calendar_position
from mom_sim.tape.people import people_of


def roles_of_kind(scenario: Scenario, kinds: Collection[str]) -> tuple[Role, ...]:
    """Roles of some kinds, in the order of the scenario."""
    return tuple(role for role in scenario.roles if role.kind in kinds)


def skills_of(scenario: Scenario, kinds: Collection[str]) -> tuple[str, ...]:
    """Main skills of the roles of some kinds, each once, in the order of the scenario."""
    return tuple(dict.fromkeys(role.skills[0][0] for role in roles_of_kind(scenario, kinds)))


def first_skill(scenario: Scenario, kind: str) -> str:
    """Main skill of the first role of a kind; empty if there is none."""
    return next(iter(skills_of(scenario, (kind,))), "")


def is_done_by(scenario: Scenario, step: Step, kinds: Collection[str]) -> bool:
    """Whether a step is hands-on work in the main skill of a role of some kinds."""
    wanted = skills_of(scenario, kinds)
    return step.kind == "work" and any(skill in wanted for skill, _ in step.skills)


def first_people(scenario: Scenario, kind: str, count: int) -> tuple[str, ...]:
    """Names of the first people of a kind of role, freelancers left out; fewer if there are not."""
    roles = {role.name for role in roles_of_kind(scenario, (kind,))}
    names = [one.name for one in people_of(scenario) if one.role in roles and not one.freelancer]
    return tuple(names[:count])


def weekly_hours(scenario: Scenario, role: Role) -> float:
    """Scheduled hours of a role's calendar in a week without closures."""
    calendar = scenario.calendars[calendar_position(scenario, role.calendar)]
    return calendar.weekly.hours_per_week()
