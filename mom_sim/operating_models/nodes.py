"""Nodes that mechanisms and risks add to a program: work, waits, meetings, and who is concerned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mom_sim.draws.address import threshold
from mom_sim.draws.distributions import Distribution
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Cadence, Delay

ALWAYS = Condition()

_DONE = ACTIVITY_OUTCOMES.index("done")


def work_node(
    draft: Draft,
    step: str,
    slot: str,
    effort: Distribution,
    skills: tuple[tuple[str, int], ...],
    condition: Condition = ALWAYS,
    **fields: Any,
) -> Node:
    """Make work whose effort is drawn alike for every type and unit.

    Parameters
    ----------
    draft : Draft
    step : str
        Name under which it is logged.
    slot : str
        Of the draw: the same one in every model.
    effort : Distribution, microseconds
    skills : tuple of (str, int)
        Who has to be there, and how many.
    condition : Condition
    **fields : Any
        Further fields of the node.

    Returns
    -------
    Node
    """
    draw = draft.tables.draws.same_duration(slot, effort)
    return Node(
        "WORK",
        draft.tables.step(step),
        condition,
        draws=(draw,) * len(draft.units),
        queues=draft.queues(skills),
        **fields,
    )


def wait_node(
    draft: Draft,
    step: str,
    slot: str,
    wait: Delay,
    cause: str,
    condition: Condition = ALWAYS,
    **fields: Any,
) -> Node:
    """Make a wait whose length is drawn alike for every type and unit.

    Parameters
    ----------
    draft : Draft
    step : str
        Name under which it is logged.
    slot : str
        Of the draw: the same one in every model.
    wait : Delay
    cause : str
        What is waited for.
    condition : Condition
    **fields : Any
        Further fields of the node.

    Returns
    -------
    Node
    """
    draw = draft.tables.draws.same_duration(slot, wait.distribution)
    return Node(
        "DELAY",
        draft.tables.step(step),
        condition,
        draws=(draw,) * len(draft.units),
        clock=draft.tables.clock(wait),
        cause=cause,
        **fields,
    )


def meeting_node(
    draft: Draft,
    step: str,
    name: str,
    skill: str,
    cadence: Cadence,
    condition: Condition = ALWAYS,
) -> Node:
    """Make a wait for the next meeting of the team whose people of a skill decide.

    Parameters
    ----------
    draft : Draft
    step : str
        Name under which it is logged.
    name : str
        Of the meeting, before that of the team.
    skill : str
    cadence : Cadence
    condition : Condition

    Returns
    -------
    Node
    """
    tables = draft.tables
    bodies = tuple(
        tables.meetings.body(
            f"{name} of {tables.staffing.team_name(draft.team_of(unit, skill))}", cadence
        )
        for unit in draft.units
    )
    return Node("MEET", tables.step(step), condition, meetings=bodies)


def some_campaigns(
    draft: Draft, step: str, slot: str, share: float, condition: Condition, before: list[int]
) -> tuple[Condition, list[int]]:
    """Narrow a condition down to a share of the campaigns, where the share is below 1.

    Parameters
    ----------
    draft : Draft
    step : str
        Name under which it is logged.
    slot : str
        Of the chance: the same one in every model.
    share : float
    condition : Condition
    before : list of int

    Returns
    -------
    Condition
        Of what is added for them.
    list of int
        The nodes that it comes after: one that knows whether a campaign is concerned.
    """
    if share >= 1:
        return condition, before
    tables = draft.tables
    chance = tables.draws.chance(slot)
    concerned = replace(condition, chance=chance, threshold=threshold(share))
    marker = draft.graph.add(Node("PASS", tables.step(step), concerned), before)
    return Condition(after_node=marker, after_outcome=_DONE), [marker]
