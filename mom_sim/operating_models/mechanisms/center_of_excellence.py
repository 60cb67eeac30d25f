"""Center of excellence: scarce experts are asked before work that needs them."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import is_done_by, skills_of
from mom_sim.operating_models.nodes import work_node
from mom_sim.plan.plan import Condition
from mom_sim.scenario.resolved import Step


class CenterOfExcellence(Effect):
    """Adds the experts' work before a step's hand-off, on the way to it or beside it.

    It is ordinary work in the experts' queue, once a campaign and step: a later round of the step
    needs no advice again. Where the step waits for it, the experts have the work in between, and
    it is handed on from them. Nobody asks people of their own skill. Which pieces need an expert is
    one draw a step and skill, the same in every model.
    """

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the experts' work."""
        settings, tables = self.settings, draft.tables
        share = settings["probability"]
        if not share or not self._is_meant(draft, step):
            return before
        own = {skill for skill, _ in step.skills}
        experts = self._experts(draft)
        if not experts:
            kinds = " or ".join(settings["kinds"])
            tables.warnings.append(f"center of excellence: nobody is {kinds}, so nobody is asked")
        answers = []
        for skill in experts:
            if skill in own:
                continue
            slot = f"{step.name}:{skill}"
            effort, skills = settings["effort"], ((skill, 1),)
            node = work_node(draft, step.name, f"expert_effort:{slot}", effort, skills)
            chance = tables.draws.chance(f"expert:{slot}")
            node = replace(node, condition=Condition(chance=chance, threshold=threshold(share)))
            answers.append(draft.graph.add(node, before))
        return answers if answers and settings["blocking"] else before

    def _is_meant(self, draft: Draft, step: Step) -> bool:
        settings = self.settings
        if settings["types"] and draft.kind.name not in settings["types"]:
            return False
        if settings["steps"]:
            return step.name in settings["steps"]
        works = is_done_by(draft.tables.scenario, step, settings["before"])
        return works and draft.takes_work(step)

    def _experts(self, draft: Draft) -> tuple[str, ...]:
        """Main skills of the experts."""
        roles, scenario = self.settings["roles"], draft.tables.scenario
        if not roles:
            return skills_of(scenario, self.settings["kinds"])
        return tuple(
            dict.fromkeys(role.skills[0][0] for role in scenario.roles if role.name in roles)
        )


EFFECT = CenterOfExcellence
