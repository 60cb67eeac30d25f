"""Who does the steps of a workflow under an operating model: the lanes of its picture."""

from __future__ import annotations

from mom_sim.operating_models.draft import in_order
from mom_sim.plan.plan import Node, Plan
from mom_sim.scenario.resolved import Scenario, Step, Workflow

MOST_NAMES = 3
"""Teams that are named in one lane; more are counted."""


def lanes_of(
    scenario: Scenario, plan: Plan, workflow: Workflow, types: list[str]
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Find the lanes of a workflow.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
    workflow : Workflow
    types : list of str
        Campaign types that go through it.

    Returns
    -------
    lanes : tuple of str
        Teams, agencies, or a task force; several that share a step are one lane.
    lane_of : dict of str to int
        Lane of every step. What needs nobody stays where the step before it was done.
    """
    programs = [program for program in plan.programs if plan.types[program.type] in types]
    nodes = [node for program in programs for node in program.nodes]
    names: dict[str, str] = {}
    for step in in_order(workflow.steps):
        number = plan.steps.index(step.name) if step.name in plan.steps else -1
        own = [node for node in nodes if node.step == number]
        names[step.name] = _lane(scenario, plan, step, own) or _before(step, names)
    first = next((name for name in names.values() if name), "nobody")
    lanes = tuple(dict.fromkeys(name or first for name in names.values()))
    return lanes, {step: lanes.index(name or first) for step, name in names.items()}


def _before(step: Step, names: dict[str, str]) -> str:
    return next((names[name] for name in step.after if names[name]), "")


def _lane(scenario: Scenario, plan: Plan, step: Step, nodes: list[Node]) -> str:
    """Name of whoever does a step's own work: what its skills are asked for."""
    skills = {plan.skills.index(name) for name, _ in step.skills if name in plan.skills}
    found: dict[str, None] = {}
    for node in nodes:
        if node.agency >= 0 and node.instruction == "AGENCY":
            found[plan.agencies[node.agency].name] = None
        if node.instruction != "WORK" or not (node.review or not step.gate):
            continue
        if node.in_force:
            found["task force"] = None
            continue
        for queues in node.queues:
            for number in queues:
                queue = plan.queues[number]
                if node.review or queue.skill in skills:
                    found[plan.teams[queue.team].name] = None
    teams = list(found)
    if len(teams) <= MOST_NAMES:
        return ", ".join(teams)
    return f"{teams[0]} and {len(teams) - 1} teams like it"
