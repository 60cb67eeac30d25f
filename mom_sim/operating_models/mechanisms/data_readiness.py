"""Data readiness: the data of some campaigns are not there when platform work is to begin."""

from __future__ import annotations

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import first_people, first_skill, is_done_by
from mom_sim.operating_models.nodes import wait_node, work_node
from mom_sim.plan.plan import Condition
from mom_sim.scenario.resolved import Role, Step

_DONE = ACTIVITY_OUTCOMES.index("done")


class DataReadiness(Effect):
    """Adds a wait outside and the fix before a campaign's first platform work, where data lack.

    Whether they do is one draw a campaign, so that a steward's campaigns are some of those without.
    The steward is the first person of the kind.
    """

    def time_taken(self, person: str, role: Role) -> float:
        """Share of the time that the steward gives."""
        share = self.settings["steward"] if self.settings["not_ready"] else 0.0
        return (
            float(share) if person in first_people(self.original, self.settings["who"], 1) else 0.0
        )

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the wait and the fix before the first step that needs the data."""
        settings, tables = self.settings, draft.tables
        share = settings["not_ready"]
        if not share or not self._is_first(draft, step):
            return before
        skill = first_skill(tables.scenario, settings["who"])
        if not skill:
            tables.warnings.append(
                f"data readiness: nobody is {settings['who']}, so nobody fixes data; left out"
            )
            return before
        if settings["steward"]:
            share = min(1.0, share * settings["with_steward"])
        lacks = Condition(chance=tables.draws.chance("data_ready"), threshold=threshold(share))
        waits = wait_node(draft, step.name, "data_wait", settings["wait"], "outside", lacks)
        there = draft.graph.add(waits, before)
        if settings["effort"].mean() <= 0:
            return [there]
        lacked = Condition(after_node=there, after_outcome=_DONE)
        effort, skills = settings["effort"], ((skill, 1),)
        fixes = work_node(draft, step.name, "data_fix", effort, skills, lacked)
        return [draft.graph.add(fixes, [there])]

    def _is_first(self, draft: Draft, step: Step) -> bool:
        """Whether a step is the first of the campaign that needs the data, before the launch."""
        for one in draft.steps:
            works = is_done_by(draft.tables.scenario, one, self.settings["before"])
            if works and draft.takes_work(one) and one.name not in draft.after_launch:
                return one.name == step.name
        return False


EFFECT = DataReadiness
