"""Familiarity: people who have not yet worked on a type of campaign are slower."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.plan.plan import PARTS, Curve, Node
from mom_sim.scenario.resolved import Step

STEPS = 20
"""Into which the way from the first to the full rate is divided."""


class Familiarity(Effect):
    """Lowers the rate of people by their practice, which they keep when a force is sent home.

    The rate rises in a straight line with the hours, in even steps. Practice is counted by person
    and type of campaign, wherever the work is done: a force of people who have been in one before
    is faster from the start.
    """

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Make the rate depend on practice."""
        settings = self.settings
        start, hours, types = settings["start"], settings["full_after"], settings["types"]
        meant = settings["inside"] == "everywhere" or node.in_force
        meant = meant and (not types or draft.kind.name in types)
        if node.instruction != "WORK" or start == 1 or not hours or not meant:
            return (node,)
        at = tuple(round(hours * number / STEPS) for number in range(STEPS + 1))
        values = tuple(
            round(PARTS * (start + (1.0 - start) * number / STEPS)) for number in range(STEPS + 1)
        )
        curve = draft.tables.curve(Curve("familiarity", "practice", at, values))
        return (replace(node, rate_curves=(*node.rate_curves, curve)),)


EFFECT = Familiarity
