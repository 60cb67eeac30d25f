"""Asset reuse: campaigns for all units are adapted from what a hub has made."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.selection import is_meant
from mom_sim.plan.plan import PARTS, Curve, Node, Relief
from mom_sim.scenario.resolved import Step

GLOBAL = "global"
"""Draw by which the tape tells which requests are for all units."""


class AssetReuse(Effect):
    """Relieves the work for global campaigns, inside and at agencies.

    A request is global where its draw lies below its type's `global_share`; in the lowest part of
    that an asset is found.
    """

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Relieve what is adapted."""
        settings, tables = self.settings, draft.tables
        if not settings["found"] or settings["adaptation"] == 1:
            return (node,)
        if not any(kind.global_share for kind in tables.scenario.campaigns):
            tables.warnings.append("asset reuse: no campaign type has a global share; left out")
            return (node,)
        found = threshold(draft.kind.global_share * settings["found"])
        if not found or not is_meant(settings, draft, step):
            return (node,)
        curve = tables.curve(Curve(f"assets found for {draft.kind.name}", "time", (0,), (found,)))
        relief = Relief(
            tables.draws.chance(GLOBAL),
            (curve,) * len(draft.units),
            round(PARTS * settings["adaptation"]),
        )
        return (replace(node, reliefs=(*node.reliefs, relief)),)


EFFECT = AssetReuse
