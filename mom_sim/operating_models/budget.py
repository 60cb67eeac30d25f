"""Equal budget: outside work is paid for by positions that are no longer filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.errors import PlanError
from mom_sim.operating_models.compiling import compile_plan, compile_unchecked
from mom_sim.operating_models.expected_demand import (
    expected_revisions,
    relieved,
    requests_by_unit,
    share_of_campaigns,
)
from mom_sim.plan.plan import PARTS, PASS_OVER, Plan
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
        Expected, with the rounds in which gates send work back; without overflow, for nobody
        knows beforehand how often queues run over.
    saved_per_year : float, currency a year
        What the removed positions would have cost; never more than the spend.
    residual_per_year : float, currency a year
        Spend that no position pays for, 0 or more.
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
        If the model cannot carry the scenario's work even with everybody, or sends it back to an
        agency without end.

    Notes
    -----
    Positions go whole and one by one: kinds of role in the order of `model.pays_with`, within a
    kind from the role with most positions left (ties in the order of the scenario), its last
    position first, so that everybody else stays who they are. At least one position stays in each
    role, and so many that the model's crews can still be formed. A role whose position costs more
    than is left to pay, or nothing, is passed over from there on.
    """
    spend = outside_spend_per_year(scenario, compile_plan(scenario, model))
    # Whoever can carry the work can carry it with more people, too: asking once, at the end, is
    # usually enough, and compiling a model after each position costs seconds.
    remaining, left = _pay(scenario, model, spend, lambda _: True)
    if remaining is not scenario and not _can_carry(remaining, model):
        remaining, left = _pay(scenario, model, spend, lambda one: _can_carry(one, model))
    removed = {
        role.name: role.headcount - rest.headcount
        for role, rest in zip(scenario.roles, remaining.roles, strict=True)
    }
    saved = spend - left
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
        Retainers; and requests a year, without surges, times the outsourced steps' mean effort at
        the agency's hourly price and its price per piece, hours that a retainer includes left out,
        without premiums for a rush. Each time that a gate is expected to send
        a step back is another piece, with the stated share of its effort (`expected_revisions`).

    Raises
    ------
    PlanError
        If a gate sends a step back to an agency without end.
    """
    spend = sum((agency.retainer_per_year for agency in plan.agencies), 0.0)
    worked = [0.0] * len(plan.agencies)
    for number, kind in enumerate(scenario.campaigns):
        requests = sum(requests_by_unit(scenario, kind.name))
        program = plan.programs[number]
        for index, (pieces, efforts) in _orders(scenario, plan, number).items():
            node = program.nodes[index]
            agency = plan.agencies[node.agency]
            effort = plan.draws[node.effort_draw].by_type[number] if node.effort_draw >= 0 else None
            hours = efforts * effort.mean() / MICROSECONDS_PER_HOUR if effort is not None else 0.0
            spend += requests * (hours * agency.price_per_hour + pieces * agency.price_per_piece)
            worked[node.agency] += requests * hours
    for terms, agency, hours in zip(plan.agency_terms, plan.agencies, worked, strict=False):
        over = max(0.0, hours - terms.included_hours_per_year)
        spend += over * terms.price_per_hour_over - hours * agency.price_per_hour
    return spend


def _orders(scenario: Scenario, plan: Plan, number: int) -> dict[int, tuple[float, float]]:
    """Pieces and, in multiples of a first round's, effort that a campaign of a type buys.

    By node of its program, without what overflows.
    """
    program, kind = plan.programs[number], scenario.campaigns[number].name
    orders: dict[int, tuple[float, float]] = {}
    for index, node in enumerate(program.nodes):
        if node.instruction == "AGENCY":
            share = share_of_campaigns(scenario, plan, program, node.condition)
            if share > 0:
                orders[index] = share, share * node.share / PARTS * relieved(plan, node)
    gates = {node.step: node.decision for node in program.nodes if node.decision >= 0}
    for step, decision in gates.items():  # every decision of a gate sends the same steps back
        rework = plan.decisions[decision].rework.nodes
        again = {index: part for index, part in rework if index in orders and part != PASS_OVER}
        revisions = expected_revisions(scenario, plan, kind, plan.steps[step]) if again else 0.0
        for index, part in again.items():
            pieces, efforts = orders[index]
            again_each = part / PARTS * relieved(plan, program.nodes[index])
            orders[index] = pieces + revisions, efforts + revisions * again_each
    return orders


def position_cost_per_year(scenario: Scenario, role: Role) -> float:
    """Cost of a role's last position in the year from the end of the warm-up.

    Parameters
    ----------
    scenario : Scenario
    role : Role

    Returns
    -------
    float, currency a year
        Paid time at the role's rate: scheduled hours of its calendar, without overtime, while the
        position exists. Vacation and sickness are paid; holidays and closures are not scheduled,
        and nobody is paid while the position is expected to be vacant.

    Notes
    -----
    Source: alternating renewal process of stays (mean 1 / turnover) and vacancies (mean d), vacant
    for the long-run share turnover d / (1 + turnover d) of the time.
    """
    calendar = role.calendar_at(next((unit for unit, count in reversed(role.home) if count), ""))
    clock = stage_of(scenario).clocks_without_overtime[calendar_position(scenario, calendar)]
    year = (scenario.run.warm_up, scenario.run.warm_up + MICROSECONDS_PER_YEAR)
    begin = min(max(year[0], role.available_from), year[1])
    end = max(min(year[1], role.available_until), begin)
    vacancies = role.turnover.per_year * role.turnover.hire_delay.mean() / MICROSECONDS_PER_YEAR
    hours = (clock.work(end) - clock.work(begin)) / MICROSECONDS_PER_HOUR
    return role.cost_per_hour * hours / (1.0 + vacancies)


def _pay(
    scenario: Scenario, model: OperatingModel, spend: float, carries: Callable[[Scenario], bool]
) -> tuple[Scenario, float]:
    """Take out positions while they can be paid with; also what is left to pay."""
    remaining, left = scenario, spend  # counted down, so that rounding never makes it negative
    for position in _payers(scenario, model):
        (role,) = (one for one in remaining.roles if one.name == position.role.name)
        cost = position_cost_per_year(scenario, role)
        smaller = _without_last(remaining, role.name)
        if not 0 < cost <= left or not carries(smaller):
            position.stays = True
            continue
        remaining = smaller
        left -= cost
    return remaining, left


@dataclass(eq=False)
class _Position:
    """A position that could go; `stays` is the answer that it does not, nor others of its role."""

    role: Role
    stays: bool = False


def _payers(scenario: Scenario, model: OperatingModel) -> Iterator[_Position]:
    """Offer one position after the other, in the stated order."""
    for kind in model.pays_with:
        left = {role.name: role.headcount for role in scenario.roles if role.kind == kind}
        roles = {role.name: role for role in scenario.roles}
        while any(count > 1 for count in left.values()):
            name = max(left, key=lambda one: left[one])  # the first of equals
            position = _Position(roles[name])
            yield position
            if position.stays:
                del left[name]
            else:
                left[name] -= 1


def _can_carry(scenario: Scenario, model: OperatingModel) -> bool:
    try:
        compile_unchecked(scenario, model)
    except PlanError:
        return False
    return True


def _without_last(scenario: Scenario, name: str) -> Scenario:
    units = [unit.name for unit in scenario.units]
    roles = tuple(_smaller(role, units) if role.name == name else role for role in scenario.roles)
    return replace(scenario, roles=roles)


def _smaller(role: Role, units: Sequence[str]) -> Role:
    """A role without its last position: people at home in units are numbered unit by unit."""
    counts = dict(role.home)
    last = next((unit for unit in reversed(units) if counts.get(unit, 0) > 0), "")
    home = tuple((unit, count - (unit == last)) for unit, count in role.home)
    return replace(role, headcount=role.headcount - 1, home=home)
