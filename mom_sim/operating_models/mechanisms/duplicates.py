"""Duplicates: what another unit has asked for, or what exists, is recognized when it is asked."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import first_skill
from mom_sim.operating_models.nodes import work_node
from mom_sim.plan.plan import PARTS, Condition, Curve, Node, Relief
from mom_sim.scenario.resolved import Step

STEP = "duplicate check"


class Duplicates(Effect):
    """Ends some requests with what exists, and relieves the work for others.

    One draw a request says it all, the same in every model: below `share` it is a duplicate, in the
    lowest part of that it is recognized, and in the lowest part of that it needs no work. So a
    model that recognizes more recognizes all that another one does.

    The look at a request is the first work for it: whoever is impatient for a start has one.
    """

    def extra_steps(self) -> tuple[str, ...]:
        """The step that the look is logged under."""
        return (STEP,) if self._recognized else ()

    def prelude(self, draft: Draft, before: list[int]) -> list[int]:
        """Add the look at the request, and the end of what can be reused as it is."""
        if not self._is_for(draft):
            return before
        tables, step = draft.tables, draft.tables.step(STEP)
        checked_by, effort = self.settings["checked_by"], self.settings["effort"]
        skill = first_skill(tables.scenario, checked_by)
        if not skill:
            tables.warnings.append(f"duplicates: nobody is {checked_by}, so looking takes no time")
        elif effort.mean() > 0:
            look = work_node(draft, STEP, "duplicate_effort", effort, ((skill, 1),))
            before = [draft.graph.add(look, before)]
        reused = threshold(self._recognized * self.settings["reused"])
        if reused:
            is_there = Condition(chance=tables.draws.chance("duplicate"), threshold=reused)
            before = [draft.graph.add(Node("CANCEL", step, is_there, ends="reused"), before)]
        return before

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Relieve what is adapted."""
        share = self.settings["adaptation"]
        if share == 1 or not self._is_for(draft):
            return (node,)
        bound = threshold(self._recognized)
        curve = draft.tables.curve(Curve("recognized duplicates", "time", (0,), (bound,)))
        relief = Relief(
            draft.tables.draws.chance("duplicate"),
            (curve,) * len(draft.units),
            round(PARTS * share),
        )
        return (replace(node, reliefs=(*node.reliefs, relief)),)

    @property
    def _recognized(self) -> float:
        """Share of all requests that are recognized as duplicates."""
        return float(self.settings["share"] * self.settings["recognized"])

    def _is_for(self, draft: Draft) -> bool:
        types = self.settings["types"]
        return self._recognized > 0 and (not types or draft.kind.name in types)


EFFECT = Duplicates
