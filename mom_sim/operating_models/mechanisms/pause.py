"""Pause: some campaigns are put on ice for a time and taken up again."""

from __future__ import annotations

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import is_done_by
from mom_sim.operating_models.nodes import wait_node, work_node
from mom_sim.plan.plan import Condition
from mom_sim.scenario.resolved import Step

_DONE = ACTIVITY_OUTCOMES.index("done")
_PRODUCERS = ("producer",)


class Pause(Effect):
    """Adds the rest, a hold, and the work of taking it up again before a step.

    Whether a campaign rests before a step is one draw, the same in every model. People of its task
    force rest with it; the places that it has under a limit stay taken.
    """

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the rest before a step."""
        settings, tables = self.settings, draft.tables
        if not settings["probability"] or not self._can_rest(draft, step):
            return before
        rests = Condition(
            chance=tables.draws.chance(f"pause:{step.name}"),
            threshold=threshold(settings["probability"]),
        )
        slot = f"pause_length:{step.name}"
        hold = wait_node(draft, step.name, slot, settings["length"], "hold", rests)
        rested = draft.graph.add(hold, before)
        if settings["restart"].mean() <= 0:
            return [rested]
        again = work_node(
            draft,
            step.name,
            f"restart:{step.name}",
            settings["restart"],
            ((tables.scenario.lead_skill, 1),),
            Condition(after_node=rested, after_outcome=_DONE),
        )
        return [draft.graph.add(again, [rested])]

    def _can_rest(self, draft: Draft, step: Step) -> bool:
        if self.settings["types"] and draft.kind.name not in self.settings["types"]:
            return False
        if self.settings["steps"]:
            return step.name in self.settings["steps"]
        return step.name == next(
            (
                one.name
                for one in draft.steps
                if is_done_by(draft.tables.scenario, one, _PRODUCERS)
                and draft.takes_work(one)
                and one.name not in draft.after_launch
            ),
            "",
        )


EFFECT = Pause
