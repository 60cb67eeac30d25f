"""Which campaigns need a gate, and nodes that know it."""

from __future__ import annotations

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.nodes import some_campaigns
from mom_sim.plan.plan import Condition
from mom_sim.scenario.resolved import Step


def share_in_need(draft: Draft, step: Step) -> float:
    """Share of a type's campaigns that need a gate; 0 for a step that is none."""
    return dict(step.gate[0].applies).get(draft.kind.name, 1.0) if step.gate else 0.0


def in_need(
    draft: Draft, step: Step, condition: Condition, before: list[int]
) -> tuple[Condition, list[int]]:
    """Narrow a condition down to those who need a gate (see `some_campaigns`)."""
    slot, share = f"applies:{step.name}", share_in_need(draft, step)
    return some_campaigns(draft, step.name, slot, share, condition, before)
