"""One campaign type's workflow under one operating model, as a program of instructions.

A program goes, where the scenario and the model ask for it,

    begin -> freeze -> admission -> task force -> steps -> launch -> steps after it -> end

and from the launch also over incidents and their repair to the end.
"""

from __future__ import annotations

from mom_sim.operating_models.draft import IN_FORCE, Draft, in_order
from mom_sim.operating_models.risk_events import add_incidents
from mom_sim.operating_models.steps import add_step
from mom_sim.operating_models.tables import Tables
from mom_sim.operating_models.task_forces import add_assembly, add_release, force_skills
from mom_sim.plan.plan import Node, Program, with_fields
from mom_sim.scenario.resolved import CampaignType


def build_program(tables: Tables, number: int, kind: CampaignType) -> Program:
    """Compile the work of one campaign type.

    Parameters
    ----------
    tables : Tables
        Grow by what the program needs.
    number : int
        Position of the type.
    kind : CampaignType

    Returns
    -------
    Program

    Raises
    ------
    PlanError
        If the model cannot carry the type's work.
    """
    scenario = tables.scenario
    workflow = next(one for one in scenario.workflows if one.name == kind.workflow)
    draft = Draft(tables, kind, in_order(workflow.steps))
    draft.force = force_skills(draft)
    _prelude(draft)
    for step in draft.steps:
        add_step(draft, step)
    launch = draft.exits[next(step.name for step in draft.steps if step.launch)]
    add_incidents(draft, launch)
    add_release(draft, launch)
    draft.graph.add(Node("END", tables.step("end")), draft.graph.sinks())
    service = next(one for one in scenario.classes_of_service if one.name == kind.class_of_service)
    return Program(
        type=number,
        nodes=tuple(_placed(draft, node) for node in draft.graph.finished()),
        body=draft.opening,
        entries=tuple(sorted(draft.entries.items())),
        patience=_patience(tables, kind),
        rank=service.rank,
        preempts=service.preempts,
        switching_cost=service.switching_cost,
        preempts_seconded=service.preempts and service.preempts_task_forces,
    )


def _placed(draft: Draft, node: Node) -> Node:
    """Say of hands-on work where the campaign is from then on, unless the node says it itself."""
    tables = draft.tables
    if node.instruction == "WORK" and not node.places:
        queues = [tables.staffing.queues[queues[0]] for queues in node.queues]
        skills = tables.scenario.skills
        return with_fields(
            node,
            places=tuple(
                tables.place(*(IN_FORCE if node.in_force else (queue.team, skills[queue.skill])))
                for queue in queues
            ),
        )
    return node


def _prelude(draft: Draft) -> None:
    """Add what comes before all steps."""
    tables, graph = draft.tables, draft.graph
    begin = tables.step("begin")
    last = [graph.add(Node("PASS", begin), ())]
    windows = tuple(
        (freeze.start, freeze.end)
        for freeze in tables.scenario.surge_response.freeze
        if draft.kind.name in freeze.types
    )
    if windows:
        last = [graph.add(Node("FREEZE", begin, windows=windows), last)]
    if tables.limits:
        per_unit = len(tables.limits) > 1
        limits = tuple(unit if per_unit else 0 for unit in draft.units)
        last = [graph.add(Node("ADMIT", begin, limits=limits), last)]
    (draft.opening,) = last
    last = tables.effects.prelude(draft, last)
    (draft.body,) = add_assembly(draft, last)
    if draft.force:  # an open campaign needs its people, whatever lies before they assemble
        draft.opening = draft.body


def _patience(tables: Tables, kind: CampaignType) -> int:
    if not kind.patience:
        return -1
    by_type = {one.name: one.patience[0] for one in tables.scenario.campaigns if one.patience}
    return tables.draws.duration("patience", by_type)
