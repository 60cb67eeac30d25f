"""Overload: people who have had too much to do for weeks work slower and err more."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import PARTS, Curve, Plan

_MARKED = PARTS - 1  # overloaded, and as good as no slower


class Overload(Effect):
    """Gives the plan a curve of load, and defects a threshold for work by the overloaded.

    A revised version that somebody overloaded has worked on is as bad as a first one by them.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the curve and the thresholds."""
        settings = self.settings
        lost, errors = settings["slow_down"], settings["errors"]
        if not lost and not errors:
            return plan
        above = round(PARTS * settings["threshold"])
        slow = min(_MARKED, round(PARTS * (1.0 - lost)))
        curve = tables.curve(Curve("overload", "load", (0, above), (PARTS, slow)))
        defects = plan.defects
        if errors:
            defects = tuple(
                replace(one, tired=threshold(min(1.0, risk.first * (1.0 + errors))))
                for one, risk in zip(defects, tables.scenario.defect_risks, strict=True)
            )
        return replace(
            plan,
            curves=tuple(tables.curves),
            load_curve=curve,
            load_weeks=settings["weeks"],
            defects=defects,
        )


EFFECT = Overload
