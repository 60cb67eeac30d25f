"""Consultation: people who are asked before a gate, whether or not it waits for them."""

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.gate_need import in_need, share_in_need
from mom_sim.operating_models.kinds import skills_of
from mom_sim.operating_models.nodes import some_campaigns, work_node
from mom_sim.plan.plan import ALL_TIERS, Condition
from mom_sim.scenario.resolved import Step


class Consultation(Effect):
    """Adds the work of those who are asked, side by side, once a campaign and gate.

    Where the gate waits for them, their work is part of the way to the decision; where it does not,
    the work runs beside it and only takes their time.
    """

    def before_step(self, draft: Draft, step: Step, before: list[int]) -> list[int]:
        """Add those who are asked before a gate."""
        settings, tables = self.settings, draft.tables
        share, gates = settings["share"], settings["gates"]
        if not share or (gates and step.name not in gates) or not share_in_need(draft, step):
            return before
        skills = skills_of(tables.scenario, settings["who"])
        if not skills:
            kinds = " or ".join(settings["who"])
            tables.warnings.append(f"consultation: nobody is {kinds}, so nobody is asked")
            return before
        condition = Condition(tiers=self._tiers(draft))
        condition, asked = in_need(draft, step, condition, before)
        slot = f"consulted:{step.name}"
        condition, asked = some_campaigns(draft, step.name, slot, share, condition, asked)
        answers = []
        for skill in skills:
            node = work_node(
                draft,
                step.name,
                f"consulted_effort:{step.name}:{skill}",
                settings["effort"],
                ((skill, 1),),
                condition,
                review=settings["blocks"],
            )
            answers.append(draft.graph.add(node, asked))
        return answers if settings["blocks"] else asked

    def _tiers(self, draft: Draft) -> int:
        wanted = self.settings["tiers"]
        tiers = draft.tables.scenario.risk_tiers
        return sum(1 << tiers.index(tier) for tier in wanted) if wanted else ALL_TIERS


EFFECT = Consultation
