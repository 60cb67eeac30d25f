"""Shadow work: units that wait too long for a start do the campaign on their own."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.draws.address import threshold
from mom_sim.draws.distributions import Distribution
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import CampaignType

_CERTAIN = threshold(1.0)


class ShadowWork(Effect):
    """Gives programs a patience, and types a cost for what ends shadow.

    The patience is one draw a request: the tolerance in its lowest part, without end above it, so
    that a higher probability keeps everybody who goes round under a lower one. What a request costs
    that ends shadow is an expectation, not a draw: the hours at their price, and for each risk of
    bad work the probability of a bad first version that nobody notices, times its cost.

    A type that states a patience of its own keeps it, and its requests are withdrawn as before.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter patience and costs."""
        settings, scenario = self.settings, tables.scenario
        meant = [kind for kind in scenario.campaigns if self._is_for(kind, tables)]
        if not meant:
            return self._warned(plan, tables)
        never = float(2 * plan.limit + settings["tolerance"])
        probability = settings["probability"]
        patience = Distribution(
            "empirical",
            (
                ("values", (float(settings["tolerance"]), never)),
                ("weights", (probability, 1.0 - probability)),
            ),
        )
        draw = tables.draws.duration("shadow", {kind.name: patience for kind in meant})
        names = {kind.name for kind in meant}
        return replace(
            self._warned(plan, tables),
            draws=tables.draws.records(),
            programs=tuple(
                replace(program, patience=draw, impatient="shadow")
                if plan.types[program.type] in names
                else program
                for program in plan.programs
            ),
            shadow_costs=tuple(
                self._cost(plan, tables, number) if kind.name in names else 0.0
                for number, kind in enumerate(scenario.campaigns)
            ),
        )

    def _warned(self, plan: Plan, tables: Tables) -> Plan:
        return replace(plan, warnings=tuple(dict.fromkeys((*plan.warnings, *tables.warnings))))

    def _is_for(self, kind: CampaignType, tables: Tables) -> bool:
        types = self.settings["types"]
        if not self.settings["probability"] or (types and kind.name not in types):
            return False
        if kind.patience:
            tables.warnings.append(
                f"shadow work: {kind.name} states a patience of its own, which holds; its requests "
                "are withdrawn"
            )
        return not kind.patience

    def _cost(self, plan: Plan, tables: Tables, number: int) -> float:
        """Cost of a request of a type that ends shadow."""
        settings, scenario = self.settings, tables.scenario
        kind = scenario.campaigns[number]
        flow = next(one for one in scenario.workflows if one.name == kind.workflow)
        efforts = (dict(step.effort).get(kind.name) for step in flow.steps if step.kind == "work")
        hours = sum(one.mean() for one in efforts if one is not None) / MICROSECONDS_PER_HOUR
        unnoticed = 1.0 - settings["caught"]
        risk = sum(
            one.first / _CERTAIN
            * (one.exposure[number] / _CERTAIN if one.exposure else 1.0)
            * one.cost
            for one in plan.defects
        )  # fmt: skip
        return float(settings["effort"] * hours * settings["price"] + unnoticed * risk)


EFFECT = ShadowWork
