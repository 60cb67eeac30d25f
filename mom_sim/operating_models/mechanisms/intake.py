"""Intake triage: somebody looks at every brief before work begins."""

from __future__ import annotations

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import first_skill
from mom_sim.operating_models.nodes import meeting_node, wait_node, work_node
from mom_sim.plan.plan import Condition

STEP = "intake"
_DONE = ACTIVITY_OUTCOMES.index("done")


class Intake(Effect):
    """Adds the look at the brief before all steps: [meeting] -> work -> [outside wait -> work].

    What has to wait for triage waits for a decision; a brief that went back waits for who asked,
    outside. From triage the work is handed to whoever does the first steps. A request on which
    triage has begun is no longer withdrawn for want of a start. Requests that were open at the
    start of the run have had it, unless a task force has to form for them.
    """

    def extra_steps(self) -> tuple[str, ...]:
        """The step that it is logged under."""
        return (self._step,) if self._is_on and self._skill else ()

    def clarification_factor(self) -> float:
        """Factor on the probability that somebody has to ask back; 1 if nobody is there to look."""
        return float(self.settings["clarification"]) if self._skill else 1.0

    def prelude(self, draft: Draft, before: list[int]) -> list[int]:
        """Add triage before all steps."""
        settings, tables = self.settings, draft.tables
        if not self._is_on:
            return before
        if not self._skill:
            tables.warnings.append(f"intake: nobody is {settings['who']}, so there is no triage")
            return before
        if settings["meets"]:
            meet = meeting_node(draft, self._step, STEP, self._skill, settings["meets"])
            before = [draft.graph.add(meet, before)]
        before = self._look(draft, before, "effort", Condition())
        if settings["incomplete"]:
            incomplete = Condition(
                chance=tables.draws.chance("incomplete_brief"),
                threshold=threshold(settings["incomplete"]),
            )
            slot, wait = "incomplete_brief_wait", settings["wait"]
            node = wait_node(draft, self._step, slot, wait, "outside", incomplete)
            back = draft.graph.add(node, before)
            asked = Condition(after_node=back, after_outcome=_DONE)
            before = self._look(draft, [back], "again", asked)
        return before

    def _look(self, draft: Draft, before: list[int], effort: str, when: Condition) -> list[int]:
        """Add the work of who looks at a brief."""
        if self.settings[effort].mean() <= 0:
            return before
        skills = ((self._skill, 1),)
        node = work_node(
            draft,
            self._step,
            f"intake_{effort}",
            self.settings[effort],
            skills,
            when,
            review=True,
        )
        return [draft.graph.add(node, before)]

    @property
    def _is_on(self) -> bool:
        settings = self.settings
        return bool(settings["effort"].mean() > 0 or settings["incomplete"] or settings["meets"])

    @property
    def _skill(self) -> str:
        """Main skill of the first role of the kind; empty if there is none."""
        return first_skill(self.original, self.settings["who"])

    @property
    def _step(self) -> str:
        """A name that no step of the scenario has."""
        taken = {step.name for flow in self.original.workflows for step in flow.steps}
        return STEP if STEP not in taken else f"{STEP} triage"


EFFECT = Intake
