"""What a scenario asks for in a year, before chance has its say."""

from __future__ import annotations

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR


def load_by_unit(scenario: Scenario, role: Role) -> list[float]:
    """Hours a year that each unit's campaigns ask of a role's main skill, before rework.

    Parameters
    ----------
    scenario : Scenario
    role : Role

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
            effort = dict(step.effort).get(kind.name)
            if effort is not None:
                people = dict(step.skills).get(skill, 0)
                hours += people * effort.mean() / MICROSECONDS_PER_HOUR
        for unit, requests in enumerate(requests_by_unit(scenario, kind.name)):
            load[unit] += hours * requests
    return load


def requests_by_unit(scenario: Scenario, kind: str) -> list[float]:
    """Expected requests a year of a type, per unit, without surges and backlog.

    Parameters
    ----------
    scenario : Scenario
    kind : str
        Name of a campaign type.

    Returns
    -------
    list of float, requests a year of 365.25 days
        Random demand; dated launches and rows of the campaign calendar, spread over the horizon.
    """
    names = [unit.name for unit in scenario.units]
    requests = [0.0] * len(names)
    for campaign_type in scenario.campaigns:
        if campaign_type.name == kind:
            for demand in campaign_type.demand:
                per_year = demand.per_year
                if demand.interval:
                    per_year = MICROSECONDS_PER_YEAR / demand.interval[0].mean()
                requests[names.index(demand.unit)] += per_year
    years = scenario.run.horizon / MICROSECONDS_PER_YEAR
    for campaign in scenario.dated:
        if campaign.type == kind:
            requests[names.index(campaign.unit)] += 1 / years
    return requests
