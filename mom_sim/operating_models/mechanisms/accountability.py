"""Accountability: where nobody owns a decision, it lies there until somebody takes it."""

from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Step


class Accountability(Effect):
    """Adds a wait before a gate, with a probability, under the cause decision.

    It comes once a campaign and gate: in later rounds it is known whose decision it is.
    """

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the stall before a gate."""
        missing, gates = self.settings["missing"], self.settings["gates"]
        if not step.gate or not missing or (gates and step.name not in gates):
            return before
        tables, stall = draft.tables, self.settings["stall"]
        draw = tables.draws.same_duration(f"stall:{step.name}", stall.distribution)
        node = Node(
            "DELAY",
            tables.step(step.name),
            Condition(
                chance=tables.draws.chance(f"unowned:{step.name}"), threshold=threshold(missing)
            ),
            draws=(draw,) * len(draft.units),
            clock=tables.clock(stall),
            cause="decision",
        )
        return [draft.graph.add(node, before)]


EFFECT = Accountability
