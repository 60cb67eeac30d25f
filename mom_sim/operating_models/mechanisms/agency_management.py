"""Agency management: somebody inside spends part of their time on every agency."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import roles_of_kind
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Role


class AgencyManagement(Effect):
    """Takes time from the first person of the first role of a kind, agency by agency."""

    def time_taken(self, person: str, role: Role) -> float:
        """Share of the manager's time."""
        agencies = len(self.model.who_does_the_work.agency)
        return float(self.settings["share"] * agencies) if person == self._manager else 0.0

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Say where there is nobody to manage, or nobody to do it."""
        if not self.settings["share"] or (plan.agencies and self._manager):
            return plan
        lacks = f"nobody is {self.settings['manager']}" if plan.agencies else "there is no agency"
        warning = f"agency_management: {lacks}, so it takes nobody's time"
        return replace(plan, warnings=(*plan.warnings, warning))

    @property
    def _manager(self) -> str:
        """Name of the person; empty if there is none."""
        roles = roles_of_kind(self.original, (self.settings["manager"],))
        return f"{roles[0].name}/1" if roles else ""


EFFECT = AgencyManagement
