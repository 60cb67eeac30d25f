"""Detection: bad work that was launched is not always noticed, and not always soon."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.draws.distributions import distribution
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Node, Plan
from mom_sim.scenario.resolved import Delay, Scenario


class Detection(Effect):
    """Lets incidents happen for a share of what has escaped, and earlier or later.

    What nobody notices costs nothing and is not repaired here; that it has escaped is counted all
    the same. Whether a campaign's bad work is noticed is one draw for each risk, the same in every
    model.
    """

    def rewrite(self, scenario: Scenario) -> Scenario:
        """Change the time until bad work is noticed."""
        lag = self.settings["lag"]
        if lag == 1:
            return scenario
        risks = tuple(
            replace(risk, surfaces_after=_scaled(risk.surfaces_after, lag))
            for risk in scenario.defect_risks
        )
        return replace(scenario, defect_risks=risks)

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Add the chance to everything that follows from bad work."""
        if self.settings["noticed"] == 1:
            return plan
        if not plan.defects:
            warning = "detection: no risk of bad work is stated, so there is nothing to notice"
            return replace(plan, warnings=(*plan.warnings, warning))
        chances = [tables.draws.chance(f"noticed:{defect.name}") for defect in plan.defects]
        programs = tuple(
            replace(program, nodes=tuple(self._noticed(node, chances) for node in program.nodes))
            for program in plan.programs
        )
        return replace(plan, programs=programs, draws=tables.draws.records())

    def _noticed(self, node: Node, chances: list[int]) -> Node:
        condition = node.condition
        if condition.escaped < 0:
            return node
        chance = chances[condition.escaped]
        only = replace(condition, chance=chance, threshold=threshold(self.settings["noticed"]))
        return replace(node, condition=only)


def _scaled(delay: Delay, factor: float) -> Delay:
    now = distribution("constant", value=0.0)
    return replace(delay, distribution=delay.distribution.scaled(factor) if factor else now)


EFFECT = Detection
