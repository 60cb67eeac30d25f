"""Automation: a machine does part of the hands-on work, and people look at more of it."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.adoption import Adoption, weekly_curve
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.selection import is_meant
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import PARTS, Node, Relief
from mom_sim.scenario.resolved import Step

AUTOMATED = "automated"
"""Draw of how readily a campaign's work is done by machine: one for all of its steps."""


class Automation(Effect):
    """Relieves the work, and burdens the reviews of what may be sent back to it.

    It is used, and works, for campaigns whose draw lies below adoption times (1 - failure); where
    it fails the work takes as long as by hand. The same campaigns make more review.
    """

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Relieve the work of people inside."""
        left = self.settings["touch"]
        if node.instruction != "WORK" or left == 1 or not self._does(draft, step):
            return (node,)
        return (replace(node, reliefs=(*node.reliefs, self._relief(draft, left))),)

    def review(self, draft: Draft, step: Step, node: Node) -> Node:
        """Make more of the review."""
        factor = self.settings["review"]
        may_return = {name for gate in step.gate for name, _ in gate.revise}
        sees = any(
            self._does(draft, one) and (one.name in may_return or not may_return)
            for one in draft.steps
        )
        if factor == 1 or not sees:
            return node
        return replace(node, reliefs=(*node.reliefs, self._relief(draft, factor)))

    def cost_per_year(self) -> float:
        """Licenses and set-up."""
        return float(self.settings["cost"])

    def _does(self, draft: Draft, step: Step) -> bool:
        return self.settings["ceiling"] > 0 and is_meant(self.settings, draft, step)

    def _relief(self, draft: Draft, share: float) -> Relief:
        curve = self._curve(draft.tables)
        chance = draft.tables.draws.chance(AUTOMATED)
        return Relief(chance, (curve,) * len(draft.units), round(PARTS * share))

    def _curve(self, tables: Tables) -> int:
        settings = self.settings
        begin, works = settings["begin"] or 0, 1.0 - settings["failure"]
        adoption = Adoption(settings["ceiling"], begin, settings["ramp"], settings["curve"])
        return weekly_curve(tables, "automation", begin, lambda time: adoption.at(time) * works)


EFFECT = Automation
