"""Everybody who works in the scenario: every position of every role, and the freelancers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.clocks import calendar_position


@dataclass(frozen=True)
class PersonSpec:
    """A position, whoever holds it.

    Parameters
    ----------
    name : str
        ``content/3``, or ``design/freelancer 1``.
    role : str
    number : int
        Within the role, from 1; freelancers are counted on their own.
    freelancer : bool
    home : str
        Unit in which the role has the position; empty if the operating model places it.
    calendar : int
        Position in the scenario's calendars.
    cost_per_hour : float, currency per scheduled hour
    available_from, available_until : int, microseconds
    """

    name: str
    role: str
    number: int
    freelancer: bool
    home: str
    calendar: int
    cost_per_hour: float
    available_from: int
    available_until: int


@lru_cache(maxsize=16)
def people_of(scenario: Scenario) -> tuple[PersonSpec, ...]:
    """List every position.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    tuple of PersonSpec
        By role in the order of the scenario, then by number; then the freelancers as listed.
    """
    people = []
    for role in scenario.roles:
        homes = [unit for unit, count in role.home for _ in range(count)]
        homes += [""] * (role.headcount - len(homes))
        for number, home in enumerate(homes, start=1):
            people.append(
                PersonSpec(
                    name=f"{role.name}/{number}",
                    role=role.name,
                    number=number,
                    freelancer=False,
                    home=home,
                    calendar=calendar_position(scenario, role.calendar_at(home)),
                    cost_per_hour=role.cost_per_hour,
                    available_from=role.available_from,
                    available_until=role.available_until,
                )
            )
    roles = {role.name: role for role in scenario.roles}
    hired: Counter[str] = Counter()
    for entry in scenario.surge_response.freelancers:
        for _ in range(entry.count):
            hired[entry.role] += 1
            people.append(
                PersonSpec(
                    name=f"{entry.role}/freelancer {hired[entry.role]}",
                    role=entry.role,
                    number=hired[entry.role],
                    freelancer=True,
                    home="",
                    calendar=calendar_position(scenario, roles[entry.role].calendar),
                    cost_per_hour=entry.cost_per_hour,
                    available_from=entry.start,
                    available_until=entry.end,
                )
            )
    return tuple(people)
