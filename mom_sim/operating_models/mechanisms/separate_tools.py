"""Separate tools: every unit with a team of its own buys tools of its own."""

from __future__ import annotations

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan

_OWN = ("unit", "unit_and_role")


class SeparateTools(Effect):
    """Adds a cost for every unit whose people, or some of them, sit in a team of the unit."""

    asks_for_seats = True

    def cost_per_year(self) -> float:
        """What all these units pay, currency per year."""
        cost = float(self.settings["cost"])
        return cost * len(self._units()) if cost else 0.0

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Tell where there is nobody to pay."""
        if self.settings["cost"] and not self._units():
            tables.warnings.append(
                "separate_tools: no unit has a team of its own in this model, so that nobody buys "
                "any and nothing is paid"
            )
        return plan

    def _units(self) -> set[int]:
        """Units some of whose people sit in a team of the unit."""
        return {
            unit
            for served in self.seating.serves.values()
            for unit, team in served.items()
            if self.seating.groups[team] in _OWN
        }


EFFECT = SeparateTools
