"""Which work a mechanism is for: by kind of role, by skill, by step, by type, by risk tier."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.kinds import skills_of
from mom_sim.plan.plan import ALL_TIERS, Node
from mom_sim.scenario.mechanism import Settings
from mom_sim.scenario.resolved import Step


def is_meant(settings: Settings, draft: Draft, step: Step) -> bool:
    """Whether a step's work is the kind of work that a mechanism is for.

    Parameters
    ----------
    settings : Settings
        With `types`, and with `steps`, `skills` or both, which count in place of `kinds` where
        they are stated.
    draft : Draft
    step : Step

    Returns
    -------
    bool
        False for steps without hands-on work for the campaign's type.
    """
    if step.kind != "work" or not step.skills or not draft.takes_work(step):
        return False
    stated = dict(settings.values)
    if stated.get("types") and draft.kind.name not in stated["types"]:
        return False
    skill = step.skills[0][0]
    steps, skills = stated.get("steps", ()), stated.get("skills", ())
    if steps or skills:
        return step.name in steps or skill in skills
    return skill in skills_of(draft.tables.scenario, stated["kinds"])


def by_tier(draft: Draft, node: Node, tiers: Collection[str]) -> tuple[Node | None, Node | None]:
    """Split a node into one for campaigns of some risk tiers and one for the others.

    Parameters
    ----------
    draft : Draft
    node : Node
    tiers : collection of str
        Empty: all.

    Returns
    -------
    Node or None
        For these tiers; None where no campaign of the type has one of them.
    Node or None
        For the others; None where there are none.
    """
    names = draft.tables.scenario.risk_tiers
    probabilities = dict(draft.kind.risk_tiers)
    has = node.condition.tiers
    possible = [
        number
        for number, name in enumerate(names)
        if probabilities.get(name, 0.0) > 0 and (has == ALL_TIERS or has >> number & 1)
    ]
    inside = [number for number in possible if not tiers or names[number] in tiers]
    outside = [number for number in possible if number not in inside]
    if not inside:
        return None, node
    if not outside:
        return node, None
    return _only(node, inside), _only(node, outside)


def _only(node: Node, tiers: list[int]) -> Node:
    mask = sum(1 << number for number in tiers)
    return replace(node, condition=replace(node.condition, tiers=mask))
