"""Accountability: where nobody owns a decision, it lies there until somebody takes it."""

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.gate_need import in_need, share_in_need
from mom_sim.operating_models.nodes import wait_node
from mom_sim.plan.plan import Condition
from mom_sim.scenario.resolved import Step


class Accountability(Effect):
    """Adds a wait before a gate, with a probability, under the cause decision.

    It comes once, for campaigns that need the gate: in later rounds it is known whose decision it
    is.
    """

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the stall before a gate."""
        missing, gates = self.settings["missing"], self.settings["gates"]
        if not missing or (gates and step.name not in gates) or not share_in_need(draft, step):
            return before
        condition, before = in_need(draft, step, Condition(), before)
        chance = draft.tables.draws.chance(f"unowned:{step.name}")
        node = wait_node(
            draft,
            step.name,
            f"stall:{step.name}",
            self.settings["stall"],
            "decision",
            replace(condition, chance=chance, threshold=threshold(missing)),
        )
        return [draft.graph.add(node, before)]


EFFECT = Accountability
