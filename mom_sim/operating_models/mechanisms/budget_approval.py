"""Budget approval: nothing begins before somebody has released the money."""

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import first_skill
from mom_sim.operating_models.nodes import meeting_node, some_campaigns, work_node
from mom_sim.plan.plan import Condition

STEP = "budget approval"


class BudgetApproval(Effect):
    """Adds a meeting, if the model states one, and the budget holder's work before all steps."""

    def extra_steps(self) -> tuple[str, ...]:
        """The step that it is logged under."""
        return (STEP,) if self.settings["share"] else ()

    def prelude(self, draft: Draft, before: list[int]) -> list[int]:
        """Add the approval before all steps."""
        settings, tables = self.settings, draft.tables
        share, types = settings["share"], settings["types"]
        if not share or (types and draft.kind.name not in types):
            return before
        skill = first_skill(tables.scenario, settings["who"])
        if not skill:
            tables.warnings.append(f"budget approval: nobody is {settings['who']}; left out")
            return before
        condition, before = some_campaigns(draft, STEP, "budget", share, Condition(), before)
        if settings["meets"]:
            meet = meeting_node(draft, STEP, STEP, skill, settings["meets"], condition)
            before = [draft.graph.add(meet, before)]
        effort, skills = settings["effort"], ((skill, 1),)
        node = work_node(draft, STEP, "budget_effort", effort, skills, condition, review=True)
        return [draft.graph.add(node, before)]


EFFECT = BudgetApproval
