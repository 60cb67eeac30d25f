"""The same organization with other numbers of people: headcounts by role, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from mom_sim.operating_models.budget import position_cost_per_year
from mom_sim.operating_models.expected_demand import load_by_unit
from mom_sim.scenario.resolved import Role, Scenario

Counts = tuple[int, ...]
"""Headcount of every role, in the order of the scenario."""


def counts_of(scenario: Scenario) -> Counts:
    """Headcounts as the scenario has them."""
    return tuple(role.headcount for role in scenario.roles)


def staffed(scenario: Scenario, counts: Sequence[int]) -> Scenario:
    """Give every role another headcount.

    Parameters
    ----------
    scenario : Scenario
    counts : sequence of int
        One a role, at least 1.

    Returns
    -------
    Scenario
        Positions are numbered, so that everybody who is there in two of them has the same luck.
        Where people are at home in units, one more goes where a head has most work to do (hours
        asked for by the unit's campaigns by heads with the new one), and one fewer leaves where a
        head has least; so a larger headcount never has fewer people in any unit.

    Source of the rule for units: D'Hondt's method of highest averages, which is house monotone
    (Balinski and Young, Fair Representation, 2nd ed. (2001), chapter 5).
    """
    if tuple(counts) == counts_of(scenario):
        return scenario
    roles = tuple(
        role if count == role.headcount else _with_headcount(scenario, role, count)
        for role, count in zip(scenario.roles, counts, strict=True)
    )
    return replace(scenario, roles=roles)


@lru_cache(maxsize=8)
def costs_of_positions(scenario: Scenario) -> tuple[float, ...]:
    """Cost of one position of every role, currency a year (`position_cost_per_year`)."""
    return tuple(position_cost_per_year(scenario, role) for role in scenario.roles)


def cost_of(costs: Sequence[float], counts: Sequence[int]) -> float:
    """Cost of a staffing a year: positions times what each of them costs."""
    return sum(cost * count for cost, count in zip(costs, counts, strict=True))


def _with_headcount(scenario: Scenario, role: Role, count: int) -> Role:
    if not role.home:
        return replace(role, headcount=count)
    loads = load_by_unit(scenario, role)
    units = [unit.name for unit in scenario.units]
    load = dict(zip(units, loads, strict=True))
    home = {unit: dict(role.home).get(unit, 0) for unit in units}
    while sum(home.values()) < count:
        home[max(units, key=lambda unit: load[unit] / (home[unit] + 1))] += 1
    while sum(home.values()) > count:
        staffed_units = [unit for unit in units if home[unit]]
        # Of equals the last one, as in an equal budget.
        home[min(reversed(staffed_units), key=lambda unit: load[unit] / home[unit])] -= 1
    named = dict(role.home)
    return replace(
        role,
        headcount=count,
        home=tuple((unit, home[unit]) for unit in units if home[unit] or unit in named),
    )
