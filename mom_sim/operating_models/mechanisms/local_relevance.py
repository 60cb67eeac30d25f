"""Local relevance: campaigns that a unit's own people make fit its market better."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import is_done_by
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Node, Plan
from mom_sim.scenario.mechanism import Settings
from mom_sim.scenario.resolved import OperatingModel, Scenario, Step

_OWN = ("unit", "unit_and_role")

_ByUnit = tuple[float, ...]


class LocalRelevance(Effect):
    """Raises what campaigns are worth, by unit and type, by who does the work.

    Of the expected hands-on work of some kinds of role, the part counts whose queue is that of the
    unit's own team: people in it who serve no other unit. What an agency does counts for nothing.
    The bonus is on the worth at the launch, after all decay; what work is ranked by stays.
    """

    def __init__(self, settings: Settings, scenario: Scenario, model: OperatingModel) -> None:
        super().__init__(settings, scenario, model)
        # By type and step: expected work, and the inside part of it by unit.
        self._parts: dict[str, dict[str, tuple[float, _ByUnit]]] = {}

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Note who does a step's work."""
        if self.settings["bonus"] and is_done_by(self.original, step, self.settings["kinds"]):
            effort = dict(step.effort)[draft.kind.name].mean()
            inside = tuple(
                _inside(draft, node.queues[unit]) if node.queues else 0.0 for unit in draft.units
            )
            self._parts.setdefault(draft.kind.name, {})[step.name] = (effort, inside)
        return (node,)

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the factors."""
        if not self.settings["bonus"]:
            return plan
        types = self.settings["types"] or plan.types
        rules = tuple(
            replace(rule, by_unit=self._factors(plan, name)) if name in types else rule
            for name, rule in zip(plan.types, plan.value_rules, strict=True)
        )
        if not _has_worth(tables.scenario, types):
            tables.warnings.append(
                "local_relevance: no campaign of these types has a value, so that nothing can be "
                "worth more; state value for campaigns"
            )
        elif not any(rule.by_unit for rule in rules):
            tables.warnings.append(
                "local_relevance: in this model no unit has such work done in a team of its own, "
                "so that nothing is worth more"
            )
        return replace(plan, value_rules=rules)

    def _factors(self, plan: Plan, kind: str) -> _ByUnit:
        """Factor on the worth of a type's campaigns, one a unit; none if all are 1."""
        parts = tuple(self._parts.get(kind, {}).values())
        whole = sum(effort for effort, _ in parts)
        if not whole:
            return ()
        shares = [
            sum(effort * inside[unit] for effort, inside in parts) / whole
            for unit in range(len(plan.units))
        ]
        if not any(shares):
            return ()
        return tuple(1.0 + self.settings["bonus"] * share for share in shares)


def _has_worth(scenario: Scenario, types: Collection[str]) -> bool:
    """Whether any campaign of these types, as its type or its own row says, has a value."""
    of_types = any(kind.value.amount for kind in scenario.campaigns if kind.name in types)
    return of_types or any(one.value for one in scenario.dated if one.type in types)


def _inside(draft: Draft, slots: tuple[int, ...]) -> float:
    """Share of the queues of a crew whose people, most of them, sit in the unit's own team."""
    staffing = draft.tables.staffing
    placement = staffing.placement
    own = 0
    for slot in slots:
        names = [
            staffing.people[one.person].name for one in staffing.queues[slot].pool if not one.lent
        ]
        insiders = sum(
            placement.groups[placement.home[name]] in _OWN and len(placement.serves[name]) == 1
            for name in names
        )
        own += 2 * insiders > len(names)
    return own / len(slots)


EFFECT = LocalRelevance
