"""Paths in a workflow: what comes before what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mom_sim.scenario.schema.workflows import StepForm, WorkflowForm


def upstream(workflow: WorkflowForm) -> dict[str, frozenset[str]]:
    """Return all steps that come before each step.

    Parameters
    ----------
    workflow : WorkflowForm
        Names in ``after`` that are no steps are passed over. A step that lies on a cycle comes
        before itself.

    Returns
    -------
    dict of str to frozenset of str
    """
    before: dict[str, set[str]] = {
        name: {other for other in step.after if other in workflow.steps}
        for name, step in workflow.steps.items()
    }
    grows = True
    while grows:
        grows = False
        for found in before.values():
            size = len(found)
            found.update(*(before[other] for other in tuple(found)))
            grows = grows or len(found) > size
    return {name: frozenset(found) for name, found in before.items()}


def steps_between(workflow: WorkflowForm, first: str, last: str) -> frozenset[str]:
    """Return the steps on the paths from one step, included, to another, left out.

    Parameters
    ----------
    workflow : WorkflowForm
    first, last : str

    Returns
    -------
    frozenset of str
        Empty if the first does not come before the last.
    """
    before = upstream(workflow)
    if first not in before[last]:
        return frozenset()
    return frozenset(name for name in before[last] if name == first or first in before[name])


def cycle(workflow: WorkflowForm) -> tuple[str, ...]:
    """Return the steps of a circle in the order of the work, or nothing if there is none.

    Parameters
    ----------
    workflow : WorkflowForm

    Returns
    -------
    tuple of str
        The last one comes before the first.
    """
    before = upstream(workflow)
    start = next((name for name in workflow.steps if name in before[name]), None)
    if start is None:
        return ()
    # Backward from the start, nearest first, until it is met again.
    follower: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for other in workflow.steps[name].after:
            if other == start:
                circle = [start]
                while name != start:
                    circle.append(name)
                    name = follower[name]
                return tuple(circle)
            if other in before and other not in follower:
                follower[other] = name
                waiting.append(other)
    return ()


def steps_of(workflows: Mapping[str, WorkflowForm]) -> Iterator[tuple[str, str, StepForm]]:
    """Go through all steps of all workflows.

    Parameters
    ----------
    workflows : mapping of str to WorkflowForm

    Yields
    ------
    tuple of (str, str, StepForm)
        Names of the workflow and of the step, and the step.
    """
    for name, workflow in workflows.items():
        for step, form in workflow.steps.items():
            yield name, step, form
