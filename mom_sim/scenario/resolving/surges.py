"""Surges, responses to them, and risks."""

from __future__ import annotations

from collections.abc import Sequence

from mom_sim.calendars.local_time import days_later
from mom_sim.calendars.units import DAYS_PER_WEEK, MICROSECONDS_PER_DAY
from mom_sim.scenario.context import Context
from mom_sim.scenario.resolved import (
    DefectRisk,
    EventRisk,
    Freelancers,
    Freeze,
    Overflow,
    Overtime,
    Surge,
    SurgeResponse,
)
from mom_sim.scenario.resolving.people import resolve_delay
from mom_sim.scenario.schema.risks import DefectRiskForm, EventRiskForm
from mom_sim.scenario.schema.surges import SurgeForm, SurgeResponseForm


def surge_end(form: SurgeForm, context: Context) -> int:
    """Return the instant at which a surge ends: weeks are counted in local dates."""
    if form.length is not None:
        return form.start + form.length
    days, rest = divmod((form.weeks or 0) * DAYS_PER_WEEK, 1)
    zone = context.time_zone
    end = days_later(form.start, int(days), zone, context.start, zone)
    return end + round(rest * MICROSECONDS_PER_DAY)


def resolve_surge(
    name: str, form: SurgeForm, context: Context, units: Sequence[str], types: Sequence[str]
) -> Surge:
    """Resolve a surge.

    Parameters
    ----------
    name : str
    form : SurgeForm
    context : Context
    units, types : sequence of str
        Of the scenario: those of a surge that names none.

    Returns
    -------
    Surge
    """
    return Surge(
        name=name,
        start=form.start,
        end=surge_end(form, context),
        factor=form.factor,
        units=tuple(units if form.units is None else form.units),
        types=tuple(types if form.types is None else form.types),
    )


def resolve_response(form: SurgeResponseForm) -> SurgeResponse:
    """Resolve what is done about surges."""
    return SurgeResponse(
        overtime=tuple(Overtime(o.calendar, o.start, o.end, o.hours) for o in form.overtime),
        freelancers=tuple(
            Freelancers(f.role, f.count, f.start, f.end, f.cost) for f in form.freelancers
        ),
        freeze=tuple(Freeze(tuple(f.types), f.start, f.end) for f in form.freeze),
        overflow=tuple(Overflow(o.skill, o.queue) for o in form.overflow),
    )


def resolve_defect(name: str, form: DefectRiskForm) -> DefectRisk:
    """Resolve a risk of bad work."""
    revised = form.probability if form.after_revision is None else form.after_revision
    return DefectRisk(
        name=name,
        first=form.probability,
        revised=revised,
        surfaces_after=resolve_delay(form.surfaces_after),
        fix=() if form.fix is None else ((form.fix.skill, form.fix.effort),),
        cost=form.cost,
        where=form.where or "",
    )


def resolve_event(name: str, form: EventRiskForm, types: Sequence[str]) -> EventRisk:
    """Resolve a risk of something that happens; to all the given types unless it names some."""
    return EventRisk(
        name=name,
        probability=form.probability,
        step=form.step,
        delay=() if form.delay is None else (resolve_delay(form.delay),),
        extra_effort=form.extra_effort,
        cancels=form.cancels,
        types=tuple(types if form.types is None else form.types),
        cost=form.cost,
    )
