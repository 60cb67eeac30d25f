"""The whole scenario, put together from its parts."""

from __future__ import annotations

from collections.abc import Sequence

from mom_sim.scenario.context import Context
from mom_sim.scenario.resolved import DatedCampaign, Run, Scenario
from mom_sim.scenario.resolving.calendars import resolve_calendar, resolve_units, years_of
from mom_sim.scenario.resolving.campaigns import (
    resolve_backlog,
    resolve_campaign,
    resolve_class,
    resolve_dated_launch,
)
from mom_sim.scenario.resolving.people import resolve_hand_off, resolve_role
from mom_sim.scenario.resolving.surges import (
    resolve_defect,
    resolve_event,
    resolve_response,
    resolve_surge,
)
from mom_sim.scenario.resolving.workflows import resolve_workflow, skills_of_step, workflow_of
from mom_sim.scenario.schema.risks import DefectRiskForm, EventRiskForm
from mom_sim.scenario.schema.scenario import ScenarioForm


def resolve(
    form: ScenarioForm, name: str, context: Context, calendar_rows: Sequence[DatedCampaign]
) -> Scenario:
    """Resolve a scenario that has passed all checks.

    Parameters
    ----------
    form : ScenarioForm
    name : str
        Of a study that states none.
    context : Context
    calendar_rows : sequence of DatedCampaign
        Rows of the campaign calendar.

    Returns
    -------
    Scenario
    """
    reference = reference_calendar_of(form)
    units, types, tiers = tuple(form.units), tuple(form.campaigns), tuple(form.risk_tiers)
    workflow_by_type = {t: workflow_of(c, form.workflows) for t, c in form.campaigns.items()}
    years = years_of(form.run, context)
    return Scenario(
        name=form.name or name,
        description=form.description,
        currency=form.currency,
        run=Run(
            start=form.run.start,
            horizon=form.run.horizon,
            warm_up=form.run.warm_up,
            follow_up=form.run.follow_up,
            replications=form.run.replications,
            seed=form.run.seed,
        ),
        calendars=tuple(resolve_calendar(n, c, years) for n, c in form.calendars.items()),
        reference_calendar=reference,
        hours_per_day=context.hours_per_day,
        units=resolve_units(form.units, reference),
        skills=skills_of(form),
        roles=tuple(resolve_role(n, r, form.units, reference) for n, r in form.people.items()),
        lead_skill=lead_skill_of(form),
        hand_off=resolve_hand_off(form.hand_off),
        workflows=tuple(
            resolve_workflow(
                n, w, {t: form.campaigns[t] for t in types if workflow_by_type[t] == n}, reference
            )
            for n, w in form.workflows.items()
        ),
        campaigns=tuple(
            resolve_campaign(n, c, workflow_by_type[n], units, tiers)
            for n, c in form.campaigns.items()
        ),
        classes_of_service=tuple(resolve_class(n, c) for n, c in form.classes_of_service.items()),
        risk_tiers=tiers,
        dated=(
            *(resolve_dated_launch(launch, form.campaigns) for launch in form.dated_launches),
            *calendar_rows,
        ),
        backlog=tuple(map(resolve_backlog, form.backlog)),
        surges=tuple(resolve_surge(n, s, context, units, types) for n, s in form.surges.items()),
        surge_response=resolve_response(form.surge_response),
        defect_risks=tuple(
            resolve_defect(n, r) for n, r in form.risks.items() if isinstance(r, DefectRiskForm)
        ),
        event_risks=tuple(
            resolve_event(n, r, types_with_step(form, r.step))
            for n, r in form.risks.items()
            if isinstance(r, EventRiskForm)
        ),
        comparison=form.comparison,
    )


def reference_calendar_of(form: ScenarioForm) -> str:
    """Return the calendar in which working days are counted."""
    return form.reference_calendar or next(iter(form.calendars))


def skills_of(form: ScenarioForm) -> tuple[str, ...]:
    """Return every skill, in the stated order, else in that of the people who have it."""
    if form.skills is not None:
        return tuple(form.skills)
    return tuple(dict.fromkeys(skill for role in form.people.values() for skill in role.skills))


def lead_skill_of(form: ScenarioForm) -> str:
    """Return the skill of a campaign's lead: that of the first step that needs anybody."""
    if form.lead_skill is not None:
        return form.lead_skill
    steps = next(iter(form.workflows.values())).steps.values()
    return next((skill for step in steps for skill in skills_of_step(step)), skills_of(form)[0])


def types_with_step(form: ScenarioForm, step: str) -> tuple[str, ...]:
    """Return the campaign types whose workflow has a step."""
    return tuple(
        name
        for name, campaign in form.campaigns.items()
        if step in form.workflows[workflow_of(campaign, form.workflows)].steps
    )
