"""Equal budget: outside work is paid for by positions that are no longer filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.errors import PlanError
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.operating_models.expected_demand import requests_by_unit
from mom_sim.plan.plan import Condition, Node, Plan
from mom_sim.scenario.resolved import OperatingModel, Role, Scenario
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR, calendar_position
from mom_sim.tape.staging import stage_of


@dataclass(frozen=True)
class BudgetResult:
    """What a model buys outside, and who pays for it.

    Attributes
    ----------
    scenario : Scenario
        With the remaining positions.
    removed : tuple of (str, int)
        Roles that lose positions and how many, in the order of the scenario.
    outside_spend_per_year : float, currency a year
        Expected: first rounds only, and no overflow, for nobody knows beforehand how often gates
        send work back or queues run over.
    saved_per_year : float, currency a year
        What the removed positions would have cost.
    residual_per_year : float, currency a year
        Spend that no position pays for; below 0 if they pay for more.
    """

    scenario: Scenario
    removed: tuple[tuple[str, int], ...]
    outside_spend_per_year: float
    saved_per_year: float
    residual_per_year: float


def equal_budget(scenario: Scenario, model: OperatingModel) -> BudgetResult:
    """Take out as many positions as pay for the outside work of a model.

    Parameters
    ----------
    scenario : Scenario
    model : OperatingModel

    Returns
    -------
    BudgetResult
        For a model that buys nothing outside, the scenario as it is.

    Raises
    ------
    PlanError
        If the model cannot carry the scenario's work even with everybody.

    Notes
    -----
    Positions go whole and one by one: kinds of role in the order of `model.pays_with`, within a
    kind from the role with most positions left (ties in the order of the scenario), its last
    position first, so that everybody else stays who they are. At least one position stays in each
    role, and so many that the model's crews can still be formed. It stops where one more would
    take the sum farther from the spend.
    """
    spend = outside_spend_per_year(scenario, compile_plan(scenario, model))
    saved = 0.0
    removed: Counter[str] = Counter()
    remaining = scenario
    for position in _payers(scenario, model):
        cost = position_cost_per_year(scenario, position.role)
        if spend - saved < cost / 2:
            break
        smaller = _without_last(remaining, position.role.name)
        try:
            compile_plan(smaller, model)
        except PlanError:
            position.is_needed = True
            continue
        remaining = smaller
        saved += cost
        removed[position.role.name] += 1
    return BudgetResult(
        scenario=remaining,
        removed=tuple(
            (role.name, removed[role.name]) for role in scenario.roles if removed[role.name]
        ),
        outside_spend_per_year=spend,
        saved_per_year=saved,
        residual_per_year=spend - saved,
    )


def outside_spend_per_year(scenario: Scenario, plan: Plan) -> float:
    """Expect what a plan pays agencies.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        Compiled from it.

    Returns
    -------
    float, currency a year
        Requests a year, without surges, times the outsourced steps' mean effort at the agency's
        hourly price and its price per piece, each step once; and the retainers.
    """
    spend = sum((agency.retainer_per_year for agency in plan.agencies), 0.0)
    for kind, program in zip(scenario.campaigns, plan.programs, strict=True):
        requests = sum(requests_by_unit(scenario, kind.name))
        for node in program.nodes:
            if _is_outsourced(node):
                agency = plan.agencies[node.agency]
                effort = plan.draws[node.effort_draw].by_type[program.type]
                hours = effort.mean() / MICROSECONDS_PER_HOUR if effort is not None else 0.0
                spend += requests * (hours * agency.price_per_hour + agency.price_per_piece)
    return spend


def position_cost_per_year(scenario: Scenario, role: Role) -> float:
    """Cost of one position in the year from the end of the warm-up.

    Parameters
    ----------
    scenario : Scenario
    role : Role

    Returns
    -------
    float, currency a year
        Scheduled hours of its calendar, without overtime, while the position exists, at the
        role's rate; holidays and closures are not scheduled, absences are.
    """
    clock = stage_of(scenario).clocks_without_overtime[calendar_position(scenario, role.calendar)]
    year = (scenario.run.warm_up, scenario.run.warm_up + MICROSECONDS_PER_YEAR)
    begin = min(max(year[0], role.available_from), year[1])
    end = max(min(year[1], role.available_until), begin)
    return role.cost_per_hour * (clock.work(end) - clock.work(begin)) / MICROSECONDS_PER_HOUR


@dataclass(eq=False)
class _Position:
    """A position that could go; `is_needed` is the answer that it cannot."""

    role: Role
    is_needed: bool = False


def _payers(scenario: Scenario, model: OperatingModel) -> Iterator[_Position]:
    """Offer one position after the other, in the stated order."""
    for kind in model.pays_with:
        left = {role.name: role.headcount for role in scenario.roles if role.kind == kind}
        roles = {role.name: role for role in scenario.roles}
        while any(count > 1 for count in left.values()):
            name = max(left, key=lambda one: left[one])  # the first of equals
            position = _Position(roles[name])
            yield position
            if position.is_needed:
                del left[name]
            else:
                left[name] -= 1


def _without_last(scenario: Scenario, name: str) -> Scenario:
    roles = tuple(_smaller(role) if role.name == name else role for role in scenario.roles)
    return replace(scenario, roles=roles)


def _smaller(role: Role) -> Role:
    """A role without its last position."""
    home = list(role.home)
    if home:
        unit, count = next(entry for entry in reversed(home) if entry[1] > 0)
        home[home.index((unit, count))] = (unit, count - 1)
    return replace(role, headcount=role.headcount - 1, home=tuple(home))


def _is_outsourced(node: Node) -> bool:
    # What an agency does under a condition is overflow.
    return node.instruction == "AGENCY" and node.condition == Condition()
