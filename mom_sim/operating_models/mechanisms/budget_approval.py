"""Budget approval: nothing begins before somebody has released the money."""

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.plan.plan import Condition, Node

STEP = "budget approval"
_DONE = ACTIVITY_OUTCOMES.index("done")


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
        roles = [role for role in tables.scenario.roles if role.kind == settings["who"]]
        if not roles:
            tables.warnings.append(f"budget approval: nobody is {settings['who']}; left out")
            return before
        skill, number = roles[0].skills[0][0], tables.step(STEP)
        condition = Condition()
        if share < 1:
            chance = tables.draws.chance("budget")
            needs = replace(condition, chance=chance, threshold=threshold(share))
            before = [draft.graph.add(Node("PASS", number, needs), before)]
            condition = Condition(after_node=before[0], after_outcome=_DONE)
        if settings["meets"]:
            bodies = tuple(
                tables.meetings.body(
                    f"{STEP} of {tables.staffing.team_name(draft.team_of(unit, skill))}",
                    settings["meets"],
                )
                for unit in draft.units
            )
            meet = Node("MEET", number, condition, meetings=bodies)
            before = [draft.graph.add(meet, before)]
        draw = tables.draws.same_duration("budget_effort", settings["effort"])
        node = Node(
            "WORK",
            number,
            condition,
            draws=(draw,) * len(draft.units),
            queues=draft.queues(((skill, 1),)),
            review=True,
        )
        return [draft.graph.add(node, before)]


EFFECT = BudgetApproval
