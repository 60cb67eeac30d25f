"""Agency learning: an agency that is new here does more bad work until it knows the brand."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.learning import delivery_curve
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan


class AgencyLearning(Effect):
    """Gives each risk of bad work a curve of an agency's deliveries.

    Until it has learned, revised versions with its work are as bad as its first ones. Every agency
    learns from its own deliveries; a version with the work of several is as bad as the worst of
    them makes it.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the curves."""
        extra, pieces = self.settings["extra"], self.settings["pieces"]
        if not extra:
            return plan
        if not plan.agencies:
            return _warned(plan, f"agency_learning: {plan.model} has no agency; left out")
        defects = []
        for defect, risk in zip(plan.defects, tables.scenario.defect_risks, strict=True):
            worst = min(1.0, risk.first * (1.0 + extra))
            curves = tuple(
                tables.curve(
                    delivery_curve(
                        f"{risk.name} by {agency.name}", number, worst, risk.first, pieces, 0.0
                    )
                )
                for number, agency in enumerate(plan.agencies)
            )
            defects.append(replace(defect, agency_curves=curves))
        return replace(plan, curves=tuple(tables.curves), defects=tuple(defects))


def _warned(plan: Plan, warning: str) -> Plan:
    return replace(plan, warnings=(*plan.warnings, warning))


EFFECT = AgencyLearning
