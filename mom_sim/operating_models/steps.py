"""One step of a workflow as nodes of a program.

A step consists, where the scenario and the model ask for it, of

    risk events -> embargo -> briefing -> hand-off -> work, agency, wait or gate
"""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.gates import GateBuilder
from mom_sim.operating_models.hand_offs import add_hand_off
from mom_sim.operating_models.outsourcing import (
    add_outsourced,
    add_overflow,
    agency_of,
    overflow_of,
)
from mom_sim.operating_models.risk_events import add_events, add_extra_work
from mom_sim.operating_models.routing import EVERY_TIER, Route, routes_by_tier
from mom_sim.operating_models.task_forces import in_force, use_force
from mom_sim.plan.plan import PARTS, Condition, Node
from mom_sim.scenario.resolved import Step


def add_step(draft: Draft, step: Step) -> None:
    """Add a step behind those it comes after, and note where it begins, ends and takes place.

    Parameters
    ----------
    draft : Draft
        With all steps that this one comes after.
    step : Step
    """
    graph, number = draft.graph, draft.tables.step(step.name)
    before = [draft.exits[name] for name in step.after] or [draft.body]
    before, happened = add_events(draft, step, before)
    effects = draft.tables.effects
    before = effects.before_step(draft, step, before)
    if step.launch and _has_embargo(draft):
        before = [graph.add(Node("EMBARGO", number), before)]
    first = len(graph.nodes)
    draft.entries[number] = first
    draft.again[step.name] = []
    if step.kind == "gate":
        last = GateBuilder(draft, step).build(before)
    elif step.kind == "wait" and draft.kind.name in dict(step.wait):
        last = _wait(draft, step, before)
    elif step.kind == "work" and draft.takes_work(step):
        last = _work(draft, step, before, happened)
    else:
        last = graph.add(Node("PASS", number), before)
        draft.again[step.name].append(last)
    last = effects.after_step(draft, step, last)
    if len(graph.nodes) == first or (step.launch and graph.condition(last) != Condition()):
        last = graph.add(Node("PASS", number), [last])
    if step.launch:
        graph.nodes[last] = replace(graph.nodes[last], launch=True)
    draft.exits[step.name] = last


def _has_embargo(draft: Draft) -> bool:
    return any(
        campaign.not_before > 0 and campaign.type == draft.kind.name
        for campaign in draft.tables.scenario.dated
    )


def _wait(draft: Draft, step: Step, before: list[int]) -> int:
    """Add the wait for somebody outside the model."""
    tables = draft.tables
    draw = tables.draws.duration(
        f"wait:{step.name}", {name: delay.distribution for name, delay in step.wait}
    )
    node = Node(
        "DELAY",
        tables.step(step.name),
        draws=(draw,) * len(draft.units),
        clock=tables.clock(dict(step.wait)[draft.kind.name]),
        cause="outside",
    )
    last = draft.graph.add(node, before)
    draft.again[step.name].append(last)
    return last


def _work(draft: Draft, step: Step, before: list[int], happened: dict[str, int]) -> int:
    """Add hands-on work: by the campaign's task force, by a team, or by an agency."""
    inside = in_force(draft, step)
    agency = agency_of(draft, step)
    routes = [EVERY_TIER] if inside or agency else routes_by_tier(draft, step.skills)
    if len(routes) > 1:
        return _by_tier(draft, step, routes, before, happened)
    draft.tier = routes[0].tier
    node = _work_node(draft, step, inside)
    if agency is not None:
        order, last = add_outsourced(draft, step, agency, before)
        return add_extra_work(draft, step, order, last, happened)
    if inside:
        use_force(draft, step.skills, step)
    last = _inside_work(draft, step, node, inside, before, happened)
    draft.tier = ""
    return last


def _work_node(draft: Draft, step: Step, inside: bool) -> Node:
    return Node(
        "WORK",
        draft.tables.step(step.name),
        draws=(draft.effort_draw(step),) * len(draft.units),
        queues=draft.queues(step.skills),
        in_force=inside,
        share=round(PARTS * draft.tables.effects.effort_share(draft, step)),
    )


def _by_tier(
    draft: Draft, step: Step, routes: list[Route], before: list[int], happened: dict[str, int]
) -> int:
    """Add the same work once for each team that has risk tiers of its own, one behind the other.

    Whatever is added on the way to a team is for its tiers alone; others pass it over.
    """
    graph, last = draft.graph, -1
    for route in routes:
        first, draft.tier = len(graph.nodes), route.tier
        node = _work_node(draft, step, False)
        last = _inside_work(draft, step, node, False, before, happened)
        for index in range(first, len(graph.nodes)):
            condition = graph.nodes[index].condition
            graph.nodes[index] = replace(
                graph.nodes[index],
                condition=replace(condition, tiers=condition.tiers & route.tiers),
            )
        before = [last]
    draft.tier = ""
    return last


def _inside_work(
    draft: Draft,
    step: Step,
    node: Node,
    inside: bool,
    before: list[int],
    happened: dict[str, int],
) -> int:
    """Add the way to a team or a task force, and what it does there."""
    tables, graph = draft.tables, draft.graph
    targets = draft.places_in_force() if inside else draft.places_of(step.skills[0][0])
    before = tables.effects.before_hand_off(draft, step, before, targets)
    before = add_hand_off(draft, step.name, before, targets)
    before = tables.effects.after_hand_off(draft, step, before)
    nodes = tables.effects.work(draft, step, node)
    overflow = None if inside else overflow_of(draft, step)
    for one in nodes:
        if overflow is None:
            last = graph.add(one, before)
            draft.again[step.name].append(last)
        else:
            leaves = replace(one, overflow=overflow.queue, overflow_late=overflow.late)
            work = graph.add(leaves, before)
            draft.again[step.name].append(work)
            last = add_overflow(draft, step, overflow.agency, work)
        before = [last]
    return add_extra_work(draft, step, nodes[0] if len(nodes) == 1 else node, last, happened)
