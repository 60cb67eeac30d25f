"""Dated launches and the backlog."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.checks.instants import outside
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.resolving.workflows import kind_of_step, workflow_of
from mom_sim.scenario.schema.campaigns import BacklogForm, DatedLaunchForm
from mom_sim.scenario.study import Study


@reads("units", "campaigns")
def launches_name_units_and_types(study: Study) -> Iterator[Fault]:
    """Dated launches and the backlog are of units and campaign types that are defined."""
    entries: list[tuple[Path, DatedLaunchForm | BacklogForm]] = [
        (("dated_launches", i), launch) for i, launch in enumerate(study.form.dated_launches)
    ]
    entries += [(("backlog", i), entry) for i, entry in enumerate(study.form.backlog)]
    for path, entry in entries:
        yield from study.unknown((*path, "unit"), "unit", entry.unit, study.form.units, "units")
        known = study.form.campaigns
        yield from study.unknown((*path, "type"), "campaign type", entry.type, known, "campaigns")


@reads("dated_launches")
def launches_have_names_of_their_own(study: Study) -> Iterator[Fault]:
    """No two dated launches have the same id."""
    first_of: dict[str, int] = {}
    for position, launch in enumerate(study.form.dated_launches):
        first = first_of.setdefault(launch.id, position)
        if first != position:
            yield study.fault(
                ("dated_launches", position, "id"),
                f'the id "{launch.id}" is taken by dated_launches[{first + 1}]; give each its own',
            )


@reads("run", "dated_launches")
def launches_lie_within_the_run(study: Study) -> Iterator[Fault]:
    """Dated launches are requested within the run, and due after that."""
    for position, launch in enumerate(study.form.dated_launches):
        path: Path = ("dated_launches", position)
        yield from outside(study, (*path, "requested"), launch.requested)
        yield from outside(study, (*path, "not_before"), launch.not_before)
        if launch.due <= launch.requested:
            yield study.fault(
                (*path, "due"),
                f"{study.written((*path, 'due'))} is before the request "
                f"({study.written((*path, 'requested'))}); a due date comes after it",
            )


@reads("campaigns", "workflows")
def backlog_is_at_a_step(study: Study) -> Iterator[Fault]:
    """Open campaigns are ready for a step of their workflow at which somebody works."""
    workflows = study.form.workflows
    for position, entry in enumerate(study.form.backlog):
        campaign = study.form.campaigns.get(entry.type)
        workflow = workflows.get(workflow_of(campaign, workflows)) if campaign else None
        if workflow is None:
            continue
        path: Path = ("backlog", position, "step")
        step = workflow.steps.get(entry.step)
        if step is None:
            yield from study.unknown(path, "step", entry.step, workflow.steps)
        elif kind_of_step(step) == "automated":
            yield study.fault(
                path, f"nobody works at {entry.step}, so nothing waits there; name a step with work"
            )


CHECKS = (
    launches_name_units_and_types,
    launches_have_names_of_their_own,
    launches_lie_within_the_run,
    backlog_is_at_a_step,
)
