"""Consultation: people who are asked before a gate, whether or not it waits for them."""

from dataclasses import replace

from mom_sim.draws.address import threshold
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.plan.plan import ALL_TIERS, Condition, Node
from mom_sim.scenario.resolved import Step

_DONE = ACTIVITY_OUTCOMES.index("done")


class Consultation(Effect):
    """Adds the work of those who are asked, side by side, once a campaign and gate.

    Where the gate waits for them, their work is part of the way to the decision; where it does not,
    the work runs beside it and only takes their time.
    """

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add those who are asked before a gate."""
        settings, tables = self.settings, draft.tables
        share, gates = settings["share"], settings["gates"]
        if not step.gate or not share or (gates and step.name not in gates):
            return before
        skills = dict.fromkeys(
            role.skills[0][0] for role in tables.scenario.roles if role.kind in settings["who"]
        )
        if not skills:
            kinds = " or ".join(settings["who"])
            tables.warnings.append(f"consultation: nobody is {kinds}, so nobody is asked")
            return before
        asked = before
        condition = Condition(tiers=self._tiers(draft))
        if share < 1:
            chance = tables.draws.chance(f"consulted:{step.name}")
            marker = Node(
                "PASS",
                tables.step(step.name),
                replace(condition, chance=chance, threshold=threshold(share)),
            )
            asked = [draft.graph.add(marker, before)]
            condition = Condition(after_node=asked[0], after_outcome=_DONE)
        answers = []
        for skill in skills:
            draw = tables.draws.same_duration(
                f"consulted_effort:{step.name}:{skill}", settings["effort"]
            )
            node = Node(
                "WORK",
                tables.step(step.name),
                condition,
                draws=(draw,) * len(draft.units),
                queues=draft.queues(((skill, 1),)),
                review=settings["blocks"],
            )
            answers.append(draft.graph.add(node, asked))
        return answers if settings["blocks"] else asked

    def _tiers(self, draft: Draft) -> int:
        wanted = self.settings["tiers"]
        tiers = draft.tables.scenario.risk_tiers
        return sum(1 << tiers.index(tier) for tier in wanted) if wanted else ALL_TIERS


EFFECT = Consultation
