"""Risks of either kind."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.resolving.workflows import workflow_of
from mom_sim.scenario.schema.risks import DefectRiskForm, EventRiskForm
from mom_sim.scenario.study import Study


@reads("campaigns", "workflows")
def events_happen_at_steps(study: Study) -> Iterator[Fault]:
    """Events happen before steps that the campaign types concerned have."""
    workflows, campaigns = study.form.workflows, study.form.campaigns
    steps = dict.fromkeys(step for workflow in workflows.values() for step in workflow.steps)
    for name, risk in study.form.risks.items():
        if not isinstance(risk, EventRiskForm):
            continue
        path: Path = ("risks", name)
        yield from study.unknown((*path, "step"), "step", risk.step, steps)
        for position, type_ in enumerate(risk.types or ()):
            place = (*path, "types", position)
            unknown = study.unknown(place, "campaign type", type_, campaigns, "campaigns")
            yield from unknown
            if unknown or type_ not in campaigns or risk.step not in steps:
                continue
            workflow = workflows.get(workflow_of(campaigns[type_], workflows))
            if workflow is not None and risk.step not in workflow.steps:
                yield study.fault(
                    place, f"campaigns of type {type_} have no step {risk.step} in their workflow"
                )


@reads()
def events_have_an_effect(study: Study) -> Iterator[Fault]:
    """An event delays, adds effort, costs something or ends the campaign."""
    for name, risk in study.form.risks.items():
        if not isinstance(risk, EventRiskForm) or study.validated.is_damaged("risks", name):
            continue
        if risk.delay is None and not (risk.extra_effort or risk.cancels or risk.cost):
            yield study.fault(
                ("risks", name),
                "this event changes nothing; write its delay, extra_effort, cost or cancels: true",
                at_key=True,
            )


@reads("workflows")
def exposure_is_a_gate(study: Study) -> Iterator[Fault]:
    """A defect risk that only some campaigns have names a gate that says which."""
    gates = dict.fromkeys(
        name
        for workflow in study.form.workflows.values()
        for name, step in workflow.steps.items()
        if step.gate is not None
    )
    for name, risk in study.form.risks.items():
        if isinstance(risk, DefectRiskForm) and risk.where is not None:
            yield from study.unknown(("risks", name, "where"), "gate", risk.where, gates, "gates.-")


CHECKS = (events_happen_at_steps, events_have_an_effect, exposure_is_a_gate)
