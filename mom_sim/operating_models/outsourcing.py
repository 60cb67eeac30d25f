"""Work that an agency does: all of a skill's, or what overflows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mom_sim.errors import PlanError
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft, Places
from mom_sim.operating_models.hand_offs import add_hand_off, places_at
from mom_sim.operating_models.tables import briefing_step
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Agency, Step

_OVERFLOWED = ACTIVITY_OUTCOMES.index("overflowed")


@dataclass(frozen=True)
class OverflowRule:
    """When a step's work leaves the house, and where it goes.

    Attributes
    ----------
    agency : Agency
    queue : int
        How many have to wait for the skill; 0: however many.
    late : int, microseconds
        Working time to the due date below which it goes; 0: however late.
    """

    agency: Agency
    queue: int
    late: int


def agency_of(draft: Draft, step: Step) -> Agency | None:
    """The agency that does a step, if one does: only work of one person at a time goes out."""
    if step.kind != "work" or not draft.takes_work(step):
        return None
    if [count for _, count in step.skills] != [1]:
        return None
    skill = step.skills[0][0]
    kinds = {role.kind for role in draft.tables.scenario.roles if role.skills[0][0] == skill}
    for agency in draft.tables.model.who_does_the_work.agency:
        if _takes_type(draft, agency) and (skill in agency.skills or kinds & set(agency.kinds)):
            return agency
    return None


def overflow_of(draft: Draft, step: Step) -> OverflowRule | None:
    """When a step's work overflows to an agency, if it ever does: work of one person at a time."""
    tables = draft.tables
    if [count for _, count in step.skills] != [1]:
        return None
    skill = step.skills[0][0]
    stated = (one.queue for one in tables.scenario.surge_response.overflow if one.skill == skill)
    queue, late = next(stated, 0), tables.effects.overflow_late(draft, step)
    if not queue and not late:
        return None
    for agency in tables.model.who_does_the_work.agency:
        if _takes_type(draft, agency):
            return OverflowRule(agency, queue, late)
    tables.warnings.append(
        f"no agency in {tables.model.name}: overflow of {skill} has nowhere to go and is left out"
    )
    return None


def agency_places(draft: Draft, step: Step, agency: Agency) -> Places:
    """The agency as a place that work is handed to."""
    team = draft.tables.agencies[_number(draft, agency)].team
    return [(team, step.skills[0][0]) for _ in draft.units]


def add_outsourced(draft: Draft, step: Step, agency: Agency, before: list[int]) -> tuple[Node, int]:
    """Add an outsourced step, and before a campaign's first one the briefing.

    The agency is briefed once a campaign, by people inside of the skill that it is hired for;
    whatever else it does for the campaign comes after that.

    Parameters
    ----------
    draft : Draft
    step : Step
    agency : Agency
    before : list of int

    Returns
    -------
    Node
        The order, before mechanisms make several of it.
    int
        The node at which the step is done.
    """
    targets = agency_places(draft, step, agency)
    if agency.briefing and agency.name not in draft.briefings:
        inside = draft.places_of(step.skills[0][0])
        briefing = briefing_step(agency.name)
        before = add_hand_off(draft, briefing, before, inside)
        draw = draft.tables.draws.same_duration(briefing.replace(" ", ":", 1), agency.briefing[0])
        node = Node(
            "WORK",
            draft.tables.step(briefing),
            draws=(draw,) * len(draft.units),
            queues=draft.queues(step.skills),
        )
        before = [draft.graph.add(node, before)]
        draft.briefings[agency.name] = before[0]
    elif agency.name in draft.briefings:
        before = [*before, draft.briefings[agency.name]]
    draft.entries[draft.tables.step(step.name)] = len(draft.graph.nodes)
    before = add_hand_off(draft, step.name, before, targets)
    return _order(draft, step, agency, Condition(), before)


def add_overflow(draft: Draft, step: Step, agency: Agency, work: int) -> int:
    """Add what the agency does when work has overflowed; the node at which the step is done."""
    condition = Condition(after_node=work, after_outcome=_OVERFLOWED)
    return _order(draft, step, agency, condition, [work])[1]


def _order(
    draft: Draft, step: Step, agency: Agency, condition: Condition, before: Sequence[int]
) -> tuple[Node, int]:
    """Add an order and what follows a delivery; the order, and the node at which it is done."""
    effects = draft.tables.effects
    nodes = effects.work(draft, step, _agency_node(draft, step, agency, condition))
    for node in nodes:
        order = draft.graph.add(node, before)
        draft.again[step.name].append(order)
        before = [effects.after_delivery(draft, step, agency, order)]
    return nodes[0], before[0]


def _agency_node(draft: Draft, step: Step, agency: Agency, condition: Condition) -> Node:
    tables = draft.tables
    stated = dict(agency.turnaround)
    by_type = {
        kind.name: stated.get(kind.name, stated.get("default"))
        for kind in tables.scenario.campaigns
    }
    if by_type[draft.kind.name] is None:
        raise PlanError(f"agency {agency.name} states no turnaround for {draft.kind.name}")
    draw = tables.draws.duration(
        f"turnaround:{step.name}",
        {name: delay.distribution for name, delay in by_type.items() if delay is not None},
    )
    return Node(
        "AGENCY",
        tables.step(step.name),
        condition=condition,
        draws=(draw,) * len(draft.units),
        effort_draw=draft.effort_draw(step),
        agency=_number(draft, agency),
        places=places_at(draft, agency_places(draft, step, agency)),
    )


def _takes_type(draft: Draft, agency: Agency) -> bool:
    return not agency.types or draft.kind.name in agency.types


def _number(draft: Draft, agency: Agency) -> int:
    return [record.name for record in draft.tables.agencies].index(agency.name)
