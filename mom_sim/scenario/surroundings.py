"""What an operating model may refer to: the names of a scenario, and how its values are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mom_sim.calendars.calendar import Calendar
from mom_sim.scenario.context import Context
from mom_sim.scenario.filling import kind_of_role
from mom_sim.scenario.resolved import Delay, HandOff, Scenario
from mom_sim.scenario.resolving.people import resolve_hand_off
from mom_sim.scenario.resolving.whole import reference_calendar_of, skills_of
from mom_sim.scenario.schema.calendars import has_hours
from mom_sim.scenario.schema.scenario import ScenarioForm


@dataclass(frozen=True)
class Surroundings:
    """The names of a scenario.

    Attributes
    ----------
    context : Context
    roles : mapping of str to str
        Kind by role.
    people : mapping of str to int
        Headcount by role, freelancers left out.
    skills, units, types, tiers, steps, gates, calendars : tuple of str
    never_open : tuple of str
        Calendars without any hours.
    reference_calendar : str
    hand_off : HandOff
        What holds where a model says nothing.
    """

    context: Context
    roles: Mapping[str, str]
    people: Mapping[str, int]
    skills: tuple[str, ...]
    units: tuple[str, ...]
    types: tuple[str, ...]
    tiers: tuple[str, ...]
    steps: tuple[str, ...]
    gates: tuple[str, ...]
    calendars: tuple[str, ...]
    never_open: tuple[str, ...]
    reference_calendar: str
    hand_off: HandOff

    def delay(self, given: Delay | None, between_teams: bool) -> Delay:
        """Return a model's own hand-off time, or the scenario's."""
        common = self.hand_off.between_teams if between_teams else self.hand_off.within_team
        return given or common


def surroundings_of_form(form: ScenarioForm, context: Context) -> Surroundings:
    """Take the names from a scenario that could be read, but has not been checked."""
    return Surroundings(
        context=context,
        roles={n: kind_of_role(n, {"kind": r.kind}) for n, r in form.people.items()},
        people={name: role.people for name, role in form.people.items()},
        skills=skills_of(form),
        units=tuple(form.units),
        types=tuple(form.campaigns),
        tiers=tuple(form.risk_tiers),
        steps=tuple(dict.fromkeys(n for w in form.workflows.values() for n in w.steps)),
        gates=tuple(
            dict.fromkeys(n for w in form.workflows.values() for n, s in w.steps.items() if s.gate)
        ),
        calendars=tuple(form.calendars),
        never_open=tuple(n for n, c in form.calendars.items() if not has_hours(c)),
        reference_calendar=reference_calendar_of(form),
        hand_off=resolve_hand_off(form.hand_off),
    )


def surroundings_of_scenario(scenario: Scenario) -> Surroundings:
    """Take the names from a resolved scenario.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    Surroundings
    """
    reference = next(c for c in scenario.calendars if c.name == scenario.reference_calendar)
    context = Context(
        currency=scenario.currency,
        hours_per_day=scenario.hours_per_day,
        hours_per_week=reference.weekly.hours_per_week(),
        start=scenario.run.start,
        time_zone=reference.time_zone,
    )
    return Surroundings(
        context=context,
        roles={role.name: role.kind for role in scenario.roles},
        people={role.name: role.headcount for role in scenario.roles},
        skills=scenario.skills,
        units=tuple(unit.name for unit in scenario.units),
        types=tuple(campaign.name for campaign in scenario.campaigns),
        tiers=scenario.risk_tiers,
        steps=tuple(dict.fromkeys(s.name for w in scenario.workflows for s in w.steps)),
        gates=tuple(
            dict.fromkeys(s.name for w in scenario.workflows for s in w.steps if s.kind == "gate")
        ),
        calendars=tuple(calendar.name for calendar in scenario.calendars),
        never_open=tuple(c.name for c in scenario.calendars if not _opens(c)),
        reference_calendar=scenario.reference_calendar,
        hand_off=scenario.hand_off,
    )


def _opens(calendar: Calendar) -> bool:
    windows = any(weekly.spans for _, _, weekly in calendar.windows)
    return bool(calendar.weekly.spans) or windows or any(calendar.special_days.values())
