"""Agency learning: an agency that is new here does more bad work until it knows the brand."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.learning import delivery_curve
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Curve, Plan


class AgencyLearning(Effect):
    """Gives each risk of bad work a curve of an agency's deliveries.

    Until it has learned, revised versions with its work are as bad as its first ones. A plan counts
    one agency's deliveries for a risk: of several, the first one's.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the curves."""
        extra, pieces = self.settings["extra"], self.settings["pieces"]
        if not extra:
            return plan
        if not plan.agencies:
            return _warned(plan, f"agency_learning: {plan.model} has no agency; left out")
        agency = plan.agencies[0].name
        if len(plan.agencies) > 1:
            plan = _warned(plan, f"agency_learning: of several agencies, {agency} alone learns")
        curves: list[Curve] = list(plan.curves)
        defects = []
        for defect, risk in zip(plan.defects, tables.scenario.defect_risks, strict=True):
            name = f"{risk.name} by {agency}"
            worst = min(1.0, risk.first * (1.0 + extra))
            curves.append(delivery_curve(name, 0, worst, risk.first, pieces, 0.0))
            defects.append(replace(defect, agency_curve=len(curves) - 1))
        return replace(plan, curves=tuple(curves), defects=tuple(defects))


def _warned(plan: Plan, warning: str) -> Plan:
    return replace(plan, warnings=(*plan.warnings, warning))


EFFECT = AgencyLearning
