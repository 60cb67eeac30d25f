"""Variants: personalized campaigns are made, and reviewed, several times over."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.selection import is_meant
from mom_sim.plan.plan import Node
from mom_sim.scenario.resolved import Step


class Variants(Effect):
    """Raises the hands-on work of a step, whoever does it, and that of the reviews of its campaign.

    One drawn effort stands for all variants, and they go through the workflow together. An agency's
    turnaround is as before; it charges for the hours.
    """

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Raise a step's work."""
        if self._more == 0 or not is_meant(self.settings, draft, step):
            return (node,)
        return (_raised(node, self._more * self.settings["extra"]),)

    def review(self, draft: Draft, step: Step, node: Node) -> Node:
        """Raise the reviewers' work."""
        types = self.settings["types"]
        if self._more == 0 or (types and draft.kind.name not in types):
            return node
        return _raised(node, self._more * self.settings["review"])

    @property
    def _more(self) -> int:
        """Variants after the first."""
        return int(self.settings["count"]) - 1


def _raised(node: Node, extra: float) -> Node:
    return replace(node, share=round(node.share * (1.0 + extra)))


EFFECT = Variants
