"""What happens to a campaign: events before a step, and incidents after the launch."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.nodes import wait_node, work_node
from mom_sim.operating_models.tables import repair_step
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import EventRisk, Step

_DONE = ACTIVITY_OUTCOMES.index("done")


def add_events(draft: Draft, step: Step, before: list[int]) -> tuple[list[int], dict[str, int]]:
    """Add the risk events that may hit a campaign before a step.

    Parameters
    ----------
    draft : Draft
    step : Step
    before : list of int

    Returns
    -------
    list of int
        The nodes that what follows comes after.
    dict of str to int
        By risk: the node that is done when the event takes place.
    """
    happened: dict[str, int] = {}
    for risk in _risks_of(draft, step):
        before, happened[risk.name] = _event(draft, risk, step, before)
    return before, happened


def add_extra_work(
    draft: Draft, step: Step, work: Node, last: int, happened: dict[str, int]
) -> int:
    """Add more of the same work for campaigns that an event has hit.

    Parameters
    ----------
    draft : Draft
    step : Step
    work : Node
        The step's own work.
    last : int
        The node it is done at.
    happened : dict of str to int
        As `add_events` returns it.

    Returns
    -------
    int
        The node at which everything is done.
    """
    for risk in _risks_of(draft, step):
        if risk.extra_effort:
            condition = Condition(after_node=happened[risk.name], after_outcome=_DONE)
            share = round(risk.extra_effort * work.share)
            last = draft.graph.add(
                replace(work, condition=condition, share=share, overflow=0, overflow_late=0),
                [last],
            )
    return last


def add_incidents(draft: Draft, launch: int) -> None:
    """Add what becomes of bad work that was launched: it surfaces, and is repaired."""
    tables, graph = draft.tables, draft.graph
    for position, risk in enumerate(tables.scenario.defect_risks):
        step, escaped = repair_step(risk.name), Condition(escaped=position)
        surfaces = wait_node(
            draft,
            step,
            f"surfaces:{risk.name}",
            risk.surfaces_after,
            "outside",
            escaped,
            announce="incident",
            announce_value=position,
        )
        last = graph.add(surfaces, [launch])
        for skill, effort in risk.fix:
            repair = work_node(draft, step, f"effort:{step}", effort, ((skill, 1),), escaped)
            graph.add(repair, [last])


def _risks_of(draft: Draft, step: Step) -> list[EventRisk]:
    return [
        risk
        for risk in draft.tables.scenario.event_risks
        if risk.step == step.name and draft.kind.name in risk.types
    ]


def _event(draft: Draft, risk: EventRisk, step: Step, before: list[int]) -> tuple[list[int], int]:
    tables, graph = draft.tables, draft.graph
    number = tables.step(step.name)
    happens = Condition(
        chance=tables.draws.chance(f"event:{risk.name}"), threshold=threshold(risk.probability)
    )
    event = graph.add(
        Node(
            "PASS",
            number,
            condition=happens,
            announce="risk_event",
            announce_value=tables.risk(risk.name),
        ),
        before,
    )
    last = event
    if risk.cancels:
        last = graph.add(Node("CANCEL", number, condition=happens), [last])
    for delay in risk.delay:
        slot = f"event_delay:{risk.name}"
        last = graph.add(wait_node(draft, step.name, slot, delay, "outside", happens), [last])
    return [last], event
