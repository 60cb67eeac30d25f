"""Scope creep: while something is produced, more is asked for."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import is_done_by
from mom_sim.operating_models.nodes import work_node
from mom_sim.plan.plan import PARTS, Condition
from mom_sim.scenario.resolved import Step

_DONE = ACTIVITY_OUTCOMES.index("done")


class ScopeCreep(Effect):
    """Adds more of the same work behind a step for the campaigns that grow there.

    What comes on top is a share of the very effort drawn for the campaign's step; an agency
    delivers and charges for it as another piece. With m milestones a piece grows with probability
    p (1 - damping)^m, held against one draw a step, so that what grows with more milestones grows
    with fewer. Milestones take a lead's time, and nobody waits for them. Growth comes once a
    campaign and step, in its first round.
    """

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the leads' work at milestones, beside the step."""
        milestones, effort = self.settings["milestones"], self.settings["milestone_effort"]
        if not milestones or effort.mean() <= 0 or not self._can_grow(draft, step):
            return before
        lead = ((draft.tables.scenario.lead_skill, 1),)
        slot, share = f"milestones:{step.name}", milestones * PARTS
        draft.graph.add(work_node(draft, step.name, slot, effort, lead, share=share), before)
        return before

    def after_step(self, draft: Draft, step: Step, last: int) -> int:
        """Add what is asked for on top."""
        settings, graph = self.settings, draft.graph
        share = settings["probability"] * (1.0 - settings["damping"]) ** settings["milestones"]
        if not share or not settings["extra"] or not self._can_grow(draft, step):
            return last
        chance = draft.tables.draws.chance(f"scope:{step.name}")
        for node in _work_of(draft, step):
            # Whoever has done the piece does what comes on top.
            grows = Condition(
                chance=chance,
                threshold=threshold(share),
                after_node=node,
                after_outcome=_DONE,
            )
            work = graph.nodes[node]
            more = replace(
                work,
                condition=grows,
                share=round(settings["extra"] * work.share),
                overflow=0,
                overflow_late=0,
            )
            last = graph.add(more, [last])
        return last

    def _can_grow(self, draft: Draft, step: Step) -> bool:
        return (
            bool(self.settings["probability"])
            and step.name not in draft.after_launch
            and draft.takes_work(step)
            and is_done_by(draft.tables.scenario, step, self.settings["kinds"])
        )


def _work_of(draft: Draft, step: Step) -> list[int]:
    """Nodes of which one does the whole of a step's work: people's, and an agency's order."""
    nodes, drawn = draft.graph.nodes, draft.effort_draw(step)
    found = [
        node
        for node in draft.again[step.name]
        if nodes[node].instruction == "WORK" and drawn in nodes[node].draws
    ]
    orders = [node for node in draft.again[step.name] if nodes[node].instruction == "AGENCY"]
    return found + orders[:1]


EFFECT = ScopeCreep
