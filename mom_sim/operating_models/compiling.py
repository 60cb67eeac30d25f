"""Scenario x operating model -> plan."""

from __future__ import annotations

from mom_sim.draws.address import threshold
from mom_sim.operating_models.draw_table import DrawTable
from mom_sim.operating_models.meetings import MeetingTable
from mom_sim.operating_models.placement import place
from mom_sim.operating_models.program import ProgramBuilder, Tables
from mom_sim.operating_models.staffing import Staffing
from mom_sim.plan.plan import (
    AgencyRecord,
    Defect,
    Force,
    Limit,
    Plan,
    Program,
    Team,
    ValueRule,
)
from mom_sim.scenario.resolved import CampaignType, DefectRisk, OperatingModel, Scenario
from mom_sim.tape.clocks import calendar_position
from mom_sim.tape.tape import compiled_clocks


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

    Raises
    ------
    PlanError
        If the model cannot carry the scenario's work, for instance because a team lacks a skill.
    """
    placement = place(scenario, model)
    types = tuple(kind.name for kind in scenario.campaigns)
    draws = DrawTable(types)
    who = model.who_does_the_work
    teams = [Team(name, who.queue_rule, who.aging) for name in placement.teams]
    agencies = []
    for agency in who.agency:
        agencies.append(
            AgencyRecord(
                agency.name,
                len(teams),
                calendar_position(scenario, agency.calendar),
                agency.capacity,
                agency.price_per_hour,
                agency.price_per_piece,
                agency.retainer_per_year,
            )
        )
        teams.append(Team(agency.name, ("fifo",), 0))
    staffing = Staffing(scenario, placement)
    tables = Tables(
        scenario=scenario,
        model=model,
        draws=draws,
        staffing=staffing,
        meetings=MeetingTable(scenario),
        agencies=tuple(agencies),
        steps=_steps(scenario),
        limits=_limits(scenario, model),
        decisions=[],
        warnings=list(placement.warnings),
    )
    defects = tuple(_defect(scenario, risk, draws) for risk in scenario.defect_risks)
    programs = tuple(
        _program(tables, number, kind) for number, kind in enumerate(scenario.campaigns)
    )
    run = scenario.run
    return Plan(
        model=model.name,
        units=tuple(unit.name for unit in scenario.units),
        types=types,
        tiers=scenario.risk_tiers,
        steps=tables.steps,
        skills=scenario.skills,
        risks=tuple(risk.name for risk in (*scenario.defect_risks, *scenario.event_risks)),
        clocks=compiled_clocks(scenario),
        clock_names=tuple(calendar.name for calendar in scenario.calendars),
        reference_clock=calendar_position(scenario, scenario.reference_calendar),
        hours_per_day=scenario.hours_per_day,
        start=0,
        warm_up=run.warm_up,
        horizon=run.horizon,
        limit=run.horizon + run.follow_up,
        teams=tuple(teams),
        people=staffing.people,
        queues=tuple(staffing.queues),
        draws=draws.records(),
        programs=programs,
        decisions=tuple(tables.decisions),
        meetings=tables.meetings.records(),
        agencies=tuple(agencies),
        forces=tuple(
            Force(force.assembly == "reserve", force.quorum, force.max_forces)
            for force in who.task_force
        ),
        limits=tables.limits,
        defects=defects,
        crew_age_limit=who.crew_age_limit,
        technology_cost_per_year=model.technology.cost_per_year,
        event_costs=tuple(
            risk.cost for risk in (*scenario.defect_risks, *scenario.event_risks)
        ),
        value_rules=tuple(
            ValueRule(kind.value.after, kind.value.half_life, kind.value.gone_after)
            for kind in scenario.campaigns
        ),
        warnings=tuple(dict.fromkeys(tables.warnings)),
    )


def _defect(scenario: Scenario, risk: DefectRisk, draws: DrawTable) -> Defect:
    exposure_draw, exposure = -1, ()
    for workflow in scenario.workflows:
        for step in workflow.steps:
            if step.name == risk.where and step.gate:
                # The same draw that says whether a campaign needs the gate.
                shares = dict(step.gate[0].applies)
                exposure_draw = draws.chance(f"applies:{step.name}")
                exposure = tuple(
                    threshold(shares.get(kind.name, 1.0)) for kind in scenario.campaigns
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


def _steps(scenario: Scenario) -> tuple[str, ...]:
    """Every step of every workflow once, and the repair of incidents."""
    names = [step.name for workflow in scenario.workflows for step in workflow.steps]
    names += [f"repair {risk.name}" for risk in scenario.defect_risks]
    return tuple(dict.fromkeys(["begin", *names, "end"]))


def _limits(scenario: Scenario, model: OperatingModel) -> tuple[Limit, ...]:
    wip = model.coordination.wip_limit
    if not wip.limit:
        return ()
    scopes = (
        ["company"] if wip.scope == "company" else [unit.name for unit in scenario.units]
    )
    return tuple(Limit(f"WIP {scope}", wip.limit, wip.when_full == "reject") for scope in scopes)


def _program(tables: Tables, number: int, kind: CampaignType) -> Program:
    builder = ProgramBuilder(tables, kind)
    builder.build()
    service = next(
        one for one in tables.scenario.classes_of_service if one.name == kind.class_of_service
    )
    patience = -1
    if kind.patience:
        patience = tables.draws.duration("patience", {kind.name: kind.patience[0]})
    return Program(
        type=number,
        nodes=builder.graph.finished(),
        body=builder.body,
        entries=tuple(sorted(builder.entries.items())),
        patience=patience,
        rank=service.rank,
        preempts=service.preempts,
        switching_cost=service.switching_cost,
    )


