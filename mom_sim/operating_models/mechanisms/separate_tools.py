"""Separate tools: every unit with a team of its own buys tools of its own."""

from __future__ import annotations

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.placement import place

_OWN = ("unit", "unit_and_role")


class SeparateTools(Effect):
    """Adds a cost for every unit whose people, or some of them, sit in a team of the unit."""

    def cost_per_year(self) -> float:
        """What all these units pay, currency per year."""
        cost = float(self.settings["cost"])
        if not cost:
            return 0.0
        placement = place(self.original, self.model)
        units = {
            unit
            for served in placement.serves.values()
            for unit, team in served.items()
            if placement.groups[team] in _OWN
        }
        return cost * len(units)


EFFECT = SeparateTools
