"""Workflows as graphs, and what kind each step is."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.checks.references import people_with
from mom_sim.scenario.graph import cycle, steps_of
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.resolving.workflows import kind_of_step, skills_of_step, workflow_of
from mom_sim.scenario.schema.workflows import StepForm
from mom_sim.scenario.study import Study


@reads()
def predecessors_exist(study: Study) -> Iterator[Fault]:
    """Every step in ``after`` is a step of the same workflow."""
    for workflow, name, step in steps_of(study.form.workflows):
        known = study.form.workflows[workflow].steps
        for position, other in enumerate(step.after):
            path: Path = ("workflows", workflow, "steps", name, "after", position)
            part = f"workflows.{workflow}.steps"
            yield from study.unknown(path, "step", other, known, part)


@reads("people", "workflows")
def somebody_does_the_work(study: Study) -> Iterator[Fault]:
    """Where no workflow is given, some role does work that is not a decision."""
    if not study.form.workflows:
        yield study.fault(
            ("people",),
            "every role decides and none works, so there is no workflow; add a role of kind lead, "
            "producer or platform, or write workflows",
            at_key=True,
        )


@reads()
def workflows_have_no_cycle(study: Study) -> Iterator[Fault]:
    """No step comes before itself."""
    for name, workflow in study.form.workflows.items():
        found = cycle(workflow)
        if found:
            yield study.fault(
                ("workflows", name, "steps", found[0], "after"),
                f"the workflow runs in a circle: {' -> '.join((*found, found[0]))}; for work that "
                "is done again use a gate with revise",
            )


@reads("workflows")
def one_step_launches(study: Study) -> Iterator[Fault]:
    """Exactly one step of a workflow is marked as its launch."""
    for name, workflow in study.form.workflows.items():
        launches = [step for step, form in workflow.steps.items() if form.launch]
        if not launches:
            yield study.fault(
                ("workflows", name, "steps"),
                "no step is marked as the launch; write launch: true at one step",
                at_key=True,
            )
        for extra in launches[1:]:
            yield study.fault(
                ("workflows", name, "steps", extra, "launch"),
                f"a second step is marked as the launch, beside {launches[0]}; mark one",
            )


@reads()
def steps_are_of_one_kind(study: Study) -> Iterator[Fault]:
    """A step is work, a wait, a decision or automated, and has what that takes."""
    for workflow, name, step in steps_of(study.form.workflows):
        if study.validated.is_damaged("workflows", workflow, "steps", name):
            continue
        path: Path = ("workflows", workflow, "steps", name)
        for key, message in _contradictions(step):
            yield study.fault((*path, key), message)


@reads("workflows", "campaigns", "people")
def work_has_an_effort(study: Study) -> Iterator[Fault]:
    """Every step with people has an effort for every campaign type."""
    for workflow, name, step in steps_of(study.form.workflows):
        if kind_of_step(step) not in ("work", "gate") or step.effort is not None:
            continue
        without = [
            type_
            for type_, campaign in study.form.campaigns.items()
            if workflow_of(campaign, study.form.workflows) == workflow
            and name not in campaign.effort
        ]
        has_people = all(people_with(study.form.people, {skill}) for skill in skills_of_step(step))
        if without and has_people and (step.skill or step.skills):
            yield study.fault(
                ("workflows", workflow, "steps", name),
                f"no effort is given for campaigns of type {', '.join(without)}, and there is no "
                f"default for this skill; write effort: 4h here, or effort: {{{name}: 4h}} at the "
                "type",
            )


def _contradictions(step: StepForm) -> Iterator[tuple[str, str]]:
    people = bool(step.skill or step.skills)
    if step.skill and step.skills:
        yield "skills", "skill and skills both stand here; give one of the two"
    if step.skills == {}:
        yield "skills", "no skill is listed; name one, or leave skills out"
    if step.wait is not None:
        for key in ("skill", "skills", "effort", "gate"):
            if getattr(step, key) is not None:
                yield key, f"a step with wait is done by somebody outside; leave {key} out"
    elif step.gate is not None and not people:
        yield "gate", "nobody owns this gate; write the skill of the people who decide"
    elif step.effort is not None and not people:
        yield "effort", "nobody does this work; write the skill, or leave effort out (automated)"


CHECKS = (
    predecessors_exist,
    somebody_does_the_work,
    workflows_have_no_cycle,
    one_step_launches,
    steps_are_of_one_kind,
    work_has_an_effort,
)
