"""Workflows: what each step needs for each campaign type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mom_sim.scenario.graph import steps_between
from mom_sim.scenario.resolved import UNLIMITED, Cadence, ErrorRates, Gate, Step, Workflow
from mom_sim.scenario.resolving.people import resolve_delay
from mom_sim.scenario.schema.campaigns import CampaignForm
from mom_sim.scenario.schema.meetings import MeetingsForm
from mom_sim.scenario.schema.workflows import GateForm, ReviseFromForm, StepForm, WorkflowForm


def workflow_of(form: CampaignForm, workflows: Iterable[str]) -> str:
    """Return the workflow of a campaign type: the stated one, else the first, if there is one."""
    return form.workflow or next(iter(workflows), "")


def kind_of_step(form: StepForm) -> str:
    """Return ``gate``, ``wait``, ``work`` or ``automated``."""
    if form.gate is not None:
        return "gate"
    if form.wait is not None:
        return "wait"
    return "work" if form.skill or form.skills else "automated"


def skills_of_step(form: StepForm) -> dict[str, int]:
    """Return who has to be there: skills and how many people of each."""
    return dict(form.skills or {}) | ({form.skill: 1} if form.skill else {})


def resolve_workflow(
    name: str, form: WorkflowForm, campaigns: Mapping[str, CampaignForm], reference_calendar: str
) -> Workflow:
    """Resolve a workflow.

    Parameters
    ----------
    name : str
    form : WorkflowForm
    campaigns : mapping of str to CampaignForm
        The types that go through it.
    reference_calendar : str
        Of meetings that name none.

    Returns
    -------
    Workflow
    """
    steps = []
    for step_name, step in form.steps.items():
        kind = kind_of_step(step)
        efforts = ((t, c.effort.get(step_name, step.effort)) for t, c in campaigns.items())
        steps.append(
            Step(
                name=step_name,
                kind=kind,
                after=tuple(step.after),
                skills=tuple(skills_of_step(step).items()),
                effort=tuple((t, e) for t, e in efforts if e is not None),
                wait=tuple((t, resolve_delay(step.wait)) for t in campaigns if step.wait),
                launch=step.launch,
                gate=(_gate(step_name, step.gate, form, campaigns, reference_calendar),)
                if step.gate
                else (),
            )
        )
    return Workflow(name, tuple(steps))


def revised_steps(gate_step: str, gate: GateForm, workflow: WorkflowForm) -> dict[str, float]:
    """Return the steps that a gate sends back, with the share of effort done again.

    Parameters
    ----------
    gate_step : str
        Name of the gate's step.
    gate : GateForm
    workflow : WorkflowForm
        Without cycles.

    Returns
    -------
    dict of str to float
        In the order of the workflow.
    """
    if isinstance(gate.revise, ReviseFromForm):
        between = steps_between(workflow, gate.revise.to, gate_step)
        return {name: gate.revise.effort for name in workflow.steps if name in between}
    return {name: gate.revise[name] for name in workflow.steps if name in gate.revise}


def resolve_cadence(form: MeetingsForm, reference_calendar: str) -> Cadence:
    """Resolve when deciders meet."""
    return Cadence(
        weekly=form.on or (),
        calendar=form.calendar or reference_calendar,
        interval=() if form.every is None else (form.every,),
        agenda=form.agenda or UNLIMITED,
        every_weeks=form.every_weeks,
    )


def _gate(
    name: str,
    form: GateForm,
    workflow: WorkflowForm,
    campaigns: Mapping[str, CampaignForm],
    reference_calendar: str,
) -> Gate:
    applies = form.applies
    share_of = applies if isinstance(applies, Mapping) else dict.fromkeys(campaigns, applies)
    rates = form.error_rates
    coin = form.revise_probability
    first, *later = coin if isinstance(coin, list) else [coin]
    return Gate(
        checks=tuple(form.checks),
        applies=tuple((t, share_of.get(t, 1.0)) for t in campaigns),
        revise=tuple(revised_steps(name, form, workflow).items()),
        reject_share=form.reject,
        revise_probability=first,
        rounds=form.rounds or UNLIMITED,
        after_rounds=form.after_rounds,
        error_rates=tuple(
            (
                decider,
                ErrorRates(
                    getattr(rates, decider).false_reject, getattr(rates, decider).false_accept
                ),
            )
            for decider in type(rates).model_fields
        ),
        cadence=() if form.meets is None else (resolve_cadence(form.meets, reference_calendar),),
        experts_only=form.experts_only,
        revise_later=tuple(later),
    )
