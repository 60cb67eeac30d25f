"""Risk mitigation: somebody looks ahead, so that fewer of the events of a risk register happen."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import first_skill
from mom_sim.operating_models.nodes import work_node
from mom_sim.scenario.resolved import Scenario

STEP = "mitigation"


class RiskMitigation(Effect):
    """Adds the owner's work before all steps, and lowers the probability of events.

    What still happens with more prevention is part of what happens with less. The work is done for
    campaigns of the types that some event concerns; open campaigns of a backlog have had it. Bad
    work is no such event: what finds it early is a gate before the others.
    """

    def rewrite(self, scenario: Scenario) -> Scenario:
        """Lower the probabilities."""
        if not self._works:
            return scenario
        left = 1.0 - self.settings["prevented"]
        risks = tuple(
            replace(risk, probability=risk.probability * left) for risk in scenario.event_risks
        )
        return replace(scenario, event_risks=risks)

    def extra_steps(self) -> tuple[str, ...]:
        """The step that it is logged under."""
        return (self._step,) if self._works else ()

    def prelude(self, draft: Draft, before: list[int]) -> list[int]:
        """Add the owner's work."""
        settings, tables = self.settings, draft.tables
        if not self._works:
            if settings["prevented"]:
                tables.warnings.append(f"risk_mitigation: {self._lack}, so nothing is prevented")
            return before
        concerned = any(draft.kind.name in risk.types for risk in self.original.event_risks)
        if not concerned or settings["effort"].mean() <= 0:
            return before
        skills = ((self._skill, 1),)
        node = work_node(draft, self._step, "mitigation", settings["effort"], skills)
        return [draft.graph.add(node, before)]

    @property
    def _works(self) -> bool:
        return bool(self.settings["prevented"] and not self._lack)

    @property
    def _lack(self) -> str:
        """What is missing; empty if nothing."""
        if not self.original.event_risks:
            return "the scenario has no risk of the kind event"
        return "" if self._skill else f"nobody is {self.settings['who']}"

    @property
    def _skill(self) -> str:
        return first_skill(self.original, self.settings["who"])

    @property
    def _step(self) -> str:
        """A name that no step of the scenario has."""
        taken = {step.name for flow in self.original.workflows for step in flow.steps}
        return STEP if STEP not in taken else f"{STEP} of risks"


EFFECT = RiskMitigation
