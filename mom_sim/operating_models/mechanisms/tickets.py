"""Tickets: what no template covers needs something from the platform's people first."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mom_sim.draws.address import threshold
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.hand_offs import add_hand_off
from mom_sim.operating_models.kinds import first_skill
from mom_sim.operating_models.mechanisms.templates import COVERED, Templates
from mom_sim.operating_models.nodes import some_campaigns, work_node
from mom_sim.operating_models.outsourcing import agency_of
from mom_sim.operating_models.selection import is_meant
from mom_sim.plan.plan import Condition, Node
from mom_sim.scenario.resolved import Step

STEP = "ticket"
_PASSED_OVER = -1


class Tickets(Effect):
    """Adds a hand-off to the platform's people and their work, once before a step.

    Whether a campaign is covered is read from the same draw as the relief of templates, so that a
    ticket is written for what is not covered. Work that an agency does needs none: it has its own
    tools. A ticket is not written again when a gate sends the step back.
    """

    def extra_steps(self) -> tuple[str, ...]:
        """The step that tickets are logged under."""
        return (STEP,) if self.settings["share"] else ()

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add the ticket before a step of those who may need one."""
        share, tables = self.settings["share"], draft.tables
        if not share or not is_meant(self.settings, draft, step):
            return before
        answered_by = self.settings["answered_by"]
        skill = first_skill(tables.scenario, answered_by)
        if not skill:
            tables.warnings.append(f"tickets: nobody is {answered_by}, so there are none")
            return before
        if agency_of(draft, step) is not None or step.skills[0][0] == skill:
            return before
        condition, before = self._uncovered(draft, step, before)
        slot = f"ticket:{step.name}"
        condition, before = some_campaigns(draft, STEP, slot, share, condition, before)
        before = add_hand_off(
            draft,
            STEP,
            before,
            draft.places_of(skill),
            condition=condition,
            slot=f"{STEP}:{step.name}",
        )
        slot, effort = f"ticket_effort:{step.name}", self.settings["effort"]
        node = work_node(draft, STEP, slot, effort, ((skill, 1),), condition)
        return [draft.graph.add(node, before)]

    def _uncovered(
        self, draft: Draft, step: Step, before: list[int]
    ) -> tuple[Condition, list[int]]:
        """Condition under which no template covers a step, and the node that knows."""
        tables = draft.tables
        for templates in self._templates:
            if templates.covers(draft, step):
                tiers = templates.settings["tiers"]
                names = tables.scenario.risk_tiers
                covered = Condition(
                    chance=tables.draws.chance(COVERED),
                    threshold=threshold(templates.settings["coverage"]),
                    curve=templates.coverage_curve(tables),
                )
                if tiers:
                    mask = sum(1 << names.index(tier) for tier in tiers)
                    covered = replace(covered, tiers=mask)
                before = [draft.graph.add(Node("PASS", tables.step(STEP), covered), before)]
                return Condition(after_node=before[0], after_outcome=_PASSED_OVER), before
        return Condition(), before

    @cached_property
    def _templates(self) -> tuple[Templates, ...]:
        """The model's templates."""
        return tuple(
            Templates(settings, self.original, self.model)
            for settings in self.model.mechanisms
            if settings.mechanism == "templates"
        )


EFFECT = Tickets
