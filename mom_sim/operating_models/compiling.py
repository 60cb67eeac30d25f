"""Scenario x operating model -> plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from mom_sim.draws.address import threshold
from mom_sim.errors import PlanError
from mom_sim.operating_models.decider_hours import warnings_of_deciders
from mom_sim.operating_models.draw_table import DrawTable
from mom_sim.operating_models.effect import Effects
from mom_sim.operating_models.idle_parts import warnings_of_idle_parts
from mom_sim.operating_models.meetings import MeetingTable
from mom_sim.operating_models.needs import Needs, needs_of
from mom_sim.operating_models.placement import Placement
from mom_sim.operating_models.program import build_program
from mom_sim.operating_models.staffing import Staffing
from mom_sim.operating_models.tables import Tables, briefing_step, repair_step
from mom_sim.plan.checking import check_plan
from mom_sim.plan.plan import AgencyRecord, Defect, Force, Limit, Plan, Program, Team, ValueRule
from mom_sim.scenario.resolved import Agency, CampaignType, DefectRisk, OperatingModel, Scenario
from mom_sim.tape.clocks import calendar_position
from mom_sim.tape.staging import stage_of


def compile_plan(scenario: Scenario, model: OperatingModel) -> Plan:
    """Compile one operating model over a scenario.

    Parameters
    ----------
    scenario : Scenario
    model : OperatingModel

    Returns
    -------
    Plan
        Independent of the seed. `warnings` tells what the reader of a result should know.
        The same object again for a scenario that differs only in what no plan depends on, such as
        demand (`operating_models.needs`).

    Raises
    ------
    UnworkableError
        If the model cannot do the scenario's work, for instance because a team lacks a skill.
    PlanError
        If what was compiled does not hold together: a bug.
    """
    return _checked(needs_of(scenario, model))


def compile_unchecked(scenario: Scenario, model: OperatingModel) -> Plan:
    """Compile a plan that nobody carries out, without `check_plan`; see `compile_plan`."""
    return _compiled(needs_of(scenario, model))


@lru_cache(maxsize=64)
def _checked(needs: Needs) -> Plan:
    plan = _compiled(needs)
    check_plan(plan)
    return plan


@lru_cache(maxsize=64)  # equal budgets and comparisons ask for the same ones again
def _compiled(needs: Needs) -> Plan:
    effects = needs.effects()
    built = _build(needs, effects)
    # Who meets whom is known when all programs are there, and takes people's time. That changes
    # how fast they are and not what they do, so that nothing is built anew for it.
    staffing = built.tables.staffing
    known = built.programs, staffing.people, tuple(staffing.queues)
    if effects.acquaint(*known) and not staffing.settle():
        effects = needs.effects()
        effects.acquaint(*known)
        built = _build(needs, effects)
    return _finished(needs, built)


@dataclass(frozen=True)
class _Built:
    """Programs, and the tables that have grown with them."""

    tables: Tables
    placement: Placement
    defects: tuple[Defect, ...]
    programs: tuple[Program, ...]


def _build(needs: Needs, effects: Effects) -> _Built:
    scenario, model, placement = needs.rewritten, needs.model, needs.placement.copy()
    draws = DrawTable(tuple(kind.name for kind in scenario.campaigns))
    agencies = _agencies(scenario, model, placement)
    tables = Tables(
        scenario=scenario,
        model=model,
        draws=draws,
        staffing=Staffing(scenario, placement, effects, model.name),
        meetings=MeetingTable(scenario),
        agencies=agencies,
        steps=_steps(scenario, model, effects),
        limits=_limits(scenario, model),
        warnings=list(placement.warnings),
        effects=effects,
    )
    defects = tuple(_defect(scenario, risk, draws) for risk in scenario.defect_risks)
    programs = tuple(
        build_program(tables, number, kind) for number, kind in enumerate(scenario.campaigns)
    )
    return _Built(tables, placement, defects, programs)


def _finished(needs: Needs, built: _Built) -> Plan:
    scenario, model, tables, placement = needs.rewritten, needs.model, built.tables, built.placement
    effects, staffing, agencies = tables.effects, tables.staffing, tables.agencies
    who = model.who_does_the_work
    outside = {agency.team for agency in agencies}
    risks = [(risk.name, risk.cost) for risk in scenario.defect_risks]
    risks += [(risk.name, risk.cost) for risk in scenario.event_risks]
    run = scenario.run
    plan = Plan(
        model=model.name,
        units=tuple(unit.name for unit in scenario.units),
        types=tuple(kind.name for kind in scenario.campaigns),
        tiers=scenario.risk_tiers,
        steps=tables.steps,
        skills=scenario.skills,
        risks=tuple(name for name, _ in risks),
        clocks=stage_of(scenario).clocks_without_overtime,
        clock_names=tuple(calendar.name for calendar in scenario.calendars),
        reference_clock=calendar_position(scenario, scenario.reference_calendar),
        hours_per_day=scenario.hours_per_day,
        start=0,
        warm_up=run.warm_up,
        horizon=run.horizon,
        limit=run.horizon + run.follow_up,
        teams=tuple(
            Team(name, ("fifo",), 0)
            if number in outside
            else Team(name, effects.queue_rule(name, who.queue_rule), who.aging)
            for number, name in enumerate(placement.teams)
        ),
        people=staffing.people,
        queues=tuple(staffing.queues),
        places=tuple(tables.places),
        draws=tables.draws.records(),
        programs=built.programs,
        decisions=tuple(tables.decisions),
        meetings=tables.meetings.records(),
        agencies=agencies,
        forces=tuple(
            Force(force.assembly == "reserve", force.quorum, force.max_forces)
            for force in who.task_force
        ),
        limits=tables.limits,
        defects=built.defects,
        crew_age_limit=who.crew_age_limit,
        technology_cost_per_year=model.technology.cost_per_year + effects.cost_per_year(),
        event_costs=tuple(cost for _, cost in risks),
        value_rules=tuple(
            ValueRule(kind.value.after, kind.value.half_life, kind.value.gone_after)
            for kind in scenario.campaigns
        ),
        warnings=tuple(dict.fromkeys(tables.warnings)),
        curves=tuple(tables.curves),
    )
    plan = effects.complete(plan, tables)
    warnings = (
        *plan.warnings,
        *tables.warnings,
        *warnings_of_idle_parts(scenario, model, plan),
        *warnings_of_deciders(scenario, plan),
    )
    return replace(plan, warnings=tuple(dict.fromkeys(warnings)))


def _agencies(
    scenario: Scenario, model: OperatingModel, placement: Placement
) -> tuple[AgencyRecord, ...]:
    """Agencies, each a team of its own behind those of the people."""
    return tuple(
        AgencyRecord(
            name=agency.name,
            team=placement.add_team(agency.name),
            clock=_agency_clock(scenario, agency),
            capacity=agency.capacity,
            price_per_hour=agency.price_per_hour,
            price_per_piece=agency.price_per_piece,
            retainer_per_year=agency.retainer_per_year,
        )
        for agency in model.who_does_the_work.agency
    )


def _agency_clock(scenario: Scenario, agency: Agency) -> int:
    """Clock in which an agency's turnaround passes; -1 is wall-clock time."""
    kinds = {delay.working for _, delay in agency.turnaround}
    if len(kinds) > 1:
        raise PlanError(
            f"agency {agency.name} states some turnarounds in working time and some in wall-clock "
            "time; state all in the same"
        )
    return calendar_position(scenario, agency.calendar) if kinds == {True} else -1


def _defect(scenario: Scenario, risk: DefectRisk, draws: DrawTable) -> Defect:
    exposure_draw = -1
    exposure: tuple[int, ...] = ()
    if risk.where:
        # The same draw that says whether a campaign needs the gate.
        exposure_draw = draws.chance(f"applies:{risk.where}")
        exposure = tuple(
            threshold(_share_exposed(scenario, kind, risk.where)) for kind in scenario.campaigns
        )
    return Defect(
        risk.name,
        draws.chance(f"quality:{risk.name}"),
        threshold(risk.first),
        threshold(risk.revised),
        risk.cost,
        exposure_draw,
        exposure,
    )


def _share_exposed(scenario: Scenario, kind: CampaignType, gate: str) -> float:
    """Share of a type's campaigns that need a gate: none where the workflow has no such gate."""
    (workflow,) = (one for one in scenario.workflows if one.name == kind.workflow)
    for step in workflow.steps:
        if step.name == gate and step.gate:
            return dict(step.gate[0].applies).get(kind.name, 1.0)
    return 0.0


def _steps(scenario: Scenario, model: OperatingModel, effects: Effects) -> tuple[str, ...]:
    """Every step of every workflow once; the briefing of agencies; the repair of incidents."""
    names = [step.name for workflow in scenario.workflows for step in workflow.steps]
    names += [
        briefing_step(agency.name) for agency in model.who_does_the_work.agency if agency.briefing
    ]
    names += effects.extra_steps()
    names += [repair_step(risk.name) for risk in scenario.defect_risks]
    return tuple(dict.fromkeys(["begin", *names, "end"]))


def _limits(scenario: Scenario, model: OperatingModel) -> tuple[Limit, ...]:
    wip = model.coordination.wip_limit
    if not wip.limit:
        return ()
    scopes = ["company"] if wip.scope == "company" else [unit.name for unit in scenario.units]
    return tuple(Limit(f"WIP {scope}", wip.limit, wip.when_full == "reject") for scope in scopes)
