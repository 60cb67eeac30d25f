"""Roles and hand-offs."""

from __future__ import annotations

from collections.abc import Mapping

from mom_sim.scenario.distribution_grammar import TimeDistribution
from mom_sim.scenario.filling import kind_of_role
from mom_sim.scenario.resolved import (
    NEVER,
    Absence,
    Delay,
    HandOff,
    Ramp,
    Role,
    Turnover,
)
from mom_sim.scenario.schema.calendars import UnitForm
from mom_sim.scenario.schema.people import HandOffForm, RoleForm


def resolve_delay(read: TimeDistribution) -> Delay:
    """Resolve a wait that passes by either clock."""
    return Delay(read.distribution, read.working)


def resolve_hand_off(form: HandOffForm) -> HandOff:
    """Resolve hand-off times."""
    return HandOff(resolve_delay(form.within_team), resolve_delay(form.between_teams))


def resolve_role(
    name: str, form: RoleForm, units: Mapping[str, UnitForm], reference_calendar: str
) -> Role:
    """Resolve a role.

    Parameters
    ----------
    name : str
    form : RoleForm
    units : mapping of str to UnitForm
        People are numbered unit by unit, in this order.
    reference_calendar : str
        Of roles that name none, whose people are at home nowhere or in a unit that names none.

    Returns
    -------
    Role
    """
    count = form.headcount
    home = tuple((u, count[u]) for u in units if u in count) if isinstance(count, Mapping) else ()
    available = form.available
    return Role(
        name=name,
        kind=kind_of_role(name, {"kind": form.kind}),
        headcount=sum(count for _, count in home) if home else form.headcount,
        home=home,
        skills=tuple(form.skills.items()),
        calendar=form.calendar or reference_calendar,
        productive_fraction=form.productive_fraction,
        cost_per_hour=form.cost,
        available_from=(available.start or 0) if available else 0,
        available_until=NEVER if available is None or available.end is None else available.end,
        ramp=Ramp(form.ramp.start, form.ramp.length),
        absence=Absence(
            vacation_days=form.absence.vacation,
            vacation_block_days=form.absence.vacation_block,
            sickness_share=form.absence.sickness,
            sickness_spell_days=form.absence.sickness_spell,
        ),
        turnover=Turnover(form.turnover.rate, form.turnover.hire_delay),
        hand_over_after=form.hand_over_after,
        home_calendars=tuple(
            (unit, calendar)
            for unit, _ in home
            if form.calendar is None
            and (calendar := units[unit].calendar or reference_calendar) != reference_calendar
        ),
    )
